"""`proof.json`: what was proved of every published tree, in figures."""

from __future__ import annotations

from datetime import date

from build_hooks.api.published import Published
from build_hooks.api.shape import Version, shape
from build_hooks.model.content import Content
from build_hooks.proof import Proof
from build_hooks.routes import MOST_STATES
from build_hooks.verify.references import citations


@shape
class Proved:
    """The figures of one tree."""

    nodes: int
    options: int
    routes: int
    """Exact; may have more digits than a double can hold."""
    shortest: int
    """Questions on the shortest route."""
    longest: int
    outcomes: int
    cases: int
    """Cases and examples that agree with the tree."""
    complete: bool
    """Whether the search ended before its bound."""
    bound: int
    """States at which the search would have stopped."""
    states: int
    provisions: int
    laws: tuple[str, ...]
    reviewed: date


@shape
class Proofs:
    """What was proved, by tree."""

    version: Version
    trees: dict[str, Proved]


def proofs(published: Published) -> Proofs:
    """What was proved of every published tree."""
    found = {str(one.tree.id): _proved(published.content, one) for one in published.live}
    return Proofs(version=1, trees=found)


def _proved(content: Content, proof: Proof) -> Proved:
    tree = proof.tree
    cited = {str(name) for name in citations(tree)}
    laws = {str(content.registers.provisions[name][0].id) for name in cited}
    return Proved(
        **proof.figures,
        complete=proof.facts.is_complete,
        bound=MOST_STATES,
        states=proof.facts.states,
        provisions=len(cited),
        laws=tuple(sorted(laws)),
        reviewed=tree.reviewed.on,
    )
