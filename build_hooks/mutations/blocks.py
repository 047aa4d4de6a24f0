"""Mistakes of meaning in outcomes: a party, a remedy, the first step or a citation is wrong."""

from __future__ import annotations

from dataclasses import replace

from build_hooks.model.tree import Liability, Tree
from build_hooks.mutations.mutant import Mutants, meaning, with_block, with_outcome, without


def parties(tree: Tree) -> Mutants:
    """A party is left out, or answers differently."""
    values = list(Liability)
    for outcome in tree.outcomes.values():
        for index, block in enumerate(outcome.parties):
            names = {"party": block.party, "liability": block.liability}
            if len(outcome.parties) > 1:
                cut = with_outcome(tree, replace(outcome, parties=without(outcome.parties, index)))
                yield meaning("party-lost", block.place, outcome.id, cut, **names)
            other = replace(
                block, liability=values[(values.index(block.liability) + 1) % len(values)]
            )
            changed = with_block(tree, outcome, f"parties-{index + 1}", other)
            yield meaning("liability-changed", block.place, outcome.id, changed, **names)


def remedies(tree: Tree) -> Mutants:
    """A remedy is left out."""
    for outcome in tree.outcomes.values():
        for index, block in enumerate(outcome.remedies):
            cut = with_outcome(tree, replace(outcome, remedies=without(outcome.remedies, index)))
            yield meaning("remedy-lost", block.place, outcome.id, cut, remedy=block.use)


def first_steps(tree: Tree) -> Mutants:
    """The first step is left out, or comes second."""
    for outcome in tree.outcomes.values():
        if len(outcome.steps) > 1:
            first, second, *rest = outcome.steps
            for kind, steps in (
                ("first-step-lost", (second, *rest)),
                ("first-step-second", (second, first, *rest)),
            ):
                changed = with_outcome(tree, replace(outcome, steps=steps))
                yield meaning(kind, first.place, outcome.id, changed)


def citations(tree: Tree) -> Mutants:
    """A provision that the outcome rests on is left out."""
    for outcome in tree.outcomes.values():
        for index, name in enumerate(outcome.cites):
            if len(outcome.cites) > 1:
                cut = with_outcome(tree, replace(outcome, cites=without(outcome.cites, index)))
                yield meaning("citation-lost", name.place, outcome.id, cut, citation=name)


BLOCKS = (parties, remedies, first_steps, citations)
