"""`outcomes.json`: every outcome of every tree in short."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Id, TreeId, Version, shape
from build_hooks.model import tree as model
from build_hooks.verify.references import outcome_citations


@shape
class Liable:
    """A party with how far it answers."""

    party: Id
    liability: model.Liability
    conditional: bool
    """Whether it is shown for some answers only."""


@shape
class ShortOutcome:
    """An outcome without its blocks; the tree's own file has all."""

    tree: TreeId
    id: Id
    url: Address
    title: str
    summary: str
    today: str
    certainty: model.Certainty
    verdict: model.Verdict | None
    parties: tuple[Liable, ...]
    channels: tuple[Id, ...]
    cites: tuple[Id, ...]
    """All provisions that it or one of its blocks names: see `laws.json`."""


@shape
class Outcomes:
    """Every outcome, by tree."""

    version: Version
    outcomes: tuple[ShortOutcome, ...]


def outcomes(published: Published) -> Outcomes:
    """Every outcome of every tree."""
    return Outcomes(
        version=1,
        outcomes=tuple(
            _short(proof.tree, outcome, published)
            for proof in published.live
            for outcome in proof.tree.outcomes.values()
        ),
    )


def _short(tree: model.Tree, outcome: model.Outcome, published: Published) -> ShortOutcome:
    return ShortOutcome(
        tree=tree.id,
        id=outcome.id,
        url=published.links.node(tree.id, outcome.id),
        title=outcome.title,
        summary=outcome.summary,
        today=outcome.today,
        certainty=outcome.certainty,
        verdict=outcome.verdict,
        parties=tuple(
            Liable(party=block.party, liability=block.liability, conditional=block.when is not None)
            for block in outcome.parties
        ),
        channels=tuple(dict.fromkeys(block.use for block in outcome.steps if block.use)),
        cites=tuple(dict.fromkeys(outcome_citations(outcome))),
    )
