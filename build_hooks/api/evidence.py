"""`evidence.json`: what to keep, why, and how."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Version, shape
from build_hooks.model.registers import Confidence


@shape
class Thing:
    """A thing to keep."""

    id: Id
    title: str
    url: Address
    why: str
    how: str
    kept_by_others: str | None
    """How long somebody else must keep it."""
    confidence: Confidence
    cites: tuple[Citation, ...]


@shape
class Evidence:
    """All evidence in the order of the register."""

    version: Version
    evidence: tuple[Thing, ...]


def evidence(published: Published) -> Evidence:
    """All evidence."""
    found = tuple(
        Thing(
            id=one.id,
            title=one.title,
            url=published.links.entry("evidence", one.id),
            why=one.why,
            how=one.how,
            kept_by_others=one.kept_by_others,
            confidence=one.confidence,
            cites=published.cites(one.cites),
        )
        for one in published.registers.evidence.values()
    )
    return Evidence(version=1, evidence=found)
