"""Replay all routes of one version of a tree in another, and count where each of them ends there.

The leader gives the answers; the follower takes those that it asks for, in its own order. A pair
is a state of each, with the answers that the follower has yet to ask for: routes that share a pair
go on alike, so they are counted by adding up ways to pairs and never listed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from build_hooks.compile import QuestionData, compile_tree
from build_hooks.domains import Domain
from build_hooks.graph import in_order, successors
from build_hooks.memory import Answered, Answers, State, answered, common
from build_hooks.model.tree import Tree
from build_hooks.routes import MOST_STATES, block_guards, step
from build_hooks.values import from_ticked, ticked
from build_hooks.walk import accepts

UNASKED = ""
"""The follower waits for an answer that the leader never asks for."""


@dataclass(frozen=True)
class Version:
    """A tree, with the names that its ids have in both versions."""

    tree: Tree
    names: Mapping[str, str]
    """Only ids whose name is another."""

    def name(self, id_: str) -> str:
        """How `id_` is called in both versions."""
        return self.names.get(id_, id_)

    @cached_property
    def start(self) -> State:
        """Where every route begins."""
        return (str(self.tree.start), ())

    @cached_property
    def memory(self) -> Answered:
        """What its states keep."""
        return answered(self.tree, block_guards(self.tree), common(self.tree))

    @cached_property
    def questions(self) -> dict[str, QuestionData]:
        """What may be answered."""
        return compile_tree(self.tree)["questions"]

    @cached_property
    def rank(self) -> dict[str, int]:
        """A place per node, so that every edge goes forward."""
        return {node: place for place, node in enumerate(in_order(successors(self.tree)))}

    @cached_property
    def _bit(self) -> dict[str, int]:
        return {self.name(str(id_)): 1 << place for place, id_ in enumerate(self.tree.questions)}

    @cached_property
    def _asked_from(self) -> dict[str, int]:
        """Per node the questions that may be asked from there on, as bits."""
        graph = successors(self.tree)
        found: dict[str, int] = {}
        for node in reversed(in_order(graph)):
            found[node] = self._bit.get(self.name(node), 0) if node in self.tree.questions else 0
            for target in graph[node]:
                found[node] |= found[target]
        return found

    def may_ask(self, node: str, question: str) -> bool:
        """Whether some way from `node` asks `question`, itself included."""
        return bool(self._asked_from[node] & self._bit.get(question, 0))

    def own_answer(self, node: str, answer: str) -> str | None:
        """`answer` as the question `node` takes it, or None if it does not."""
        data = self.questions[node]
        if "items" in data and set(ticked(answer)) <= set(data["items"]):
            return from_ticked([item for item in data["items"] if item in ticked(answer)])
        return answer if accepts(data, answer) else None


class Pair(NamedTuple):
    """Where both are after the same answers."""

    leader: State
    follower: State
    waiting: Answers = ()
    """Given by the leader and not yet asked for by the follower, which still may."""
    unused: bool = False
    """Whether the follower can no longer ask for an answer that was given."""
    refused: str | None = None
    """Why the follower stands still at a question: an answer that it does not take, or `UNASKED`;
    None while it goes on, and at an outcome."""


@dataclass(frozen=True, slots=True)
class Ending:
    """Routes of the leader that end in the same pair."""

    pair: Pair
    ways: int
    """How many, exactly."""
    witness: Answers
    """A shortest of them, in the names of both versions."""


@dataclass(frozen=True, slots=True)
class Replay:
    """All routes of the leader, by how they end."""

    endings: list[Ending]
    """Those with the shortest witness first."""
    bounded: bool
    """Whether a bound stopped the search: the ways are then fewer than there are."""


def replay(
    leader: Version, follower: Version, domains: Mapping[str, Domain], most: int = MOST_STATES
) -> Replay:
    """Give the follower every answer that the leader's `domains` hold; neither may have a cycle."""
    start = _settled(leader, follower, Pair(leader.start, follower.start))
    witness: dict[Pair, Answers] = {start: ()}
    moves: dict[Pair, list[Pair]] = {}
    waiting = [start]
    for pair in waiting:
        if len(waiting) > most:
            break
        moves[pair] = []
        for step_, target in _moves(leader, follower, pair, domains):
            moves[pair].append(target)
            if target not in witness:
                witness[target] = (*witness[pair], step_)
                waiting.append(target)
    ways = _ways(start, moves, leader)
    ends = (pair for pair in moves if pair.leader[0] in leader.tree.outcomes)
    endings = [Ending(pair, ways[pair], witness[pair]) for pair in ends]
    return Replay(endings, bounded=len(moves) < len(witness))


def _ways(start: Pair, moves: Mapping[Pair, list[Pair]], leader: Version) -> dict[Pair, int]:
    """How many sequences of answers lead to each pair; every move takes the leader forward."""
    ways = dict.fromkeys(moves, 0)
    ways[start] = 1
    for pair in sorted(moves, key=lambda pair: leader.rank[pair.leader[0]]):
        for target in moves[pair]:
            if target in ways:
                ways[target] += ways[pair]
    return ways


def _moves(
    leader: Version, follower: Version, pair: Pair, domains: Mapping[str, Domain]
) -> Iterator[tuple[tuple[str, str], Pair]]:
    node = pair.leader[0]
    for answer in domains[node].answers if node in leader.tree.questions else ():
        move = step(leader.tree, pair.leader, answer, leader.memory)
        if move:
            given = (leader.name(node), answer)
            waiting = pair.waiting if pair.refused is not None else (*pair.waiting, given)
            after = pair._replace(leader=move.target, waiting=waiting)
            yield given, _settled(leader, follower, after)


def _settled(leader: Version, follower: Version, pair: Pair) -> Pair:
    """Let the follower go as far as the answers take it."""
    while pair.refused is None and pair.follower[0] in follower.tree.questions:
        question = follower.name(pair.follower[0])
        answer = dict(pair.waiting).get(question)
        if answer is None and leader.may_ask(pair.leader[0], question):
            break
        if answer is None:
            return _halted(pair, UNASKED)
        own = follower.own_answer(pair.follower[0], answer)
        move = step(follower.tree, pair.follower, own, follower.memory) if own else None
        if move is None:
            return _halted(pair, answer)
        rest = tuple(given for given in pair.waiting if given[0] != question)
        pair = pair._replace(follower=move.target, waiting=rest)
    return _forgetting(follower, pair)


def _halted(pair: Pair, refused: str) -> Pair:
    """Nothing of what the follower knows matters any more."""
    return Pair(pair.leader, (pair.follower[0], ()), refused=refused)


def _forgetting(follower: Version, pair: Pair) -> Pair:
    """Keep in order what the follower still may ask for."""
    node = pair.follower[0]
    kept = tuple(sorted(given for given in pair.waiting if follower.may_ask(node, given[0])))
    return pair._replace(waiting=kept, unused=pair.unused or len(kept) < len(pair.waiting))
