"""Which options and outcomes of a tree its cases pass: the real ones, and checks of ours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from build_hooks.compile import compile_tree
from build_hooks.model.cases import Case
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.walk import walk


@dataclass(frozen=True, slots=True)
class Passed:
    """Something in a tree, and who passes it."""

    what: str
    """`seller-first`, `seller-named=clear`, or `price` for what is typed or ticked."""
    real: tuple[str, ...]
    """Ids of decided cases."""
    others: tuple[str, ...]
    """Ids of examples and checks."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of a tree its cases pass."""

    real: int
    """How many decided cases the tree has."""
    others: int
    """How many examples and checks."""
    outcomes: tuple[Passed, ...]
    options: tuple[Passed, ...]


def coverage(tree: Tree, content: Content) -> Coverage:
    """Walk every case of a sound tree and note what it passes."""
    cases = content.cases(tree)
    walked = [(case, _passed(case, tree)) for case in cases]
    real = sum(case.is_real for case in cases)
    outcomes = tuple(_by_whom(str(id_), walked) for id_ in tree.outcomes)
    options = tuple(_by_whom(name, walked) for name in _options(tree))
    return Coverage(real, len(cases) - real, outcomes, options)


def _passed(case: Case, tree: Tree) -> set[str]:
    taken = walk(compile_tree(tree), {str(q): str(a) for q, a in case.answers.items()})
    names = {_name(tree, question, answer) for question, answer in taken["route"]}
    return names | {taken["at"]}


def _name(tree: Tree, question: str, answer: str) -> str:
    return f"{question}={answer}" if tree.questions[question].is_choice else question


def _options(tree: Tree) -> Iterator[str]:
    for id_, question in tree.questions.items():
        if not question.is_choice:
            yield str(id_)
        yield from (f"{id_}={option.id}" for option in question.all_options())


def _by_whom(what: str, walked: list[tuple[Case, set[str]]]) -> Passed:
    real = tuple(str(case.id) for case, names in walked if what in names and case.is_real)
    others = tuple(str(case.id) for case, names in walked if what in names and not case.is_real)
    return Passed(what, real, others)
