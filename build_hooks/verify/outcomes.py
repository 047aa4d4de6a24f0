"""Rules about outcomes: a reader who arrives has something to do, today, and on what ground."""

from __future__ import annotations

from build_hooks.findings import Report
from build_hooks.model.content import Content
from build_hooks.model.tree import Topic, Tree


def nothing_to_do(tree: Tree, content: Content, report: Report) -> None:
    """Every outcome has a next step."""
    for outcome in tree.outcomes.values():
        if not outcome.steps:
            report.add("outcome-without-step", outcome.place, found=outcome.id)
        for step in outcome.steps:
            if step.use is None and step.do is None:
                report.add("empty-step", step.place)


def no_citation(tree: Tree, content: Content, report: Report) -> None:
    """Every outcome names the law that it rests on."""
    for outcome in tree.outcomes.values():
        if not outcome.cites:
            report.add("outcome-without-citation", outcome.place, found=outcome.id)


def nobody_liable(tree: Tree, content: Content, report: Report) -> None:
    """Every outcome says who answers for it, or that nobody does."""
    for outcome in tree.outcomes.values():
        if not outcome.parties:
            report.add("outcome-without-party", outcome.place, found=outcome.id)


def no_evidence(tree: Tree, content: Content, report: Report) -> None:
    """Every outcome says what to keep."""
    for outcome in tree.outcomes.values():
        if not outcome.evidence:
            report.warn("outcome-without-evidence", outcome.place, found=outcome.id)


def verdict(tree: Tree, content: Content, report: Report) -> None:
    """Quality trees decide something, the others do not."""
    for outcome in tree.outcomes.values():
        wanted = tree.topic is Topic.QUALITY and tree.audience != "consumer"
        if wanted and outcome.verdict is None:
            report.add("missing-key", outcome.place, key="verdict")
        if not wanted and outcome.verdict is not None:
            report.add("verdict-elsewhere", outcome.place, found=outcome.id)


OUTCOME_RULES = (nothing_to_do, no_citation, nobody_liable, no_evidence, verdict)
