"""`remedies.json`: what can be claimed, with conditions and who must prove what."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Version, shape
from build_hooks.model.registers import Confidence


@shape
class Remedy:
    """Something to claim."""

    id: Id
    title: str
    url: Address
    what: str
    limits: tuple[str, ...]
    proof: str | None
    """Who must prove what."""
    confidence: Confidence
    cites: tuple[Citation, ...]


@shape
class Remedies:
    """All remedies in the order of the register."""

    version: Version
    remedies: tuple[Remedy, ...]


def remedies(published: Published) -> Remedies:
    """All remedies."""
    found = tuple(
        Remedy(
            id=one.id,
            title=one.title,
            url=published.links.entry("remedies", one.id),
            what=one.what,
            limits=one.limits,
            proof=one.proof,
            confidence=one.confidence,
            cites=published.cites(one.cites),
        )
        for one in published.registers.remedies.values()
    )
    return Remedies(version=1, remedies=found)
