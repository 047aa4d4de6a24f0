"""What a contributor sees while serving: drafts too, and one edited tree at once."""

from __future__ import annotations

from dataclasses import replace

from build_hooks.checking import Checked
from build_hooks.locale import ui
from build_hooks.model.tree import Status, Tree
from build_hooks.place import Text
from build_hooks.proof import Proof


def with_drafts(checked: Checked) -> Checked:
    """Show drafts as if they were published, with a title that says what they are."""
    shown = {id_: _shown(tree) for id_, tree in checked.content.trees.items()}
    proofs = {id_: _about(proof, shown[id_]) for id_, proof in checked.proofs.items()}
    return replace(checked, content=replace(checked.content, trees=shown), proofs=proofs)


def with_edited(before: Checked, part: Checked) -> Checked:
    """All that was known, but of the trees of `part` what is known now.

    What was found in other files stands; registers are those that `part` read.
    """
    content = replace(
        part.content,
        trees=before.content.trees | part.content.trees,
        case_files=before.content.case_files | part.content.case_files,
        elsewhere=frozenset(),
    )
    return replace(before, content=content, proofs=before.proofs | part.proofs)


def _shown(tree: Tree) -> Tree:
    if tree.status is not Status.DRAFT:
        return tree
    title = Text(ui("draft.title", title=tree.title), tree.title.place)
    return replace(tree, status=Status.LIVE, title=title)


def _about(proof: Proof, tree: Tree) -> Proof:
    return proof if proof.tree is tree else replace(proof, tree=tree)
