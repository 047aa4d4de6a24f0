"""`trees/<topic>/<name>.json`: a tree with all its words, its structure and what it rests on."""

from __future__ import annotations

from datetime import date

from build_hooks.api.cases import Case, cases_of
from build_hooks.api.outcome import Outcome, outcome
from build_hooks.api.published import Published
from build_hooks.api.question import Question, question
from build_hooks.api.shape import Address, Id, TreeId, Version, shape
from build_hooks.locale import ui
from build_hooks.model import tree as model
from build_hooks.proof import Proof


@shape
class Review:
    """Who read the tree against the law, and when."""

    on: date
    by: tuple[str, ...]


@shape
class Renamed:
    """What became of an id that was."""

    id: Id
    to: Id | None
    reason: str | None


@shape
class Head:
    """What a tree is about and where it is."""

    id: TreeId
    topic: model.Topic
    title: str
    summary: str
    audience: model.Audience
    keywords: tuple[str, ...]
    reviewed: Review
    url: Address
    """The page for readers."""
    was: tuple[TreeId, ...]
    """Ids that it had: a page there leads on."""
    embed: Address
    """The page for a frame on somebody else's site."""
    data: Address
    """The tree as JSON."""
    text: Address
    """The tree as plain text."""
    oembed: Address
    """What sites that understand oEmbed ask for."""


@shape
class Tree:
    """A tree with all its words."""

    version: Version
    head: Head
    proof: str
    """What was proved, in one sentence; `proof.json` has the figures."""
    disclaimer: str
    start: Id
    """The first question."""
    dated_by: Id | None
    """The question whose day decides which law applies; else it is the law on the day of review."""
    questions: tuple[Question, ...]
    outcomes: tuple[Outcome, ...]
    cases: tuple[Case, ...]
    renamed: tuple[Renamed, ...]


def head(tree: model.Tree, published: Published) -> Head:
    """The head of a tree."""
    review = Review(on=tree.reviewed.on, by=tree.reviewed.by)
    return Head(
        id=tree.id,
        topic=tree.topic,
        title=tree.title,
        summary=tree.summary,
        audience=tree.audience,
        keywords=tree.keywords,
        reviewed=review,
        url=published.links.tree(tree.id),
        was=tree.was,
        embed=published.publisher.at(f"embed/{tree.id}/"),
        data=published.file(f"trees/{tree.id}.json"),
        text=published.publisher.at(text_path(tree.id)),
        oembed=published.file(f"oembed/{tree.id}.json"),
    )


def text_path(tree: str) -> str:
    """Where the plain text of a tree is, from the site's root."""
    return f"{tree}/index.txt"


def whole_tree(proof: Proof, published: Published) -> Tree:
    """All that is published of a tree."""
    tree = proof.tree
    line = "proof.line" if proof.facts.is_complete else "proof.partial"
    law = ui("proof.law", on=tree.reviewed.on)
    return Tree(
        version=1,
        head=head(tree, published),
        proof=ui("proof.label") + ui(line, **proof.figures) + law,
        disclaimer=ui("disclaimer"),
        start=tree.start,
        dated_by=tree.dated_by,
        questions=tuple(question(one, proof, published) for one in tree.questions.values()),
        outcomes=tuple(outcome(tree, one, published) for one in tree.outcomes.values()),
        cases=cases_of(tree, published),
        renamed=tuple(
            Renamed(id=one.id, to=one.to, reason=one.reason)
            for one in (tree.renamed or {}).values()
        ),
    )
