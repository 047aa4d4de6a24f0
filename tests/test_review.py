"""`review` says what a change means for readers, briefly, and hostile words stay words."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st

from build_hooks.cli import main
from build_hooks.locale import ui
from build_hooks.review.document import Block, Weight, fitting, whole
from tests.conftest import ROOT
from tests.content import CASES, LAWS, REGISTERS, SMALL, TREE
from tests.test_behaviour import written
from tests.test_markup import HOSTILE, html_of, outside_code

Files = dict[str, str | bytes]
OLD: Files = {**SMALL, "liability/small.cases.yaml": CASES}
ALLOWED = {
    *("h2", "h3", "p", "strong", "ul", "li", "code", "pre", "details", "summary"),
}
"""The only tags in a review."""


def changed(*edits: tuple[str, str], file: str = "liability/small.yaml") -> Files:
    text = str(OLD[file])
    for old, new in edits:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
        text = text.replace(old, new)
    return {**OLD, file: text}


def run(tmp_path: Path, new: Files, *more: str, old: Files = OLD) -> Result:
    written(tmp_path / "old", old)
    written(tmp_path / "new", new)
    done = CliRunner().invoke(main, ["review", str(tmp_path / "old"), str(tmp_path / "new"), *more])
    assert done.exit_code == 0, done.output
    return done


def reviewed(tmp_path: Path, new: Files, **more: Any) -> str:
    return run(tmp_path, new, **more).stdout


def verdict(text: str) -> str:
    return text.splitlines()[2].strip("*")


def test_nothing_changed(tmp_path: Path) -> None:
    assert (
        reviewed(tmp_path, OLD) == f"{ui('review.title')}\n\n**树和登记表没有改动，没有错误。**\n"
    )


NEW_OUTCOME = """\
outcomes:
  named-too:
    title: 先问清楚
    summary: 再问。
    certainty: depends
    today: 留好订单。
    parties: [{party: seller, liability: depends, because: 还不知道}]
    steps: [market]
    evidence: [order]
    cites: [rule-1]
"""
RETARGETED = changed(
    ("{label: 不清楚, next: platform-pays}", "{label: 不清楚, next: named-too}"),
    ("outcomes:\n", NEW_OUTCOME),
    ("{label: 给了信息, next: seller-pays}", "{label: 给了信息, next: platform-pays}"),
)


def test_a_route_that_ends_elsewhere_is_counted_told_and_drawn(tmp_path: Path) -> None:
    text = reviewed(tmp_path, RETARGETED)
    assert verdict(text) == "1 棵树有改动，2 条路线到了别处，没有错误。"
    assert "- 改前：✓ liability/small：4 个节点，4 个选项，3 条路线" in text
    assert "- 改后：✓ liability/small：5 个节点，4 个选项，3 条路线" in text
    assert (
        "“我不清楚” → “给了信息”：卖家负责（`seller-pays`） → 平台负责（`platform-pays`）" in text
    )
    assert '==>|"新：给了信息"|' in text
    assert '-.->|"删：给了信息"|' in text
    assert '(["新：先问清楚"])' in text
    assert "- 没有案例走到的结果 1 个，请补一个案例：`named-too`" in text
    assert "\n-○ 给了信息 → 卖家负责\n" in text
    assert "\n+○ 给了信息 → 平台负责\n" in text


def test_a_rewording_shows_both_sentences_and_changes_no_route(tmp_path: Path) -> None:
    text = reviewed(tmp_path, changed(("    title: 卖家负责", "    title: 由卖家来负责")))
    assert verdict(text) == "1 棵树有改动，没有路线改变，没有错误。"
    assert "-结果：卖家负责\n+结果：由卖家来负责" in text
    assert text.count("```diff") == 1, "a reworded outcome must not change the questions before it"
    assert "mermaid" in text


def test_a_renamed_node_is_no_change_of_words(tmp_path: Path) -> None:
    renamed = TREE.replace("asked", "had-asked") + "renamed: {asked: had-asked}\n"
    text = reviewed(tmp_path, {**OLD, "liability/small.yaml": renamed})
    assert verdict(text) == "1 棵树有改动，没有路线改变，没有错误。"
    assert "```" not in text


def test_errors_come_first(tmp_path: Path) -> None:
    text = reviewed(tmp_path, changed(("next: platform-pays", "next: platform-pay")))
    assert verdict(text) == "1 棵树有改动，有 1 个错误，改好才能合并。"
    assert text.index("### 错误") < text.index("### 小树")
    assert "`trees/liability/small.yaml:17`：选项“不清楚”指向“platform-pay”" in text
    assert "- 改后：✗ liability/small：有错误，没有证明" in text
    assert "还比不出来" in text


def test_where_only_a_case_disagrees_the_routes_are_still_told(tmp_path: Path) -> None:
    new = changed(
        ("clear: {label: 看得出, next: seller-pays}", "clear: {label: 看得出, next: platform-pays}")
    )
    text = reviewed(tmp_path, new)
    assert verdict(text) == "1 棵树有改动，1 条路线到了别处，有 1 个错误，改好才能合并。"
    assert "- 改后：✗ liability/small：和案例对不上" in text
    assert "==>" in text


def test_new_warnings_are_told_and_old_ones_are_not(tmp_path: Path) -> None:
    without = ("    evidence: [order]\n    cites: [rule-2]", "    cites: [rule-2]")
    text = reviewed(tmp_path, changed(without))
    assert "### 新的提醒（1 个）" in text
    assert "outcome-without-evidence" in text
    again = changed(without, ("title: 小树", "title: 小小树"))
    assert "新的提醒" not in reviewed(tmp_path / "again", again, old=changed(without))


def test_cases_that_came_changed_and_went(tmp_path: Path) -> None:
    file = "liability/small.cases.yaml"
    two = CASES + CASES.removeprefix("cases:\n").replace("  one:", "  two:").replace(
        "一个案子", "另一个"
    )
    text = reviewed(tmp_path, {**OLD, file: two.replace("卖家退款。", "卖家退了款。", 1)})
    assert "- 新的案例 1 个：另一个" in text
    assert "- 改了的案例 1 个：一个案子" in text
    assert "- 删掉的案例 1 个：另一个" in reviewed(tmp_path / "back", OLD, old={**OLD, file: two})


def test_a_changed_provision_names_whom_it_touches(tmp_path: Path) -> None:
    new = {**OLD, "reference/laws.yaml": LAWS.replace("gist: 平台负责", "gist: 平台也负责")}
    text = reviewed(tmp_path, new)
    assert verdict(text) == "登记表有 1 处改动，没有错误。"
    assert "### 法条：第二条 `rule-2`" in text
    assert "用到它的有 1 棵树的 1 个问题和结果" in text
    assert "- 平台负责（`liability/small` 的 `platform-pays`）" in text
    assert "-大意：平台负责。\n+大意：平台也负责。" in text


def test_every_register_tells_its_changes(tmp_path: Path) -> None:
    words = {
        "把钱退给你": "钱退给你",
        "截图}": "截屏}",
        "卖东西的人": "卖货的人",
        "怎么付的钱": "钱怎么付",
        "签收次日起": "收到次日起",
        "    who: 市场": "    who: 市里的市场",
    }
    said = {name: str(text) for name, text in REGISTERS.items()}
    for old, word in words.items():
        said = {name: text.replace(old, word) for name, text in said.items()}
    new: Files = {**OLD, **said}
    text = reviewed(tmp_path, new)
    for title in (
        "渠道：市场监督管理部门",
        "责任方：卖家",
        "主张：退款",
        "证据：订单",
        "期限：七天",
        "共用问题：怎么付的钱",
    ):
        assert f"### {title[:4]}" in text
    assert verdict(text) == "登记表有 6 处改动，没有错误。"


def test_a_tree_that_came_and_one_that_went(tmp_path: Path) -> None:
    other = {**OLD, "liability/other.yaml": TREE.replace("title: 小树", "title: 另一棵")}
    text = reviewed(tmp_path, other)
    assert "新增的树，3 条路线" in text
    assert "- 改前：没有这棵树" in text
    assert "```mermaid" in text
    gone = reviewed(tmp_path / "back", OLD, old=other)
    assert "删掉的树，原来有 3 条路线" in gone
    assert "- 改后：没有这棵树" in gone


def quoted(text: str) -> str:
    """As YAML may have it: control characters are refused anyway."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_stay_words(payload: str, tmp_path: Path) -> None:
    bad = quoted(payload)
    tree = RETARGETED["liability/small.yaml"]
    for old in (
        "小树",
        "最小的一棵树。",
        "看得出是谁在卖吗？",
        "我不清楚",
        "给了信息",
        "先问清楚",
        "平台负责",
        "他卖的",
    ):
        tree = str(tree).replace(f": {old}", f": {bad}", 1)
    assert str(tree).count(bad) == 8
    new: Files = {
        **OLD,
        "liability/small.yaml": tree,
        "liability/small.cases.yaml": CASES.replace("一个案子", bad),
        "reference/laws.yaml": LAWS.replace("第二条", bad).replace("平台负责。", bad),
    }
    text = reviewed(tmp_path, new)
    assert "2 条路线到了别处" in verdict(text)
    html = html_of(text)
    tags = re.findall(r"<\s*/?\s*([a-zA-Z!?][\w-]*)", html)
    assert set(tags) <= ALLOWED, set(tags) - ALLOWED
    assert set(re.findall(r"<\w+ ([^>]*)>", html)) <= {"open", 'lang="mermaid"', 'lang="diff"'}
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.", outside_code(html))
    assert html.count("<details") == html.count("</details>") == text.count("\n<details")


def test_a_hostile_finding_stays_words(tmp_path: Path) -> None:
    new = changed(("next: platform-pays", 'next: "[x](https://evil.example) @octocat"'))
    html = html_of(reviewed(tmp_path, new))
    assert "<a" not in html
    assert not re.search(r"@\w", outside_code(html))


BLOCKS = st.lists(
    st.builds(
        lambda lines, weight: Block(tuple(lines), weight),
        st.lists(st.text("ab中", max_size=60), min_size=1, max_size=5),
        st.sampled_from(Weight),
    ),
    max_size=20,
)


@given(BLOCKS, st.integers(300, 900))
def test_a_document_fits_and_says_what_is_missing(blocks: list[Block], most: int) -> None:
    text = fitting(blocks, most)
    assert len(text) <= most
    said = re.search(r"还有 (\d+) 处放不下", text)
    left = int(said[1]) if said else 0
    if not left:
        assert text == whole(blocks)
    kept = [block for block in blocks if "\n".join(block.lines) in text]
    assert len(kept) >= len(blocks) - left


def test_what_weighs_less_goes_first() -> None:
    words = Block(("字" * 200,), Weight.WORDS)
    must = Block(("头" * 200,), Weight.MUST)
    text = fitting([words, must], 500)
    assert "头" in text
    assert "字" not in text
    assert "还有 1 处放不下" in text


def test_a_review_of_everything_fits_into_a_comment(tmp_path: Path) -> None:
    full = tmp_path / "full.md"
    old = tmp_path / "old"
    written(old, REGISTERS)
    done = CliRunner().invoke(main, ["review", str(old), str(ROOT), "--full", str(full)])
    assert done.exit_code == 0
    assert 30_000 < len(done.stdout) <= 60_000
    assert len(full.read_text("utf-8")) > 65_536
    assert "放不下，全文见附件" in done.stdout
    assert verdict(done.stdout).startswith("33 棵树有改动")


def test_previews_are_single_files(tmp_path: Path) -> None:
    folder = tmp_path / "previews"
    done = run(tmp_path, RETARGETED, "--previews", str(folder))
    assert sorted(file.name for file in folder.iterdir()) == [
        "liability-small.html",
        "liability-small.svg",
    ]
    page = (folder / "liability-small.html").read_text("utf-8")
    assert "先问清楚" in page
    assert not re.search(
        r'<(?:script|img|link rel="(?!canonical))[^>]* (?:src|href)="(?!data:)', page
    )
    assert done.stderr == f"预览已写进 {folder}。\n"


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_two_commits_of_a_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    written(tmp_path, OLD)
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "old")
    written(tmp_path, RETARGETED)
    git(tmp_path, "commit", "-qam", "new")
    monkeypatch.chdir(tmp_path)
    two = CliRunner().invoke(main, ["review", "HEAD^1", "HEAD"])
    present = CliRunner().invoke(main, ["review", "HEAD^1"])
    assert "2 条路线到了别处" in two.stdout
    assert two.stdout == present.stdout
    assert CliRunner().invoke(main, ["review", "nowhere"]).exit_code == 1


def test_help_is_chinese_and_has_an_example() -> None:
    for name in ("review", "graph", "chores"):
        said = CliRunner().invoke(main, [name, "--help"]).output
        assert f"例：python -m build_hooks {name}" in " ".join(said.split())
