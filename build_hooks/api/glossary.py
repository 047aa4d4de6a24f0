"""`glossary.json`: words explained, with the words that people use instead."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Version, shape


@shape
class Term:
    """A word of the law in plain words."""

    id: Id
    title: str
    url: Address
    plain: str
    also: tuple[str, ...]
    """What people say instead."""
    cites: tuple[Citation, ...]


@shape
class Glossary:
    """All words in the order of the register."""

    version: Version
    terms: tuple[Term, ...]


def glossary(published: Published) -> Glossary:
    """All words."""
    terms = tuple(
        Term(
            id=term.id,
            title=term.title,
            url=published.links.entry("terms", term.id),
            plain=term.plain,
            also=term.also,
            cites=published.cites(term.cites),
        )
        for term in published.registers.terms.values()
    )
    return Glossary(version=1, terms=terms)
