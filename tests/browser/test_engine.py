"""`engine.js` on the golden walks: the same as the Python evaluator."""

from __future__ import annotations

import pytest

from build_hooks.checking import Checked
from build_hooks.compile import compile_tree, visible_blocks
from build_hooks.proof import Proof
from build_hooks.walk import blocks, walk
from build_hooks.witnesses import Witness, witnesses
from tests.browser.conftest import NewPage
from tests.golden_walk import CASES, payload

pytestmark = pytest.mark.browser

RUN = """
async ([payload, cases]) => {
  const engine = await import('/assets/decision-tree/engine.js');
  return cases.map(([answers, entry]) => {
    const { route, at, ignored, whole, given } = engine.walk(payload, new Map(answers), entry);
    const shown = payload.outcomes[at] ? [...engine.blocks(payload, at, route, whole)] : null;
    return { route: [...route], at, ignored, whole, given, shown };
  });
}
"""

FRAGMENTS = """
async (fragments) => {
  const { readFragment, writeFragment } = await import('/assets/decision-tree/engine.js');
  return fragments.map((fragment) => {
    const { entry, answers } = readFragment(fragment);
    return [entry, [...answers], writeFragment(entry, answers)];
  });
}
"""


def test_golden_walks(new_page: NewPage) -> None:
    page = new_page("404.html")
    cases = [[list(c["answers"].items()), c.get("entry")] for c in CASES.values()]
    results = page.evaluate(RUN, [payload(), cases])
    for (name, case), result in zip(CASES.items(), results, strict=True):
        assert result["at"] == case["at"], name
        assert dict(result["route"]) == case["route"], name
        assert [q for q, _ in result["route"]] == list(case["route"]), name
        assert result["ignored"] == case.get("ignored", []), name
        assert result["given"] == case.get("given", 0), name
        if "blocks" in case:
            assert dict(result["shown"]) == case["blocks"], name


def test_both_evaluators_agree_on_every_witness_of_the_real_trees(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html")
    compared = 0
    for proof in real.proofs.values():
        data = compile_tree(proof.tree)
        ways = list(proof.routes.witness.values())
        results = page.evaluate(RUN, [data, [[list(way), None] for way in ways]])
        for way, result in zip(ways, results, strict=True):
            taken = walk(data, dict(way))
            assert result["at"] == taken["at"]
            assert [tuple(pair) for pair in result["route"]] == taken["route"]
            if taken["at"] in proof.tree.outcomes:
                assert dict(result["shown"]) == blocks(data, taken)
                outcome = proof.tree.outcomes[taken["at"]]
                shown = visible_blocks(outcome, dict(way))
                assert {id_ for id_, value in result["shown"] if value} <= shown
            compared += 1
    assert compared > 100


def test_all_witnesses_run_through_the_engine(new_page: NewPage, real: Checked, capsys) -> None:
    """Every option, branch, block and outcome of the real trees is met in the browser's engine."""
    page = new_page("404.html")
    counted: dict[str, int] = {}
    for proof in real.proofs.values():
        found = witnesses(proof.routes)
        data = compile_tree(proof.tree)
        results = page.evaluate(RUN, [data, [[list(w.answers), None] for w in found]])
        for witness, result in zip(found, results, strict=True):
            assert result["at"] == witness.end, witness
            if witness.kind == "block":
                assert dict(result["shown"])[witness.what.split(".")[1]] is True, witness
            counted[witness.kind] = counted.get(witness.kind, 0) + 1
        assert_complete(proof, found)
    with capsys.disabled():
        print(f"\nwitnesses run through engine.js, 100 % of each kind: {counted}")


def assert_complete(proof: Proof, found: list[Witness]) -> None:
    tree = proof.tree
    met = {(witness.kind, witness.what) for witness in found}
    for node, domain in proof.routes.domains.items():
        assert {("option", f"{node}={answer}") for answer in domain.answers} <= met
    for id_, question in tree.questions.items():
        for option in question.all_options():
            own = f"{id_}={option.id}" if option.next else id_
            branches = question.branches(option)
            wanted = range(1, len(branches) + 1) if len(branches) > 1 else ()
            assert {("branch", f"{own}#{number}") for number in wanted} <= met
    for id_, outcome in tree.outcomes.items():
        assert ("outcome", id_) in met
        blocks_ = {("block", f"{id_}.{key}") for key, block in outcome.blocks() if block.when}
        assert blocks_ <= met


def test_fragments(new_page: NewPage) -> None:
    page = new_page("404.html")
    given = ["", "#", "#/", "#node", "#/a=x&b=y", "#/@=n&a=x", "#/a", "#/a=", "#/=x", "#/%zz=%20"]
    assert page.evaluate(FRAGMENTS, given) == [
        [None, [], "#/"],
        [None, [], "#/"],
        [None, [], "#/"],
        ["node", [], "#/@=node"],
        [None, [["a", "x"], ["b", "y"]], "#/a=x&b=y"],
        ["n", [["a", "x"]], "#/@=n&a=x"],
        [None, [], "#/"],
        [None, [], "#/"],
        [None, [], "#/"],
        [None, [], "#/"],
    ]


SPOILED = {
    "as-written": "#/a=x&kept=b%2Cc",
    "not-encoded": "#/a=x&kept=b,c",
    "equals-encoded": "#/a%3Dx%26kept%3Db%2Cc",
    "all-encoded": "#%2Fa%3Dx%26kept%3Db%252Cc",
    "encoded-twice": "#%252Fa%253Dx%2526kept%253Db%25252Cc",
    "lower-case-encoded": "#%2fa%3dx%26kept%3db%2cc",
    "as-in-html": "#/a=x&amp;kept=b%2Cc",
    "as-in-html-twice": "#/a=x&amp;amp;kept=b%2Cc",
    "full-stop-behind": "#/a=x&kept=b%2Cc。",
    "encoded-full-stop-behind": "#/a=x&kept=b%2Cc%E3%80%82",
    "comma-and-space-behind": "#/a=x&kept=b%2Cc， ",
    "quote-behind": "#/a=x&kept=b%2Cc”",
    "bracket-behind": "#/a=x&kept=b%2Cc）",
    "line-end-behind": "#/a=x&kept=b%2Cc%0A",
    "zero-width-space-behind": "#/a=x&kept=b%2Cc%E2%80%8B",
    "wechat-query-behind": "#/a=x&kept=b%2Cc?from=timeline&isappinstalled=0",
    "wechat-words-behind": "#/a=x&kept=b%2Cc&from=singlemessage&isappinstalled=0",
    "qq-word-behind": "#/a=x&kept=b%2Cc&appinstall=0",
    "other-words-behind": "#/a=x&kept=b%2Cc&utm_source=weibo&share_id=1",
}


@pytest.mark.parametrize("fragment", SPOILED.values(), ids=SPOILED)
def test_a_fragment_that_a_chat_has_changed_is_read(fragment: str, new_page: NewPage) -> None:
    page = new_page("404.html")
    read = page.evaluate(
        """async (fragment) => {
          const { readFragment } = await import('/assets/decision-tree/engine.js');
          const { entry, answers, state, lost } = readFragment(fragment);
          return [entry, [...answers], state, lost];
        }""",
        fragment,
    )
    assert read == [None, [["a", "x"], ["kept", "b,c"]], True, 0]


@pytest.mark.parametrize(
    "marks", ["。" * 50_000 + "x", "%" * 100_000, "%25" * 30_000, "&" * 90_000]
)
def test_a_long_fragment_is_read_at_once(marks: str, new_page: NewPage) -> None:
    page = new_page("404.html")
    took = page.evaluate(
        """async (fragment) => {
          const { readFragment } = await import('/assets/decision-tree/engine.js');
          const begin = performance.now();
          readFragment(fragment);
          return performance.now() - begin;
        }""",
        f"#/{marks}",
    )
    assert took < 2000
