"""Cut an index into files of a few kilobytes, of which a query needs a handful.

In lunr 2 a score is a sum of weights divided by the length of the query alone, so a posting that
carries its weight is all that a page needs: `shards.js` adds up the same numbers in the same order
as lunr.js and gives the same scores to the last bit (tests/browser/test_shards.py).

- `assets/search/manifest.json`: where the rest is, the first term of each shard, sizes.
- `<folder>/t<n>.json`: a range of sorted terms with their postings: per field a flat list of
  pairs, the distance to the document before and the weight in thousandths.
- `<folder>/c<n>.json`: the cards of `CARDS` documents.

The folder is named after its content, so its files never change and may be kept for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from build_hooks.output import Output
from build_hooks.search.documents import Document
from build_hooks.search.index import FIELDS, Built, built, utf16

ROOT = "assets/search"
MANIFEST_PATH = f"{ROOT}/manifest.json"
SHARD = 9_000
"""Characters of JSON per shard: about 3 KB when compressed."""
CARDS = 12
"""Cards per file."""
THOUSANDTHS = 1000
"""lunr rounds weights to three places, so that they are whole thousandths."""


def search_files(documents: Iterable[Document]) -> Iterator[Output]:
    """Every file of the search: cards, shards, and the manifest last."""
    index = built(documents)
    cards = [_json(part) for part in _cut(index.cards)]
    shards = list(_shards(index))
    folder = f"{ROOT}/{_named_after([*cards, *(text for _, text in shards)])}"
    for number, text in enumerate(cards):
        yield Output(f"{folder}/c{number}.json", text)
    for number, (_, text) in enumerate(shards):
        yield Output(f"{folder}/t{number}.json", text)
    manifest = {
        "version": 1,
        "folder": folder.removeprefix(f"{ROOT}/"),
        "fields": list(FIELDS),
        "cards": CARDS,
        "docs": len(index.cards),
        "first": [first for first, _ in shards],
    }
    yield Output(MANIFEST_PATH, _json(manifest))


def _cut(cards: list[list[str]]) -> Iterator[list[list[str]]]:
    for begin in range(0, len(cards), CARDS):
        yield cards[begin : begin + CARDS]


def _shards(index: Built) -> Iterator[tuple[str, str]]:
    """Ranges of terms as JSON, each with its first term."""
    first, size = "", 0
    parts: list[str] = []
    for term, posting in _postings(index):
        text = f"{_json(term)}:{_json(posting)}"
        if parts and size + len(text) > SHARD:
            yield first, "{" + ",".join(parts) + "}"
            parts, size = [], 0
        first = first if parts else term
        parts.append(text)
        size += len(text)
    if parts:
        yield first, "{" + ",".join(parts) + "}"


def _postings(index: Built) -> Iterator[tuple[str, list[list[int]]]]:
    """Per term, sorted as browsers sort, its postings per field."""
    inverted = index.lunr.inverted_index
    terms = sorted(inverted, key=utf16)
    weights = _weights(index)
    for number, term in enumerate(terms):
        posting = [
            _flat((int(ref), weights[field, int(ref)][number]) for ref in inverted[term][field])
            for field in FIELDS
        ]
        while posting and not posting[-1]:
            posting.pop()
        yield term, posting


def _weights(index: Built) -> dict[tuple[str, int], dict[int, int]]:
    """Per field of a document the weights of its terms by their numbers."""
    found: dict[tuple[str, int], dict[int, int]] = {}
    for name, vector in index.lunr.field_vectors.items():
        field, _, ref = name.partition("/")
        places, values = vector.elements[::2], vector.elements[1::2]
        found[field, int(ref)] = {
            int(place): round(value * THOUSANDTHS)
            for place, value in zip(places, values, strict=True)
        }
    return found


def _flat(pairs: Iterable[tuple[int, int]]) -> list[int]:
    """Documents as distances, each with its weight."""
    found: list[int] = []
    before = 0
    for ref, weight in sorted(pairs):
        found += [ref - before, weight]
        before = ref
    return found


def _named_after(texts: list[str]) -> str:
    digest = sha256()
    for text in texts:
        digest.update(text.encode())
    return digest.hexdigest()[:12]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
