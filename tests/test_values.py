"""Typed numbers and days on the golden cases."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from build_hooks.values import (
    WrongValueError,
    canonical_day,
    canonical_number,
    from_hundredths,
    hundredths,
)
from tests.golden_numbers import VALUES


def read(how: Callable[[str], str], text: str) -> str | None:
    try:
        return how(text)
    except WrongValueError:
        return None


def test_there_are_enough_cases() -> None:
    assert len(VALUES) >= 40


@pytest.mark.parametrize("name", VALUES)
def test_golden_value(name: str) -> None:
    case = VALUES[name]
    assert read(canonical_number, case["text"]) == case.get("number")
    assert read(canonical_day, case["text"]) == case.get("day")


@pytest.mark.parametrize("name", [name for name in VALUES if "number" in VALUES[name]])
def test_a_number_survives_its_hundredths(name: str) -> None:
    number = VALUES[name]["number"]
    assert canonical_number(number) == number
    assert from_hundredths(hundredths(number)) == number
