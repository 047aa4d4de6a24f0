"""How to reach a channel."""

from __future__ import annotations

from build_hooks.api.shape import Address, shape
from build_hooks.model.registers import Channel


@shape
class Contact:
    """A telephone number, an address, or both."""

    phone: str | None
    url: Address | None


def contact(channel: Channel) -> Contact | None:
    """How to reach `channel`, if it says so."""
    found = channel.contact
    return Contact(phone=found.phone, url=found.url) if found else None
