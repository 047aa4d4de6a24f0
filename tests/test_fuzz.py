"""Whatever is sent as a file is answered with findings: never an exception, never too late."""

from __future__ import annotations

import pytest

from tests.answered import answered
from tests.content import SMALL
from tests.fuzz.bombs import BOMBS, corpus
from tests.fuzz.run import rounds

HARMLESS = {
    "utf-8-mark",
    "two-utf-8-marks",
    "windows-lines",
    "old-mac-lines",
    "lines-of-all-systems",
}
"""Odd, and read as they were meant."""


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_answered_with_findings(name: str) -> None:
    kinds = answered({**SMALL, "liability/other.yaml": BOMBS[name]()})
    wrong = [kind for kind in kinds if kind not in WORDING]
    assert bool(wrong) is (name not in HARMLESS and name not in SOUND), kinds[:5]


SOUND = {"options-of-one-question", "guards-of-one-input"}
"""Large, and nothing is wrong with them but their size."""
WORDING = {"no-unsure-option", "route-too-long"}


@pytest.mark.parametrize("name", corpus())
def test_a_file_of_the_corpus_is_answered(name: str) -> None:
    for place in ("liability/other.yaml", "liability/small.cases.yaml", "reference/laws.yaml"):
        answered({**SMALL, place: corpus()[name]})


def test_a_short_run_finds_nothing() -> None:
    assert rounds(seconds=60, seed=20261121, most=150) > 0
