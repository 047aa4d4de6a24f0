"""The lunr index over the documents, term by term: the same weights as lunr.py's, bit for bit.

lunr.py keeps a vector per field of each document and takes gigabytes above 10,000 documents. Here
a posting is eight bytes: without normalisation by length (`b = 0`) a weight depends only on the
term, how often it stands there, the field and the document's kind. `tests/lunr_oracle.py` compares
every weight with lunr.py's; `shards` cuts the terms into what a browser fetches.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from build_hooks.search.documents import Document
from build_hooks.search.tokenizer import title_tokens, tokens

FIELDS = {"text": 1, "words": 2, "title": 2}
"""Fields with their boosts; the longest first, for its places are then the smallest numbers."""
KINDS = {
    "tree": 1.6,
    "outcome": 1.2,
    "question": 1.2,
    "guide": 1.2,
    "channel": 1.4,
    "term": 1.0,
    "letter": 1.0,
    "case": 0.9,
    "remedy": 0.9,
    "option": 0.8,
    "provision": 0.8,
    "evidence": 0.8,
    "timescale": 0.8,
}
"""What helps a reader most comes first among equals."""
K1 = 1.2
"""lunr's own: how soon more of the same word counts for less."""
THOUSANDTHS = 1000
"""lunr rounds weights to three places, so that they are whole thousandths."""

BOOSTS = tuple(FIELDS.values())
KIND_BOOSTS = tuple(KINDS.values())
NUMBERS = {kind: number for number, kind in enumerate(KINDS)}
TIMES_BITS, KIND_BITS, FIELD_BITS = 24, 6, 2
"""A posting is a number: the document, the field, the document's kind, how often."""
FIELD_AT = TIMES_BITS + KIND_BITS
REF_AT = FIELD_AT + FIELD_BITS


@dataclass(frozen=True, slots=True)
class Term:
    """A term with its postings."""

    text: str
    postings: list[tuple[int, int]]
    """Places with weights in thousandths, ascending. A place is the number of the field times the
    number of documents, plus the number of the document."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where a term is."""

    documents: int
    named: int
    """Documents that have it in their title or among the words of the people."""


@dataclass(slots=True)
class Index:
    """Takes documents one by one; then gives the terms with their weights."""

    documents: int = 0
    _postings: dict[str, array[int]] = field(default_factory=dict)
    _weights: dict[float, dict[int, int]] = field(default_factory=dict)
    """By the rarity of a term; of which there are far fewer than terms."""

    def add(self, document: Document) -> None:
        """Index a document under the next number."""
        base = self.documents << REF_AT | NUMBERS[document.kind] << TIMES_BITS
        found = (tokens(document.text), tokens(document.words), title_tokens(document.title))
        for number, own in enumerate(found):
            place = base | number << FIELD_AT
            for term, times in Counter(own).items():
                postings = self._postings.get(term)
                if postings is None:
                    postings = self._postings[term] = array("Q")
                postings.append(place + times)
        self.documents += 1

    def terms(self) -> Iterator[Term]:
        """All terms in the order in which browsers sort them: scores add up in that order."""
        for text in sorted(self._postings, key=utf16):
            yield Term(text, self._weighted(self._postings[text]))

    def seen(self) -> dict[str, Seen]:
        """Where each term is."""
        return {
            text: Seen(
                len({posting >> REF_AT for posting in postings}),
                len({posting >> REF_AT for posting in postings if _field(posting)}),
            )
            for text, postings in self._postings.items()
        }

    def _weighted(self, postings: array[int]) -> list[tuple[int, int]]:
        idf = _idf(len(postings), self.documents)
        known = self._weights.setdefault(idf, {})
        found = []
        for posting in postings:
            ref, what = posting >> REF_AT, posting & (1 << REF_AT) - 1
            if what not in known:
                known[what] = _weight(idf, what)
            found.append(((what >> FIELD_AT) * self.documents + ref, known[what]))
        found.sort()
        return found


def index_of(documents: Iterable[Document]) -> Index:
    """Index documents in their order."""
    index = Index()
    for document in documents:
        index.add(document)
    return index


def _field(posting: int) -> int:
    return posting >> FIELD_AT & (1 << FIELD_BITS) - 1


def _idf(postings: int, documents: int) -> float:
    """As lunr: a term counts once for each field of a document that has it."""
    return math.log(1 + abs((documents - postings + 0.5) / (postings + 0.5)))


def _weight(idf: float, what: int) -> int:
    """As lunr, in the same order of operations; `what` is a posting without its document."""
    times = what & (1 << TIMES_BITS) - 1
    score = idf * ((K1 + 1) * times) / (K1 + times)
    score *= BOOSTS[_field(what)]
    score *= KIND_BOOSTS[what >> TIMES_BITS & (1 << KIND_BITS) - 1]
    return round(round(score, 3) * THOUSANDTHS)


def utf16(text: str) -> bytes:
    """A key to sort by as JavaScript does."""
    return text.encode("utf-16-be")
