"""What the playground knows of the site: all that the check of one tree looks at, and no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from build_hooks.catalogue import Diagnostic, catalogue
from build_hooks.embed.markup import Dress
from build_hooks.load.folder import CASES_ENDING
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.publisher import Publisher
from build_hooks.starter import starter

NEW = "liability/new-tree"
"""The id that a tree has while nobody has named it."""
TITLE = "读者会怎么问这个问题？"


@dataclass(frozen=True, slots=True)
class Known:
    """The site, for a check of one of its trees."""

    content: Content
    """Registers as they are; of the other trees only what a tree can refer to."""
    sources: Mapping[str, str]
    """The YAML of trees and cases by path."""
    explained: Mapping[str, Diagnostic]
    publisher: Publisher
    dress: Dress
    """What the live tree wears."""


def known_of(content: Content, folder: Path, publisher: Publisher, dress: Dress) -> Known:
    """What is to be known of `content`, which was read from `folder`."""
    outlines = {id_: _outline(tree) for id_, tree in content.trees.items()}
    kept = Content(outlines, content.registers)
    return Known(kept, _sources(content, folder), dict(catalogue()), publisher, dress)


def _outline(tree: Tree) -> Tree:
    """A tree's title and names, and the questions that it shares with others."""
    shared = {id_: question for id_, question in tree.questions.items() if question.use}
    return replace(tree, questions=shared, outcomes={})


def _sources(content: Content, folder: Path) -> dict[str, str]:
    found = {tree_path(NEW): new_text(content)}
    for id_ in sorted(content.trees):
        for path in (tree_path(id_), cases_path(id_)):
            file = folder.parent / path
            if file.is_file():
                found[path] = file.read_text("utf-8-sig")
    return found


def new_text(content: Content) -> str:
    """A tree to begin with; its date is that of the last review, so that builds stay the same."""
    day = max(tree.reviewed.on for tree in content.trees.values())
    return starter(".yaml", TITLE, day)


def tree_path(id_: str) -> str:
    """The path of a tree's file, as findings name it."""
    return f"trees/{id_}.yaml"


def cases_path(id_: str) -> str:
    """The path of a tree's cases."""
    return f"trees/{id_}{CASES_ENDING}"
