"""What was proved of a tree, in figures."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from build_hooks.findings import Report
from build_hooks.graph import node_ids
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.routes import Routes, explore
from build_hooks.verify.structure import report_unreachable


@dataclass(frozen=True)
class Proof:
    """A tree without errors, with its routes."""

    tree: Tree
    routes: Routes
    cases: int
    """Decided cases and examples that agree with the tree."""

    @cached_property
    def figures(self) -> dict[str, int]:
        """Nodes, options, exact routes, shortest and longest in questions, outcomes, cases."""
        tree = self.tree
        return {
            "nodes": len(tree.questions) + len(tree.outcomes),
            "options": sum(len(question.options or {}) for question in tree.questions.values()),
            "routes": self.routes.count,
            "shortest": self.routes.shortest,
            "longest": self.routes.longest,
            "outcomes": len(tree.outcomes),
            "cases": self.cases,
        }


def prove(tree: Tree, content: Content, report: Report) -> Proof:
    """Follow every answer through a tree whose shape is sound; report what none leads to."""
    routes = explore(tree)
    reached = {node for node, _ in routes.moves}
    for node in node_ids(tree):
        if node not in reached:
            report_unreachable(tree, node, report)
    return Proof(tree, routes, len(content.cases(tree)))
