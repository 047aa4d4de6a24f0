"""Content becomes findings: one small function per rule, pure, grouped by what it looks at."""

from __future__ import annotations

from build_hooks.findings import Finding, Report
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.verify.cases import CASE_RULES
from build_hooks.verify.outcomes import OUTCOME_RULES
from build_hooks.verify.references import CONTENT_RULES, REFERENCE_RULES
from build_hooks.verify.structure import STRUCTURE_RULES

TREE_RULES = (*STRUCTURE_RULES, *REFERENCE_RULES, *OUTCOME_RULES)


def verify_tree(tree: Tree, content: Content, report: Report) -> bool:
    """Run every rule for one tree; True if its routes can be trusted."""
    before = len(report.findings)
    for rule in TREE_RULES:
        rule(tree, content, report)
    return len(report.findings) == before


def verify(content: Content) -> list[Finding]:
    """All findings about the content as a whole, its trees and their cases."""
    report = Report()
    for rule in CONTENT_RULES:
        rule(content, report)
    for tree in content.trees.values():
        sound = verify_tree(tree, content, report)
        if sound:
            for case_rule in CASE_RULES:
                case_rule(tree, content, report)
    return report.sorted()
