"""`changes.json`: reviews of trees, and days on which cited law begins or ends.

There is no history of versions here: the build does not know one. A tree says when it was last
reviewed and has a digest, so whoever keeps the last `changes.json` sees what is different.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Id, TreeId, Version, shape
from build_hooks.locale import ui
from build_hooks.model.registers import Law


class ChangeKind(StrEnum):
    """What happened on a day."""

    REVIEWED = "reviewed"
    """A tree was read against the law."""
    BEGINS = "law-begins"
    """A law, or some of its provisions, takes effect."""
    ENDS = "law-ends"
    """The day after the last day of a law, or of some of its provisions."""


@shape
class Change:
    """Something that happened, or will happen, on a day."""

    day: date
    kind: ChangeKind
    title: str
    summary: str
    url: Address
    tree: TreeId | None
    digest: str | None
    """Of the tree's content: another digest, another content."""
    law: Id | None
    provisions: tuple[Id, ...]
    """Of the law; none: all of them."""


@shape
class Changes:
    """All changes, the newest first; days may lie ahead."""

    version: Version
    reviewed: date
    """The newest review."""
    changes: tuple[Change, ...]


def changes(published: Published, digests: Mapping[str, str]) -> Changes:
    """All changes; `digests` of trees by id."""
    found = [*_reviews(published, digests), *_laws(published)]
    found.sort(key=lambda change: (change.kind, change.tree or change.law or ""))
    found.sort(key=lambda change: change.day, reverse=True)
    return Changes(version=1, reviewed=last_review(published), changes=tuple(found))


def last_review(published: Published) -> date:
    """The day of the newest review; without trees, the beginning of time."""
    return max((proof.tree.reviewed.on for proof in published.live), default=date.min)


def _reviews(published: Published, digests: Mapping[str, str]) -> Iterator[Change]:
    for proof in published.live:
        tree = proof.tree
        yield Change(
            day=tree.reviewed.on,
            kind=ChangeKind.REVIEWED,
            title=ui("feed.reviewed", title=tree.title),
            summary=tree.summary,
            url=published.links.tree(tree.id),
            tree=tree.id,
            digest=digests[tree.id],
            law=None,
            provisions=(),
        )


def _laws(published: Published) -> Iterator[Change]:
    for law in published.registers.laws.values():
        for day, ids in _days(law, "from_").items():
            yield _change(ChangeKind.BEGINS, day, law, ids, published)
        for last, ids in _days(law, "until").items():
            if last < date.max:
                day = date.fromordinal(last.toordinal() + 1)
                yield _change(ChangeKind.ENDS, day, law, ids, published)


def _days(law: Law, name: str) -> dict[date, tuple[str, ...]]:
    """Per day the provisions that begin or end on it, apart from their law."""
    found: dict[date, tuple[str, ...]] = {}
    own: date | None = getattr(law, name)
    if own:
        found[own] = ()
    for provision in law.provisions.values():
        day: date | None = getattr(provision, name)
        if day and day != own:
            found[day] = (*found.get(day, ()), provision.id)
    return found


def _change(
    kind: ChangeKind, day: date, law: Law, provisions: tuple[str, ...], published: Published
) -> Change:
    words = [law.provisions[id_].article or law.provisions[id_].gist for id_ in provisions]
    summary = "、".join(words) if words else ui(f"law.kind.{law.kind}")
    url = published.links.law(law.id)
    return Change(
        day=day,
        kind=kind,
        title=ui(f"feed.{kind}", title=law.title),
        summary=summary,
        url=f"{url}#{provisions[0]}" if provisions else url,
        tree=None,
        digest=None,
        law=law.id,
        provisions=provisions,
    )
