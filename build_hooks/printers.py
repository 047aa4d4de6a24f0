"""Findings and proofs as a terminal, a pull request or a program wants them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from urllib.parse import quote

from build_hooks.checking import Checked
from build_hooks.findings import Finding, Severity
from build_hooks.locale import ui
from build_hooks.place import visible

if TYPE_CHECKING:
    from build_hooks.catalogue import Diagnostic

Printer = Callable[[Checked], str]

SARIF_SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_text(checked: Checked) -> str:
    """A line per finding, a proof line per tree, a summary."""
    lines = [str(finding) for finding in checked.findings]
    lines += [
        ui("check.proof", tree=visible(tree), **proof.figures)
        for tree, proof in checked.proofs.items()
    ]
    lines += [ui("check.unproved", tree=visible(tree)) for tree in checked.unproved]
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


def as_sarif(checked: Checked) -> str:
    """SARIF 2.1.0, which code hosts and editors read; the rules are the kinds of the catalogue."""
    from build_hooks.catalogue import catalogue  # noqa: PLC0415 - `check` starts faster without

    rules = {kind: _rule(found) for kind, found in catalogue().items()}
    for finding in checked.findings:
        rules.setdefault(finding.kind, {"id": finding.kind})
    order = {kind: index for index, kind in enumerate(rules)}
    run = {
        "tool": {"driver": {"name": "weiquan", "language": "zh", "rules": list(rules.values())}},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, order[finding.kind]) for finding in checked.findings],
    }
    log = {"version": "2.1.0", "$schema": SARIF_SCHEMA, "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


PRINTERS: dict[str, Printer] = {
    "text": as_text,
    "github": as_github,
    "json": as_json,
    "sarif": as_sarif,
}


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
    where = f"file={_property(visible(place.path))},line={place.line},col={place.column}"
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


def _rule(found: Diagnostic) -> dict[str, object]:
    return {
        "id": found.kind,
        "shortDescription": _message(found.title),
        "fullDescription": _message(found.meaning),
        "defaultConfiguration": {"level": str(found.severity)},
    }


def _result(finding: Finding, rule: int) -> dict[str, object]:
    place = finding.place
    region = {"startLine": place.line, "startColumn": place.column}
    where = {"artifactLocation": {"uri": quote(place.path)}, "region": region}
    return {
        "ruleId": finding.kind,
        "ruleIndex": rule,
        "level": str(finding.severity),
        "message": _message(finding.message),
        "locations": [{"physicalLocation": where}],
    }


def _message(text: str) -> dict[str, str]:
    """Single braces would be placeholders (SARIF 2.1.0, 3.11.5)."""
    return {"text": text.replace("{", "{{").replace("}", "}}")}
