"""Break Chinese text into lines of a width that is known without a font."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from math import ceil
from unicodedata import east_asian_width

NARROW = 0.62
"""Of a full-width character: what most fonts need at most for a Latin letter or a digit."""
OPENING, CLOSING = "（“《【〈", "，。？！、；：）”》】〉…"
PARTS = re.compile(f"[{OPENING}]*(?:[!-~]+|.)[{CLOSING}]*")
"""What stays on one line: a Latin word or one character, with its punctuation."""
LOOSE = re.compile(f" (?=[{CLOSING}])")
"""A space that would leave a closing mark alone at the beginning of a line."""


def width(text: str) -> float:
    """The width of `text` in full-width characters."""
    return sum(map(_advance, text))


@cache
def _advance(sign: str) -> float:
    return 1.0 if east_asian_width(sign) in "WFA" else NARROW


@lru_cache(maxsize=8192)
def wrapped(text: str, most: int) -> tuple[str, ...]:
    """Lines of about the same width, at most `most` unless one part alone is wider."""
    text = LOOSE.sub("", " ".join(text.split()))
    parts = [(part, width(part.rstrip())) for part in PARTS.findall(text)]
    count = max(1, ceil(width(text) / most))
    for limit in range(ceil(width(text) / count), most):
        lines = _filled(parts, limit)
        if len(lines) <= count:
            return lines
    return _filled(parts, most)


def _filled(parts: list[tuple[str, float]], limit: int) -> tuple[str, ...]:
    lines, taken = [""], 0.0
    for part, wide in parts:
        if lines[-1] and taken + wide > limit:
            lines.append("")
            taken = 0.0
        lines[-1] += part if lines[-1] else part.lstrip()
        taken += width(part)
    return tuple(line.rstrip() for line in lines)
