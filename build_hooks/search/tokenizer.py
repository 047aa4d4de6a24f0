"""Cut text into tokens; `tokenizer.js` does the same and both run the same golden cases.

Chinese is cut into overlapping pairs of characters, Latin letters and digits into words. There is
no dictionary: one that differed between Python and the browser would lose more than it adds.
"""

from __future__ import annotations

import re
import unicodedata

RUN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]+|[a-z0-9]+")
HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff]")
STOP = frozenset("的了是在有和与或及也就都而但把被让给对从到这那我你他她它们吗呢吧啊么哪怎什")
"""Characters that say nothing alone."""


def folded(text: str) -> str:
    """A text without full width and case."""
    return unicodedata.normalize("NFKC", text).lower()


def tokens(text: str) -> list[str]:
    """The tokens of a text, in order, with repetitions."""
    found: list[str] = []
    for run in RUN.findall(folded(text)):
        if HAN.match(run) and len(run) > 1:
            found += [run[place : place + 2] for place in range(len(run) - 1)]
        elif run not in STOP:
            found.append(run)
    return found


def title_tokens(text: str) -> list[str]:
    """The tokens of a title: the pairs, and each single character that is not a stop word."""
    single = [char for char in HAN.findall(folded(text)) if char not in STOP]
    return list(dict.fromkeys([*tokens(text), *single]))
