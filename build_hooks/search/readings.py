"""How Chinese characters and words of two characters are read, as pypinyin's dictionary has them.

To load that dictionary takes longer than to search all trees, so what we ask of it is kept.
"""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version

from build_hooks.compact import compact
from build_hooks.kept import kept


def reading(char: str) -> str:
    """How a character is read alone, without its tone; a character of no reading is its own."""
    return _tables()[0].get(char, char)


def is_word(pair: str) -> bool:
    """Whether the dictionary knows two characters as a word."""
    return pair in _tables()[1]


def word_reading(pair: str) -> list[str]:
    """How each character of a word of the dictionary is read in it."""
    return _tables()[1][pair].split()


@cache
def _tables() -> tuple[dict[str, str], dict[str, str]]:
    made = kept(("pypinyin", version("pypinyin")), _made)
    alone, words = json.loads(made)
    return alone, words


def _made() -> bytes:
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415 - a quarter of a second
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT  # noqa: PLC0415

    def read(text: str) -> list[str]:
        return list(lazy_pinyin([text], Style.NORMAL))

    alone = {char: read(char)[0] for char in map(chr, PINYIN_DICT)}
    words = {word: " ".join(read(word)) for word in PHRASES_DICT if len(word) == 2}  # noqa: PLR2004
    return compact([alone, words]).encode()
