"""Lists that grow with the number of trees: a page shows the beginning, further pages the rest.

So no page gets heavier for a phone when there are more trees, and without scripts every entry can
still be reached.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

T = TypeVar("T")
FOLDER = "lists"
PER_PAGE = 200
"""Entries on a page that holds nothing else."""


@dataclass(frozen=True, slots=True)
class Further:
    """A page on which a list goes on."""

    name: str
    number: int
    """From 1 on."""
    last: int
    """The number of the last one."""
    entries: Sequence[object]

    @property
    def path(self) -> str:
        """Where the page is, from the site's root."""
        return further_path(self.name, self.number)

    def beside(self, number: int) -> str | None:
        """The path of the page with that number, if there is one."""
        return further_path(self.name, number) if 1 <= number <= self.last else None


@dataclass(frozen=True, slots=True)
class Cut(Generic[T]):
    """A list cut into what its own page shows and further pages."""

    name: str
    entries: Sequence[T]
    most: int
    """How many entries the list's own page shows."""

    @property
    def shown(self) -> Sequence[T]:
        """The beginning."""
        return self.entries[: self.most]

    @property
    def left(self) -> int:
        """How many entries stand on further pages."""
        return max(0, len(self.entries) - self.most)

    @property
    def onward(self) -> str:
        """The path of the first further page."""
        return further_path(self.name, 1)

    def further(self) -> Iterator[Further]:
        """The further pages; none where the beginning is all."""
        rest = self.entries[self.most :]
        last = -(-len(rest) // PER_PAGE)
        for number in range(1, last + 1):
            own = rest[(number - 1) * PER_PAGE : number * PER_PAGE]
            yield Further(self.name, number, last, own)


def further_path(name: str, number: int) -> str:
    """Where a list goes on."""
    return f"{FOLDER}/{name}/{number}"
