"""The index as lunr.py builds it: what ours must equal, weight for weight."""

from __future__ import annotations

from collections.abc import Iterable

from lunr.builder import Builder
from lunr.index import Index

from build_hooks.search.documents import Document
from build_hooks.search.index import FIELDS, KINDS, Term, utf16
from build_hooks.search.tokenizer import title_tokens, tokens


def lunr_index(documents: Iterable[Document]) -> Index:
    """Index documents with lunr.py; a document's reference is its place."""
    builder = Builder()
    builder.ref("ref")
    builder.b(0)
    for name, boost in FIELDS.items():
        builder.field(name, boost=boost)
    for ref, document in enumerate(documents):
        builder.add(_fields(ref, document), {"boost": KINDS[document.kind]})
    for number, term in enumerate(sorted(builder.inverted_index, key=utf16)):
        builder.inverted_index[term]["_index"] = number
    return builder.build()


def _fields(ref: int, document: Document) -> dict[str, object]:
    """Token lists as field values; both pipelines are empty, for lunr's own would drop Chinese."""
    return {
        "ref": str(ref),
        "title": title_tokens(document.title),
        "words": tokens(document.words),
        "text": tokens(document.text),
    }


def lunr_terms(index: Index, documents: int) -> list[Term]:
    """The weights of an index of lunr.py, as ours gives them."""
    terms = sorted(index.inverted_index, key=utf16)
    postings: list[list[tuple[int, int]]] = [[] for _ in terms]
    fields = list(FIELDS)
    for name, vector in index.field_vectors.items():
        field, _, ref = name.partition("/")
        place = fields.index(field) * documents + int(ref)
        elements = iter(vector.elements)
        for term, weight in zip(elements, elements, strict=True):
            thousandths = round(weight * 1000)
            assert thousandths / 1000 == weight
            postings[term].append((place, thousandths))
    return [Term(text, sorted(own)) for text, own in zip(terms, postings, strict=True)]
