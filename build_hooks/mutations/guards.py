"""Mistakes of meaning in guards: negated, looking for another answer, lost, moved thresholds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

from build_hooks.model.guard import Comparison, Condition, Guard
from build_hooks.model.tree import Tree
from build_hooks.mutations.mutant import (
    Mutants,
    change_guards,
    meaning,
    swapped_in,
    with_block,
)
from build_hooks.place import Text
from build_hooks.values import from_hundredths, hundredths

OPPOSITE = {"<": ">=", ">=": "<", ">": "<=", "<=": ">"}
BESIDE = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}


def negated(tree: Tree) -> Mutants:
    """A guard holds exactly when it should not."""
    for node, guard, put in change_guards(tree):
        yield meaning("guard-negated", guard.place, node, put(negate(tree, guard)))


def negate(tree: Tree, guard: Guard) -> Guard:
    """The guard that holds when `guard` does not."""
    unmet = [[list(_unmet(tree, c)) for c in clause] for clause in guard.clauses]
    ways = [[condition for found in clause for condition in found] for clause in unmet]
    return replace(guard, clauses=tuple(product(*ways)))


def _unmet(tree: Tree, condition: Condition) -> Iterator[Condition]:
    """The ways in which a condition is not met."""
    name = condition.question
    question = tree.questions[name]
    rest = [option.id for option in question.all_options() if option.id not in condition.options]
    if rest and (condition.options or condition.unanswered):
        yield Condition(name, options=tuple(rest))
    if condition.compare:
        yield from _uncompared(condition, condition.compare)
    yield from (Condition(name, lacks=(item,)) for item in condition.has)
    yield from (Condition(name, has=(item,)) for item in condition.lacks)
    if not condition.unanswered:
        yield Condition(name, unanswered=True)


def _uncompared(condition: Condition, compare: Comparison) -> Iterator[Condition]:
    signs = ("<", ">") if compare.sign == "=" else (OPPOSITE[compare.sign],)
    yield from (replace(condition, compare=replace(compare, sign=sign)) for sign in signs)


def lost(tree: Tree) -> Mutants:
    """A conditional block is always shown."""
    for outcome in tree.outcomes.values():
        for id_, block in outcome.blocks():
            if block.when:
                bare = with_block(tree, outcome, id_, replace(block, when=None))
                yield meaning("block-guard-lost", block.place, outcome.id, bare, block=id_)


def other_answers(tree: Tree) -> Mutants:
    """A guard looks for another option than one it names, or for items where it should for none."""
    for node, guard, put in change_guards(tree):
        for changed in _conditions_changed(tree, guard):
            yield meaning("guard-other-answer", guard.place, node, put(changed))


def _conditions_changed(tree: Tree, guard: Guard) -> Iterator[Guard]:
    for number, clause in enumerate(guard.clauses):
        for index, condition in enumerate(clause):
            other = _other(tree, condition)
            if other:
                changed = swapped_in(clause, index, other)
                yield replace(guard, clauses=swapped_in(guard.clauses, number, changed))


def _other(tree: Tree, condition: Condition) -> Condition | None:
    if condition.has or condition.lacks:
        return replace(condition, has=condition.lacks, lacks=condition.has)
    options = [option.id for option in tree.questions[condition.question].all_options()]
    unnamed = [option for option in options if option not in condition.options]
    if not condition.options or not unnamed:
        return None
    return replace(condition, options=(*condition.options[:-1], unnamed[0]))


def moved_thresholds(tree: Tree) -> Mutants:
    """A guard compares with the next number or day, or the constant falls on the other side."""
    for node, guard, put in change_guards(tree):
        for number, clause in enumerate(guard.clauses):
            for index, condition in enumerate(clause):
                for compare in _moved(condition.compare):
                    other = swapped_in(clause, index, replace(condition, compare=compare))
                    changed = replace(guard, clauses=swapped_in(guard.clauses, number, other))
                    name = f"{compare.sign} {compare.value}"
                    yield meaning("threshold-moved", guard.place, node, put(changed), to=name)


def _moved(compare: Comparison | None) -> Iterator[Comparison]:
    if compare is None:
        return
    yield from (replace(compare, value=_step(compare, step)) for step in (-1, 1))
    if compare.sign in BESIDE:
        yield replace(compare, sign=BESIDE[compare.sign])


def _step(compare: Comparison, step: int) -> Text:
    """The next day, or the number that is one more."""
    value = compare.value
    if compare.is_day:
        day = date.fromisoformat(value) + timedelta(days=step)
        return Text(day.isoformat(), value.place)
    return Text(from_hundredths(hundredths(value) + 100 * step), value.place)


GUARDS = (negated, lost, other_answers, moved_thresholds)
