"""Drawn trees and answers, good and bad: `walk.py` and `engine.js` say the same of each."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from build_hooks.compile import compile_tree
from build_hooks.walk import blocks, walk
from tests.answered import checked
from tests.browser.conftest import NewPage
from tests.strategies import REPEATABLE, Data, answers, as_yaml, files, trees

pytestmark = pytest.mark.browser

TREES = 300
SETS = 5
RUN = """
async (drawn) => {
  const engine = await import('/assets/decision-tree/engine.js');
  return drawn.map(([payload, cases]) => cases.map(([answers, entry]) => {
    const { route, at, ignored, whole, given } = engine.walk(payload, new Map(answers), entry);
    const ended = Object.keys(payload.outcomes).includes(at);
    const shown = ended ? [...engine.blocks(payload, at, route, whole)] : null;
    return { route: [...route], at, ignored, whole, given, shown };
  }));
}
"""
Case = tuple[dict[str, str], str | None]


@st.composite
def cases(draw: st.DrawFn) -> tuple[Data, list[Case]]:
    """A tree with sets of answers, each with or without a node to enter at."""
    tree = draw(trees())
    nodes = [*tree["questions"], *tree["outcomes"], "nowhere", "__proto__", ""]
    entries = st.none() | st.sampled_from(nodes)
    return tree, [(draw(answers(tree)), draw(entries)) for _ in range(SETS)]


def drawn() -> list[tuple[Data, list[Case]]]:
    """The same trees in every run."""
    found: list[tuple[Data, list[Case]]] = []

    @settings(REPEATABLE, max_examples=TREES + 50, phases=[Phase.generate])
    @given(cases())
    def collect(case: tuple[Data, list[Case]]) -> None:
        found.append(case)

    collect()
    return found


def said(payload: Any, case: Case) -> dict[str, Any]:
    """What Python says of a case, as the browser says it."""
    taken = walk(payload, *case)
    shown = blocks(payload, taken) if taken["at"] in payload["outcomes"] else None
    return {
        **taken,
        "route": [list(pair) for pair in taken["route"]],
        "shown": None if shown is None else [list(pair) for pair in shown.items()],
    }


def test_both_evaluators_agree_on_drawn_trees_and_answers(new_page: NewPage) -> None:
    batch = drawn()
    texts = {f"liability/tree-{n}.yaml": as_yaml(tree) for n, (tree, _) in enumerate(batch)}
    content = checked({**files("", "liability/none.yaml"), **texts}).content
    payloads = [compile_tree(content.trees[f"liability/tree-{n}"]) for n in range(len(batch))]
    sent = [
        [payload, [[list(given_.items()), entry] for given_, entry in sets]]
        for payload, (_, sets) in zip(payloads, batch, strict=True)
    ]
    results = new_page("404.html").evaluate(RUN, sent)
    met: dict[str, int] = {}
    for payload, (_, sets), found in zip(payloads, batch, results, strict=True):
        for case, result in zip(sets, found, strict=True):
            expected = said(payload, case)
            assert result == expected, (payload, case)
            for kind in kinds_of(expected):
                met[kind] = met.get(kind, 0) + 1
    assert len(batch) >= TREES
    wanted = ("ended", "asks", "ignored", "entered", "unknown", "stands")
    assert min(met[kind] for kind in wanted) > 50, met


def kinds_of(result: dict[str, Any]) -> set[str]:
    """What a case shows, so that the batch cannot become all the same unseen."""
    shown = None if result["shown"] is None else [value for _, value in result["shown"]]
    return {
        "asks" if shown is None else "ended",
        "ignored" if result["ignored"] else "used",
        "from the start" if result["whole"] else "entered",
        "unknown" if shown and None in shown else "known",
        "stands" if result["given"] else "nothing stands",
    }
