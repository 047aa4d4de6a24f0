"""A result says what is still open, how to find out, and what it would lead to."""

from __future__ import annotations

from collections.abc import Mapping

import pytest
from playwright.sync_api import expect

from build_hooks.checking import Checked
from build_hooks.compile import Payload, compile_tree
from build_hooks.proof import Proof
from build_hooks.walk import blocks, walk
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations
from tests.browser.test_result import fragment

pytestmark = pytest.mark.browser

TREES = ("complaint/which-route", "liability/agency", "quality/ready-to-go-live")
OPEN = """
async ([payload, ways]) => {
  const { walk } = await import('/assets/decision-tree/engine.js');
  const { open } = await import('/assets/decision-tree/unsure.js');
  return ways.map((way) =>
    open(payload, walk(payload, new Map(way), null), null).map(({ question, leads }) => [
      question, leads.map(({ option, at, same }) => [option, at, same]),
    ]),
  );
}
"""


def unsure_ways(proof: Proof) -> list[dict[str, str]]:
    """Every kept route to an outcome with an answer "I am not sure"."""
    ends = [way for state, way in proof.routes.witness.items() if state[0] in proof.tree.outcomes]
    return [dict(way) for way in ends if any(answer == "unsure" for _, answer in way)]


def expected(data: Payload, way: Mapping[str, str]) -> list[list[object]]:
    here = walk(data, way)
    found: list[list[object]] = []
    for question, given in here["route"]:
        options = data["questions"][question].get("options")
        if given != "unsure" or not options:
            continue
        leads = []
        for option in options:
            if option == "unsure":
                continue
            there = walk(data, {**dict(here["route"]), question: option})
            same = there["at"] == here["at"] and blocks(data, there) == blocks(data, here)
            leads.append([option, there["at"], same])
        found.append([question, leads])
    return found


def test_every_route_with_an_unsure_answer_shows_it(
    new_page: NewPage, real: Checked, capsys
) -> None:
    page = new_page("404.html")
    compared = 0
    for proof in real.proofs.values():
        data, found = compile_tree(proof.tree), unsure_ways(proof)
        results = page.evaluate(OPEN, [data, [list(way.items()) for way in found]])
        for way, result in zip(found, results, strict=True):
            assert result == expected(data, way), (proof.tree.id, way)
            assert len(result) == sum(answer == "unsure" for answer in way.values())
            compared += 1
    with capsys.disabled():
        print(f"\nroutes with an unsure answer: {compared}")
    assert compared > 300


@pytest.mark.parametrize("tree", TREES)
def test_the_result_names_each_question_with_its_help(
    tree: str, new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs[tree]
    data = compile_tree(proof.tree)
    page = new_page(f"{tree}/")
    for way in unsure_ways(proof)[:4]:
        page.goto("about:blank")
        page.goto(f"{tree}/{fragment(way)}")
        part = page.locator(".wq-outcome:visible .wq-unsure")
        items = part.locator(":scope > ul > li")
        wanted = expected(data, way)
        expect(items).to_have_count(len(wanted))
        for item, (question, leads) in zip(items.all(), wanted, strict=True):
            asked = proof.tree.questions[question]  # type: ignore[index]
            expect(item).to_contain_text(str(asked.ask))
            if asked.help:
                expect(item).to_contain_text(f"怎么弄清：{asked.help}")
            if all(same for *_, same in leads):  # type: ignore[attr-defined]
                expect(item).to_contain_text("怎么答，结果都一样")
                continue
            for option, at, _ in leads:  # type: ignore[attr-defined]
                label = next(o.label for o in asked.all_options() if o.id == option)
                expect(item).to_contain_text(f"如果是“{label}”")
                if at in proof.tree.outcomes and at != walk(data, way)["at"]:
                    expect(item).to_contain_text(f"→ 结果：{proof.tree.outcomes[at].title}")


def test_asking_again_keeps_the_later_answers(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["complaint/which-route"]
    way = unsure_ways(proof)[0]
    page = new_page(f"complaint/which-route/{fragment(way)}")
    question = next(question for question, answer in way.items() if answer == "unsure")
    page.locator(".wq-again").first.click()
    assert page.locator(".wq-node:visible").get_attribute("id") == question
    assert page.evaluate("document.activeElement.id") == f"{question}--title"
    chosen = page.locator(".wq-node:visible a[data-chosen]")
    expect(chosen).to_have_attribute("data-option", "unsure")
    chosen.click()
    assert page.evaluate("location.hash") == fragment(way)
    expect(page.locator(".wq-unsure:visible")).to_have_count(1)


def test_who_knew_everything_is_not_bothered(new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["complaint/which-route"]
    ends = [dict(w) for s, w in proof.routes.witness.items() if s[0] in proof.tree.outcomes]
    way = next(way for way in ends if "unsure" not in way.values())
    page = new_page(f"complaint/which-route/{fragment(way)}")
    page.wait_for_selector("[data-act='qr']")  # the last of the parts is there
    expect(page.locator(".wq-unsure")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_is_open_is_accessible(scheme: str, new_page: NewPage, real: Checked) -> None:
    proof = real.proofs["complaint/which-route"]
    way = max(unsure_ways(proof), key=lambda way: list(way.values()).count("unsure"))
    page = new_page(f"complaint/which-route/{fragment(way)}", color_scheme=scheme)
    expect(page.locator(".wq-unsure:visible")).to_have_count(1)
    assert violations(page) == []
    for link in page.locator(".wq-again:visible").all():
        box = link.bounding_box()
        assert box
        assert box["height"] >= 44
