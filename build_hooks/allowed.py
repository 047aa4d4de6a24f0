"""Leave out the warnings that a node allows with a reason; report an allowance nobody needs."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from build_hooks.findings import Finding, Report, Severity
from build_hooks.model.tree import Outcome, Question, Tree


def leave_out_allowed(tree: Tree, report: Report, *, is_sound: bool) -> None:
    """Take the warnings that a node of `tree` allows out of the report; errors stay.

    An allowance that nobody needs is a warning itself, but of a tree that `is_sound`: where errors
    stopped the search, nobody knows.
    """
    nodes: list[Question | Outcome] = [*tree.questions.values(), *tree.outcomes.values()]
    nodes.sort(key=lambda node: node.place)
    starts = [node.place.line for node in nodes]
    used: set[tuple[str, str]] = set()
    kept: list[Finding] = []
    for finding in report.findings:
        index = bisect_right(starts, finding.place.line) - 1
        node = nodes[index] if index >= 0 and finding.place.path == tree.place.path else None
        if node and finding.severity is Severity.WARNING and finding.kind in (node.allow or {}):
            used.add((str(node.id), finding.kind))
        else:
            kept.append(finding)
    report.findings[:] = kept
    for kind, named in _allowances(nodes) if is_sound else ():
        if (str(named.id), kind) not in used:
            report.warn("allow-unused", named.place, found=kind)


def _allowances(nodes: list[Question | Outcome]) -> Iterator[tuple[str, Question | Outcome]]:
    for node in nodes:
        for kind in node.allow or {}:
            yield str(kind), node
