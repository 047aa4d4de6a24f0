"""All files of the API but the search's documents, which wait for the pages of prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_hooks.api.cases import cases
from build_hooks.api.changes import changes
from build_hooks.api.channels import channels
from build_hooks.api.digest import digest
from build_hooks.api.evidence import evidence
from build_hooks.api.feed import PATH as FEED
from build_hooks.api.feed import feed
from build_hooks.api.glossary import glossary
from build_hooks.api.index import LLMS, index
from build_hooks.api.kinds import KINDS
from build_hooks.api.laws import laws
from build_hooks.api.letters import letters
from build_hooks.api.llms import llms
from build_hooks.api.oembed import oembed
from build_hooks.api.outcomes import outcomes
from build_hooks.api.parties import parties
from build_hooks.api.plain import plain
from build_hooks.api.proof import proofs
from build_hooks.api.published import Published
from build_hooks.api.questions import questions
from build_hooks.api.remedies import remedies
from build_hooks.api.schema import openapi, schema
from build_hooks.api.search import search_documents
from build_hooks.api.shape import ROOT, to_json
from build_hooks.api.timescales import timescales
from build_hooks.api.tree import text_path, whole_tree
from build_hooks.api.trees import trees
from build_hooks.output import Keep, Output
from build_hooks.proof import Proof
from build_hooks.publisher import Publisher
from build_hooks.search.documents import Document
from build_hooks.spread import spread

REGISTERS = {
    "outcomes": outcomes,
    "questions": questions,
    "cases": cases,
    "laws": laws,
    "channels": channels,
    "parties": parties,
    "remedies": remedies,
    "evidence": evidence,
    "timescales": timescales,
    "letters": letters,
    "glossary": glossary,
    "proof": proofs,
}
"""Files that need nothing but what is published."""


def api_files(published: Published, keep: Keep = list) -> Iterator[Output]:
    """Every file that the trees and registers make; `keep` takes those of single trees."""
    made = list(spread(lambda proof: _tree(proof, published, keep), published.live))
    digests = {tree.id: tree.digest for tree in made}
    changed = changes(published, digests)
    kinds = ((kind.name, kind.file, kind.schema, kind.what) for kind in KINDS)
    yield _json("index", index(published, kinds))
    yield _json("trees", trees(published, digests))
    for name, make in REGISTERS.items():
        yield _json(name, make(published))
    yield _json("changes", changed)
    yield Output(FEED, feed(changed, published.publisher))
    for tree in made:
        yield from tree.outputs
    yield Output(LLMS, llms(published))
    yield from _descriptions(published)


def search_file(documents: Iterable[Document], publisher: Publisher) -> Output:
    """The documents of the search."""
    return _json("search", search_documents(documents, publisher))


@dataclass(frozen=True, slots=True)
class _Tree:
    """What is made of one tree alone."""

    id: str
    digest: str
    outputs: list[Output]
    """Its file, its frame and its text."""


def _tree(proof: Proof, published: Published, keep: Keep) -> _Tree:
    whole = whole_tree(proof, published)
    id_ = str(whole.head.id)
    outputs = [
        _json(f"trees/{id_}", whole),
        _json(f"oembed/{id_}", oembed(proof.tree, published)),
        Output(text_path(id_), plain(whole), proof.tree.place.path),
    ]
    return _Tree(id_, digest(proof.tree), keep(outputs))


def _descriptions(published: Published) -> Iterator[Output]:
    for kind in KINDS:
        yield schema(kind, published.publisher)
    if published.live:
        yield openapi(published.publisher, str(published.live[0].tree.id))


def _json(name: str, value: object) -> Output:
    return Output(f"{ROOT}/{name}.json", to_json(value))
