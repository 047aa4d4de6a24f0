"""What of the answers a state keeps: as little as still decides what can happen.

Two memories, both exact. `Answered` keeps the answers to questions that a guard further on looks
at: quick, and small as long as few answers matter at once. `Open` keeps what those answers have
made of each guard further on (decided, or which of its conditions are still open): of twelve
duties, any of which leads to the list of gaps, it only remembers whether one was missed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from build_hooks.domains import alike
from build_hooks.graph import in_order, successors
from build_hooks.guards import met
from build_hooks.model.guard import Guard
from build_hooks.model.tree import Tree

Answers = tuple[tuple[str, str], ...]
State = tuple[str, Answers]


class Memory(Protocol):
    """Knows which answers lead to the same state."""

    def state(self, node: str, known: Mapping[str, str]) -> State:
        """The state in which `known` answers leave a reader at `node`."""


@dataclass(frozen=True, slots=True)
class Answered:
    """Keeps the answers that some guard further on looks at."""

    matters: Mapping[str, Sequence[str]]
    """Per node: the questions that a guard at the node or further on looks at, sorted."""
    firsts: Mapping[str, Mapping[str, str]]
    """Per choice: the option that stands for all that no guard tells apart from it."""
    seen: dict[State, State] = field(default_factory=dict)
    """Equal states are one: many moves lead to each, and a large tree has thousands."""

    def state(self, node: str, known: Mapping[str, str]) -> State:
        """See `Memory`."""
        kept = self.matters.get(node, ())
        state = node, tuple([(q, self._first(q, known[q])) for q in kept if q in known])
        return self.seen.setdefault(state, state)

    def _first(self, question: str, answer: str) -> str:
        return self.firsts.get(question, {}).get(answer, answer)


Residue = frozenset[tuple[int, ...]] | bool
"""What is left of a guard: the open conditions of each clause that can still hold, or decided."""


@dataclass(frozen=True, slots=True)
class Watched:
    """A guard, with what answers have left of it so far: few combinations come up many times."""

    guard: Guard
    questions: tuple[str, ...]
    seen: dict[tuple[str | None, ...], Residue] = field(default_factory=dict)

    def left(self, known: Mapping[str, str]) -> Residue:
        """What `known` answers leave of the guard."""
        key = tuple(map(known.get, self.questions))
        found = self.seen.get(key)
        if found is None:
            found = self.seen[key] = residue(self.guard, known)
        return found


@dataclass(frozen=True, slots=True)
class Common:
    """What all searches of one tree can share."""

    firsts: Mapping[str, Mapping[str, str]]
    guards: dict[int, Watched] = field(default_factory=dict)
    """By the identity of each guard, which is kept with it."""

    def watched(self, guard: Guard) -> Watched:
        """The guard with what is known of it."""
        found = self.guards.get(id(guard))
        if found is None:
            questions = tuple(sorted(guard.questions()))
            found = self.guards[id(guard)] = Watched(guard, questions)
        return found


def common(tree: Tree) -> Common:
    """Nothing is known yet."""
    return Common(alike(tree))


@dataclass(frozen=True, slots=True)
class Open:
    """Keeps what the answers have made of each guard further on; the first answers stand for all
    that have made the same of them."""

    answered: Answered
    guards: Mapping[str, tuple[Watched, ...]]
    """Per node: the guards at the node and further on."""
    dated_by: str | None = None
    """The question whose answer is kept as it is."""
    seen: dict[tuple[object, ...], State] = field(default_factory=dict)

    def state(self, node: str, known: Mapping[str, str]) -> State:
        """See `Memory`."""
        state = self.answered.state(node, known)
        left = tuple([guard.left(known) for guard in self.guards.get(node, ())])
        day = known.get(self.dated_by) if self.dated_by else None
        return self.seen.setdefault((node, day, left), state)


def residue(guard: Guard, known: Mapping[str, str]) -> Residue:
    """What `known` answers leave of a guard, while other questions are still to be asked."""
    left: set[tuple[int, ...]] = set()
    for number, clause in enumerate(guard.clauses):
        open_ = [place for place, c in enumerate(clause) if c.question not in known]
        given = (c for c in clause if c.question in known)
        if all(met(condition, known) for condition in given):
            if not open_:
                return True
            left.add((number, *open_))
    return frozenset(left) if left else False


def answered(tree: Tree, watched: Iterable[tuple[str, Guard]], known: Common) -> Answered:
    """A memory for the branches of `tree` and for `watched` guards of its outcomes."""
    own = {node: _named(guards) for node, guards in _own(tree, watched).items()}
    always = {str(tree.dated_by)} if tree.dated_by else set()
    graph = successors(tree)
    matters: dict[str, set[str]] = {}
    for node in reversed(in_order(graph)):
        matters[node] = always.union(own.get(node, ()), *(matters[to] for to in graph[node]))
    return Answered({node: sorted(kept) for node, kept in matters.items()}, known.firsts)


def _named(guards: Iterable[Guard]) -> set[str]:
    return {name for guard in guards for name in guard.questions()}


def open_(tree: Tree, watched: Iterable[tuple[str, Guard]], known: Common) -> Open:
    """The smaller memory; it takes longer over each state."""
    watched = tuple(watched)
    dated_by = str(tree.dated_by) if tree.dated_by else None
    guards = {
        node: tuple(map(known.watched, found)) for node, found in _further_on(tree, watched).items()
    }
    return Open(answered(tree, watched, known), guards, dated_by)


def _further_on(tree: Tree, watched: Iterable[tuple[str, Guard]]) -> dict[str, tuple[Guard, ...]]:
    """Per node the guards on its branches or watched at it, and all further on."""
    own = _own(tree, watched)
    graph = successors(tree)
    found: dict[str, dict[int, Guard]] = {}
    for node in reversed(in_order(graph)):
        found[node] = {id(guard): guard for guard in own.get(node, ())}
        for target in graph[node]:
            found[node].update(found[target])
    return {node: tuple(guards.values()) for node, guards in found.items()}


def _own(tree: Tree, watched: Iterable[tuple[str, Guard]]) -> dict[str, list[Guard]]:
    """Per node the guards on its branches or watched at it."""
    own: dict[str, list[Guard]] = {}
    for id_, question in tree.questions.items():
        branches = (branch for found in question.branch_lists() for branch in found)
        own[str(id_)] = [branch.when for branch in branches if branch.when]
    for node, guard in watched:
        own.setdefault(node, []).append(guard)
    return own
