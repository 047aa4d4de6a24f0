"""Evaluate guards; `engine.js` does the same and both run the same golden cases."""

from __future__ import annotations

from collections.abc import Mapping

from build_hooks.model.guard import Condition, Guard


def holds(guard: Guard, answers: Mapping[str, str]) -> bool:
    """Whether `guard` holds for `answers` (question id to option id)."""
    return any(all(_met(condition, answers) for condition in clause) for clause in guard.clauses)


def _met(condition: Condition, answers: Mapping[str, str]) -> bool:
    answer = answers.get(condition.question)
    if not condition.options:
        return answer is None
    return answer in condition.options
