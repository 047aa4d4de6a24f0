"""Cut an index into files of a kilobyte or two, of which a query needs a handful.

In lunr 2 a score is a sum of weights divided by the length of the query alone, so a posting that
carries its weight is all that a page needs: `shards.js` adds up the same numbers in the same order
as lunr.js and gives the same scores to the last bit (tests/browser/test_shards.py).

- `assets/search/manifest.json`: where the rest is, sizes, and before which word each shard begins.
- `<folder>/t<n>.json`: a range of sorted terms, each with its postings as text (`_posting`).
- `<folder>/s<n>.json`: in a large index, the beginnings of `SECTION` shards; the manifest then has
  those of the sections.
- `<folder>/c<n>.json`: the cards of `CARDS` documents.
- `<folder>/facets.json`: the kind and the topic of each document (`facets.py`).
- `<folder>/p…`, `h…` and `story.json`: what `words.py` makes for queries that need help.

The folder is named after its content, so its files never change and may be kept for good.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from hashlib import sha256
from itertools import islice
from typing import Any

from build_hooks.compact import compact
from build_hooks.output import Output
from build_hooks.search.documents import Document, card
from build_hooks.search.facets import LETTERS, Facets
from build_hooks.search.index import FIELDS, Index, Term, utf16
from build_hooks.search.words import word_files

ROOT = "assets/search"
MANIFEST_PATH = f"{ROOT}/manifest.json"
VERSION = 2
SHARD = 2_000
"""Characters of JSON per shard: about 1.4 KB when compressed. A longer term has its own shard."""
CARDS = 4
"""Cards per file: few enough that ten hits, which lie apart, cost little."""
SECTION = 128
MOST_SHARDS = 2_048
"""Shards that the manifest itself lists; above, it lists sections of them."""

GOES_ON = "!#$%'()*+-./;=>?@[]^_`{|}~"
"""The digits of a distance, the least first; the last one is a letter."""


def search_files(
    documents: Iterable[Document], synonyms: Mapping[str, str] | None = None
) -> Iterator[Output]:
    """Every file of the search: cards, shards, words, and the manifest last."""
    index = Index()
    files, manifest = _made(index, documents, synonyms or {})
    words = {
        name: compact(value) for name, value in word_files(index.seen(), synonyms or {}).items()
    }
    manifest["pinyin"] = "".join(name[1:] for name in words if name.startswith("p"))
    files |= words
    manifest["folder"] = _named_after(files)
    for name, text in files.items():
        yield Output(f"{ROOT}/{manifest['folder']}/{name}.json", text)
    yield Output(MANIFEST_PATH, compact(manifest))


def inline_search(documents: Iterable[Document], synonyms: Mapping[str, str] | None = None) -> str:
    """The whole search of few documents as JSON, for `openInline` of `shards.js`; no repairs."""
    files, manifest = _made(Index(), documents, synonyms or {})
    return compact({"manifest": manifest, "files": {k: json.loads(v) for k, v in files.items()}})


def _made(
    index: Index, documents: Iterable[Document], synonyms: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Any]]:
    """The files of the folder by name, without their ending, and the manifest."""
    facets = Facets()
    files = {f"c{number}": text for number, text in enumerate(_cards(index, facets, documents))}
    files["facets"] = compact(facets.made())
    begins = []
    for number, (begin, text) in enumerate(_shards(index)):
        begins.append(begin)
        files[f"t{number}"] = text
    manifest: dict[str, Any] = {"version": VERSION, "docs": index.documents, "fields": len(FIELDS)}
    if len(begins) > MOST_SHARDS:
        sections = [begins[at : at + SECTION] for at in range(0, len(begins), SECTION)]
        files |= {f"s{number}": compact(" ".join(own)) for number, own in enumerate(sections)}
        begins = [own[0] for own in sections]
        manifest["section"] = SECTION
    manifest |= {"cards": CARDS, "synonyms": dict(synonyms), "first": " ".join(begins)}
    return files, manifest


def _cards(index: Index, facets: Facets, documents: Iterable[Document]) -> Iterator[str]:
    """Index the documents on the way; nothing else of them is kept."""
    waiting = iter(documents)
    while block := list(islice(waiting, CARDS)):
        for document in block:
            index.add(document)
            facets.add(document)
        yield compact([_card(document) for document in block])


def _card(document: Document) -> list[str]:
    return [document.kind, document.url, document.title, document.place, card(document.text)]


def _shards(index: Index) -> Iterator[tuple[str, str]]:
    """Ranges of terms as JSON, each with the shortest word at which it can begin."""
    parts: list[str] = []
    begin, size, before = "", 0, ""
    for term in index.terms():
        text = f"{compact(term.text)}:{compact(_posting(term))}"
        if parts and size + len(text) > SHARD:
            yield begin, "{" + ",".join(parts) + "}"
            begin, parts, size = _between(before, term.text), [], 0
        begin = begin or term.text[:1]
        parts.append(text)
        size += len(text)
        before = term.text
    if parts:
        yield begin, "{" + ",".join(parts) + "}"


def _between(before: str, term: str) -> str:
    """The shortest beginning of `term` that comes after `before`."""
    return next(
        term[:length] for length in range(1, len(term) + 1) if utf16(term[:length]) > utf16(before)
    )


def _posting(term: Term) -> str:
    """Weights, a space, then per posting the distance from the one before; a number before it says
    which of the weights holds from here on (at first: the first)."""
    weights: dict[int, int] = {}
    found: list[str] = []
    now, before = 0, -1
    for place, weight in term.postings:
        number = weights.setdefault(weight, len(weights))
        if number != now:
            found.append(str(number))
            now = number
        found.append(_distance(place - before - 1))
        before = place
    return f"{','.join(map(str, weights))} {''.join(found)}"


@lru_cache(maxsize=4096)
def _distance(number: int) -> str:
    if number < len(LETTERS):
        return LETTERS[number]
    digits = []
    while number >= len(LETTERS):
        number, digit = divmod(number, len(GOES_ON))
        digits.append(GOES_ON[digit])
    return "".join(digits) + LETTERS[number]


def _named_after(files: dict[str, str]) -> str:
    digest = sha256()
    for text in files.values():
        digest.update(text.encode())
    return digest.hexdigest()[:12]
