"""Law that begins or ends soon, or did so after the trees that rest on it were read last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from build_hooks.locale import ui
from build_hooks.markup import code, plain
from build_hooks.model.content import Content
from build_hooks.review.registers import PROVISIONS, users

SOON = timedelta(days=90)
BEGINS, ENDS = "begins", "ends"


@dataclass(frozen=True, slots=True)
class LawChange:
    """A day on which an entry begins to apply or no longer does, and whom that concerns."""

    day: date
    """The first day of the new state."""
    how: str
    """`begins` or `ends`."""
    title: str
    id: str
    trees: tuple[str, ...]
    """Published trees that rest on it and were last read before that day."""


def law_changes(content: Content, today: date) -> list[LawChange]:
    """All changes from the oldest review until `SOON`, by day."""
    known = users(content)
    live = {str(tree.id): tree.reviewed.on for tree in content.live()}
    found = []
    for register, id_, title, day, how in _days(content):
        using = dict.fromkeys(one.tree for one in known.get((register, id_), ()))
        trees = tuple(tree for tree in using if tree in live and live[tree] < day)
        if trees and day <= today + SOON:
            found.append(LawChange(day, how, title, id_, trees))
    return sorted(found, key=lambda change: (change.day, change.id))


def _days(content: Content) -> Iterator[tuple[str, str, str, date, str]]:
    for id_, (law, provision) in content.registers.provisions.items():
        title = f"{law.short}{provision.article or ''}"
        yield PROVISIONS, id_, title, provision.from_ or law.from_, BEGINS
        last = provision.until or law.until
        if last and last < date.max:
            yield PROVISIONS, id_, title, last + timedelta(days=1), ENDS
    for id_, period in content.registers.timescales.items():
        if period.since:
            yield "timescales", str(id_), str(period.title), period.since, BEGINS


def laws_text(changes: list[LawChange], today: date) -> str:
    """What has changed already, then what will; empty if there is nothing."""
    passed = [change for change in changes if change.day <= today]
    coming = [change for change in changes if change.day > today]
    parts = []
    for key, some in (("chores.laws.passed", passed), ("chores.laws.coming", coming)):
        if some:
            parts.append("\n".join([ui(key, count=len(some)), "", *map(_line, some)]))
    return "\n\n".join([*parts, ui("chores.laws.how")]) + "\n" if parts else ""


def _line(change: LawChange) -> str:
    trees = "、".join(map(code, change.trees))
    words = {"title": plain(change.title), "id": code(change.id), "trees": trees}
    return ui(f"chores.laws.{change.how}", day=change.day, **words)
