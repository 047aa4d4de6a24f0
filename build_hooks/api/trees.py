"""`trees.json`: what trees there are, with the figures of each and a digest of its content."""

from __future__ import annotations

from collections.abc import Mapping

from build_hooks.api.published import Published
from build_hooks.api.shape import Version, shape
from build_hooks.api.tree import Head, head


@shape
class Listed:
    """A tree in short."""

    head: Head
    questions: int
    outcomes: int
    shortest: int
    """Questions on the shortest route."""
    longest: int
    digest: str
    """Of the tree's words and structure: another digest, another content. The same on all copies
    of the site."""


@shape
class Trees:
    """Every published tree, by id."""

    version: Version
    trees: tuple[Listed, ...]


def trees(published: Published, digests: Mapping[str, str]) -> Trees:
    """Every published tree; `digests` by its id."""
    return Trees(
        version=1,
        trees=tuple(
            Listed(
                head=head(proof.tree, published),
                questions=len(proof.tree.questions),
                outcomes=len(proof.tree.outcomes),
                shortest=proof.figures["shortest"],
                longest=proof.figures["longest"],
                digest=digests[proof.tree.id],
            )
            for proof in published.live
        ),
    )
