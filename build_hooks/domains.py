"""The answers that guards can tell apart: a few stand for all that a reader can give.

A choice has its options. An input is cut at the constants that guards compare it with, a date also
at the days on which cited law begins or ends; one answer stands for each range. A checklist is cut
by the items that guards mention.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from build_hooks.model.guard import Comparison, Condition, Guard
from build_hooks.model.tree import Input, InputType, Question, Tree
from build_hooks.values import DAY, canonical, from_hundredths, from_ticked, hundredths

LEAST, MOST = "0", "999999999999.99"
FIRST, LAST = "0001-01-01", "9999-12-31"
"""Bounds of inputs that name none: all that can be written as an answer (`values`)."""
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


def domains(
    tree: Tree, days: Iterable[date] = (), also: Iterable[Condition] = ()
) -> dict[str, Domain]:
    """The domain of every question; `days` are those on which the law of a dated tree changes.

    `also` are conditions that no guard of the tree has and that shall be told apart too.
    """
    conditions: dict[str, list[Condition]] = {str(id_): [] for id_ in tree.questions}
    own = (condition for guard in guards_of(tree) for condition in guard.conditions())
    for condition in (*own, *also):
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
    is_day = question.input.type is InputType.DATE
    compared = [c.compare for c in conditions if c.compare and c.compare.is_day is is_day]
    changes = {day.isoformat() for day in days}
    constants = {str(comparison.value) for comparison in compared}
    near = _near_days(constants | changes) if is_day else _near_numbers(constants)
    return Domain(_distinct(compared, changes, _within(question.input, near, is_day=is_day)))


def _near_numbers(constants: Iterable[str]) -> set[str]:
    return {from_hundredths(hundredths(value) + step) for value in constants for step in (-1, 0, 1)}


def _near_days(constants: Iterable[str]) -> set[str]:
    first, last = date.min.toordinal(), date.max.toordinal()
    near = {date.fromisoformat(v).toordinal() + step for v in constants for step in (-1, 0, 1)}
    return {date.fromordinal(day).isoformat() for day in near if first <= day <= last}


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
    compared: list[Comparison], changes: Collection[str], candidates: list[str]
) -> tuple[str, ...]:
    """The first answer of every kind that comparisons and changes of law tell apart.

    Only `=` may fail, hold and fail again; whatever else changes at a point stays so after it.
    """
    points = {(_rank(c.value), c.sign in (">", "<=")) for c in compared if c.sign != "="}
    passed = sorted(points | {(_rank(day), False) for day in changes})
    equal = {_rank(c.value) for c in compared if c.sign == "="}
    seen: dict[tuple[int, str], str] = {}
    for answer in candidates:
        rank = _rank(answer)
        alone = answer if rank in equal else ""
        seen.setdefault((bisect_right(passed, (rank, False)), alone), answer)
    return tuple(seen.values())


def _rank(value: str) -> int:
    """Where a number or a day stands among all others."""
    return date.fromisoformat(value).toordinal() if DAY.fullmatch(value) else hundredths(value)


def alike(tree: Tree) -> dict[str, dict[str, str]]:
    """Per choice the options that no guard tells apart, each with the first of its kind."""
    conditions: dict[str, list[Condition]] = {}
    for guard in guards_of(tree):
        for condition in guard.conditions():
            conditions.setdefault(str(condition.question), []).append(condition)
    return {
        str(id_): _firsts(question, conditions.get(str(id_), []))
        for id_, question in tree.questions.items()
        if question.is_choice
    }


def _firsts(question: Question, conditions: list[Condition]) -> dict[str, str]:
    firsts: dict[tuple[bool, ...], str] = {}
    return {
        str(option.id): firsts.setdefault(
            tuple(option.id in condition.options for condition in conditions), str(option.id)
        )
        for option in question.all_options()
    }


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
