"""`channels.json`: where to complain, what each can do, what it needs, how long it takes."""

from __future__ import annotations

from build_hooks.api.contact import Contact, contact
from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Ref, Version, shape
from build_hooks.model import registers as model


@shape
class Channel:
    """A door to knock at."""

    id: Id
    title: str
    short: str
    url: Address
    kind: model.ChannelKind
    who: str
    """Who is behind it."""
    can: tuple[str, ...]
    cannot: tuple[str, ...]
    how: tuple[str, ...]
    bring: tuple[str, ...]
    times: tuple[Ref, ...]
    """See `timescales.json`."""
    letters: tuple[Ref, ...]
    """See `letters.json`."""
    guide: Address | None
    """A page that goes through it step by step."""
    cost: str | None
    if_fails: str | None
    contact: Contact | None
    confidence: model.Confidence
    """Anything but `high` is told to readers as "it depends"."""
    cites: tuple[Citation, ...]


@shape
class Channels:
    """All channels in the order of the register."""

    version: Version
    channels: tuple[Channel, ...]


def channels(published: Published) -> Channels:
    """All channels."""
    found = published.registers.channels.values()
    return Channels(version=1, channels=tuple(_channel(one, published) for one in found))


def _channel(found: model.Channel, published: Published) -> Channel:
    guide = published.links.page(f"guides/{found.guide}") if found.guide else None
    return Channel(
        id=found.id,
        title=found.title,
        short=found.short,
        url=published.links.entry("channels", found.id),
        kind=found.kind,
        who=found.who,
        can=found.can,
        cannot=found.cannot,
        how=found.how,
        bring=found.bring,
        times=tuple(published.entry("timescales", id_) for id_ in found.times),
        letters=tuple(published.entry("letters", id_) for id_ in found.letters),
        guide=guide,
        cost=found.cost,
        if_fails=found.if_fails,
        contact=contact(found),
        confidence=found.confidence,
        cites=published.cites(found.cites),
    )
