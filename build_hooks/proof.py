"""What was proved of a tree, in figures."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from functools import cached_property

from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.routes import Routes, explore
from build_hooks.verify.routes import ROUTE_RULES, changes_of_law

sys.set_int_max_str_digits(0)
"""Counts of routes may have thousands of digits; they are ours, not somebody's input."""


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
            "options": sum(len(self.routes.domains[q].answers) for q in tree.questions),
            "routes": self.routes.count,
            "shortest": self.routes.shortest,
            "longest": self.routes.longest,
            "outcomes": len(tree.outcomes),
            "cases": self.cases,
        }


def prove(tree: Tree, content: Content, report: Report) -> Proof:
    """Search all answers of a tree whose shape is sound; report what is wrong on some route."""
    routes = explore(tree, changes_of_law(tree, content))
    for rule in ROUTE_RULES:
        rule(tree, content, routes, report)
    routes.let_go()
    return Proof(tree, routes, sum(case.for_readers for case in content.cases(tree)))
