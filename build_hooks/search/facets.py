"""By what hits can be told apart: the kind and the topic of each document, a letter each.

A page of results counts its hits by kind and by topic before it has read a single card.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from build_hooks.model.tree import Topic
from build_hooks.search.documents import Document
from build_hooks.search.index import NUMBERS

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
TOPICS = (*(str(topic) for topic in Topic), "other")
SAME = "'"
"""Stands before the letter of a document that opens the same address as the one before it."""


@dataclass(slots=True)
class Facets:
    """Takes documents one by one, in their order."""

    _letters: list[str] = field(default_factory=list)
    _before: str = ""

    def add(self, document: Document) -> None:
        """Note the kind and the topic of the next document."""
        topic = document.url.split("/", 1)[0]
        number = TOPICS.index(topic if topic in TOPICS else "other")
        same = SAME if document.url == self._before else ""
        self._letters.append(same + LETTERS[NUMBERS[document.kind] * len(TOPICS) + number])
        self._before = document.url

    def made(self) -> dict[str, Any]:
        """What a page reads: a letter is the number of the kind times that of topics, plus the
        number of the topic."""
        return {"kinds": list(NUMBERS), "topics": TOPICS, "docs": "".join(self._letters)}
