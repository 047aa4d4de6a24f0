"""Findings and proofs as a terminal, a pull request or a program wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from build_hooks.checking import Checked
from build_hooks.findings import Finding, Severity
from build_hooks.locale import ui

Printer = Callable[[Checked], str]


def as_text(checked: Checked) -> str:
    """A line per finding, a proof line per tree, a summary."""
    lines = [str(finding) for finding in checked.findings]
    lines += [
        ui("check.proof", tree=tree, **proof.figures) for tree, proof in checked.proofs.items()
    ]
    lines += [ui("check.unproved", tree=tree) for tree in checked.unproved]
    return "\n".join([*lines, summary(checked)])


def as_github(checked: Checked) -> str:
    """Workflow commands, which GitHub shows on the lines of a pull request."""
    return "\n".join([*(_annotation(finding) for finding in checked.findings), summary(checked)])


def as_json(checked: Checked) -> str:
    """One object: findings and proofs."""
    return json.dumps(
        {
            "findings": [_as_data(finding) for finding in checked.findings],
            "proofs": {str(tree): proof.figures for tree, proof in checked.proofs.items()},
            "unproved": [str(tree) for tree in checked.unproved],
        },
        ensure_ascii=False,
        indent=2,
    )


PRINTERS: dict[str, Printer] = {"text": as_text, "github": as_github, "json": as_json}


def summary(checked: Checked) -> str:
    """How many trees, errors and warnings."""
    return ui(
        "check.summary",
        trees=len(checked.proofs) + len(checked.unproved),
        errors=_count(checked.findings, Severity.ERROR),
        warnings=_count(checked.findings, Severity.WARNING),
    )


def _count(findings: Sequence[Finding], severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _annotation(finding: Finding) -> str:
    place = finding.place
    where = f"file={_property(place.path)},line={place.line},col={place.column}"
    title = _property(finding.kind)
    return f"::{finding.severity} {where},title={title}::{_data(finding.message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _as_data(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "severity": str(finding.severity),
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
    }
