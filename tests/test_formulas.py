"""Formulas on the golden cases."""

from __future__ import annotations

import pytest

from build_hooks.formulas import amount
from tests.golden_numbers import FORMULAS, formula_of


def test_there_are_enough_cases() -> None:
    assert len(FORMULAS) >= 30


@pytest.mark.parametrize("name", FORMULAS)
def test_golden_formula(name: str) -> None:
    case = FORMULAS[name]
    assert amount(formula_of(case), case.get("answers", {})) == case["amount"]


def test_an_answer_that_was_not_given_is_missed() -> None:
    with pytest.raises(KeyError):
        amount(formula_of(FORMULAS["never-more-than"]), {})
