"""`coverage` says which options and outcomes real cases reach; checks are cases of another kind."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.coverage import Passed, coverage
from build_hooks.render.links import Links
from build_hooks.render.viewer import Viewer
from tests.conftest import Check
from tests.content import CASES, SMALL

CHECK = """\
  two:
    kind: check
    answers: {named: unsure, asked: refused}
    outcome: platform-pays
"""
REAL_CASE = CASES.replace(
    "kind: example",
    "kind: court\n    authority: 某法院\n    decided: 2025\n    source: {publisher: 某报}",
)


def found(checked: Checked) -> list[str]:
    return [f"{f.place.line}:{f.place.column} {f.kind}" for f in checked.findings]


def with_cases(text: str) -> dict[str, str | bytes]:
    return {**SMALL, "liability/small.cases.yaml": text}


def test_real_cases_are_told_apart_from_checks(check_files: Check) -> None:
    checked = check_files(with_cases(REAL_CASE + CHECK))
    covered = coverage(checked.content.trees["liability/small"], checked.content)
    assert (covered.real, covered.others) == (1, 1)
    assert covered.outcomes == (
        Passed("seller-pays", ("one",), ()),
        Passed("platform-pays", (), ("two",)),
    )
    assert [passed.what for passed in covered.options if passed.real] == ["named=clear"]
    assert [p.what for p in covered.options if p.others] == ["named=unsure", "asked=refused"]


def test_a_check_needs_no_story_and_no_reader_sees_it(check_files: Check) -> None:
    checked = check_files(with_cases(REAL_CASE + CHECK))
    assert checked.ok
    assert checked.proofs["liability/small"].figures["cases"] == 1
    tree = checked.content.trees["liability/small"]
    viewer = Viewer(checked.content, Links.__new__(Links))
    assert [case.id for case in viewer.cases_of(tree, tree.outcomes["seller-pays"])] == ["one"]
    assert viewer.cases_of(tree, tree.outcomes["platform-pays"]) == []


@pytest.mark.parametrize("key", ["title", "story", "result"])
def test_a_case_for_readers_needs_its_words(key: str, check_files: Check) -> None:
    lines = [line for line in CASES.splitlines() if not line.startswith(f"    {key}:")]
    assert found(check_files(with_cases("\n".join(lines)))) == ["2:3 missing-key"]


SHOWS = {
    "evidence": ("shows: {evidence: [order]}", []),
    "no-such-evidence": ("shows: {evidence: [chat]}", ["9:24 case-not-shown"]),
    "cites": ("shows: {cites: [rule-1]}", []),
    "no-such-citation": ("shows: {cites: [rule-2]}", ["9:21 case-not-shown"]),
    "liability": ("shows: {liability: {seller: full}}", []),
    "other-liability": ("shows: {liability: {seller: joint}}", ["9:25 case-liability"]),
    "liability-of-nobody": ("shows: {liability: {platform: none}}", ["9:25 case-liability"]),
    "liability-twice": ("shows: {liability: {seller: [full, none]}}", ["9:25 case-liability"]),
    "no-such-liability": ("shows: {liability: {seller: fully}}", ["9:33 not-a-choice"]),
    "first": ("shows: {first: market}", []),
    "not-first": ("shows: {first: court}", ["9:20 case-not-shown"]),
    "amount": ("shows: {amounts: [{label: 三倍, is: 900}]}", []),
    "amount-with-places": ("shows: {amounts: [{label: 三倍, is: '900.00'}]}", []),
    "other-amount": ("shows: {amounts: [{label: 三倍, is: 901}]}", ["9:23 case-amount"]),
    "amount-that-is-no-number": (
        "shows: {amounts: [{label: 三倍, is: 900元}]}",
        ["9:23 case-amount"],
    ),
    "amount-of-nothing": ("shows: {amounts: [{label: 十倍, is: 900}]}", ["9:23 case-amount"]),
    "gap": ("shows: {gaps: [核验]}", []),
    "gap-not-shown": ("shows: {gaps: [培训]}", ["9:20 case-not-shown"]),
    "gap-not-hidden": ("hides: {gaps: [核验]}", ["9:20 case-shown"]),
    "hidden": ("hides: {parties: [platform]}", []),
    "not-hidden": ("hides: {parties: [seller]}", ["9:23 case-shown"]),
    "remedy-not-hidden": ("hides: {remedies: [refund]}", ["9:24 case-shown"]),
    "hides-nothing": ("hides: {remedies: [refunds]}", ["9:24 case-hides-nothing"]),
}


@pytest.mark.parametrize("name", SHOWS)
def test_what_a_case_shows_and_hides_is_held_against_the_tree(
    name: str, check_files: Check
) -> None:
    line, expected = SHOWS[name]
    tree = str(SMALL["liability/small.yaml"])
    blocks = (
        "    remedies: [refund]\n"
        "    amounts: [{label: 三倍赔偿, formula: {times: [3, 300]}}]\n"
        "    gaps: [{duty: 核验身份, do: 看执照, by: 今天, cites: [rule-1]}]\n"
    )
    tree = tree.replace("    remedies: [refund]\n", blocks)
    text = CASES.replace("shows: {parties: [seller], steps: [market]}", line)
    assert text != CASES
    files = {**with_cases(text), "liability/small.yaml": tree}
    assert found(check_files(files)) == expected


def test_own_words_are_known_by_how_they_begin(check_files: Check) -> None:
    tree = str(SMALL["liability/small.yaml"])
    tree = tree.replace(
        "    remedies: [refund]\n    steps: [market]",
        "    steps: [{do: 先停止使用，再拍照}, market]\n"
        "    notes: [{text: 别扔包装。}, {text: 问过平台的另看。, when: {named: unsure}}]",
    )
    cases = CASES.replace(
        "shows: {parties: [seller], steps: [market]}",
        "shows: {first: 先停止使用, steps: [market], notes: [别扔]}\n"
        "    hides: {notes: [问过平台]}",
    )
    files = {**with_cases(cases), "liability/small.yaml": tree}
    assert found(check_files(files)) == []
    wrong = {"liability/small.cases.yaml": cases.replace("[别扔]", "[包装]")}
    assert found(check_files({**files, **wrong})) == ["9:52 case-not-shown"]


def run(tmp_path: Path, *arguments: str) -> Result:
    for name, content in with_cases(REAL_CASE + CHECK).items():
        file = tmp_path / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content), "utf-8")
    return CliRunner().invoke(main, ["coverage", "--trees", str(tmp_path / "trees"), *arguments])


def test_the_command_marks_what_no_real_case_reaches(tmp_path: Path) -> None:
    lines = run(tmp_path).output.splitlines()
    assert lines[0] == "✓ outcome\tseller-pays\t真实案例 1 个，举例和检查 0 个"
    assert lines[1] == "✗ outcome\tplatform-pays\t真实案例 0 个，举例和检查 1 个"
    assert lines[-1] == (
        "liability/small：1 个真实案例走到 1/2 个结果、1/4 个选项；"
        "连同 1 个举例和检查，走到 2/2 个结果、3/4 个选项"
    )


def test_the_command_gives_json(tmp_path: Path) -> None:
    data = json.loads(run(tmp_path, "liability/small", "--json").output)["liability/small"]
    assert data["outcomes"][0] == {"what": "seller-pays", "real": ["one"], "others": []}
    assert data["real"] == data["others"] == 1


def test_the_command_answers_an_unknown_tree(tmp_path: Path) -> None:
    done = run(tmp_path, "liability/smal")
    assert done.exit_code == 1
    assert "是不是“liability/small”" in done.output


def test_cases_and_checks_reach_every_outcome_of_real_trees(real: Checked) -> None:
    for tree in real.content.live():
        for passed in coverage(tree, real.content).outcomes:
            assert passed.real or passed.others, f"{tree.id} {passed.what}"
