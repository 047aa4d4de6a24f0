"""What else answers must be told apart by so that another version can be replayed with them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from build_hooks.compile import QuestionData
from build_hooks.domains import guards_of
from build_hooks.model.guard import Comparison, Condition
from build_hooks.model.tree import InputType, Question
from build_hooks.place import Text
from build_hooks.replay import Version


def told_apart(leader: Version, follower: Version) -> list[Condition]:
    """The follower's guards, bounds and items, as conditions on the leader's questions."""
    theirs = {follower.name(str(id_)): str(id_) for id_ in follower.tree.questions}
    guards = [c for guard in guards_of(follower.tree) for c in guard.conditions()]
    found: list[Condition] = []
    for id_, question in leader.tree.questions.items():
        other = theirs.get(leader.name(str(id_)))
        if other is not None:
            own = [condition for condition in guards if condition.question == other]
            own += _limits(question, follower.questions[other])
            found += [replace(c, question=question.id) for c in own if _fits(c, question)]
    return found


def _fits(condition: Condition, question: Question) -> bool:
    if question.input is None:
        return not condition.compare
    is_day = question.input.type is InputType.DATE
    return condition.compare is not None and condition.compare.is_day is is_day


def _limits(question: Question, other: QuestionData) -> Iterator[Condition]:
    """What the other version of a question does not take."""
    if "input" in other:
        is_day = other["input"]["type"] == InputType.DATE
        for sign, bound in ((">=", other["input"].get("min")), ("<=", other["input"].get("max"))):
            if bound is not None:
                yield Condition(question.id, compare=Comparison(sign, Text(bound), is_day))
    for item in question.items or ():
        if item not in other.get("items", ()):
            yield Condition(question.id, has=(Text(item),))
