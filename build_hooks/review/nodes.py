"""Which nodes of a tree say something else than before, in the words of readers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from build_hooks.graph import node_ids
from build_hooks.locale import ui
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.review.reading import Reading, spoken


@dataclass(frozen=True, slots=True)
class NodeChange:
    """A node whose words or ways are others than before; no lines where it was not there."""

    node: str
    """Empty for what stands above the first question."""
    title: str
    before: tuple[str, ...]
    after: tuple[str, ...]


def node_changes(
    old: Tree, new: Tree, names: Mapping[str, str], contents: tuple[Content, Content]
) -> Iterator[NodeChange]:
    """The head of the tree, then its nodes in the order of the new version, then those that went.

    `names` says how old ids are called now; `contents` has the old registers and the new ones.
    """
    if _head(old) != _head(new):
        yield NodeChange("", str(new.title), _head(old), _head(new))
    said = spoken(old, new, names)
    before, after = Reading(old, contents[0], said), Reading(new, contents[1], new)
    back = {now: was for was, now in names.items()}
    for id_ in node_ids(new):
        was, now = before.lines(back.get(id_, id_)), after.lines(id_)
        if was != now:
            yield NodeChange(id_, _title(new, id_), tuple(was), tuple(now))
    for id_ in node_ids(old):
        if names.get(id_, id_) not in node_ids(new):
            yield NodeChange(id_, _title(old, id_), tuple(before.lines(id_)), ())


def _title(tree: Tree, node: str) -> str:
    question = tree.questions.get(node)
    return str(question.ask if question else tree.outcomes[node].title)


def _head(tree: Tree) -> tuple[str, ...]:
    reviewed = ui("tree.reviewed", on=tree.reviewed.on, by="、".join(tree.reviewed.by))
    words = ui("review.keywords", words="、".join(tree.keywords))
    return (str(tree.title), str(tree.summary), reviewed, *((words,) if tree.keywords else ()))
