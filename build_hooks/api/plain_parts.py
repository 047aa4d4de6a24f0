"""Lines that questions and outcomes share when they are written as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from build_hooks.api.guards import Guard
from build_hooks.api.shape import Citation
from build_hooks.locale import ui


def quoted(text: str | None) -> Iterator[str]:
    """A paragraph, if there is one."""
    if text:
        yield ""
        yield text


def cited(cites: Iterable[Citation]) -> Iterator[str]:
    """A paragraph of what something rests on."""
    yield from quoted(cites_in_line(cites))


def cites_in_line(cites: Iterable[Citation]) -> str:
    """What something rests on, in one line; empty for nothing."""
    labels = "、".join(one.label for one in cites)
    return ui("cites.label") + labels if labels else ""


def item(parts: Iterable[str | None], when: Guard | None) -> Iterator[str]:
    """An entry of a list: the condition and the parts on lines of their own."""
    condition = ui("block.when", condition=when.words) if when else None
    lines = [line for line in (condition, *parts) if line]
    for number, line in enumerate(lines):
        yield f"  {line}" if number else f"- {line}"
