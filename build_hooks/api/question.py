"""A question of a tree: its words, what may be answered, and where each answer leads."""

from __future__ import annotations

from collections.abc import Iterable

from build_hooks.api.guards import Guard, guard
from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Citation, Id, shape
from build_hooks.model import tree as model
from build_hooks.proof import Proof


@shape
class Branch:
    """A way on: the first whose guard holds is taken."""

    to: Id
    """A question or an outcome of the same tree."""
    when: Guard | None
    """Nothing: always."""


@shape
class Option:
    """An answer to tap."""

    id: Id
    label: str
    next: tuple[Branch, ...]


@shape
class Item:
    """Something to tick."""

    id: Id
    label: str


@shape
class Input:
    """Something to type."""

    type: model.InputType
    min: str | None
    """The smallest number or the first day allowed."""
    max: str | None
    unit: str | None


@shape
class Question:
    """A question of one of three kinds: it has options, or an input, or items."""

    id: Id
    url: Address
    ask: str
    help: str | None
    """How to find the answer."""
    why: str | None
    """Why it is asked."""
    cites: tuple[Citation, ...]
    shared: Id | None
    """A question that several trees ask in the same words: see `questions.json`."""
    options: tuple[Option, ...]
    input: Input | None
    items: tuple[Item, ...]
    next: tuple[Branch, ...]
    """Where an input or items lead; options have ways of their own."""
    left: tuple[int, int]
    """The fewest and the most questions still to answer, itself included."""


def question(found: model.Question, proof: Proof, published: Published) -> Question:
    """A question of the tree of `proof`."""
    tree = proof.tree
    least, most = proof.facts.remaining[found.id]
    return Question(
        id=found.id,
        url=published.links.node(tree.id, found.id),
        ask=found.ask or "",
        help=found.help,
        why=found.why,
        cites=published.cites(found.cites),
        shared=found.use,
        options=tuple(
            Option(
                id=option.id,
                label=option.label or "",
                next=_branches(tree, found.branches(option), published),
            )
            for option in found.all_options()
        ),
        input=_input(found.input) if found.input else None,
        items=tuple(Item(id=item.id, label=item.label) for item in (found.items or {}).values()),
        next=() if found.is_choice else _branches(tree, found.next, published),
        left=(least, most),
    )


def _branches(
    tree: model.Tree, branches: Iterable[model.Branch], published: Published
) -> tuple[Branch, ...]:
    return tuple(
        Branch(to=branch.to, when=guard(tree, branch.when, published)) for branch in branches
    )


def _input(found: model.Input) -> Input:
    return Input(type=found.type, min=found.min, max=found.max, unit=found.unit)
