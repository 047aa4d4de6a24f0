"""`cases.json`: decided disputes and examples, with the answers that they give in a tree."""

from __future__ import annotations

from build_hooks.api.published import Published
from build_hooks.api.shape import Address, Id, Node, TreeId, Version, shape
from build_hooks.locale import ui
from build_hooks.model import cases as model
from build_hooks.model.tree import Tree


@shape
class Source:
    """Where a case was reported."""

    publisher: str
    url: Address | None


@shape
class Case:
    """A dispute; an `example` was decided by nobody and says so."""

    id: Id
    tree: TreeId
    kind: model.CaseKind
    kind_words: str
    title: str
    story: str
    result: str
    authority: str | None
    decided: str | None
    """As reported: a day, a month or a year."""
    source: Source | None
    note: str | None
    answers: dict[str, str]
    """Per question what its facts answer, in the order of asking."""
    outcome: Node


@shape
class Cases:
    """All cases of all trees."""

    version: Version
    cases: tuple[Case, ...]


def cases(published: Published) -> Cases:
    """All cases that readers see, by tree."""
    trees = [proof.tree for proof in published.live]
    found = tuple(case for tree in trees for case in cases_of(tree, published))
    return Cases(version=1, cases=found)


def cases_of(tree: Tree, published: Published) -> tuple[Case, ...]:
    """The cases of one tree in the order of their file."""
    found = published.content.cases(tree)
    return tuple(_case(tree, case, published) for case in found if case.for_readers)


def _case(tree: Tree, case: model.Case, published: Published) -> Case:
    source = case.source
    return Case(
        id=case.id,
        tree=tree.id,
        kind=case.kind,
        kind_words=ui(f"case.kind.{case.kind}"),
        title=case.title or "",
        story=case.story or "",
        result=case.result or "",
        authority=case.authority,
        decided=case.decided,
        source=Source(publisher=source.publisher, url=source.url) if source else None,
        note=case.note,
        answers={str(question): str(answer) for question, answer in case.answers.items()},
        outcome=published.node(tree, case.outcome),
    )
