"""All that is found in one tree beside the content it belongs to: rules, routes, cases."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from build_hooks.cases import run_cases
from build_hooks.findings import Finding, Report, errors_in
from build_hooks.load.folder import CASES_ENDING
from build_hooks.model.content import Content
from build_hooks.model.tree import Tree
from build_hooks.proof import Facts, Proof, prove
from build_hooks.spread import spread
from build_hooks.verify import verify_tree


@dataclass(frozen=True, slots=True)
class Proved:
    """What the search of a tree's routes has found; it rests on the tree and registers alone."""

    facts: Facts
    findings: list[Finding]


@dataclass(frozen=True, slots=True)
class Judged:
    """What was found in a tree; it says so without the tree, for a fork hands it over."""

    findings: list[Finding]
    proved: Proved | None
    """None where the tree has errors before anybody looks at its routes."""


def judge_all(
    trees: list[Tree], content: Content, broken: Collection[str], known: dict[str, Proved]
) -> Iterator[Judged]:
    """Judge each of `trees`, in processes of their own if there are many.

    `broken` are the files with errors; what is `known`, by tree, is not searched again.
    """

    def judged(tree: Tree) -> Judged:
        return _judge(tree, content, broken, known.get(tree.id))

    return spread(judged, trees)


def _judge(tree: Tree, content: Content, broken: Collection[str], known: Proved | None) -> Judged:
    report = Report()
    verify_tree(tree, content, report)
    proved = None
    if not has_errors(tree, broken, report):
        proved = known or _proved(tree, content)
        report.findings.extend(proved.findings)
        if not has_errors(tree, broken, report):
            run_cases(tree, content, report)
    return Judged(report.findings, proved)


def _proved(tree: Tree, content: Content) -> Proved:
    report = Report()
    return Proved(prove(tree, content, report).facts, report.findings)


def proof_of(tree: Tree, judged: Judged) -> Proof:
    """The proof of a tree without errors."""
    assert judged.proved, "a tree without errors has been proved"
    return Proof(tree, judged.proved.facts)


def has_errors(tree: Tree, broken: Collection[str], report: Report) -> bool:
    """Whether the tree's own files are among the broken ones, or the report says so."""
    own = files_of_tree(tree)
    return not (own.isdisjoint(broken) and own.isdisjoint(broken_files(report)))


def broken_files(report: Report) -> set[str]:
    """The files with errors."""
    return {finding.place.path for finding in errors_in(report.findings)}


def files_of_tree(tree: Tree) -> set[str]:
    """A tree's file and that of its cases, as findings name them."""
    path = tree.place.path
    return {path, path.removesuffix(".yaml") + CASES_ENDING}
