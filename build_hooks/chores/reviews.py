"""Trees that nobody has read against the law for a year."""

from __future__ import annotations

from build_hooks.checking import Checked
from build_hooks.locale import ui
from build_hooks.markup import code, plain
from build_hooks.model.tree import Tree

KIND = "review-too-old"


def old_reviews(checked: Checked) -> list[Tree]:
    """The trees that `check` warns of, the oldest review first."""
    paths = {finding.place.path for finding in checked.findings if finding.kind == KIND}
    trees = [tree for tree in checked.content.trees.values() if tree.place.path in paths]
    return sorted(trees, key=lambda tree: (tree.reviewed.on, tree.id))


def reviews_text(trees: list[Tree]) -> str:
    """What to do, with a box to tick for each tree; empty if there is none."""
    if not trees:
        return ""
    lines = [ui("chores.reviews", count=len(trees)), ""]
    for tree in trees:
        by = plain("、".join(tree.reviewed.by))
        words = {"title": plain(tree.title), "tree": code(tree.id), "by": by}
        lines.append(ui("chores.reviews.tree", on=tree.reviewed.on, **words))
    return "\n".join([*lines, "", ui("chores.reviews.how")]) + "\n"
