"""What was proved of a tree, in figures."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from build_hooks.findings import Report
from build_hooks.memory import Answers
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.necessary import necessary
from build_hooks.routes import Routes, explore
from build_hooks.verify.routes import ROUTE_RULES, changes_of_law

sys.set_int_max_str_digits(0)
"""Counts of routes may have thousands of digits; they are ours, not somebody's input."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What a search of all answers has found, without its states: little enough to hand over."""

    figures: dict[str, int]
    """Nodes, options, exact routes, shortest and longest in questions, outcomes, cases."""
    states: int
    is_complete: bool
    """Whether no bound stopped the search."""
    remaining: dict[str, tuple[int, int]]
    """Per node: the fewest and the most questions from it to an outcome, itself included."""
    necessary: dict[str, Answers]
    """Per node: the answers that every route to it has given."""
    days: set[date]
    """Those on which the law changes that the tree cites."""


@dataclass(frozen=True)
class Proof:
    """A tree without errors, with what is known of its routes."""

    tree: Tree
    facts: Facts

    @property
    def figures(self) -> dict[str, int]:
        """See `Facts`."""
        return self.facts.figures

    @cached_property
    def routes(self) -> Routes:
        """The routes themselves, searched again: few ask, and they take half of all memory."""
        return explore(self.tree, self.facts.days)


def prove(tree: Tree, content: Content, report: Report) -> Proof:
    """Search all answers of a tree whose shape is sound; report what is wrong on some route."""
    routes = examine(tree, content, report)
    cases = sum(case.for_readers for case in content.cases(tree))
    facts = Facts(
        _figures(tree, routes, cases),
        len(routes.moves),
        not routes.bounded,
        routes.remaining,
        necessary(routes),
        changes_of_law(tree, content),
    )
    return Proof(tree, facts)


def examine(tree: Tree, content: Content, report: Report) -> Routes:
    """The routes of a tree, held against every rule about them."""
    routes = explore(tree, changes_of_law(tree, content))
    for rule in ROUTE_RULES:
        rule(tree, content, routes, report)
    return routes


def _figures(tree: Tree, routes: Routes, cases: int) -> dict[str, int]:
    return {
        "nodes": len(tree.questions) + len(tree.outcomes),
        "options": sum(len(routes.domains[q].answers) for q in tree.questions),
        "routes": routes.count,
        "shortest": routes.shortest,
        "longest": routes.longest,
        "outcomes": len(tree.outcomes),
        "cases": cases,
    }
