"""What is published, by whom: the one value that every file of the API is made of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from build_hooks.api.shape import ROOT, Citation, Node, Ref
from build_hooks.model.content import Content
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree
from build_hooks.proof import Proof
from build_hooks.publisher import Publisher
from build_hooks.render.links import Links
from build_hooks.render.viewer import Viewer


@dataclass(frozen=True)
class Published:
    """The live trees with their proofs, the registers, and the site's address."""

    content: Content
    proofs: Mapping[str, Proof]
    publisher: Publisher

    @cached_property
    def live(self) -> list[Proof]:
        """The proofs of the trees that readers see, by id."""
        return [self.proofs[tree.id] for tree in self.content.live()]

    @property
    def registers(self) -> Registers:
        """All registers."""
        return self.content.registers

    @cached_property
    def links(self) -> Links:
        """Whole addresses."""
        return Links(self.publisher.url)

    @cached_property
    def viewer(self) -> Viewer:
        """Words and addresses."""
        return Viewer(self.content, self.links)

    def file(self, path: str) -> str:
        """The address of a file of the API."""
        return self.publisher.at(f"{ROOT}/{path}")

    def cites(self, names: Iterable[str]) -> tuple[Citation, ...]:
        """The provisions of `names`, each once."""
        found = self.viewer.citations(names)
        return tuple(Citation(id=one.id, label=one.label, url=one.url) for one in found)

    def entry(self, register: str, id_: str) -> Ref:
        """An entry of a register that has a page."""
        entry: Any = getattr(self.registers, register)[id_]
        return Ref(id=id_, title=entry.title, url=self.links.entry(register, id_))

    def tree(self, id_: str) -> Ref:
        """A tree."""
        return Ref(id=id_, title=self.content.trees[id_].title or "", url=self.links.tree(id_))

    def node(self, tree: Tree, id_: str) -> Node:
        """A question or an outcome."""
        title = self.viewer.title(tree, id_)
        return Node(tree=tree.id, id=id_, title=title, url=self.links.node(tree.id, id_))
