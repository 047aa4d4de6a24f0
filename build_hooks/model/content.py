"""Everything that was loaded, in one value."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from build_hooks.model.cases import Case, CaseFile
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Status, Tree


@dataclass(frozen=True, slots=True)
class Content:
    """The trees with their cases, and the registers that they name."""

    trees: dict[str, Tree] = field(default_factory=dict)
    registers: Registers = field(default_factory=Registers)
    case_files: dict[str, CaseFile] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    """Ids of trees and names of registers whose file has findings: nobody else is to blame."""
    elsewhere: frozenset[str] = frozenset()
    """Ids of trees that are there, but were not asked for and so not read."""
    today: date | None = None
    """The day of the check; without it, no review is too old."""

    @property
    def known_trees(self) -> frozenset[str]:
        """Every id that a tree can name, read or not."""
        return self.elsewhere.union(self.trees)

    def live(self) -> list[Tree]:
        """The trees that are published, by id."""
        return [tree for _, tree in sorted(self.trees.items()) if tree.status is Status.LIVE]

    def cases(self, tree: Tree) -> list[Case]:
        """The cases of `tree` in the order of their file."""
        found = self.case_files.get(tree.id)
        return list(found.cases.values()) if found else []
