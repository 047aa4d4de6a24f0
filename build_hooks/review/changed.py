"""Two versions of the content side by side: which trees and entries a reviewer must look at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace

from build_hooks.api.digest import as_data
from build_hooks.behaviour import Behaviour, Difference, Fate, compare, renames
from build_hooks.changes import Kind
from build_hooks.checking import Checked
from build_hooks.findings import Finding, Report, Severity, errors_in
from build_hooks.model.registers import Registers
from build_hooks.proof import Proof, prove
from build_hooks.review.cases import CaseChanges, case_changes
from build_hooks.review.nodes import NodeChange, node_changes
from build_hooks.review.registers import EntryChange, entry_changes


@dataclass(frozen=True, slots=True)
class TreeChange:
    """All that a reviewer must know of one tree."""

    tree: str
    title: str
    before: Proof | None
    """None where the tree has errors or is not there."""
    after: Proof | None
    names: Mapping[str, str]
    """How old ids are called now."""
    difference: Difference | None
    """None where it could not be compared."""
    nodes: tuple[NodeChange, ...]
    cases: CaseChanges
    unproved: tuple[bool, bool]
    """Whether the old and the new version have errors, if only in their cases."""


@dataclass(frozen=True, slots=True)
class Review:
    """What is different between two versions."""

    trees: tuple[TreeChange, ...]
    entries: tuple[EntryChange, ...]
    behaviour: Behaviour
    errors: tuple[Finding, ...]
    """All errors of the new version."""
    warnings: tuple[Finding, ...]
    """Warnings that the old version did not have."""

    def routes(self, kind: Kind) -> int:
        """Routes of trees that are in both versions and changed in this way."""
        came_or_went = (Fate.ADDED, Fate.REMOVED)
        trees = [one for one in self.behaviour.trees if one.fate not in came_or_went]
        return sum(tree.routes(kind) for tree in trees)


def with_shapes(checked: Checked) -> Checked:
    """Also prove trees that only their cases disagree with: their routes are what to look at."""
    wrong = {finding.place.path for finding in errors_in(checked.findings)}
    found = {
        id_: prove(tree, checked.content, Report())
        for id_ in checked.unproved
        if (tree := checked.content.trees[id_]).place.path not in wrong
    }
    left = [id_ for id_ in checked.unproved if id_ not in found]
    return replace(checked, proofs={**checked.proofs, **found}, unproved=left)


def review(base: Checked, head: Checked) -> Review:
    """Compare the old version `base` with the new version `head`."""
    unproved = frozenset(base.unproved), frozenset(head.unproved)
    base, head = with_shapes(base), with_shapes(head)
    behaviour = compare(base, head)
    compared = {one.tree: one for one in behaviour.trees}
    everywhere = as_data(base.content.registers) != as_data(head.content.registers)
    trees = []
    for id_ in sorted(_ids(base) | _ids(head)):
        own = _sources(id_, base) != _sources(id_, head)
        if own or everywhere:
            flags = (id_ in unproved[0], id_ in unproved[1])
            tree = _tree(id_, base, head, compared.get(id_), flags)
            trees += [tree] if own or _matters(tree) else []
    return Review(
        tuple(trees),
        tuple(entry_changes(base.content, head.content)),
        behaviour,
        tuple(errors_in(head.findings)),
        tuple(_new_warnings(base, head)),
    )


def _ids(side: Checked) -> set[str]:
    return {str(id_) for id_ in (*side.content.trees, *side.content.unread, *side.unproved)} - (
        {field.name for field in fields(Registers)}
    )


def _sources(id_: str, side: Checked) -> tuple[object, ...]:
    """All that the files of a tree say, and whether they could be read and proved."""
    content = side.content
    read = content.trees.get(id_), content.case_files.get(id_)
    return (*map(as_data, read), id_ in content.unread, id_ in side.proofs)


def _matters(tree: TreeChange) -> bool:
    if tree.difference is None or tree.difference.fate is not Fate.SAME:
        return True
    return bool(tree.nodes) or not tree.cases.same


def _tree(
    id_: str,
    base: Checked,
    head: Checked,
    difference: Difference | None,
    unproved: tuple[bool, bool],
) -> TreeChange:
    old, new = base.proofs.get(id_), head.proofs.get(id_)
    known = head.content.trees.get(id_) or base.content.trees.get(id_)
    names: Mapping[str, str] = {}
    nodes: tuple[NodeChange, ...] = ()
    if old and new:
        names = renames(old.tree, new.tree)
        contents = (base.content, head.content)
        nodes = tuple(node_changes(old.tree, new.tree, names, contents))
    cases = case_changes(id_, base, head)
    title = str(known.title) if known else id_
    return TreeChange(id_, title, old, new, names, difference, nodes, cases, unproved)


def _new_warnings(base: Checked, head: Checked) -> list[Finding]:
    """By kind, file and words: a line that moved is not a new one."""
    known = {(one.kind, one.place.path, one.data) for one in base.findings}
    return [
        one
        for one in head.findings
        if one.severity is Severity.WARNING and (one.kind, one.place.path, one.data) not in known
    ]
