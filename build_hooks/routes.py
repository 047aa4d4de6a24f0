"""Search the states of a tree, and count and witness its routes exactly without listing them.

A state is a node together with the answers that still matter there: those to questions that some
guard further on, on a branch or on a block, looks at. Routes that differ only in answers that
nobody asks for again share their states, so the work grows with the tree and not with its routes
(2^60 routes are counted as fast as two). An input counts as the ranges that guards tell apart, and
of options that no guard tells apart a state keeps the first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from build_hooks.domains import Domain, domains
from build_hooks.graph import in_order, successors
from build_hooks.guards import holds, met
from build_hooks.memory import Answers, Common, Memory, State, answered, common, open_
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import Branch, Tree
from build_hooks.place import NOWHERE

Step = tuple[tuple[str, str], State]
"""An answer to a question, and the state to which it leads."""
MOST_STATES = 200_000
MOST_TOGETHER = 100
"""States per node up to which all blocks are looked at together."""


@dataclass(frozen=True, slots=True)
class Move:
    """Giving an answer in a state."""

    answer: str
    branch: int
    """Index of the branch that was taken."""
    target: State


@dataclass
class Routes:
    """All that is known of a tree's routes from its start."""

    tree: Tree
    domains: dict[str, Domain]
    common: Common
    moves: dict[State, list[Move]] = field(default_factory=dict)
    """Every state that a reader can be in; outcomes have no moves."""
    witness: dict[State, Answers] = field(default_factory=dict)
    """A shortest sequence of answers that leads to the state."""
    stuck: list[tuple[State, str]] = field(default_factory=list)
    """States with an answer for which no branch holds."""
    bounded: list[str] = field(default_factory=list)
    """Nodes at which a bound stopped the search: what is known is partial."""
    overflown: bool = False
    """Whether there were more states than allowed."""
    most: int | None = None
    """Of a search that remembers nothing for blocks: how many states a block's own may have."""
    views: dict[tuple[int, ...], tuple[object, Routes]] = field(default_factory=dict)
    """The blocks' own searches, by the guards that they decide; which are kept with them."""

    def view(self, *guards: tuple[str, Guard]) -> Routes:
        """The same routes in states that decide `guards`, given with their outcomes."""
        if self.most is None:
            return self
        key = tuple(id(guard) for _, guard in guards)
        if guards and key not in self.views:
            view = Routes(self.tree, self.domains, self.common)
            _search(view, open_(self.tree, guards, self.common), self.most)
            self.views[key] = guards, view
            self.bounded.extend(view.bounded)
        return self.views[key][1] if guards else self

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
    def median(self) -> int:
        """Questions on a route of middling length: half of all routes take no more."""
        lengths = self._lengths[str(self.tree.start), ()]
        passed, routes = 0, sum(lengths.values())
        for length in sorted(lengths):
            passed += lengths[length]
            if 2 * passed >= routes:
                return length
        return 0

    @cached_property
    def _lengths(self) -> dict[State, Counter[int]]:
        """Per state how many routes to an outcome have how many questions."""
        done: dict[State, Counter[int]] = {}
        for state in reversed(self.forward):
            found: Counter[int] = Counter({0: 1} if state[0] in self.tree.outcomes else {})
            for move in self.moves[state]:
                for length, routes in done.get(move.target, {}).items():
                    found[length + 1] += routes
            done[state] = found
        return done

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

    def meeting(self, outcome: str, guard: Guard) -> Answers | None:
        """A short sequence of answers that leads to `outcome` so that `guard` holds, or None."""
        if self.most is not None and all(len(clause) == 1 for clause in guard.clauses):
            past = (self._past(outcome, clause[0]) for clause in guard.clauses)
            return min((way for way in past if way is not None), key=len, default=None)
        view = self.view((outcome, guard))
        ways = (view.witness[s] for s in view.at(outcome) if holds(guard, dict(s[1])))
        return next(ways, None)

    def _past(self, outcome: str, condition: Condition) -> Answers | None:
        """A way to `outcome` on which one condition is met: by a move, and then onwards."""
        if condition.unanswered:
            view = self.view((outcome, Guard(((condition,),), NOWHERE)))
            ways = (view.witness[s] for s in view.at(outcome) if met(condition, dict(s[1])))
            return next(ways, None)
        question, onwards = str(condition.question), self._onwards(outcome)
        ways = (
            (*self.witness[state], (question, move.answer), *_rest(move.target, onwards))
            for state in self.at(question)
            for move in self.moves[state]
            if move.target in onwards and met(condition, {question: move.answer})
        )
        return min(ways, key=len, default=None)

    def _onwards(self, outcome: str) -> dict[State, Step | None]:
        """Per state from which `outcome` can be reached, the first step of a shortest way."""
        if outcome not in self._to:
            found: dict[State, Step | None] = dict.fromkeys(self.at(outcome))
            waiting = list(found)
            for state in waiting:
                for before, answer in self._before.get(state, ()):
                    if before not in found:
                        found[before] = ((before[0], answer), state)
                        waiting.append(before)
            self._to[outcome] = found
        return self._to[outcome]

    @cached_property
    def _to(self) -> dict[str, dict[State, Step | None]]:
        return {}

    @cached_property
    def _before(self) -> dict[State, list[tuple[State, str]]]:
        """Per state those that lead to it, each with the answer that does."""
        found: dict[State, list[tuple[State, str]]] = {}
        for state, moves in self.moves.items():
            for move in moves:
                found.setdefault(move.target, []).append((state, move.answer))
        return found

    def at(self, node: str) -> list[State]:
        """The states of a node, the soonest reached first."""
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


def _rest(state: State, onwards: Mapping[State, Step | None]) -> Iterator[tuple[str, str]]:
    """The answers from `state` to where the ways onwards end."""
    step = onwards[state]
    while step is not None:
        yield step[0]
        step = onwards[step[1]]


def explore(tree: Tree, days: Iterable[date] = (), most: int = MOST_STATES) -> Routes:
    """Visit every state that answers can lead to; the tree must have no cycle.

    All that blocks look at is remembered at once; where that makes too many states, only what
    branches look at, and each block gets a search of its own when it is asked about. `days` are
    those on which the law changes that a dated tree cites.
    """
    known, shared = domains(tree, days), common(tree)
    blocks = block_guards(tree)
    together = min(most, MOST_TOGETHER * (len(tree.questions) + len(tree.outcomes)))
    routes = _search(Routes(tree, known, shared), answered(tree, blocks, shared), together)
    if routes.overflown and blocks:
        routes = _search(Routes(tree, known, shared, most=most), open_(tree, (), shared), most)
    routes.bounded.extend(id_ for id_, domain in known.items() if domain.partial)
    return routes


def block_guards(tree: Tree) -> list[tuple[str, Guard]]:
    """The guard of every block, with its outcome."""
    return [
        (str(id_), block.when)
        for id_, outcome in tree.outcomes.items()
        for _, block in outcome.blocks()
        if block.when
    ]


def _search(routes: Routes, memory: Memory, most: int) -> Routes:
    start: State = (str(routes.tree.start), ())
    routes.witness[start] = ()
    waiting = [start]
    for state in waiting:
        if len(waiting) > most:
            routes.bounded.append(state[0])
            routes.overflown = True
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
