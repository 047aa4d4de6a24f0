"""Walk a payload with answers, exactly as `engine.js` does in the browser.

Both run the cases of `tests/golden/walk/`. A walk may enter in the middle (a search hit or a link
without scripts does): there, a guard that looks at a question nobody asked yet cannot be decided,
and the walk stops at that question instead of guessing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from build_hooks.compile import BranchData, GuardData, Payload


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


def decide(guard: GuardData, answers: Mapping[str, str], *, whole: bool) -> bool | None:
    """Whether a guard holds; None if it cannot be known because the walk began in the middle."""
    unknown = False
    for clause in guard:
        value = _clause(clause, answers, whole=whole)
        if value:
            return True
        unknown = unknown or value is None
    return None if unknown else False


def _clause(
    clause: list[tuple[str, list[str]]], answers: Mapping[str, str], *, whole: bool
) -> bool | None:
    unknown = False
    for question, options in clause:
        answer = answers.get(question)
        if answer is None and not whole:
            unknown = True
        elif answer not in options if options else answer is not None:
            return False
    return None if unknown else True


def walk(payload: Payload, answers: Mapping[str, str], entry: str | None = None) -> Walk:
    """Follow `answers` from the start, or from the node `entry`, as far as they lead."""
    nodes = {**payload["questions"], **payload["outcomes"]}
    whole = entry is None or entry not in nodes or entry == payload["start"]
    at = payload["start"] if whole or entry is None else entry
    route: dict[str, str] = {}
    while at in payload["questions"]:
        choice = answers.get(at)
        options = payload["questions"][at]["options"]
        if at in route or choice is None or choice not in options:
            break
        route[at] = choice
        at = _next(options[choice], route, answers, payload, whole=whole)
    ignored = [question for question in answers if question not in route]
    return {"route": list(route.items()), "at": at, "ignored": ignored, "whole": whole}


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
            if choice is None or choice not in payload["questions"][question]["options"]:
                return question
            route[question] = choice
            value = decide(guard, route, whole=whole)
        if value:
            return branch["to"]
    raise ValueError("the last branch has no guard")


def _missing(guard: GuardData, route: Mapping[str, str]) -> str:
    return next(q for clause in guard for q, _ in clause if q not in route)
