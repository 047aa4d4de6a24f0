"""Search the states of a tree, and count and witness its routes exactly without listing them.

A state is a node together with the answers that still matter there: those to questions that some
guard further on, on a branch or on a block, looks at. Routes that differ only in answers that
nobody asks for again share their states, so the work grows with the tree and not with its routes
(2^60 routes are counted as fast as two). An input counts as the ranges that guards tell apart, and
of options that no guard tells apart a state keeps the first.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from build_hooks.domains import Domain, alike, domains
from build_hooks.graph import in_order, successors
from build_hooks.guards import holds
from build_hooks.model.tree import Branch, Tree

Answers = tuple[tuple[str, str], ...]
State = tuple[str, Answers]
MOST_STATES = 200_000


@dataclass(frozen=True, slots=True)
class Move:
    """Giving an answer in a state."""

    answer: str
    branch: int
    """Index of the branch that was taken."""
    target: State


@dataclass(frozen=True, slots=True)
class Memory:
    """What of the answers a state keeps."""

    matters: Mapping[str, set[str]]
    """Per node: the questions that a guard at the node or further on looks at."""
    firsts: Mapping[str, Mapping[str, str]]
    """Per choice: the option that stands for all that no guard tells apart from it."""

    def state(self, node: str, known: Mapping[str, str]) -> State:
        """The state in which `known` answers leave a reader at `node`."""
        kept = self.matters.get(node)
        if not kept:
            return node, ()
        return node, tuple(sorted((q, self._first(q, known[q])) for q in kept if q in known))

    def _first(self, question: str, answer: str) -> str:
        return self.firsts.get(question, {}).get(answer, answer)


@dataclass(frozen=True)
class Routes:
    """All that is known of a tree's routes from its start."""

    tree: Tree
    domains: dict[str, Domain]
    moves: dict[State, list[Move]] = field(default_factory=dict)
    """Every state that a reader can be in; outcomes have no moves."""
    witness: dict[State, Answers] = field(default_factory=dict)
    """A shortest sequence of answers that leads to the state."""
    stuck: list[tuple[State, str]] = field(default_factory=list)
    """States with an answer for which no branch holds."""
    bounded: list[str] = field(default_factory=list)
    """Nodes at which a bound stopped the search: what is known is partial."""

    @cached_property
    def count(self) -> int:
        """How many different answer sequences lead from the start to an outcome."""
        return self._totals[0]

    @cached_property
    def shortest(self) -> int:
        """Questions on the shortest route."""
        return self._totals[1]

    @cached_property
    def longest(self) -> int:
        """Questions on the longest route."""
        return self._totals[2]

    @cached_property
    def _totals(self) -> tuple[int, int, int]:
        return self._from.get((str(self.tree.start), ()), (0, 0, 0))

    @cached_property
    def _rank(self) -> dict[str, int]:
        return {node: place for place, node in enumerate(in_order(successors(self.tree)))}

    @cached_property
    def forward(self) -> list[State]:
        """All states so that every move goes forward."""
        return sorted(self.moves, key=lambda state: self._rank[state[0]])

    @cached_property
    def _from(self) -> dict[State, tuple[int, int, int]]:
        """Per state: routes to an outcome, the shortest and the longest of them, in questions."""
        done: dict[State, tuple[int, int, int]] = {}
        for state in reversed(self.forward):
            after = [done[move.target] for move in self.moves[state] if move.target in done]
            if not after:
                done[state] = (1, 0, 0) if state[0] in self.tree.outcomes else (0, 0, 0)
                continue
            done[state] = (
                sum(part[0] for part in after),
                1 + min(part[1] for part in after),
                1 + max(part[2] for part in after),
            )
        return done

    @cached_property
    def longest_way(self) -> Answers:
        """The answers of a longest route."""
        way: list[tuple[str, str]] = []
        state: State = (str(self.tree.start), ())
        while self.moves.get(state):
            move = max(self.moves[state], key=lambda m: self._from.get(m.target, (0, 0, 0))[2])
            way.append((state[0], move.answer))
            state = move.target
        return tuple(way)

    @cached_property
    def remaining(self) -> dict[str, tuple[int, int]]:
        """Per node: the fewest and the most questions from it to an outcome, itself included."""
        found: dict[str, tuple[int, int]] = {}
        for (node, _), (_, least, most) in self._from.items():
            low, high = found.get(node, (least, most))
            found[node] = (min(low, least), max(high, most))
        return found

    @cached_property
    def always_asked(self) -> dict[State, frozenset[str]]:
        """Per state the questions that every route to it has answered."""
        asked: dict[State, frozenset[str]] = {(str(self.tree.start), ()): frozenset()}
        for state in self.forward:
            own = asked[state] | {state[0]}
            for move in self.moves[state]:
                known = asked.get(move.target)
                asked[move.target] = own if known is None else known & own
        return asked

    @cached_property
    def sometimes_asked(self) -> dict[str, frozenset[str]]:
        """Per node the questions that some route to it has answered."""
        asked: dict[str, frozenset[str]] = {str(self.tree.start): frozenset()}
        for state in self.forward:
            own = asked[state[0]] | {state[0]}
            for move in self.moves[state]:
                asked[move.target[0]] = asked.get(move.target[0], frozenset()) | own
        return asked

    def at(self, node: str) -> list[State]:
        """The states of a node."""
        return self._by_node.get(node, [])

    @cached_property
    def _by_node(self) -> dict[str, list[State]]:
        found: dict[str, list[State]] = {}
        for state in self.moves:
            found.setdefault(state[0], []).append(state)
        return found

    def first_witness(self, node: str) -> Answers | None:
        """A shortest sequence of answers that leads to `node`, or None if none does."""
        return min((self.witness[state] for state in self.at(node)), key=len, default=None)

    def listed(self) -> Iterator[tuple[Answers, str]]:
        """Every route with its outcome; only for trees of few routes."""
        start: State = (str(self.tree.start), ())
        waiting: list[tuple[State, Answers]] = [(start, ())]
        while waiting:
            state, answers = waiting.pop()
            if state[0] in self.tree.outcomes:
                yield answers, state[0]
            for move in reversed(self.moves[state]):
                waiting.append((move.target, (*answers, (state[0], move.answer))))


def explore(tree: Tree, days: Iterable[date] = (), most: int = MOST_STATES) -> Routes:
    """Visit every state that answers can lead to; the tree must have no cycle.

    `days` are those on which the law changes that a dated tree cites.
    """
    routes = Routes(tree, domains(tree, days))
    routes.bounded.extend(id_ for id_, domain in routes.domains.items() if domain.partial)
    memory = memory_of(tree)
    start: State = (str(tree.start), ())
    routes.witness[start] = ()
    waiting = [start]
    for state in waiting:
        if len(waiting) > most:
            routes.bounded.append(state[0])
            break
        moves = routes.moves[state] = list(_moves(routes, state, memory))
        for move in moves:
            if move.target not in routes.witness:
                step = (state[0], move.answer)
                routes.witness[move.target] = (*routes.witness[state], step)
                waiting.append(move.target)
    for state in waiting:
        routes.moves.setdefault(state, [])
    return routes


def _moves(routes: Routes, state: State, memory: Memory) -> Iterator[Move]:
    if state[0] not in routes.tree.questions:
        return
    for answer in routes.domains[state[0]].answers:
        move = step(routes.tree, state, answer, memory)
        if move is None:
            routes.stuck.append((state, answer))
        else:
            yield move


def step(tree: Tree, state: State, answer: str, memory: Memory) -> Move | None:
    """Answer the question of `state`; None if no branch holds."""
    node, answers = state
    question = tree.questions[node]
    known = {**dict(answers), node: answer}
    options = question.options or {}
    branches = question.branches(options[answer]) if question.is_choice else question.next
    taken = _taken(branches, known)
    if taken is None:
        return None
    return Move(answer, taken, memory.state(str(branches[taken].to), known))


def _taken(branches: tuple[Branch, ...], known: Mapping[str, str]) -> int | None:
    for index, branch in enumerate(branches):
        if branch.when is None or holds(branch.when, known):
            return index
    return None


def memory_of(tree: Tree) -> Memory:
    """What the states of `tree` keep."""
    return Memory(_questions_that_matter(tree), alike(tree))


def _questions_that_matter(tree: Tree) -> dict[str, set[str]]:
    graph = successors(tree)
    matters: dict[str, set[str]] = {}
    for node in reversed(in_order(graph)):
        matters[node] = _guarded_at(tree, node).union(*(matters[to] for to in graph[node]))
    return matters


def _guarded_at(tree: Tree, node: str) -> set[str]:
    question = tree.questions.get(node)
    if question:
        branches = (branch for found in question.branch_lists() for branch in found)
        return {name for branch in branches if branch.when for name in branch.when.questions()}
    outcome = tree.outcomes[node]
    named = {name for _, b in outcome.blocks() if b.when for name in b.when.questions()}
    return named | ({str(tree.dated_by)} if tree.dated_by else set())
