"""`parties.json`: who can be liable."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Id, Version, shape


@shape
class Party:
    """One who can be liable."""

    id: Id
    title: str
    plain: str
    also: tuple[str, ...]
    """What people say instead."""


@shape
class Parties:
    """All parties in the order of the register."""

    version: Version
    parties: tuple[Party, ...]


def parties(published: Published) -> Parties:
    """All parties."""
    found = tuple(
        Party(id=one.id, title=one.title, plain=one.plain, also=one.also)
        for one in published.registers.parties.values()
    )
    return Parties(version=1, parties=found)
