"""Guards: what must have been answered for a branch to be taken or a block to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.place import Place, Text

UNANSWERED = "unanswered"
NUMBER_SIGNS = ("<=", ">=", "<", ">", "=")
DATE_WORDS = {"before": "<", "after": ">", "from": ">=", "until": "<=", "on": "="}
"""How a guard compares days, and the sign that it stands for."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """An answer to an input against a constant."""

    sign: str
    """One of `NUMBER_SIGNS`."""
    value: Text
    """A plain decimal such as `500` or `99.5`, or a day such as `2026-02-01`."""
    is_day: bool


@dataclass(frozen=True, slots=True)
class Condition:
    """One question and what its answer must be; exactly one of the tests is given."""

    question: Text
    options: tuple[Text, ...] = ()
    """A choice: any of these options."""
    has: tuple[Text, ...] = ()
    """A checklist: all of these items are ticked."""
    lacks: tuple[Text, ...] = ()
    """A checklist: none of these items is ticked."""
    compare: Comparison | None = None
    """An input."""
    unanswered: bool = False
    """The question has not been asked on the way here."""


@dataclass(frozen=True, slots=True)
class Guard:
    """Holds when all conditions of any one clause hold."""

    clauses: tuple[tuple[Condition, ...], ...]
    place: Place

    def conditions(self) -> Iterator[Condition]:
        """All conditions of all clauses."""
        for clause in self.clauses:
            yield from clause

    def questions(self) -> set[str]:
        """The ids of the questions that this guard looks at."""
        return {str(condition.question) for condition in self.conditions()}
