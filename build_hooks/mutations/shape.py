"""Structural mistakes: ways that lead nowhere or in circles, outcomes without what they need."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from build_hooks.graph import reachable, successors
from build_hooks.model.guard import Condition, Guard
from build_hooks.model.tree import Liability, Outcome, PartyBlock, Tree
from build_hooks.mutations.mutant import (
    Mutants,
    change_guards,
    forks,
    structural,
    swapped_in,
    with_block,
    with_branch,
    with_branches,
    with_list,
    with_outcome,
    with_question,
)
from build_hooks.place import Text

NOWHERE = "no-such-thing"


def start(tree: Tree) -> Mutants:
    """The tree begins nowhere."""
    nowhere = replace(tree, start=Text(NOWHERE, tree.start.place))
    yield structural("start-nowhere", tree.start.place, tree.start, nowhere)


def targets(tree: Tree) -> Mutants:
    """A branch leads nowhere, or back to the start."""
    for fork in forks(tree):
        for index, branch in enumerate(fork.branches):
            place, node = branch.to.place, fork.question.id
            for kind, target in (("target-nowhere", NOWHERE), ("target-start", tree.start)):
                changed = with_branch(tree, fork, index, to=Text(target, place))
                yield structural(kind, place, node, changed, to=branch.to)


def branches(tree: Tree) -> Mutants:
    """The last branch is gone, or an earlier one has lost its guard."""
    for fork in forks(tree):
        if len(fork.branches) == 1:
            continue
        last = fork.branches[-1]
        if last.when is None:
            cut = with_branches(tree, fork, fork.branches[:-1])
            yield structural("branch-lost", last.to.place, fork.question.id, cut, to=last.to)
        for index, branch in enumerate(fork.branches[:-1]):
            bare = with_branch(tree, fork, index, when=None)
            place = branch.to.place
            yield structural("branch-guard-lost", place, fork.question.id, bare, to=branch.to)


def only_ways(tree: Tree) -> Mutants:
    """An option that is the only way to a node is gone; so are all options of a question."""
    for question in tree.questions.values():
        for option in question.all_options():
            kept = {id_: o for id_, o in (question.options or {}).items() if id_ != option.id}
            cut = with_question(tree, replace(question, options=kept))
            if kept and not _all_reached(cut):
                place = option.place
                yield structural("option-lost", place, question.id, cut, option=option.id)
        if question.is_choice:
            bare = with_question(tree, replace(question, options=None))
            yield structural("options-lost", question.place, question.id, bare)


def _all_reached(tree: Tree) -> bool:
    graph = successors(tree)
    return len(reachable(graph, tree.start)) == len(graph)


def nodes(tree: Tree) -> Mutants:
    """A question or an outcome is gone."""
    for list_name in ("questions", "outcomes"):
        known: dict[str, Any] = getattr(tree, list_name)
        for id_, node in known.items():
            kept = {other: n for other, n in known.items() if other != id_}
            changes: dict[str, Any] = {list_name: kept}
            cut = replace(tree, **changes)
            yield structural("node-lost", node.place, id_, cut)


def empty_lists(tree: Tree) -> Mutants:
    """An outcome has no steps, nobody liable, no citation."""
    for outcome in tree.outcomes.values():
        for name in ("steps", "parties", "cites"):
            bare = with_list(tree, outcome, name, ())
            yield structural(f"{name}-lost", outcome.place, outcome.id, bare)


def names(tree: Tree) -> Mutants:
    """A node's first citation, party or guard names what does not exist."""
    for outcome in tree.outcomes.values():
        if outcome.cites:
            strange = swapped_in(outcome.cites, 0, Text(NOWHERE, outcome.cites[0].place))
            changed = with_outcome(tree, replace(outcome, cites=strange))
            yield structural("strange-citation", outcome.place, outcome.id, changed)
        for party in outcome.parties[:1]:
            other = replace(party, party=Text(NOWHERE, party.party.place))
            changed = with_block(tree, outcome, "parties-1", other)
            yield structural("strange-party", party.place, outcome.id, changed)
    seen: set[str] = set()
    for node, guard, put in change_guards(tree):
        if node not in seen:
            changed = put(_asks(guard, NOWHERE))
            yield structural("strange-question", guard.place, node, changed)
        seen.add(node)


def _asks(guard: Guard, question: str) -> Guard:
    first, *rest = guard.clauses[0]
    strange = replace(first, question=Text(question, first.question.place))
    return replace(guard, clauses=((strange, *rest), *guard.clauses[1:]))


def contradictions(tree: Tree) -> Mutants:
    """An outcome's first party is both liable and not; its first conditional block never shows."""
    for outcome in tree.outcomes.values():
        yield from (
            structural("party-both", block.place, outcome.id, _both(tree, outcome, block))
            for block in outcome.parties[:1]
            if block.when is None and block.liability is not Liability.NONE
        )
        guarded = ((id_, block) for id_, block in outcome.blocks() if block.when)
        for id_, block in list(guarded)[:1]:
            if block.when:
                changed = with_block(tree, outcome, id_, replace(block, when=_never(block.when)))
                yield structural("block-hidden", block.place, outcome.id, changed, block=id_)


def _both(tree: Tree, outcome: Outcome, block: PartyBlock) -> Tree:
    free = replace(block, liability=Liability.NONE)
    return with_outcome(tree, replace(outcome, parties=(*outcome.parties, free)))


def _never(guard: Guard) -> Guard:
    """The question must have been answered as before and must not have been asked."""
    silent = [Condition(c.question, unanswered=True) for c in guard.clauses[0][:1]]
    return replace(guard, clauses=((*guard.clauses[0], *silent),))


SHAPE = (
    start,
    targets,
    branches,
    only_ways,
    nodes,
    empty_lists,
    names,
    contradictions,
)
