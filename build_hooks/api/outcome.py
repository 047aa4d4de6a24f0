"""An outcome of a tree, with its blocks in the order of the page."""

from __future__ import annotations

from build_hooks.api import blocks
from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, Ref, shape
from build_hooks.locale import ui
from build_hooks.model import tree as model


@shape
class Outcome:
    """Where a route ends."""

    id: Id
    url: Address
    title: str
    summary: str
    certainty: model.Certainty
    certainty_words: str
    verdict: model.Verdict | None
    """What a tree for merchants decides."""
    verdict_words: str | None
    today: str
    """The one thing to do today."""
    gaps: tuple[blocks.Gap, ...]
    parties: tuple[blocks.Party, ...]
    remedies: tuple[blocks.Entry, ...]
    steps: tuple[blocks.Step, ...]
    amounts: tuple[blocks.Amount, ...]
    evidence: tuple[blocks.Entry, ...]
    prove: tuple[blocks.Words, ...]
    letter: Ref | None
    deadlines: tuple[blocks.Deadline, ...]
    notes: tuple[blocks.Words, ...]
    cites: tuple[Citation, ...]
    further: tuple[blocks.Further, ...]
    """Trees that go on from here."""


def outcome(tree: model.Tree, found: model.Outcome, published: Published) -> Outcome:
    """An outcome of `tree`."""
    made = blocks.Maker(tree, published)
    plain = f"certainty.{found.certainty}.plain{'.quality' if found.verdict else ''}"
    return Outcome(
        id=found.id,
        url=published.links.node(tree.id, found.id),
        title=found.title,
        summary=found.summary,
        certainty=found.certainty,
        certainty_words=ui(f"certainty.{found.certainty}") + ui(plain),
        verdict=found.verdict,
        verdict_words=ui(f"verdict.{found.verdict}") if found.verdict else None,
        today=found.today,
        gaps=made.all(found.gaps, "gaps", made.gap),
        parties=made.all(found.parties, "parties", made.party),
        remedies=made.all(found.remedies, "remedies", made.remedy),
        steps=made.all(found.steps, "steps", made.step),
        amounts=made.all(found.amounts, "amounts", made.amount),
        evidence=made.all(found.evidence, "evidence", made.thing),
        prove=made.all(found.prove, "prove", made.words),
        letter=published.entry("letters", found.letter) if found.letter else None,
        deadlines=made.all(found.deadlines, "deadlines", made.deadline),
        notes=made.all(found.notes, "notes", made.words),
        cites=published.cites(found.cites),
        further=made.all(found.continue_, "continue", made.further),
    )
