"""The answers that every route to a node has given: what a search hit can fill in.

A question dominates a node if all routes from the start to the node pass it; if on top of that all
of them answer it alike, the answer is necessary. Guards count: the routes are those of `routes`.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from typing import TypeVar

from build_hooks.graph import edges_of, in_order, successors
from build_hooks.memory import Answers, State
from build_hooks.model.tree import Tree
from build_hooks.routes import Routes

Common = frozenset[tuple[str, str]]
Key = TypeVar("Key", bound=Hashable)
Step = tuple[Key, Key, Common]
"""From where to where, with the answer that this takes; no answer where any will do."""


def necessary(routes: Routes) -> dict[str, Answers]:
    """Per node that some route reaches: its necessary answers, in the order of the questions.

    Only choices: what is typed or ticked is the reader's own. Where a bound has cut the search of
    the states short, the plain graph stands in: it has every route and more, so it claims less.
    """
    tree = routes.tree
    together: dict[str, Common] = {}
    if routes.bounded:
        together = _common(str(tree.start), _edges(tree))
    else:
        start: State = (str(tree.start), ())
        for (node, _), given in _common(start, _moves(routes)).items():
            together[node] = together.get(node, given) & given
    rank = {node: place for place, node in enumerate(in_order(successors(tree)))}
    return {
        node: tuple(sorted(given, key=lambda pair: rank[pair[0]]))
        for node, given in together.items()
    }


def _common(start: Key, steps: Iterable[Step[Key]]) -> dict[Key, Common]:
    """What all ways have in common; steps must come in an order in which they go forward."""
    found: dict[Key, Common] = {start: frozenset()}
    for source, target, answer in steps:
        if source in found:
            given = found[source] | answer
            found[target] = found.get(target, given) & given
    return found


def _moves(routes: Routes) -> Iterator[Step[State]]:
    questions = routes.tree.questions
    for state in routes.forward:
        for move in routes.moves[state]:
            pairs = [(state[0], move.answer)] if questions[state[0]].is_choice else []
            yield state, move.target, frozenset(pairs)


def _edges(tree: Tree) -> Iterator[Step[str]]:
    for node in in_order(successors(tree)):
        for edge in edges_of(tree.questions[node]) if node in tree.questions else ():
            pairs = [(node, str(edge.option.id))] if edge.option else []
            yield node, edge.target, frozenset(pairs)
