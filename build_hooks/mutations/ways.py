"""Mistakes of meaning on the way: options swapped, branches that lead to another node."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

from build_hooks.graph import in_order, successors
from build_hooks.model.tree import Branch, Option, Question, Tree
from build_hooks.mutations.mutant import (
    Branches,
    Mutants,
    forks,
    meaning,
    with_branch,
    with_option,
    with_question,
)
from build_hooks.place import Text


def swapped_options(tree: Tree) -> Mutants:
    """Two options of a question lead where the other should."""
    for question in tree.questions.values():
        for one, other in combinations(question.all_options(), 2):
            if _way(question.branches(one)) != _way(question.branches(other)):
                changed = with_question(tree, _swap(question, one, other))
                names = {"one": one.id, "other": other.id}
                yield meaning("options-swapped", one.place, question.id, changed, **names)


def _way(branches: Branches) -> list[tuple[str, str]]:
    """What a list of branches does, places aside."""
    return [(str(branch.to), _guard(branch)) for branch in branches]


def _guard(branch: Branch) -> str:
    return repr(branch.when.clauses) if branch.when else ""


def _swap(question: Question, one: Option, other: Option) -> Question:
    swapped = with_option(question, replace(one, next=question.branches(other)))
    return with_option(swapped, replace(other, next=question.branches(one)))


def other_targets(tree: Tree) -> Mutants:
    """A branch leads to another outcome, or to another question further on."""
    order = in_order(successors(tree))
    for fork in forks(tree):
        later = order[order.index(str(fork.question.id)) + 1 :]
        for index, branch in enumerate(fork.branches):
            place = branch.to.place
            for target in _others(tree, branch, later):
                changed = with_branch(tree, fork, index, to=Text(target, place))
                names = {"to": branch.to, "other": target}
                yield meaning("target-elsewhere", place, fork.question.id, changed, **names)


def _others(tree: Tree, branch: Branch, later: list[str]) -> list[str]:
    """The next outcome of the file, and the next question that does not lead in a circle."""
    outcomes = [str(id_) for id_ in tree.outcomes]
    found = outcomes.index(branch.to) + 1 if branch.to in tree.outcomes else 0
    outcome = outcomes[found % len(outcomes)]
    questions = [node for node in later if node in tree.questions]
    return [node for node in (outcome, *questions[:2]) if node != branch.to][:2]


WAYS = (swapped_options, other_targets)
