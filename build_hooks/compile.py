"""A tree becomes the payload that the player runs: ids, targets and guards, no words.

The payload (version 1) is JSON: a guard is a list of clauses, any of which must hold; a clause is
a list of `[question, [option, …]]`, all of which must hold; an empty list of options means that
the question must be unanswered.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from build_hooks.guards import holds
from build_hooks.model.guard import Guard
from build_hooks.model.tree import Branch, Outcome, Question, Tree

VERSION = 1

GuardData = list[list[tuple[str, list[str]]]]


class BranchData(TypedDict):
    """A target, and the guard under which it is taken."""

    to: str
    when: NotRequired[GuardData]


class QuestionData(TypedDict):
    """The branches of each option; `use` if the question is shared."""

    options: dict[str, list[BranchData]]
    use: NotRequired[str]


class Payload(TypedDict):
    """All that the player needs to know of a tree beside its page."""

    v: int
    tree: str
    start: str
    questions: dict[str, QuestionData]
    outcomes: dict[str, dict[str, GuardData]]
    """Per outcome the guards of its conditional blocks."""
    left: NotRequired[dict[str, tuple[int, int]]]
    """Per question the fewest and the most questions still to answer, itself included."""


def compile_tree(tree: Tree, left: Mapping[str, tuple[int, int]] | None = None) -> Payload:
    """Compile a tree; `left` are the remaining questions per node, if they were counted."""
    payload: Payload = {
        "v": VERSION,
        "tree": str(tree.id),
        "start": str(tree.start),
        "questions": {str(id_): _question(q) for id_, q in tree.questions.items()},
        "outcomes": {str(id_): _blocks(o) for id_, o in tree.outcomes.items()},
    }
    if left is not None:
        payload["left"] = {str(id_): left[str(id_)] for id_ in tree.questions}
    return payload


def visible_blocks(outcome: Outcome, answers: Mapping[str, str]) -> set[str]:
    """The ids of the blocks that an outcome shows for `answers`."""
    return {
        id_ for id_, block in outcome.blocks() if block.when is None or holds(block.when, answers)
    }


def _question(question: Question) -> QuestionData:
    data: QuestionData = {
        "options": {
            str(option.id): [_branch(branch) for branch in question.branches(option)]
            for option in question.all_options()
        }
    }
    if question.use:
        data["use"] = str(question.use)
    return data


def _branch(branch: Branch) -> BranchData:
    data: BranchData = {"to": str(branch.to)}
    if branch.when:
        data["when"] = _guard(branch.when)
    return data


def _blocks(outcome: Outcome) -> dict[str, GuardData]:
    return {id_: _guard(block.when) for id_, block in outcome.blocks() if block.when}


def _guard(guard: Guard) -> GuardData:
    return [
        [(str(item.question), [str(option) for option in item.options]) for item in clause]
        for clause in guard.clauses
    ]
