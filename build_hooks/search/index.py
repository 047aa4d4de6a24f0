"""The lunr index over the documents; `shards` cuts it into what a browser fetches."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lunr.builder import Builder
from lunr.index import Index

from build_hooks.search.documents import Document, card
from build_hooks.search.tokenizer import title_tokens, tokens

FIELDS = {"title": 2, "words": 2, "text": 1}
"""Fields with their boosts."""
KINDS = {
    "tree": 1.6,
    "outcome": 1.2,
    "question": 1.2,
    "guide": 1.2,
    "channel": 1.4,
    "option": 0.8,
    "provision": 0.8,
    "term": 1.0,
}
"""What helps a reader most comes first among equals."""


@dataclass(frozen=True)
class Built:
    """An index of lunr.py, and the cards that results show: a card's place is its reference."""

    lunr: Index
    cards: list[list[str]]


def built(documents: Iterable[Document]) -> Built:
    """Index documents with lunr.py."""
    builder = Builder()
    builder.ref("ref")
    builder.b(0)
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    cards = []
    for ref, document in enumerate(documents):
        builder.add(_fields(ref, document), {"boost": KINDS[document.kind]})
        cards.append(_card(document))
    _renumber(builder)
    return Built(builder.build(), cards)


def _renumber(builder: Builder) -> None:
    """Number the terms in the order in which browsers sort them: scores add up in that order."""
    for number, term in enumerate(sorted(builder.inverted_index, key=utf16)):
        builder.inverted_index[term]["_index"] = number


def utf16(text: str) -> bytes:
    """A key to sort by as JavaScript does."""
    return text.encode("utf-16-be")


def _card(document: Document) -> list[str]:
    return [document.kind, document.url, document.title, document.place, card(document.text)]


def _fields(ref: int, document: Document) -> dict[str, object]:
    """Token lists as field values; both pipelines are empty, for lunr's own would drop Chinese."""
    return {
        "ref": str(ref),
        "title": title_tokens(document.title),
        "words": tokens(document.words),
        "text": tokens(document.text),
    }
