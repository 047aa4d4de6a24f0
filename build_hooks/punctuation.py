"""Half-width punctuation next to Chinese characters: where it stands and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

RANGES = (("\u4e00", "\u9fff"), ("\u3400", "\u4dbf"), ("\uf900", "\ufaff"), ("\u3007", "\u3007"))
MARKS = frozenset("“”「」『』《》（）")
FULL_WIDTH = dict(zip(",.?!:;()", "，。？！：；（）", strict=True))
CANDIDATE = re.compile(r"[,.?!:;()]")
URL = re.compile(r"https?://[!-~]+")
DOT = re.compile(r"\.(?![A-Za-z0-9.])")
"""A dot where a sentence may end."""
SPACES = re.compile(r"(?: +(?=\S))?")
PAIR = re.compile(r"\(([^()\n]*)\)")


class Change(NamedTuple):
    """Characters of a text and what takes their place."""

    start: int
    end: int
    new: str


def half_width(text: str) -> list[Change]:
    """Every half-width mark next to Chinese, from left to right; addresses are left alone."""
    if not CANDIDATE.search(text):
        return []
    kept = URL.sub(lambda found: "x" * len(found[0]), text)
    found = {
        mark.start(): _end(kept, mark.end())
        for mark in CANDIDATE.finditer(kept)
        if _is_near(kept, mark.start())
    }
    for pair in PAIR.finditer(kept):
        around = kept[max(pair.start() - 1, 0) : pair.start()] + kept[pair.end() : pair.end() + 1]
        if any(map(is_chinese, around + pair[1][:1] + pair[1][-1:])):
            found.setdefault(pair.start(), pair.start() + 1)
            found.setdefault(pair.end() - 1, pair.end())
    return [Change(start, end, FULL_WIDTH[kept[start]]) for start, end in sorted(found.items())]


def is_chinese(character: str) -> bool:
    """Whether a character, or the lack of one, is Chinese writing or its punctuation."""
    return any(first <= character <= last for first, last in RANGES) or character in MARKS


def _is_near(text: str, at: int) -> bool:
    """Whether the mark at an index stands before or after Chinese; a dot only at an end."""
    is_behind = is_chinese(text[max(at - 1, 0) : at])
    if text[at] == ".":
        return is_behind and bool(DOT.match(text, at))
    return is_behind or is_chinese(text[at + 1 : at + 2])


def _end(text: str, behind: int) -> int:
    """Where a mark ends, with the spaces between it and what follows."""
    found = SPACES.match(text, behind)
    return found.end() if found else behind


def full_width(text: str) -> str:
    """The text with every such mark in its Chinese form, and those that stand next to one."""
    while changes := half_width(text):
        for start, end, new in reversed(changes):
            text = text[:start] + new + text[end:]
    return text
