"""`questions.json`: questions that several trees ask in the same words."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.question import Item
from build_hooks.api.shape import Citation, Id, Node, Version, shape
from build_hooks.model import registers as model


@shape
class SharedQuestion:
    """A question whose answer means the same in all trees."""

    id: Id
    ask: str
    help: str | None
    why: str | None
    options: tuple[Item, ...]
    cites: tuple[Citation, ...]
    asked_in: tuple[Node, ...]


@shape
class Questions:
    """All shared questions in the order of the register."""

    version: Version
    questions: tuple[SharedQuestion, ...]


def questions(published: Published) -> Questions:
    """All shared questions."""
    found = published.registers.questions.values()
    return Questions(version=1, questions=tuple(_shared(one, published) for one in found))


def _shared(found: model.SharedQuestion, published: Published) -> SharedQuestion:
    return SharedQuestion(
        id=found.id,
        ask=found.ask,
        help=found.help,
        why=found.why,
        options=tuple(Item(id=one.id, label=one.label) for one in found.options.values()),
        cites=published.cites(found.cites),
        asked_in=tuple(
            published.node(proof.tree, question.id)
            for proof in published.live
            for question in proof.tree.questions.values()
            if question.use == found.id
        ),
    )
