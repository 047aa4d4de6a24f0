"""`search.json`: the documents of the site's search, for those who have a search of their own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from build_hooks.api.shape import Address, Version, shape
from build_hooks.publisher import Publisher
from build_hooks.search import documents as search
from build_hooks.search.index import KINDS

DocumentKind = Annotated[str, Field(json_schema_extra={"enum": list(KINDS)})]


@shape
class Document:
    """One thing that a reader can land on."""

    kind: DocumentKind
    url: Address
    title: str
    place: str
    """Where it belongs: a tree's title, a law's name; may be empty."""
    text: str
    words: str
    """What people say instead, parted by spaces; to search, not to show."""


@shape
class Documents:
    """All documents in the order of the search."""

    version: Version
    documents: tuple[Document, ...]


def search_documents(found: Iterable[search.Document], publisher: Publisher) -> Documents:
    """The documents of the search, with whole addresses."""
    return Documents(
        version=1,
        documents=tuple(
            Document(
                kind=one.kind,
                url=publisher.at(one.url),
                title=one.title,
                place=one.place,
                text=one.text,
                words=one.words,
            )
            for one in found
        ),
    )
