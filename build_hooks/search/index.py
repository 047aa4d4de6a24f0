"""The lunr index over the documents, and the cards that results show."""

from __future__ import annotations

import json
from collections.abc import Iterable

from lunr.builder import Builder

from build_hooks.search.documents import Document, card
from build_hooks.search.tokenizer import title_tokens, tokens

FIELDS = {"title": 2, "words": 2, "text": 1}
"""Fields with their boosts."""
KINDS = {
    "tree": 1.6,
    "outcome": 1.3,
    "question": 1.2,
    "guide": 1.2,
    "channel": 1.1,
    "option": 1.0,
    "provision": 0.8,
    "term": 0.7,
}
"""What helps a reader most comes first among equals."""
INDEX_PATH = "assets/search/index.json"


def search_index(documents: Iterable[Document]) -> str:
    """The JSON that the search loads: `index` for lunr.js, `docs` by reference."""
    builder = Builder()
    builder.ref("ref")
    builder.b(0)
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    cards = []
    for ref, document in enumerate(documents):
        builder.add(_fields(ref, document), {"boost": KINDS[document.kind]})
        cards.append(_card(document))
    index = builder.build().serialize()
    return json.dumps({"index": index, "docs": cards}, ensure_ascii=False, separators=(",", ":"))


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
