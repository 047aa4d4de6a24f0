"""Content becomes findings: one small function per rule, pure, grouped by what it looks at."""

from __future__ import annotations

from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.verify.inputs import INPUT_RULES
from build_hooks.verify.outcomes import OUTCOME_RULES
from build_hooks.verify.references import CASE_RULES, REFERENCE_RULES, REGISTER_RULES
from build_hooks.verify.structure import STRUCTURE_RULES
from build_hooks.verify.synonyms import SYNONYM_RULES
from build_hooks.verify.words import WORD_CASE_RULES, WORD_REGISTER_RULES, WORD_RULES

TREE_RULES = (*STRUCTURE_RULES, *INPUT_RULES, *REFERENCE_RULES, *OUTCOME_RULES)
"""Rules that can stop a release; those about wording only warn."""


def verify(content: Content, report: Report) -> None:
    """Run the rules that are not about one tree: over the registers if all was read, over cases."""
    of_registers = (*REGISTER_RULES, *WORD_REGISTER_RULES, *SYNONYM_RULES)
    for rule in () if content.elsewhere else of_registers:
        rule(content, report)
    verify_cases(content, report)


def verify_cases(content: Content, report: Report) -> None:
    """Run the rules of cases."""
    for rule in (*CASE_RULES, *WORD_CASE_RULES):
        rule(content, report)


def verify_tree(tree: Tree, content: Content, report: Report) -> None:
    """Run the rules of trees over one."""
    for rule in (*TREE_RULES, *WORD_RULES):
        rule(tree, content, report)
