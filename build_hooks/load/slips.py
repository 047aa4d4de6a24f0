"""Slips that make YAML stumble: an input method's full-width signs, and signs without their space.

The parser stumbles where it can go on no longer, often further right or a line below: whoever typed
the slip is shown the slip.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from build_hooks.place import Place

LINE_END = re.compile(r"\r\n|\r|\n")
KEY = r"[a-z][a-z0-9-]*"
WIDE = "，：；、｛｝［］【】\u3000"
HALF_WIDTH = dict(zip(WIDE, (", ", ": ", ", ", ", ", *"{}[][] "), strict=True))
"""Signs that YAML takes for text, and what was meant."""
SLIPS = (
    ("yaml-missing-colon", re.compile(rf" *(?:- +)?(?P<at>){KEY}(?:：|:(?=[^\s:/]))")),
    ("yaml-dash", re.compile(rf" *(?P<at>-)(?={KEY}(?:: | *(?:#.*)?$)|[{{\[])")),
    ("yaml-wide-mark", re.compile(r" *(?P<at>\u3000)")),
    ("yaml-wide-mark", re.compile(r".*?(?:: |- )(?P<at>[｛［【])")),
    ("yaml-wide-mark", re.compile(rf".*?[{{\[].*?(?P<at>[，；、])(?= *{KEY} *[:：,\]])")),
    ("yaml-wide-mark", re.compile(rf".*?[{{,] *{KEY}(?P<at>：)")),
    ("yaml-wide-mark", re.compile(r".*?[{\[].*(?P<at>[｝］】]) *(?:#.*)?$")),
)
"""Kinds of findings, and what the line looks like from its beginning to the slip."""


class Slip(NamedTuple):
    """A slip, as a finding tells it."""

    kind: str
    place: Place
    data: dict[str, str]


def slip_near(text: str, first: Place, last: Place) -> Slip | None:
    """The first slip on the lines from the one above `first` to that of `last`, or None."""
    lines = LINE_END.split(text)
    for number in range(max(first.line - 1, 1), last.line + 1):
        for kind, pattern in SLIPS:
            found = pattern.match(lines[number - 1]) if number <= len(lines) else None
            if found:
                return _slip(kind, found, Place(first.path, number, found.start("at") + 1))
    return None


def _slip(kind: str, found: re.Match[str], place: Place) -> Slip:
    sign = found["at"]
    named = {"found": sign, "better": HALF_WIDTH[sign]} if sign in HALF_WIDTH else {}
    return Slip(kind, place, named)


def wide_mark(name: str) -> str | None:
    """The first full-width sign of a name that was to be several names, or none."""
    found = re.search(f"[{WIDE}]", name)
    return found[0] if found else None


def half_width_signs(name: str) -> str:
    """What was meant by a name that full-width signs made of several."""
    return re.sub(f"([{WIDE}]) *", lambda found: HALF_WIDTH[found[1]], name)
