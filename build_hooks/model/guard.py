"""Guards: what must have been answered for a branch to be taken or a block to be shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.place import Place, Text

UNANSWERED = "unanswered"


@dataclass(frozen=True, slots=True)
class Condition:
    """One question and the options that satisfy it; checks on inputs will stand beside it."""

    question: Text
    options: tuple[Text, ...]
    """Any of these; empty means that the question must be unanswered."""


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
