"""A tree, or two versions of one, as a chart without places, for tools that lay out themselves.

Of two versions the chart has everything of the new one, what the old one had besides, and marks.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from build_hooks.compile import guard_data
from build_hooks.graph import Edge, edges_of, node_ids
from build_hooks.locale import ui
from build_hooks.maps.conditions import Brief
from build_hooks.maps.tree_map import question_numbers
from build_hooks.model.tree import Question, Tree

Key = tuple[str, str, str, str]
"""Where from, which answer, where to, and when: equal in both versions if nothing changed."""


class Mark(StrEnum):
    """What became of a node or a link between two versions."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Node:
    """A question or an outcome."""

    id: str
    is_question: bool
    words: str
    mark: Mark = Mark.SAME


@dataclass(frozen=True, slots=True)
class Link:
    """Answers that lead from one node to another."""

    source: str
    target: str
    labels: tuple[str, ...]
    mark: Mark = Mark.SAME


@dataclass(frozen=True, slots=True)
class Chart:
    """All nodes, in the order of the file, and the links between them."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    left_out: int = 0
    """Nodes that are not shown because nothing changed near them."""


def chart(tree: Tree) -> Chart:
    """One version of a tree; it must have no cycle."""
    links = ((key, label, Mark.SAME) for key, label in _links(tree, {}).items())
    return Chart(tuple(_nodes(tree)), tuple(_grouped(links)))


def compared(
    old: Tree, new: Tree, names: Mapping[str, str], changed: Collection[str] = ()
) -> Chart:
    """Two versions; `names` says how old ids are called now, `changed` which nodes say else."""
    was, now = _links(old, names), _links(new, {})
    marks = [(key, label, Mark.SAME if key in was else Mark.ADDED) for key, label in now.items()]
    marks += [(key, label, Mark.GONE) for key, label in was.items() if key not in now]
    kept = {names.get(id_, id_) for id_ in node_ids(old)}
    nodes = [
        replace(node, mark=Mark.CHANGED if node.id in changed else Mark.SAME)
        if node.id in kept
        else replace(node, mark=Mark.ADDED)
        for node in _nodes(new)
    ]
    there = {node.id for node in nodes}
    old_nodes = (replace(node, id=names.get(node.id, node.id)) for node in _nodes(old))
    gone = [replace(node, mark=Mark.GONE) for node in old_nodes if node.id not in there]
    return Chart((*nodes, *gone), tuple(_grouped(marks)))


def around(whole: Chart, most: int) -> Chart:
    """The whole chart if it has at most `most` nodes, else what changed and what is beside it."""
    if len(whole.nodes) <= most:
        return whole
    near = {node.id for node in whole.nodes if node.mark is not Mark.SAME}
    for link in whole.links:
        if link.mark is not Mark.SAME:
            near |= {link.source, link.target}
    wide = near | {link.source for link in whole.links if link.target in near}
    shown = wide if len(wide) <= most else near
    nodes = [node for node in whole.nodes if node.id in shown][:most]
    ids = {node.id for node in nodes}
    links = tuple(link for link in whole.links if link.source in ids and link.target in ids)
    return Chart(tuple(nodes), links, len(whole.nodes) - len(nodes))


def _nodes(tree: Tree) -> Iterator[Node]:
    for id_, question in tree.questions.items():
        yield Node(str(id_), True, str(question.ask))
    for id_, outcome in tree.outcomes.items():
        yield Node(str(id_), False, str(outcome.title))


def _links(tree: Tree, names: Mapping[str, str]) -> dict[Key, str]:
    """Every branch of every option with its label."""
    brief = Brief(tree, question_numbers(tree))
    return {
        _key(question, edge, names): _label(question, edge, brief)
        for question in tree.questions.values()
        for edge in edges_of(question)
    }


def _key(question: Question, edge: Edge, names: Mapping[str, str]) -> Key:
    option = str(edge.option.id) if edge.option else ""
    when = json.dumps(guard_data(edge.branch.when)) if edge.branch.when else ""
    source, target = str(question.id), edge.target
    return names.get(source, source), option, names.get(target, target), when


def _label(question: Question, edge: Edge, brief: Brief) -> str:
    if edge.option:
        label = str(edge.option.label)
    else:
        label = ui("map.ticked" if question.items is not None else "map.filled")
    lists = question.branches(edge.option) if edge.option else question.next
    if len(lists) == 1 and not edge.branch.when:
        return label
    guard = edge.branch.when
    when = brief.say([guard], str(question.id)) if guard else ui("map.else")
    return label + ui("map.if", when=when)


def _grouped(links: Iterable[tuple[Key, str, Mark]]) -> Iterator[Link]:
    """One link for all answers that lead the same way and have the same mark."""
    found: dict[tuple[str, str, Mark], list[str]] = {}
    for (source, _, target, _), label, mark in links:
        found.setdefault((source, target, mark), []).append(label)
    for (source, target, mark), labels in found.items():
        yield Link(source, target, tuple(labels), mark)
