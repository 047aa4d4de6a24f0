"""Where a value stands in a source file, and text that remembers it."""

from __future__ import annotations

import unicodedata
from typing import NamedTuple

UNSEEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")
"""Categories of signs that nobody sees: controls, turns of direction, line ends, tags."""


class Place(NamedTuple):
    """A position in a file, as an editor shows it."""

    path: str
    """Relative to the folder that was checked, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{visible(self.path)}:{self.line}:{self.column}"


NOWHERE = Place("", 0, 0)


class Text(str):
    """A string from a source file; it behaves as `str` and knows its place."""

    __slots__ = ("place",)
    place: Place

    def __new__(cls, value: str, place: Place = NOWHERE) -> Text:
        """Make a text that stands at `place`."""
        text = super().__new__(cls, value)
        text.place = place
        return text


class Url(Text):
    """A web address that has been checked to start with `https://` or `http://`."""

    __slots__ = ()

    def __new__(cls, value: str, place: Place = NOWHERE) -> Url:
        """Make an address that stands at `place`."""
        text = str.__new__(cls, value)
        text.place = place
        return text


def visible(text: str) -> str:
    """Text of others as one line that a terminal shows and does not obey: `\\u{202e}` for a sign.

    A line of its own could also be a command for the program that reads our output.
    """
    if text.isprintable():
        return text
    return "".join(map(_seen, text))


def _seen(sign: str) -> str:
    return f"\\u{{{ord(sign):x}}}" if unicodedata.category(sign) in UNSEEN else sign
