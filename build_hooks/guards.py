"""Evaluate guards; `engine.js` does the same and both run the same golden cases."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from typing import Any

from build_hooks.model.guard import Comparison, Condition, Guard
from build_hooks.values import hundredths, ticked

SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
}


def holds(guard: Guard, answers: Mapping[str, str]) -> bool:
    """Whether `guard` holds for `answers` (question id to answer, see `values`)."""
    for clause in guard.clauses:  # loops: this is what proofs spend their time on
        for condition in clause:
            if not met(condition, answers):
                break
        else:
            return True
    return False


def met(condition: Condition, answers: Mapping[str, str]) -> bool:
    """Whether one condition holds; whatever looks at an answer fails without it."""
    answer = answers.get(condition.question)
    if answer is None or condition.unanswered:
        return condition.unanswered and answer is None
    if condition.options:
        return answer in condition.options
    if condition.compare:
        return compares(condition.compare, answer)
    items = set(ticked(answer))
    return items.issuperset(condition.has) and items.isdisjoint(condition.lacks)


def compares(comparison: Comparison, answer: str) -> bool:
    """Whether an answer to an input stands to the constant as the sign says."""
    if comparison.is_day:
        return SIGNS[comparison.sign](answer, str(comparison.value))
    return SIGNS[comparison.sign](hundredths(answer), hundredths(comparison.value))
