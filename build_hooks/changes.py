"""What became of the routes of a tree between two versions, grouped and counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from build_hooks.compile import compile_tree, guard_data
from build_hooks.domains import domains
from build_hooks.memory import Answers, State
from build_hooks.model.content import Content
from build_hooks.replay import Ending, Version, replay
from build_hooks.routes import MOST_STATES
from build_hooks.shown import Item, Showable, lost_and_gained, showable, shown
from build_hooks.told_apart import told_apart
from build_hooks.verify.routes import changes_of_law


class Kind(StrEnum):
    """What became of a route."""

    ELSEWHERE = "elsewhere"
    """A route of the new version; the same answers ended in another outcome."""
    SHOWS = "shows"
    """A route of the new version; its outcome showed something else."""
    ONLY_NEW = "only-new"
    """A route of the new version; the old one would have asked on, or refused an answer."""
    ONLY_OLD = "only-old"
    """A route of the old version; the new one asks on, or refuses an answer."""
    SHORTER = "shorter"
    """A route of the old version that now ends with fewer answers, and not as it did."""


@dataclass(frozen=True, slots=True)
class End:
    """Where a route ends: an outcome, or a question at which it stands still."""

    node: str
    title: str
    asks: bool = False
    refused: str = ""
    """The answer that the question does not take; empty if nobody gave one."""


@dataclass(frozen=True, slots=True)
class Change:
    """Routes that went from one end to another."""

    kind: Kind
    routes: int
    answers: Answers
    """A shortest of them."""
    before: End
    after: End
    lost: tuple[Item, ...] = ()
    gained: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Side:
    """A version of a tree, with the content that it stands in."""

    version: Version
    content: Content

    @cached_property
    def _showable(self) -> dict[str, Showable]:
        outcomes = self.version.tree.outcomes.values()
        return {str(o.id): showable(o, self.content, self.version.name) for o in outcomes}

    @property
    def without_words(self) -> tuple[object, ...]:
        """All that decides what readers meet: where it is equal, no route changed."""
        shows = {
            id_: [(guard_data(guard) if guard else None, item) for guard, item in items]
            for id_, items in self._showable.items()
        }
        return self.version.names, compile_tree(self.version.tree), shows

    def shown(self, state: State) -> tuple[Item, ...]:
        """What the outcome of `state` shows."""
        return shown(self._showable[state[0]], dict(state[1]))

    def end(self, node: str, refused: str | None = None) -> End:
        """Name the node at which a route ends or stands still."""
        tree = self.version.tree
        if node in tree.outcomes:
            return End(node, str(tree.outcomes[node].title))
        return End(node, str(tree.questions[node].ask), asks=True, refused=refused or "")


@dataclass(frozen=True, slots=True)
class Changes:
    """What replaying all routes both ways has shown."""

    found: tuple[Change, ...]
    """By kind; the most routes first, then the shortest."""
    before: int
    """Routes of the old version."""
    after: int
    """Routes of the new version."""
    partial: bool
    """Whether a bound stopped the search."""


def changes(old: Side, new: Side, most: int = MOST_STATES) -> Changes:
    """Replay every new route in the old version, and every old route in the new one."""
    forward, new_partial = _endings(new, old, most)
    backward, old_partial = _endings(old, new, most)
    found = [_new_route(ending, old, new) for ending in forward]
    found += [_old_route(ending, old, new) for ending in backward]
    return Changes(
        tuple(sorted(_grouped(change for change in found if change), key=_weight)),
        sum(ending.ways for ending in backward),
        sum(ending.ways for ending in forward),
        new_partial or old_partial,
    )


def _endings(leader: Side, follower: Side, most: int) -> tuple[list[Ending], bool]:
    """How the leader's routes end, and whether a bound stopped the search."""
    sides = (leader, follower)
    days = {day for s in sides for day in changes_of_law(s.version.tree, s.content)}
    also = told_apart(leader.version, follower.version)
    found = domains(leader.version.tree, days, also)
    played = replay(leader.version, follower.version, found, most)
    return played.endings, played.bounded or any(domain.partial for domain in found.values())


def _new_route(ending: Ending, old: Side, new: Side) -> Change | None:
    after = new.end(ending.pair.leader[0])
    before = old.end(ending.pair.follower[0], ending.pair.refused)
    if before.asks:
        return Change(Kind.ONLY_NEW, ending.ways, ending.witness, before, after)
    if old.version.name(before.node) != after.node:
        return Change(Kind.ELSEWHERE, ending.ways, ending.witness, before, after)
    items = old.shown(ending.pair.follower), new.shown(ending.pair.leader)
    return _shows(Change(Kind.SHOWS, ending.ways, ending.witness, before, after), *items)


def _old_route(ending: Ending, old: Side, new: Side) -> Change | None:
    before = old.end(ending.pair.leader[0])
    after = new.end(ending.pair.follower[0], ending.pair.refused)
    if after.asks:
        return Change(Kind.ONLY_OLD, ending.ways, ending.witness, before, after)
    if not ending.pair.unused:
        return None  # the same answers are a route of the new version and are counted there
    change = Change(Kind.SHORTER, ending.ways, ending.witness, before, after)
    if old.version.name(before.node) != after.node:
        return change
    return _shows(change, old.shown(ending.pair.leader), new.shown(ending.pair.follower))


def _shows(change: Change, was: tuple[Item, ...], now: tuple[Item, ...]) -> Change | None:
    lost, gained = lost_and_gained(was, now)
    return replace(change, lost=lost, gained=gained) if lost or gained else None


def _grouped(found: Iterator[Change]) -> list[Change]:
    """Add up what went the same way; the first has the shortest answers."""
    groups: dict[Change, Change] = {}
    for change in found:
        key = replace(change, routes=0, answers=())
        first = groups.get(key, replace(change, routes=0))
        groups[key] = replace(first, routes=first.routes + change.routes)
    return list(groups.values())


def _weight(change: Change) -> tuple[int, int, int]:
    return list(Kind).index(change.kind), -change.routes, len(change.answers)
