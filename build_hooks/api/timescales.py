"""`timescales.json`: the periods that the law names."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Version, shape
from build_hooks.model.registers import Confidence, Unit


@shape
class Timescale:
    """A period; its first day is the day after the event."""

    id: Id
    title: str
    url: Address
    length: int
    unit: Unit
    event: str
    """From what it is counted."""
    rule: str
    """The whole rule in a sentence."""
    rolls: bool
    """Whether a last day that is a rest day moves to the next working day."""
    backward: bool
    """Whether it is counted back from its event."""
    extend: str | None
    """How it can be made longer."""
    confidence: Confidence
    cites: tuple[Citation, ...]


@shape
class Timescales:
    """All periods in the order of the register."""

    version: Version
    timescales: tuple[Timescale, ...]


def timescales(published: Published) -> Timescales:
    """All periods."""
    found = tuple(
        Timescale(
            id=one.id,
            title=one.title,
            url=published.links.entry("timescales", one.id),
            length=one.length,
            unit=one.unit,
            event=one.from_,
            rule=one.rule,
            rolls=one.rolls,
            backward=one.backward,
            extend=one.extend,
            confidence=one.confidence,
            cites=published.cites(one.cites),
        )
        for one in published.registers.timescales.values()
    )
    return Timescales(version=1, timescales=found)
