"""Words of others inside Markdown that GitHub shows: they stay words, whatever they hold.

What a title says must not become a link, a picture, a mention of somebody or a heading. Punctuation
that Markdown knows is escaped; what GitHub looks for in the finished text (`@name`, `#12`,
`https://`, `www.`) is broken by a sign without width; signs that turn or hide text are left out.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from html import escape

JOINER = "\N{WORD JOINER}"
PUNCTUATION = re.compile(r"([\\`*_\[\]<>|#~!&$])")
LINKED = re.compile(r"@|#(?=\w)|:(?=/)|[wW](?=[wW]\.)|(?<=[gG][hH])-")
"""With a sign after these GitHub finds no name, number or address."""
TICKS = re.compile(r"`{3,}")
UNSEEN = ("Cc", "Cf", "Co", "Cs")
"""Categories of signs that nobody sees: controls, turns of direction, tags."""


def plain(text: object) -> str:
    """Words as words, in one line; never to begin a line with, and not inside of HTML."""
    return PUNCTUATION.sub(r"\\\1", _unlinked(text))


def inside_html(text: object) -> str:
    """Words as words where a line of Markdown is HTML: nothing is escaped by backslashes there."""
    return escape(_unlinked(text), quote=False)


def _unlinked(text: object) -> str:
    return LINKED.sub(lambda found: found[0] + JOINER, one_line(text))


def code(text: object) -> str:
    """An id or a value, as it is; empty for nothing."""
    line = one_line(text).replace("`", "'")
    return f"`{line}`" if line else ""


def codes(texts: Iterable[object]) -> str:
    """Several ids in one line."""
    return "、".join(code(text) for text in texts)


def fenced(lines: Iterable[str], language: str) -> list[str]:
    """Lines as they are; no line of theirs can end the block."""
    inside = [_visible(line.rstrip("\r\n")) for line in lines]
    longest = max((len(run) for line in inside for run in TICKS.findall(line)), default=2)
    fence = "`" * (longest + 1)
    return [f"{fence}{language}", *inside, fence]


def one_line(text: object) -> str:
    """Text without line breaks and without signs that nobody sees."""
    return " ".join(_visible(str(text)).split())


def _visible(text: str) -> str:
    seen = (" " if sign in "\t\n\r" else sign for sign in text)
    return "".join(sign for sign in seen if unicodedata.category(sign) not in UNSEEN)
