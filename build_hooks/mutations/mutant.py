"""A changed tree, and the edits that changes are made of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from build_hooks.locale import ui
from build_hooks.model.guard import Guard
from build_hooks.model.tree import BLOCK_LISTS, Block, Branch, Option, Outcome, Question, Tree
from build_hooks.place import Place

Branches = tuple[Branch, ...]


class Class(StrEnum):
    """Who should catch a mutant: the verifier its structure, a case its meaning."""

    STRUCTURAL = "structural"
    MEANING = "meaning"


@dataclass(frozen=True)
class Mutant:
    """A tree with one mistake in it."""

    class_: Class
    kind: str
    """`mutant.<kind>` in the locale holds its sentence."""
    place: Place
    node: str
    """The node that was changed."""
    tree: Tree
    data: tuple[tuple[str, str], ...] = ()

    @property
    def message(self) -> str:
        """The sentence: what was changed."""
        return ui(f"mutant.{self.kind}", node=self.node, **dict(self.data))

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.kind}]"


Mutants = Iterator[Mutant]


def structural(kind: str, place: Place, node: str, tree: Tree, **data: object) -> Mutant:
    """A mutant that the verifier should catch."""
    return Mutant(Class.STRUCTURAL, kind, place, str(node), tree, _filled(data))


def meaning(kind: str, place: Place, node: str, tree: Tree, **data: object) -> Mutant:
    """A sound tree that says something else; a case should catch it."""
    return Mutant(Class.MEANING, kind, place, str(node), tree, _filled(data))


def _filled(data: dict[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in data.items())


@dataclass(frozen=True, slots=True)
class Fork:
    """A list of branches, and where it stands: on an option or on the question itself."""

    question: Question
    option: Option | None
    branches: Branches


def forks(tree: Tree) -> Iterator[Fork]:
    """Every list of branches of a tree."""
    for question in tree.questions.values():
        if question.next:
            yield Fork(question, None, question.next)
        for option in question.all_options():
            if option.next:
                yield Fork(question, option, option.next)


def with_question(tree: Tree, question: Question) -> Tree:
    """The tree with one question replaced."""
    return replace(tree, questions={**tree.questions, question.id: question})


def with_outcome(tree: Tree, outcome: Outcome) -> Tree:
    """The tree with one outcome replaced."""
    return replace(tree, outcomes={**tree.outcomes, outcome.id: outcome})


def with_option(question: Question, option: Option) -> Question:
    """The question with one option replaced."""
    return replace(question, options={**(question.options or {}), option.id: option})


def with_branches(tree: Tree, fork: Fork, branches: Branches) -> Tree:
    """The tree with one list of branches replaced."""
    if fork.option is None:
        return with_question(tree, replace(fork.question, next=branches))
    option = replace(fork.option, next=branches)
    return with_question(tree, with_option(fork.question, option))


def with_branch(tree: Tree, fork: Fork, index: int, **changes: Any) -> Tree:
    """The tree with one branch changed."""
    changed = replace(fork.branches[index], **changes)
    return with_branches(tree, fork, swapped_in(fork.branches, index, changed))


def with_block(tree: Tree, outcome: Outcome, id_: str, block: Block) -> Tree:
    """The tree with the block `id_`, such as `parties-2`, of an outcome replaced."""
    name, _, number = id_.rpartition("-")
    list_name = next(known for known in BLOCK_LISTS if known.rstrip("_") == name)
    blocks = swapped_in(getattr(outcome, list_name), int(number) - 1, block)
    return with_list(tree, outcome, list_name, blocks)


def with_list(tree: Tree, outcome: Outcome, name: str, items: tuple[Any, ...]) -> Tree:
    """The tree with one list of an outcome replaced."""
    changes: dict[str, Any] = {name: items}
    return with_outcome(tree, replace(outcome, **changes))


def swapped_in(items: tuple[Any, ...], index: int, item: Any) -> tuple[Any, ...]:
    """The tuple with one item replaced."""
    return (*items[:index], item, *items[index + 1 :])


def without(items: tuple[Any, ...], index: int) -> tuple[Any, ...]:
    """The tuple without one item."""
    return (*items[:index], *items[index + 1 :])


def change_guards(tree: Tree) -> Iterator[tuple[str, Guard, Any]]:
    """Every guard with its node, and a function that gives the tree another in its place."""
    for fork in forks(tree):
        for index, branch in enumerate(fork.branches):
            if branch.when:
                yield str(fork.question.id), branch.when, _on_branch(tree, fork, index)
    for outcome in tree.outcomes.values():
        for id_, block in outcome.blocks():
            if block.when:
                yield str(outcome.id), block.when, _on_block(tree, outcome, id_, block)


def _on_branch(tree: Tree, fork: Fork, index: int) -> Any:
    return lambda guard: with_branch(tree, fork, index, when=guard)


def _on_block(tree: Tree, outcome: Outcome, id_: str, block: Block) -> Any:
    return lambda guard: with_block(tree, outcome, id_, replace(block, when=guard))
