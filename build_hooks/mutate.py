"""A tree becomes its mutants: the same tree with one mistake each, to see who catches it."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.model.tree import Tree
from build_hooks.mutations.blocks import BLOCKS
from build_hooks.mutations.guards import GUARDS
from build_hooks.mutations.mutant import Mutant
from build_hooks.mutations.shape import SHAPE
from build_hooks.mutations.ways import WAYS

MAKERS = (*SHAPE, *WAYS, *GUARDS, *BLOCKS)


def mutants(tree: Tree) -> Iterator[Mutant]:
    """All mutants of a sound tree, structural ones first."""
    for make in MAKERS:
        yield from make(tree)
