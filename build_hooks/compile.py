"""A tree becomes the payload that the player runs: ids, targets and guards, no words.

The payload (version 1) is JSON. A guard is a list of clauses, any of which must hold; a clause is
a list of tests, all of which must hold; a test is `[question, how, with]`: `in` a list of options,
`has` or `lacks` a list of items, one of `< <= > >= =` a number, the same with `d` before it a day,
or `un` (unanswered, with nothing).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NotRequired, TypedDict

from build_hooks.guards import holds
from build_hooks.model.formula import Answer, Constant, Formula
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import AmountBlock, Branch, Input, InputType, Outcome, Question, Tree
from build_hooks.values import canonical

VERSION = 1

Test = tuple[str, str, Any]
GuardData = list[list[Test]]
FormulaData = str | list[Any]
"""A number, or a list of the operation and its parts; an answer is `["answer", question]`."""


class BranchData(TypedDict):
    """A target, and the guard under which it is taken."""

    to: str
    when: NotRequired[GuardData]


class InputData(TypedDict):
    """What may be typed: `money`, `number` or `date`, and the bounds."""

    type: str
    min: NotRequired[str]
    max: NotRequired[str]


class QuestionData(TypedDict):
    """The branches of each option; or an input or items with the branches of all answers."""

    options: NotRequired[dict[str, list[BranchData]]]
    input: NotRequired[InputData]
    items: NotRequired[list[str]]
    next: NotRequired[list[BranchData]]
    use: NotRequired[str]


class Payload(TypedDict):
    """All that the player needs to know of a tree beside its page."""

    v: int
    tree: str
    start: str
    questions: dict[str, QuestionData]
    outcomes: dict[str, dict[str, GuardData]]
    """Per outcome the guards of its conditional blocks."""
    amounts: NotRequired[dict[str, dict[str, FormulaData]]]
    """Per outcome the formulas of its amounts, by block."""
    renamed: NotRequired[dict[str, str | None]]
    """Ids that were, with what they are now."""
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
    amounts = {str(id_): found for id_, o in tree.outcomes.items() if (found := _amounts(o))}
    if amounts:
        payload["amounts"] = amounts
    if tree.renamed:
        payload["renamed"] = {
            str(id_): str(new.to) if new.to else None for id_, new in tree.renamed.items()
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
    data: QuestionData = {}
    if question.input:
        data["input"] = _input(question.input)
    elif question.items is not None:
        data["items"] = [str(id_) for id_ in question.items]
    else:
        data["options"] = {
            str(option.id): [_branch(branch) for branch in question.branches(option)]
            for option in question.all_options()
        }
    if not question.is_choice:
        data["next"] = [_branch(branch) for branch in question.next]
    if question.use:
        data["use"] = str(question.use)
    return data


def _input(given: Input) -> InputData:
    is_day = given.type is InputType.DATE
    data: InputData = {"type": str(given.type)}
    if given.min is not None or not is_day:
        data["min"] = canonical(given.min or "0", is_day=is_day)
    if given.max is not None:
        data["max"] = canonical(given.max, is_day=is_day)
    return data


def _branch(branch: Branch) -> BranchData:
    data: BranchData = {"to": str(branch.to)}
    if branch.when:
        data["when"] = guard_data(branch.when)
    return data


def _blocks(outcome: Outcome) -> dict[str, GuardData]:
    return {id_: guard_data(block.when) for id_, block in outcome.blocks() if block.when}


def _amounts(outcome: Outcome) -> dict[str, FormulaData]:
    return {
        id_: formula_data(block.formula)
        for id_, block in outcome.blocks()
        if isinstance(block, AmountBlock)
    }


def guard_data(guard: Guard) -> GuardData:
    """A guard as the payload holds it."""
    return [[_test(condition) for condition in clause] for clause in guard.clauses]


def _test(condition: Condition) -> Test:
    question = str(condition.question)
    if condition.unanswered:
        return (question, "un", None)
    if condition.compare:
        day = "d" if condition.compare.is_day else ""
        return (question, day + condition.compare.sign, str(condition.compare.value))
    for how, names in (
        ("in", condition.options),
        ("has", condition.has),
        ("lacks", condition.lacks),
    ):
        if names:
            return (question, how, [str(name) for name in names])
    raise ValueError(f"an empty condition on {question}")


def formula_data(formula: Formula | Constant | Answer) -> FormulaData:
    """A formula as the payload holds it."""
    if isinstance(formula, Constant):
        return str(formula.value)
    if isinstance(formula, Answer):
        return ["answer", str(formula.question)]
    return [str(formula.operation), *(formula_data(part) for part in formula.parts)]
