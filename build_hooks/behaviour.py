"""Compare two versions of the trees by what readers meet, and not by what was typed.

Every route of the new version is replayed in the old one, and the other way round. A route is the
answers of a reader: asked in another order they are still the same. An input counts as the ranges
that guards of either version tell apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from build_hooks.changes import Change, Changes, Kind, Side, changes
from build_hooks.checking import Checked
from build_hooks.graph import node_ids
from build_hooks.model.tree import Question, Tree
from build_hooks.proof import Proof
from build_hooks.replay import Version
from build_hooks.routes import MOST_STATES
from build_hooks.verify.references import citations


class Fate(StrEnum):
    """What became of a tree."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Difference:
    """All that is different in one tree."""

    tree: str
    title: str
    fate: Fate
    before: int = 0
    """Routes of the old version."""
    after: int = 0
    """Routes of the new version."""
    changes: tuple[Change, ...] = ()
    vanished: tuple[str, ...] = ()
    """Nodes that are gone and that `renamed` does not name; answers as `question=option`."""
    cites_gained: tuple[str, ...] = ()
    cites_lost: tuple[str, ...] = ()
    status: tuple[str, str] = ("", "")
    """Before and after."""
    partial: bool = False
    """Whether a bound stopped the search: all figures are then lower bounds."""

    def routes(self, kind: Kind) -> int:
        """How many routes changed in this way."""
        if self.fate is Fate.ADDED:
            return self.after if kind is Kind.ONLY_NEW else 0
        if self.fate is Fate.REMOVED:
            return self.before if kind is Kind.ONLY_OLD else 0
        return sum(change.routes for change in self.changes if change.kind is kind)

    @property
    def same_routes(self) -> bool:
        """Whether it is known that every reader ends where they did and is shown what they were."""
        return not self.partial and not any(self.routes(kind) for kind in Kind)


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Two versions compared."""

    trees: tuple[Difference, ...]
    unproved: tuple[str, ...]
    """Trees that have errors in one of the versions: they are not compared."""

    @property
    def same_routes(self) -> bool:
        """Whether no route of any tree changed."""
        return not self.unproved and all(tree.same_routes for tree in self.trees)


def compare(base: Checked, head: Checked, most: int = MOST_STATES) -> Behaviour:
    """Compare all trees of the old version `base` with those of the new version `head`."""
    broken = {str(id_) for side in (base, head) for id_ in (*side.unproved, *_unread(side))}
    ids = sorted({str(id_) for id_ in (*base.proofs, *head.proofs)} - broken)
    trees = tuple(_difference(id_, base, head, most) for id_ in ids)
    return Behaviour(trees, tuple(sorted(broken)))


def _unread(side: Checked) -> Iterator[str]:
    """Trees whose file could not be read; unlike a register's, their name has a folder."""
    return (id_ for id_ in side.content.unread if "/" in id_)


def _difference(id_: str, base: Checked, head: Checked, most: int) -> Difference:
    old, new = base.proofs.get(id_), head.proofs.get(id_)
    if old is None:
        return _added(head.proofs[id_])
    if new is None:
        return _removed(old)
    names = renames(old.tree, new.tree)
    before = Side(Version(old.tree, names), base.content)
    after = Side(Version(new.tree, {}), head.content)
    if before.without_words == after.without_words and new.facts.is_complete:
        found = Changes((), old.figures["routes"], new.figures["routes"], partial=False)
    else:
        found = changes(before, after, most)
    was, now = _cited(old.tree), _cited(new.tree)
    vanished = tuple(_vanished(old.tree, new.tree, names))
    status = (str(old.tree.status), str(new.tree.status))
    same = was == now and status[0] == status[1] and not (found.found or vanished or found.partial)
    return Difference(
        id_,
        str(new.tree.title),
        Fate.SAME if same else Fate.CHANGED,
        found.before,
        found.after,
        found.found,
        vanished,
        tuple(sorted(now - was)),
        tuple(sorted(was - now)),
        status,
        found.partial,
    )


def _added(new: Proof) -> Difference:
    return Difference(
        str(new.tree.id),
        str(new.tree.title),
        Fate.ADDED,
        after=new.figures["routes"],
        cites_gained=tuple(sorted(_cited(new.tree))),
        status=("", str(new.tree.status)),
    )


def _removed(old: Proof) -> Difference:
    return Difference(
        str(old.tree.id),
        str(old.tree.title),
        Fate.REMOVED,
        before=old.figures["routes"],
        vanished=tuple(node_ids(old.tree)),
        cites_lost=tuple(sorted(_cited(old.tree))),
        status=(str(old.tree.status), ""),
    )


def _cited(tree: Tree) -> set[str]:
    return {str(name) for name in citations(tree)}


def renames(old: Tree, new: Tree) -> dict[str, str]:
    """What ids of the old version are called in the new; two questions never get one name."""
    names: dict[str, str] = {}
    for id_, renamed in (new.renamed or {}).items():
        taken = renamed.to in old.questions or renamed.to in names.values()
        if renamed.to and id_ in node_ids(old) and not (id_ in old.questions and taken):
            names[str(id_)] = str(renamed.to)
    return names


def _vanished(old: Tree, new: Tree, names: Mapping[str, str]) -> Iterator[str]:
    kept = {*node_ids(new), *(new.renamed or {})}
    yield from (id_ for id_ in node_ids(old) if id_ not in kept)
    for id_, question in old.questions.items():
        now = new.questions.get(names.get(id_, id_))
        if now:
            yield from (f"{id_}={a}" for a in _answers(question) if a not in _answers(now))


def _answers(question: Question) -> list[str]:
    return [str(id_) for id_ in (question.options or question.items or ())]
