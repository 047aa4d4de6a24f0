"""Which questions and outcomes rest on a provision."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from build_hooks.model.tree import Tree
from build_hooks.verify.references import outcome_citations


@dataclass(frozen=True, slots=True)
class Users:
    """The nodes of a tree that rest on a provision, at least one."""

    tree: Tree
    questions: tuple[str, ...]
    outcomes: tuple[str, ...]

    @property
    def nodes(self) -> tuple[str, ...]:
        """All of them, questions first."""
        return self.questions + self.outcomes


def users(trees: Iterable[Tree]) -> dict[str, list[Users]]:
    """Per provision the trees that rest on it, in their own order."""
    found: dict[str, list[Users]] = {}
    for tree in trees:
        questions, outcomes = _by_provision(_asked(tree)), _by_provision(_ended(tree))
        for name in dict.fromkeys([*questions, *outcomes]):
            own = Users(tree, questions.get(name, ()), outcomes.get(name, ()))
            found.setdefault(name, []).append(own)
    return found


def _by_provision(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    nodes: dict[str, dict[str, None]] = {}
    for name, node in pairs:
        nodes.setdefault(name, {})[node] = None
    return {name: tuple(found) for name, found in nodes.items()}


def _asked(tree: Tree) -> Iterator[tuple[str, str]]:
    for question in tree.questions.values():
        yield from ((str(name), str(question.id)) for name in question.cites)


def _ended(tree: Tree) -> Iterator[tuple[str, str]]:
    for outcome in tree.outcomes.values():
        yield from ((str(name), str(outcome.id)) for name in outcome_citations(outcome))
