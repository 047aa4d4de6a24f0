"""Markdown that must fit: blocks in the order of the page, of which the dearest are kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from build_hooks.locale import ui

LONGEST = 60_000
"""Characters. GitHub takes 65,536 in a comment; the marker and the links need some."""
ROOM = 200
"""For the line that says what is missing."""


class Weight(IntEnum):
    """What goes first when there is no room for all."""

    MUST = 0
    ROUTES = 1
    PICTURE = 2
    WORDS = 3


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together or not at all."""

    lines: tuple[str, ...]
    weight: Weight = Weight.MUST

    @property
    def size(self) -> int:
        """With the empty line before it."""
        return sum(len(line) + 1 for line in self.lines) + 1


def fitting(blocks: Sequence[Block], most: int = LONGEST) -> str:
    """One document of at most `most` characters, which says how many blocks it leaves out."""
    room, kept = most - ROOM, set()
    for place in sorted(range(len(blocks)), key=lambda place: blocks[place].weight):
        if blocks[place].size <= room:
            kept.add(place)
            room -= blocks[place].size
    shown = ["\n".join(block.lines) for place, block in enumerate(blocks) if place in kept]
    left = len(blocks) - len(kept)
    if left:
        shown.append(ui("review.left", count=left))
    return "\n\n".join(shown) + "\n"


def whole(blocks: Sequence[Block]) -> str:
    """One document with everything."""
    return "\n\n".join("\n".join(block.lines) for block in blocks) + "\n"
