"""Compute formulas exactly; `formulas.js` does the same and both run the same golden cases."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, ROUND_HALF_UP, Context, Decimal
from functools import reduce

from build_hooks.model.formula import Answer, Constant, Formula, Operation

EXACT = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""Sums and products keep all their digits, as JavaScript's BigInt does."""
CENT = Decimal("0.01")


def amount(formula: Formula, answers: Mapping[str, str]) -> str:
    """The sum of money, with two places, rounded half up once at the end.

    Raises:
        KeyError: an input that the formula needs was not answered.
    """
    rounded = _value(formula, answers).quantize(CENT, ROUND_HALF_UP, EXACT)
    return str(EXACT.plus(rounded))  # a zero has no sign


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
