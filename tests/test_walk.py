"""The Python evaluator on the golden walks."""

from __future__ import annotations

from typing import Any

import pytest

from build_hooks.walk import blocks, walk
from tests.golden_walk import CASES, payload


def is_whole(case: dict[str, Any]) -> bool:
    """Where a case does not say, a walk is whole unless it enters at another node."""
    tree = payload()
    return case.get("entry") not in {*tree["questions"], *tree["outcomes"]} - {tree["start"]}


@pytest.mark.parametrize("name", CASES)
def test_golden_walk(name: str) -> None:
    case = CASES[name]
    taken = walk(payload(), case["answers"], case.get("entry"))
    assert taken["at"] == case["at"]
    assert taken["route"] == list(case["route"].items())
    assert taken["ignored"] == case.get("ignored", [])
    assert taken["given"] == case.get("given", 0)
    assert taken["whole"] == case.get("whole", is_whole(case))
    if "blocks" in case:
        assert blocks(payload(), taken) == case["blocks"]
