"""The Python evaluator on the golden walks."""

from __future__ import annotations

import pytest

from build_hooks.walk import blocks, walk
from tests.golden_walk import CASES, payload


@pytest.mark.parametrize("name", CASES)
def test_golden_walk(name: str) -> None:
    case = CASES[name]
    taken = walk(payload(), case["answers"], case.get("entry"))
    assert taken["at"] == case["at"]
    assert taken["route"] == list(case["route"].items())
    assert taken["ignored"] == case.get("ignored", [])
    if "blocks" in case:
        assert blocks(payload(), taken) == case["blocks"]
