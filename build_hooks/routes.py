"""Count and witness the routes of a tree exactly, without listing them.

A state is a node together with the answers that still matter there: those to questions that some
guard further on looks at. Routes that differ only in answers that nobody asks for again share
their states, so the work grows with the tree and not with its routes (2^60 routes are counted as
fast as two).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from build_hooks.graph import in_order, successors
from build_hooks.guards import holds
from build_hooks.model.tree import Branch, Option, Tree

Answers = tuple[tuple[str, str], ...]
State = tuple[str, Answers]


@dataclass(frozen=True, slots=True)
class Move:
    """Choosing an option in a state."""

    option: str
    branch: int
    """Index of the branch that was taken."""
    target: State


@dataclass(frozen=True)
class Routes:
    """All that is known of a tree's routes from its start."""

    tree: Tree
    moves: dict[State, list[Move]] = field(default_factory=dict)
    """Every state that a reader can be in; outcomes have no moves."""
    witness: dict[State, Answers] = field(default_factory=dict)
    """A shortest sequence of answers that leads to the state."""

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
    def _from(self) -> dict[State, tuple[int, int, int]]:
        """Per state: routes to an outcome, the shortest and the longest of them, in questions."""
        done: dict[State, tuple[int, int, int]] = {}
        rank = {node: place for place, node in enumerate(in_order(successors(self.tree)))}
        for state in sorted(self.moves, key=lambda state: rank[state[0]], reverse=True):
            moves = self.moves[state]
            if not moves:
                done[state] = (1, 0, 0) if state[0] in self.tree.outcomes else (0, 0, 0)
                continue
            after = [done[move.target] for move in moves]
            done[state] = (
                sum(part[0] for part in after),
                1 + min(part[1] for part in after),
                1 + max(part[2] for part in after),
            )
        return done

    @cached_property
    def remaining(self) -> dict[str, tuple[int, int]]:
        """Per node: the fewest and the most questions from it to an outcome, itself included."""
        found: dict[str, tuple[int, int]] = {}
        for (node, _), (_, least, most) in self._from.items():
            low, high = found.get(node, (least, most))
            found[node] = (min(low, least), max(high, most))
        return found

    def first_witness(self, node: str) -> Answers | None:
        """A shortest sequence of answers that leads to `node`, or None if none does."""
        ways = [answers for (id_, _), answers in self.witness.items() if id_ == node]
        return min(ways, key=len, default=None)

    def listed(self) -> Iterator[tuple[Answers, str]]:
        """Every route with its outcome; only for trees of few routes."""
        start: State = (str(self.tree.start), ())
        waiting: list[tuple[State, Answers]] = [(start, ())]
        while waiting:
            state, answers = waiting.pop()
            if state[0] in self.tree.outcomes:
                yield answers, state[0]
            for move in reversed(self.moves[state]):
                waiting.append((move.target, (*answers, (state[0], move.option))))


def explore(tree: Tree) -> Routes:
    """Visit every state that answers can lead to; the tree must have no cycle."""
    routes = Routes(tree)
    matters = _questions_that_matter(tree)
    start: State = (str(tree.start), ())
    routes.witness[start] = ()
    waiting = [start]
    for state in waiting:
        moves = routes.moves[state] = list(_moves(tree, state, matters))
        for move in moves:
            if move.target not in routes.witness:
                step = (state[0], move.option)
                routes.witness[move.target] = (*routes.witness[state], step)
                waiting.append(move.target)
    return routes


def _moves(tree: Tree, state: State, matters: Mapping[str, set[str]]) -> Iterator[Move]:
    node, answers = state
    question = tree.questions.get(node)
    if question is None:
        return
    for option in question.all_options():
        known = {**dict(answers), node: str(option.id)}
        for index, branch in enumerate(question.branches(option)):
            if branch.when is None or holds(branch.when, known):
                yield Move(str(option.id), index, _state(str(branch.to), known, matters))
                break


def _state(node: str, known: dict[str, str], matters: Mapping[str, set[str]]) -> State:
    kept = matters.get(node, set())
    return node, tuple(sorted((q, o) for q, o in known.items() if q in kept))


def _questions_that_matter(tree: Tree) -> dict[str, set[str]]:
    """Per node: the questions that a guard at the node or further on looks at."""
    graph = successors(tree)
    matters: dict[str, set[str]] = {}
    for node in reversed(in_order(graph)):
        own = {name for branch in _branches(tree, node) for name in _guarded_by(branch)}
        matters[node] = own.union(*(matters[target] for target in graph[node]))
    return matters


def _branches(tree: Tree, node: str) -> Iterator[Branch]:
    question = tree.questions.get(node)
    options: tuple[Option, ...] = question.all_options() if question else ()
    for option in options:
        assert question is not None
        yield from question.branches(option)


def _guarded_by(branch: Branch) -> set[str]:
    return branch.when.questions() if branch.when else set()
