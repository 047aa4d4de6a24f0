"""Answers to inputs and checklists as text, exactly as `values.js` reads and writes them.

A number is a plain decimal with at most two places and no trailing zeros (`500`, `99.5`); a day is
`2026-02-01`; a checklist is its ticked items in the order of the tree joined by `,`, or `-` for
none. Nothing is a binary float: numbers are compared as whole hundredths.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

NUMBER = re.compile(r"(-?)(0|[1-9][0-9]{0,11})(?:\.([0-9]{1,2}))?", re.ASCII)
GROUPED = re.compile(r"-?[0-9]{1,3}(,[0-9]{3})+(\.[0-9]+)?", re.ASCII)
DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})", re.ASCII)
WHITE = re.compile(r"[\s\ufeff]")
"""White space in Python or in JavaScript."""
DIGIT, SPOT = "[0-9０-９]", "[.．。]"
TYPED_SIGN = "[-－]?"
TYPED_DAY = (
    f"{DIGIT}{{4}}[-－/／.．。](?:[0０]?[1-9１-９]|[1１][0-2０-２])"
    f"[-－/／.．。](?:[0０]?[1-9１-９]|[1-2１-２]{DIGIT}|[3３][01０１])"
)
"""A day as people type it before it is folded, in a dialect that JavaScript shares."""
NOTHING = "-"
"""A checklist with no item ticked."""
BETWEEN = ","


class WrongValueError(Exception):
    """Text that is no number or no day; carries the kind of its finding and what was found."""

    def __init__(self, kind: str, found: str) -> None:
        super().__init__(kind)
        self.kind = kind
        self.found = found


def typed_number(digits: int, places: int) -> str:
    """A number as people type it before it is folded, in a dialect that JavaScript shares."""
    first, groups = "[1-9１-９]", f"(?:[,，]{DIGIT}{{3}}){{1,{digits // 3}}}"
    whole = f"[0０]|{first}{DIGIT}{{0,{digits - 1}}}|{first}{DIGIT}{{0,2}}{groups}"
    return f"(?:{whole})(?:{SPOT}{DIGIT}{{1,{places}}})?"


def folded(text: str) -> str:
    """Full-width digits and signs as half-width ones; white space and thousands commas gone."""
    half = WHITE.sub("", unicodedata.normalize("NFKC", text).replace("。", "."))
    return half.replace(",", "") if GROUPED.fullmatch(half) else half


def canonical_number(text: str) -> str:
    """Return the one way of writing a number.

    Raises:
        WrongValueError: not a plain decimal with at most two places.
    """
    match = NUMBER.fullmatch(folded(text))
    if not match:
        raise WrongValueError("bad-decimal", text)
    sign, whole, places = match[1], match[2], (match[3] or "").rstrip("0")
    value = f"{whole}.{places}" if places else whole
    return value if value == "0" else sign + value


def canonical_day(text: str) -> str:
    """Return the one way of writing a day.

    Raises:
        WrongValueError: not a day of the calendar.
    """
    match = DAY.fullmatch(folded(text).replace("/", "-").replace(".", "-"))
    try:
        if not match:
            raise ValueError
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        raise WrongValueError("bad-date", text) from None


def canonical(text: str, *, is_day: bool) -> str:
    """Return the one way of writing a day or a number.

    Raises:
        WrongValueError: it is neither.
    """
    return canonical_day(text) if is_day else canonical_number(text)


def hundredths(number: str) -> int:
    """A canonical number as whole hundredths."""
    whole, _, places = number.lstrip("-").partition(".")
    value = int(whole) * 100 + int(places.ljust(2, "0") or 0)
    return -value if number.startswith("-") else value


def from_hundredths(value: int) -> str:
    """Whole hundredths as a canonical number."""
    whole, places = divmod(abs(value), 100)
    text = f"{whole}.{places:02d}".rstrip("0").rstrip(".") if places else str(whole)
    return f"-{text}" if value < 0 else text


def ticked(answer: str) -> list[str]:
    """The items of a checklist's answer."""
    return [] if answer == NOTHING else answer.split(BETWEEN)


def from_ticked(items: list[str]) -> str:
    """The answer to a checklist with these items."""
    return BETWEEN.join(items) or NOTHING
