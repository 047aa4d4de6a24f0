"""Every kind of mistake gives its finding, at its place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from tests.conftest import Check
from tests.content import CASES, LAWS, SMALL, with_tree

GOLDEN = yaml.safe_load((Path(__file__).parent / "golden/verify.yaml").read_text("utf-8"))


def found(checked) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.kind}" for f in checked.findings]


def test_small_content_has_no_findings(check_files: Check) -> None:
    checked = check_files(SMALL)
    assert found(checked) == []
    assert checked.proofs["liability/small"].figures == {
        "nodes": 4,
        "options": 4,
        "routes": 3,
        "shortest": 1,
        "longest": 2,
        "outcomes": 2,
        "cases": 0,
    }


@pytest.mark.parametrize("name", GOLDEN)
def test_golden(name: str, check_files: Check) -> None:
    case = GOLDEN[name]
    checked = check_files(with_tree(case["old"], case["new"]))
    assert found(checked) == case["findings"], "\n".join(map(str, checked.findings))
    assert {f.place.path for f in checked.findings} <= {"trees/liability/small.yaml"}
    assert all(f.message for f in checked.findings)


def test_a_misspelt_target_is_answered_with_the_nearest_node(check_files: Check) -> None:
    checked = check_files(with_tree("next: platform-pays", "next: platform-pay"))
    assert checked.findings[0].message == (
        "选项“不清楚”指向“platform-pay”，没有这个节点；是不是“platform-pays”？"
    )


BAD_FILES = {
    "empty": (b"", "1:1 empty-file"),
    "only-a-comment": ("# 还没写\n".encode(), "1:1 empty-file"),
    "binary": (b"title: a\nsummary: \x00\x01", "2:10 binary-file"),
    "control-character": (b"title: a\x07b\n", "1:9 binary-file"),
    "not-utf8": ("title: 小树\n".encode("gbk"), "1:9 not-utf8"),
    "too-large": (b"#" * 2_000_000, "1:1 file-too-large"),
    "a-list": (b"- a\n- b\n", "1:1 not-a-mapping"),
    "a-word": (b"hello\n", "1:1 not-a-mapping"),
    "two-documents": (b"title: a\n---\ntitle: b\n", "2:1 yaml-documents"),
    "deep": (b"a: " + b"[" * 400_000, "1:19 yaml-depth"),
    "alias-bomb": (b"a: &a [x, x]\nb: &b [*a, *a]\n", "1:4 yaml-alias"),
    "key-is-a-list": (b"? [a]\n: b\n", "1:3 yaml-key"),
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read_gives_one_finding(name: str, check_files: Check) -> None:
    content, expected = BAD_FILES[name]
    checked = check_files({**SMALL, "liability/other.yaml": content})
    assert found(checked) == [expected], "\n".join(map(str, checked.findings))
    assert "liability/small" in checked.proofs


def test_all_findings_come_at_once_in_the_order_of_the_file(check_files: Check) -> None:
    tree = str(SMALL["liability/small.yaml"])
    tree = tree.replace("audience: consumer", "audience: all").replace("[rule-2]", "[rule-9]")
    tree = tree.replace("start: named", "strat: named")
    checked = check_files({**SMALL, "liability/small.yaml": tree})
    assert found(checked) == ["1:1 missing-key", "3:11 not-a-choice", "6:1 unknown-key"]


def test_an_unreadable_tree_is_not_reported_by_those_that_name_it(check_files: Check) -> None:
    files = with_tree("cites: [rule-2]", "cites: [rule-2]\n    continue: [liability/other]")
    files |= {"liability/other.yaml": b"", "liability/other.cases.yaml": CASES}
    assert found(check_files(files)) == ["1:1 empty-file"]


def test_an_unreadable_register_is_not_reported_by_those_that_cite_it(check_files: Check) -> None:
    checked = check_files({**SMALL, "reference/laws.yaml": b"laws:\n\tx: y\n"})
    assert found(checked) == ["2:1 yaml-tab"]


def test_texts_that_yaml_would_turn_into_something_else_stay_text(check_files: Check) -> None:
    tree = str(SMALL["liability/small.yaml"]).replace("title: 卖家负责", "title: yes")
    tree = tree.replace("summary: 找卖家。", "summary: 1.10").replace("title: 小树", "title: on")
    checked = check_files({**SMALL, "liability/small.yaml": tree})
    tree = checked.content.trees["liability/small"]
    outcome = tree.outcomes["seller-pays"]
    assert (tree.title, outcome.title, outcome.summary) == ("on", "yes", "1.10")


LETTER = (
    "letters:\n  refund:\n    title: 信\n    to: 卖家\n    how: 发给他。\n"
    "    body: '我买{asked}，叫{name}'\n"
    "    blanks: {name: {label: 姓名}}\n"
)


def test_a_letter_may_only_fill_in_what_every_route_has_asked(check_files: Check) -> None:
    files = with_tree("remedies: [refund]", "remedies: [refund]\n    letter: refund")
    checked = check_files({**files, "reference/letters.yaml": LETTER})
    assert found(checked) == ["27:13 not-asked-on-route"]
    assert "“asked”" in checked.findings[0].message
    assert "named=clear" in checked.findings[0].message


def test_an_unknown_letter_is_answered_with_the_nearest(check_files: Check) -> None:
    files = with_tree("remedies: [refund]", "remedies: [refund]\n    letter: refunt")
    checked = check_files({**files, "reference/letters.yaml": LETTER})
    assert found(checked) == ["27:13 unknown-entry"]
    assert "“refund”" in checked.findings[0].message


def test_stray_files_are_reported(check_files: Check) -> None:
    checked = check_files({**SMALL, "liability/x.yml": "a: b", "reference/other.yaml": "a: b"})
    assert {(f.place.path, f.kind) for f in checked.findings} == {
        ("trees/liability/x.yml", "stray-file"),
        ("trees/reference/other.yaml", "stray-file"),
    }


def test_a_register_may_not_register_a_provision_twice(check_files: Check) -> None:
    laws = LAWS.replace("rule-2: {article: 第二条", "old-1: {article: 第二条")
    tree = str(SMALL["liability/small.yaml"]).replace("[rule-2]", "[rule-1]")
    files = {**SMALL, "reference/laws.yaml": laws, "liability/small.yaml": tree}
    assert found(check_files(files)) == ["19:7 duplicate-provision"]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "www.12315.cn", "https://a b", "data:x"])
def test_an_address_must_be_a_web_address(url: str, check_files: Check) -> None:
    laws = LAWS.replace("https://www.samr.gov.cn/x?a=1&b=2", f'"{url}"')
    checked = check_files({**SMALL, "reference/laws.yaml": laws})
    assert found(checked) == ["16:10 bad-url"]


CASE_CHANGES = {
    "agrees": ("", "", []),
    "elsewhere": ("outcome: seller-pays", "outcome: platform-pays", ["8:14 case-elsewhere"]),
    "unknown-outcome": ("outcome: seller-pays", "outcome: seller", ["8:14 unknown-outcome"]),
    "unknown-question": ("{named: clear}", "{name: clear}", ["7:15 unknown-question"]),
    "unknown-option": ("{named: clear}", "{named: clean}", ["7:22 unknown-option"]),
    "unused-answer": (
        "{named: clear}",
        "{named: clear, asked: given}",
        ["7:29 case-answer-unused"],
    ),
    "not-shown": ("parties: [seller]", "parties: [platform]", ["9:23 case-not-shown"]),
}


@pytest.mark.parametrize("name", CASE_CHANGES)
def test_cases_are_held_against_their_tree(name: str, check_files: Check) -> None:
    old, new, expected = CASE_CHANGES[name]
    checked = check_files({**SMALL, "liability/small.cases.yaml": CASES.replace(old, new)})
    assert found(checked) == expected
    assert ("liability/small" in checked.proofs) is (not expected)


def test_a_case_that_ends_elsewhere_names_where_it_left(check_files: Check) -> None:
    case = CASES.replace("{named: clear}", "{named: unsure, asked: refused}")
    checked = check_files({**SMALL, "liability/small.cases.yaml": case})
    assert found(checked) == ["8:14 case-elsewhere"]
    assert "从“asked=refused”这里起就走岔了" in checked.findings[0].message


def test_cases_without_a_tree_are_reported(check_files: Check) -> None:
    checked = check_files({**SMALL, "liability/smell.cases.yaml": CASES})
    assert found(checked) == ["1:1 unknown-tree"]


def test_a_quality_tree_for_merchants_decides(check_files: Check) -> None:
    tree = str(SMALL["liability/small.yaml"]).replace("consumer", "merchant")
    checked = check_files({**SMALL, "quality/small.yaml": tree})
    assert found(checked) == ["19:3 missing-key", "30:3 missing-key"]
