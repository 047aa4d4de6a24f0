"""One shortest sequence of answers for every option, branch, block and outcome of a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.memory import Answers, State
from build_hooks.routes import Move, Routes


@dataclass(frozen=True, slots=True)
class Witness:
    """That something can be met, and how."""

    kind: str
    """`option`, `branch`, `block` or `outcome`."""
    what: str
    """Such as `seller-named=clear`, `seller-named=clear#1`, `seller-first.parties-2`."""
    answers: Answers
    end: str
    """The node to which the answers lead."""


def witnesses(routes: Routes) -> list[Witness]:
    """All witnesses, options first; of several ways the shortest."""
    shortest: dict[tuple[str, str], Witness] = {}
    for witness in _all(routes):
        key = (witness.kind, witness.what)
        if key not in shortest or len(witness.answers) < len(shortest[key].answers):
            shortest[key] = witness
    return sorted(shortest.values(), key=lambda w: KINDS.index(w.kind))


KINDS = ("option", "branch", "block", "outcome")


def _all(routes: Routes) -> Iterator[Witness]:
    for state, moves in routes.moves.items():
        for move in moves:
            yield from _of_move(routes, state, move)
    for id_ in routes.tree.outcomes:
        yield from _of_outcome(routes, str(id_))


def _of_move(routes: Routes, state: State, move: Move) -> Iterator[Witness]:
    answers = (*routes.witness[state], (state[0], move.answer))
    what = f"{state[0]}={move.answer}"
    yield Witness("option", what, answers, move.target[0])
    question = routes.tree.questions[state[0]]
    option = (question.options or {}).get(move.answer)
    branches = question.branches(option) if option else question.next
    if len(branches) > 1:
        own = what if option and option.next else state[0]
        yield Witness("branch", f"{own}#{move.branch + 1}", answers, move.target[0])


def _of_outcome(routes: Routes, node: str) -> Iterator[Witness]:
    way = routes.first_witness(node)
    if way is not None:
        yield Witness("outcome", node, way, node)
    for id_, block in routes.tree.outcomes[node].blocks():
        way = routes.meeting(node, block.when) if block.when else None
        if way is not None:
            yield Witness("block", f"{node}.{id_}", way, node)
