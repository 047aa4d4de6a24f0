"""Where a value stands in a source file, and text that remembers it."""

from __future__ import annotations

from typing import NamedTuple


class Place(NamedTuple):
    """A position in a file, as an editor shows it."""

    path: str
    """Relative to the folder that was checked, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


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
