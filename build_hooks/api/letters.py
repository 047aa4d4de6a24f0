"""`letters.json`: letters to send, with their blanks."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Version, shape
from build_hooks.model import registers as model


@shape
class Blank:
    """Something that only the writer knows."""

    id: Id
    label: str
    hint: str | None
    personal: str | None
    """What of the writer's own it asks for, in the words of HTML's `autocomplete`."""
    optional: bool
    """Whether its line may be left out."""
    sentence: str | None
    """What stands in the letter if the writer ticks that it is so."""


@shape
class Letter:
    """A letter; `{name}` in its body is a blank, a question's answer, `claims`, `law` or `day`."""

    id: Id
    title: str
    url: Address
    to: str
    how: str
    """When and how to send it."""
    body: str
    blanks: tuple[Blank, ...]
    cites: tuple[Citation, ...]


@shape
class Letters:
    """All letters in the order of the register."""

    version: Version
    letters: tuple[Letter, ...]


def letters(published: Published) -> Letters:
    """All letters."""
    found = tuple(
        Letter(
            id=one.id,
            title=one.title,
            url=published.links.entry("letters", one.id),
            to=one.to,
            how=one.how,
            body=one.body,
            blanks=tuple(_blank(blank) for blank in one.blanks.values()),
            cites=published.cites(one.cites),
        )
        for one in published.registers.letters.values()
    )
    return Letters(version=1, letters=found)


def _blank(found: model.Blank) -> Blank:
    return Blank(
        id=found.id,
        label=found.label,
        hint=found.hint,
        personal=found.personal,
        optional=found.optional,
        sentence=found.sentence,
    )
