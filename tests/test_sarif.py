"""`check --format sarif` has what SARIF 2.1.0 requires and what code hosts read of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from build_hooks.catalogue import catalogue
from build_hooks.checking import Checked
from build_hooks.findings import Finding
from build_hooks.place import Place
from build_hooks.printers import PRINTERS
from tests.conftest import Check
from tests.content import SMALL, TREE

Sarif = dict[str, Any]


@pytest.fixture
def checked(check_files: Check) -> Checked:
    """An error and a warning, as they stand in the file."""
    tree = TREE.replace("next: platform-pays", "next: platform-pay")
    tree = tree.replace("    evidence: [order]\n    cites: [rule-2]", "    cites: [rule-2]")
    return check_files({**SMALL, "liability/small.yaml": tree})


@pytest.fixture
def sarif(checked: Checked) -> Sarif:
    """The log, read back."""
    return json.loads(PRINTERS["sarif"](checked))


def test_a_log_names_its_version_its_schema_and_its_tool(sarif: Sarif) -> None:
    assert sarif["version"] == "2.1.0"
    assert sarif["$schema"].endswith("sarif-schema-2.1.0.json")
    (run,) = sarif["runs"]
    assert run["tool"]["driver"]["name"] == "weiquan"
    assert run["columnKind"] == "unicodeCodePoints"


def test_the_rules_are_the_catalogue(sarif: Sarif) -> None:
    rules = sarif["runs"][0]["tool"]["driver"]["rules"]
    assert {rule["id"]: rule["shortDescription"]["text"] for rule in rules} == {
        kind: found.title for kind, found in catalogue().items()
    }
    assert len(rules) == len(catalogue())
    assert {rule["defaultConfiguration"]["level"] for rule in rules} == {"error", "warning"}
    assert all(rule["fullDescription"]["text"] for rule in rules)


def test_a_result_is_its_finding_at_its_place(sarif: Sarif, checked: Checked) -> None:
    run = sarif["runs"][0]
    assert [result["ruleId"] for result in run["results"]] == [
        "unknown-target",
        "outcome-without-evidence",
    ]
    for result, finding in zip(run["results"], checked.findings, strict=True):
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == finding.severity
        assert result["message"] == {"text": finding.message}
        (location,) = result["locations"]
        physical = location["physicalLocation"]
        assert physical["artifactLocation"] == {"uri": "trees/liability/small.yaml"}
        assert physical["region"] == {
            "startLine": finding.place.line,
            "startColumn": finding.place.column,
        }


def test_the_first_result_stands_where_the_target_is_written(sarif: Sarif) -> None:
    location = sarif["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
    assert location["region"] == {"startLine": 17, "startColumn": 35}


def test_no_findings_are_an_empty_list_of_results(check_files: Check) -> None:
    sarif = json.loads(PRINTERS["sarif"](check_files(SMALL)))
    assert sarif["runs"][0]["results"] == []


def test_a_path_is_an_address_and_an_unexplained_kind_is_still_a_rule(checked: Checked) -> None:
    finding = Finding("suggestion", Place("trees/责任/a b.yaml"), (("near", "x"),))
    checked.findings[:] = [finding]
    run = json.loads(PRINTERS["sarif"](checked))["runs"][0]
    (result,) = run["results"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "trees/%E8%B4%A3%E4%BB%BB/a%20b.yaml"
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]] == {"id": "suggestion"}


def test_braces_are_doubled_because_single_ones_are_placeholders(check_files: Check) -> None:
    tree = TREE.replace("    remedies: [refund]", "    remedies: [{use: refund, when: clear}]")
    checked = check_files({**SMALL, "liability/small.yaml": tree})
    (finding,) = checked.findings
    assert "{seller-named" in finding.message
    (result,) = json.loads(PRINTERS["sarif"](checked))["runs"][0]["results"]
    assert "{{seller-named" in result["message"]["text"]
    assert result["message"]["text"].format() == finding.message
