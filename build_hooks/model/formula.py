"""Formulas: `times`, `plus`, `max` and `min` over numbers and the answers to inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from build_hooks.place import Place, Text


class Operation(StrEnum):
    """What a formula does with its parts."""

    TIMES = "times"
    PLUS = "plus"
    MAX = "max"
    MIN = "min"


@dataclass(frozen=True, slots=True)
class Constant:
    """A number written in the tree."""

    value: Text
    """A plain decimal with at most four places."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The number that a reader typed."""

    question: Text


@dataclass(frozen=True, slots=True)
class Formula:
    """An operation over parts."""

    operation: Operation
    parts: tuple[Formula | Constant | Answer, ...]
    place: Place

    def questions(self) -> Iterator[Text]:
        """The inputs that it needs."""
        for part in self.parts:
            if isinstance(part, Answer):
                yield part.question
            elif isinstance(part, Formula):
                yield from part.questions()
