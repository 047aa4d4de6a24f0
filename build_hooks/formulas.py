"""Compute formulas exactly; `formulas.js` does the same and both run the same golden cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import reduce

from build_hooks.model.formula import Answer, Constant, Formula, Operation

EXACT = Context(prec=100)
CENT = Decimal("0.01")


def amount(formula: Formula, answers: Mapping[str, str]) -> str:
    """The sum of money, with two places, rounded half up once at the end.

    Raises:
        KeyError: an input that the formula needs was not answered.
    """
    return str(_value(formula, answers).quantize(CENT, ROUND_HALF_UP, EXACT))


def _value(part: Formula | Constant | Answer, answers: Mapping[str, str]) -> Decimal:
    if isinstance(part, Constant):
        return Decimal(part.value)
    if isinstance(part, Answer):
        return Decimal(answers[part.question])
    values = [_value(item, answers) for item in part.parts]
    match part.operation:
        case Operation.TIMES:
            return reduce(EXACT.multiply, values)
        case Operation.PLUS:
            return reduce(EXACT.add, values)
        case Operation.MAX:
            return max(values)
        case Operation.MIN:
            return min(values)
