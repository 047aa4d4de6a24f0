"""Which words of queries stand in no document and in no synonym: what cannot be answered yet."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator

from build_hooks.search.tokenizer import RUN, STOP, folded, tokens


def vocabulary(texts: Iterable[str]) -> set[str]:
    """Every token of the texts."""
    return {token for text in texts for token in tokens(text)}


def unsaid(query: str, known: Collection[str], said: Collection[str]) -> list[str]:
    """The parts of a query that have no token of `known` and no word of `said` in them."""
    text = folded(query)
    covered = {place for word in said for place in _places(word, text)}
    for run in RUN.finditer(text):
        covered.update(_covered(run, known))
    marked = "".join(" " if place in covered else char for place, char in enumerate(text))
    return [part for part in RUN.findall(marked) if not set(part) <= STOP]


def _places(word: str, text: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield from range(start, start + len(word))
        start = text.find(word, start + 1)


def _covered(run: re.Match[str], known: Collection[str]) -> Iterator[int]:
    """The places of a run that stand in a known token."""
    if run[0].isascii() and (run[0] in known or run[0].isdigit()):
        yield from range(*run.span())
    elif not run[0].isascii():
        pairs = (place for place in range(len(run[0]) - 1) if run[0][place : place + 2] in known)
        yield from (run.start() + place + step for place in pairs for step in (0, 1))
        if run[0] in known:
            yield run.start()
