"""Changed trees as single files: a reviewer opens one and answers as a reader would."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

from build_hooks.checking import Checked
from build_hooks.embed.frame import file_name
from build_hooks.embed.page import embed_page, lean_fragment, parts
from build_hooks.maps.files import tree_files
from build_hooks.output import Output
from build_hooks.pipeline import script_modules
from build_hooks.publisher import NOBODY

SOURCES = Path("assets/decision-tree")
"""Our scripts and styles, below the folder of documents."""


def previews(trees: Collection[str], checked: Checked, docs: Path) -> Iterator[Output]:
    """A page and a picture of each of `trees` that has no errors."""
    proofs = [checked.proofs[id_] for id_ in trees if id_ in checked.proofs]
    files = sorted((docs / SOURCES).glob("*.*s"))
    sources = {file.name: file.read_text("utf-8") for file in files}
    common = parts([proof.tree for proof in proofs], {**script_modules(), **sources})
    for proof in proofs:
        name = file_name(str(proof.tree.id))
        fragment = lean_fragment(proof, checked.content, NOBODY)
        page = embed_page(proof.tree, fragment, NOBODY, common)
        yield Output(name, page.content)
        picture, _ = tree_files(proof.tree, checked.content)
        yield Output(name.removesuffix(".html") + ".svg", picture.content)
