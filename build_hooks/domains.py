"""The answers that guards can tell apart: a few stand for all that a reader can give.

A choice has its options. An input is cut at the constants that guards compare it with, a date also
at the days on which cited law begins or ends; one answer stands for each range. A checklist is cut
by the items that guards mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import combinations

from build_hooks.guards import met
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import Input, InputType, Question, Tree
from build_hooks.values import canonical, from_hundredths, from_ticked, hundredths

LEAST, MOST = "0", "999999999"
FIRST, LAST = "1990-01-01", "2100-12-31"
"""Bounds of inputs that name none."""
MOST_ITEMS = 10
"""Items that guards may mention before subsets are no longer all tried."""


@dataclass(frozen=True, slots=True)
class Domain:
    """Answers that stand for all others, in order."""

    answers: tuple[str, ...]
    partial: bool = False
    """Whether there were too many to take all that guards could tell apart."""


def guards_of(tree: Tree) -> Iterator[Guard]:
    """Every guard of a tree: on branches, then on blocks."""
    for question in tree.questions.values():
        for branches in question.branch_lists():
            yield from (branch.when for branch in branches if branch.when)
    for outcome in tree.outcomes.values():
        yield from (block.when for _, block in outcome.blocks() if block.when)


def domains(tree: Tree, days: Iterable[date] = ()) -> dict[str, Domain]:
    """The domain of every question; `days` are those on which the law of a dated tree changes."""
    conditions: dict[str, list[Condition]] = {str(id_): [] for id_ in tree.questions}
    for guard in guards_of(tree):
        for condition in guard.conditions():
            conditions.get(str(condition.question), []).append(condition)
    found = {}
    for id_, question in tree.questions.items():
        extra = days if tree.dated_by == id_ else ()
        found[str(id_)] = _domain(question, conditions[str(id_)], extra)
    return found


def _domain(question: Question, conditions: list[Condition], days: Iterable[date]) -> Domain:
    if question.items is not None:
        return _checklist(question, conditions)
    if question.input is None:
        return Domain(tuple(str(option.id) for option in question.all_options()))
    constants = {str(c.compare.value) for c in conditions if c.compare}
    is_day = question.input.type is InputType.DATE
    near = _near_days({*constants, *(day.isoformat() for day in days)}) if is_day else None
    candidates = near if near is not None else _near_numbers(constants)
    kept = _within(question.input, candidates, is_day=is_day)
    changes = sorted(day.isoformat() for day in days)
    return Domain(_distinct(question, conditions, kept, changes))


def _near_numbers(constants: Iterable[str]) -> set[str]:
    return {from_hundredths(hundredths(value) + step) for value in constants for step in (-1, 0, 1)}


def _near_days(constants: Iterable[str]) -> set[str]:
    return {
        (date.fromisoformat(value) + timedelta(days=step)).isoformat()
        for value in constants
        for step in (-1, 0, 1)
    }


def bounds(given: Input) -> tuple[str, str]:
    """The smallest and the largest answer that an input takes."""
    is_day = given.type is InputType.DATE
    least, most = (FIRST, LAST) if is_day else (LEAST, MOST)
    return (
        canonical(given.min or least, is_day=is_day),
        canonical(given.max or most, is_day=is_day),
    )


def _within(given: Input, candidates: set[str], *, is_day: bool) -> list[str]:
    least, most = bounds(given)
    if is_day:
        return sorted({least, most, *(day for day in candidates if least <= day <= most)})
    low, high = hundredths(least), hundredths(most)
    inside = {number for number in candidates if low <= hundredths(number) <= high}
    return sorted({least, most, *inside}, key=hundredths)


def _distinct(
    question: Question, conditions: list[Condition], candidates: list[str], changes: list[str]
) -> tuple[str, ...]:
    """The first answer of every kind that conditions and changes of law tell apart."""
    seen: dict[tuple[bool, ...], str] = {}
    for answer in candidates:
        answers = {str(question.id): answer}
        kinds = (*(met(c, answers) for c in conditions), *(day <= answer for day in changes))
        seen.setdefault(kinds, answer)
    return tuple(seen.values())


def _checklist(question: Question, conditions: list[Condition]) -> Domain:
    mentioned = {str(name) for c in conditions for name in (*c.has, *c.lacks)}
    items = [str(id_) for id_ in question.items or () if id_ in mentioned]
    if len(items) > MOST_ITEMS:
        few = [[], *([item] for item in items), items]
        return Domain(tuple(from_ticked(subset) for subset in few), partial=True)
    subsets = (
        list(subset) for size in range(len(items) + 1) for subset in combinations(items, size)
    )
    return Domain(tuple(from_ticked(subset) for subset in subsets))
