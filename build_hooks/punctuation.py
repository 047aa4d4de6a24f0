"""Half-width punctuation next to Chinese characters: where it stands and what to write instead."""

from __future__ import annotations

import re
from typing import NamedTuple

HAN = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
CHINESE = f"{HAN}“”「」『』《》（）"
FULL_WIDTH = dict(zip(",.?!:;()", "，。？！：；（）", strict=True))
CANDIDATE = re.compile(r"[,.?!:;()]")
URL = re.compile(r"https?://[!-~]+")
NEAR = re.compile(f"[{CHINESE}]")
MARK = re.compile(
    rf"(?:(?<=[{CHINESE}])(?:[,?!:;()]|\.(?![A-Za-z0-9.]))|[,?!:;()](?=[{CHINESE}]))(?: +(?=\S))?"
)
"""A mark before or after Chinese, with the spaces behind it; a dot only where a sentence ends."""
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
    found = {mark.start(): mark.end() for mark in MARK.finditer(kept)}
    for pair in PAIR.finditer(kept):
        around = kept[max(pair.start() - 1, 0) : pair.start()] + kept[pair.end() : pair.end() + 1]
        if NEAR.search(around + pair[1][:1] + pair[1][-1:]):
            found.setdefault(pair.start(), pair.start() + 1)
            found.setdefault(pair.end() - 1, pair.end())
    return [Change(start, end, FULL_WIDTH[kept[start]]) for start, end in sorted(found.items())]


def full_width(text: str) -> str:
    """The text with every such mark in its Chinese form, and those that stand next to one."""
    while changes := half_width(text):
        for start, end, new in reversed(changes):
            text = text[:start] + new + text[end:]
    return text
