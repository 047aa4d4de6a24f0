"""Walk a payload with answers, exactly as `engine.js` does in the browser.

Both run the cases of `tests/golden/walk.yaml`. A walk may enter in the middle (a search hit or a
link without scripts does). Answers to earlier questions that can have led there stand; if they lead
there from the start, it is a whole walk. Otherwise a guard that looks at a question nobody asked
yet cannot be decided, and the walk stops at that question instead of guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import takewhile
from typing import Any, TypedDict

from build_hooks.compile import BranchData, GuardData, InputData, Payload, QuestionData, Test
from build_hooks.guards import SIGNS
from build_hooks.values import (
    NOTHING,
    WrongValueError,
    canonical_day,
    canonical_number,
    from_ticked,
    hundredths,
    ticked,
)


class Walk(TypedDict):
    """Where answers lead."""

    route: list[tuple[str, str]]
    """The answers that were used, in order."""
    at: str
    """The node where the walk stands: an outcome, or a question still to be answered."""
    ignored: list[str]
    """Questions whose answers do not exist or are not on the route, in the order given."""
    whole: bool
    """Whether the walk began at the start."""
    given: int
    """How many answers of the route were given for questions before the node of entry."""


def decide(guard: GuardData, answers: Mapping[str, str], *, whole: bool) -> bool | None:
    """Whether a guard holds; None if it cannot be known because the walk began in the middle."""
    values = [_clause(clause, answers, whole=whole) for clause in guard]
    if any(values):
        return True
    return None if None in values else False


def _clause(clause: list[Test], answers: Mapping[str, str], *, whole: bool) -> bool | None:
    values = [_test(test, answers, whole=whole) for test in clause]
    if False in values:
        return False
    return None if None in values else True


def _test(test: Test, answers: Mapping[str, str], *, whole: bool) -> bool | None:
    question, how, wanted = test
    answer = answers.get(question)
    if answer is None:
        return how == "un" if whole else None
    if how == "un":
        return False
    return _stands(answer, how, wanted)


def _stands(answer: str, how: str, wanted: Any) -> bool:
    if how == "in":
        return answer in wanted
    if how == "has":
        return set(wanted) <= set(ticked(answer))
    if how == "lacks":
        return not set(wanted) & set(ticked(answer))
    if how.startswith("d"):
        return SIGNS[how[1:]](answer, wanted)
    return SIGNS[how](hundredths(answer), hundredths(wanted))


def accepts(question: QuestionData, answer: str) -> bool:
    """Whether `answer` is one that a reader can give, in its one way of writing."""
    if "options" in question:
        return answer in question["options"]
    if "items" in question:
        kept = [item for item in question["items"] if item in ticked(answer)]
        return answer == (from_ticked(kept) if kept else NOTHING)
    return _within(question["input"], answer)


def _within(given: InputData, answer: str) -> bool:
    is_day = given["type"] == "date"
    try:
        canonical = canonical_day(answer) if is_day else canonical_number(answer)
    except WrongValueError:
        return False
    least, most = given.get("min"), given.get("max")
    if canonical != answer:
        return False
    if is_day:
        return (least is None or least <= answer) and (most is None or answer <= most)
    value = hundredths(answer)
    return (least is None or hundredths(least) <= value) and (
        most is None or value <= hundredths(most)
    )


def walk(payload: Payload, answers: Mapping[str, str], entry: str | None = None) -> Walk:
    """Follow `answers` as far as they lead: from the start, or from `entry` if they miss it."""
    walked = _walk_from(payload, answers, payload["start"], {}, whole=True)
    if not entry or entry not in {**payload["questions"], **payload["outcomes"]}:
        return walked
    if walked["at"] == entry or entry in dict(walked["route"]):
        return walked
    earlier = takewhile(lambda pair: pair[0] != entry, answers.items())
    given = {q: a for q, a in earlier if _leads_to(payload, q, a, entry)}
    return _walk_from(payload, answers, entry, given, whole=False)


def _leads_to(payload: Payload, question: str, answer: str, entry: str) -> bool:
    """Whether an answer can have led to `entry`: nobody has asked for it, but it stands."""
    asked = payload["questions"].get(question)
    if asked is None or not accepts(asked, answer):
        return False
    waiting = [asked["options"][answer] if "options" in asked else asked["next"]]
    seen: set[str] = set()
    while waiting:
        targets = {branch["to"] for branch in waiting.pop()} - seen
        if entry in targets:
            return True
        seen |= targets
        for to in targets & payload["questions"].keys():
            further = payload["questions"][to]
            waiting += further["options"].values() if "options" in further else [further["next"]]
    return False


def _walk_from(
    payload: Payload, answers: Mapping[str, str], at: str, route: dict[str, str], *, whole: bool
) -> Walk:
    given = len(route)
    while at in payload["questions"]:
        question = payload["questions"][at]
        choice = answers.get(at)
        if at in route or choice is None or not accepts(question, choice):
            break
        route[at] = choice
        branches = question["options"][choice] if "options" in question else question["next"]
        at = _next(branches, route, answers, payload, whole=whole)
    ignored = [question for question in answers if question not in route]
    return {
        "route": list(route.items()),
        "at": at,
        "ignored": ignored,
        "whole": whole,
        "given": given,
    }


def blocks(payload: Payload, taken: Walk) -> dict[str, bool | None]:
    """Per conditional block of the outcome: shown, hidden, or None if it cannot be known."""
    guards = payload["outcomes"][taken["at"]]
    answers = dict(taken["route"])
    return {id_: decide(guard, answers, whole=taken["whole"]) for id_, guard in guards.items()}


def _next(
    branches: list[BranchData],
    route: dict[str, str],
    answers: Mapping[str, str],
    payload: Payload,
    *,
    whole: bool,
) -> str:
    """The node that the first branch whose guard holds leads to; asks for what it needs."""
    for branch in branches:
        guard = branch.get("when")
        if guard is None:
            return branch["to"]
        value = decide(guard, route, whole=whole)
        while value is None:
            question = _missing(guard, route)
            choice = answers.get(question)
            if choice is None or not accepts(payload["questions"][question], choice):
                return question
            route[question] = choice
            value = decide(guard, route, whole=whole)
        if value:
            return branch["to"]
    raise ValueError("no branch holds")


def _missing(guard: GuardData, route: Mapping[str, str]) -> str:
    return next(test[0] for clause in guard for test in clause if test[0] not in route)
