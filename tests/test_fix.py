"""`check --fix` mends what has one right answer, and nothing else in the file."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from build_hooks.cli import main
from build_hooks.edits import one_edit_away
from build_hooks.fix import fix
from tests.conftest import TODAY
from tests.conftest import TREES as REAL
from tests.content import CASES, SMALL, TREE

FILE = "liability/small.yaml"


def write(folder: Path, tree: str | bytes, **more: str) -> Path:
    for name, content in {**SMALL, FILE: tree, **more}.items():
        file = folder / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "trees"


def changed(old: str, new: str) -> str:
    assert TREE.count(old) == 1, f"{old!r} stands {TREE.count(old)} times in the tree"
    return TREE.replace(old, new)


def kinds(trees: Path) -> list[str]:
    return [done.kind for done in fix(trees, today=TODAY)]


def text(trees: Path) -> str:
    return (trees / FILE).read_bytes().decode()


MENDED = {
    "target": ("next: platform-pays", "next: platform-pay", "unknown-target"),
    "target-with-swapped-letters": ("next: asked", "next: aksed", "unknown-target"),
    "start": ("start: named", "start: namd", "unknown-start"),
    "entry": ("[refund]", "[refunds]", "unknown-entry"),
    "quoted-entry": ("[refund]", '["refundd"]', "unknown-entry"),
    "citation": ("[rule-2]", "[rull-2]", "unknown-citation"),
    "key": ("audience: consumer", "audiense: consumer", "unknown-key"),
    "key-that-was-required": ("summary: 最小的一棵树。", "sumary: 最小的一棵树。", "unknown-key"),
    "key-between-brackets": ("{label: 看得出,", "{lable: 看得出,", "unknown-key"),
    "comma": ("summary: 找卖家。", "summary: 找卖家.", "half-width-punctuation"),
    "wide-colon-behind-a-key": (
        "    ask: 问过平台了吗？",
        "    ask：问过平台了吗？",
        "yaml-missing-colon",
    ),
    "no-space-behind-a-colon": (
        "    ask: 问过平台了吗？",
        "    ask:问过平台了吗？",
        "yaml-missing-colon",
    ),
    "wide-comma": ("{label: 看得出, next", "{label: 看得出，next", "yaml-wide-mark"),
    "wide-colon-between-brackets": ("{label: 看得出,", "{label：看得出,", "unknown-key"),
    "wide-bracket": ("clear: {label: 看得出", "clear: ｛label: 看得出", "yaml-wide-mark"),
    "tab": ("    ask: 问过平台了吗？", "\t\task: 问过平台了吗？", "yaml-tab"),
}


@pytest.mark.parametrize("name", MENDED)
def test_a_slip_is_put_right(name: str, tmp_path: Path) -> None:
    right, wrong, kind = MENDED[name]
    trees = write(tmp_path, changed(right, wrong))
    assert kinds(trees) == [kind]
    assert text(trees).replace('["refund"]', "[refund]") == TREE


NEW_WORDS = {
    "guard-question": (
        "liability: conditional,",
        "liability: conditional, when: {namd: unsure},",
        "liability: conditional, when: {named: unsure},",
    ),
    "guard-option": (
        "remedies: [refund]",
        "remedies: [{use: refund, when: {named: cleer}}]",
        "remedies: [{use: refund, when: {named: clear}}]",
    ),
    "guard-with-a-wide-colon": (
        "remedies: [refund]",
        "remedies: [{use: refund, when: {named：clear}}]",
        "remedies: [{use: refund, when: {named: clear}}]",
    ),
    "guard-with-a-colon-that-has-no-space": (
        "remedies: [refund]",
        "remedies: [{use: refund, when: {named:clear}}]",
        "remedies: [{use: refund, when: {named: clear}}]",
    ),
    "a-wide-colon-and-words-with-a-wide-comma": (
        "{label: 看得出, next: seller-pays}",
        "{label：看得出，都写着, next: seller-pays}",
        "{label: 看得出，都写着, next: seller-pays}",
    ),
    "names-with-a-wide-comma": (
        "cites: [rule-2]",
        "cites: [rule-1，rule-2]",
        "cites: [rule-1, rule-2]",
    ),
    "dash-without-its-space": (
        "remedies: [refund]",
        "remedies:\n      -{use: refund, when: {named: clear}}",
        "remedies:\n      - {use: refund, when: {named: clear}}",
    ),
    "tree": (
        "cites: [rule-2]",
        "cites: [rule-2]\n    continue: [liability/smal]",
        "cites: [rule-2]\n    continue: [liability/small]",
    ),
    "brackets-and-spaces": (
        "summary: 找卖家。",
        "summary: 找卖家, 要退款(全部), 见https://a.cn/?b,c 付1,000.5元.",
        "summary: 找卖家，要退款（全部），见https://a.cn/?b,c 付1,000.5元。",
    ),
    "colon-behind-a-key": (
        "ask: 问过平台了吗？",
        "ask: 问过平台: 给了吗？",
        'ask: "问过平台：给了吗？"',
    ),
    "colon-between-brackets": (
        "{label: 看得出, next: seller-pays}",
        "{label: 看得出: 店名, next: seller-pays}",
        '{label: "看得出：店名", next: seller-pays}',
    ),
    "colon-in-words-with-quotes": (
        "ask: 问过平台了吗？",
        'ask: 问过"平台": yes吗？',
        "ask: '问过\"平台\": yes吗？'",
    ),
    "number-sign-between-brackets": (
        "{label: 看得出, next: seller-pays}",
        "{label: 看得出 #2 号店, next: seller-pays}",
        '{label: "看得出 #2 号店", next: seller-pays}',
    ),
    "number-sign-behind-a-key": (
        "summary: 找卖家。",
        "summary: 找 #2 号卖家。",
        'summary: "找 #2 号卖家。"',
    ),
    "two-slips-one-hidden-by-the-other": (
        "unsure: {label: 我不清楚, next: asked}",
        "unsure: {label: 我不清楚: 真的, next: askd}",
        'unsure: {label: "我不清楚：真的", next: asked}',
    ),
}


@pytest.mark.parametrize("name", NEW_WORDS)
def test_words_are_written_as_they_should_be(name: str, tmp_path: Path) -> None:
    old, wrong, right = NEW_WORDS[name]
    trees = write(tmp_path, changed(old, wrong))
    assert kinds(trees) != []
    assert text(trees) == changed(old, right)


LEFT = {
    "two-ids-are-one-edit-away": (
        "      clear: {label: 看得出, next: seller-pays}",
        "      clear: {label: 看得出, next: [{when: {named: cleat}, to: asked}, "
        "{to: seller-pays}]}\n"
        "      clean: {label: 都写着, next: seller-pays}",
    ),
    "two-edits-away": ("next: platform-pays", "next: platform-pa"),
    "another-number-is-another-article": ("cites: [rule-2]", "cites: [rule-22]"),
    "the-right-id-would-make-a-circle": (
        "given: {label: 给了信息, next: seller-pays}",
        "given: {label: 给了信息, next: nameed}",
    ),
    "the-right-key-is-there-already": (
        "audience: consumer",
        "audience: consumer\naudiense: consumer",
    ),
    "a-colon-and-a-remark": ("ask: 问过平台了吗？", "ask: 问过平台: 给了吗？ # 再问问"),
    "a-remark-without-a-space": ("summary: 找卖家。", "summary: 找卖家。 #待定"),
    "a-tab-inside-words": ("summary: 找卖家。", "summary: 找\t卖家。"),
    "indented-too-far": ("summary: 最小的一棵树。", "  summary: 最小的一棵树。"),
    "an-anchor": ("summary: 找卖家。", "summary: &a 找卖家。"),
}


@pytest.mark.parametrize("name", LEFT)
def test_what_has_no_one_answer_is_left(name: str, tmp_path: Path) -> None:
    tree = changed(*LEFT[name])
    trees = write(tmp_path, tree)
    assert kinds(trees) == []
    assert text(trees) == tree


def test_comments_and_layout_survive(tmp_path: Path) -> None:
    tree = "# 头\n\n" + changed(
        "    ask: 问过平台了吗？\n",
        "    # 这里, 半角也不改\n    ask:   问过平台了吗?   # 行尾, 也不改\n\n    # 空行在上\n",
    ).replace("next: platform-pays", "next:   'platform-pay'  ")
    trees = write(tmp_path, tree)
    assert len(kinds(trees)) == 2
    right = tree.replace("了吗?", "了吗？").replace("platform-pay'", "platform-pays'")
    assert text(trees) == right


ORDERED = "# yaml-language-server: $schema=x\n" + TREE.replace(
    "audience: consumer\n", "# 给谁看\n\n# 真的\naudience: consumer # 买家\nkeywords:\n- 甲\n- 乙\n"
)


def test_keys_are_put_in_order_with_their_comments(tmp_path: Path) -> None:
    part = "# 给谁看\n\n# 真的\naudience: consumer # 买家\nkeywords:\n- 甲\n- 乙\n"
    trees = write(tmp_path, ORDERED.replace(part, "") + part + "\n# 尾\n")
    assert kinds(trees) == ["key-order"]
    assert text(trees) == ORDERED + "\n# 尾\n"


def test_a_last_line_without_an_end_is_kept_so_when_keys_move(tmp_path: Path) -> None:
    trees = write(tmp_path, TREE.replace("title: 小树\n", "") + "title: 小树")
    assert kinds(trees) == ["key-order"]
    assert text(trees) == TREE.removesuffix("\n")


@pytest.mark.parametrize("name", [*MENDED, *NEW_WORDS])
def test_a_second_time_nothing_is_left_to_mend(name: str, tmp_path: Path) -> None:
    old, new = MENDED.get(name, NEW_WORDS.get(name, ("", "", "")))[:2]
    trees = write(tmp_path, changed(old, new))
    assert kinds(trees) != []
    once = text(trees)
    assert kinds(trees) == []
    assert text(trees) == once


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["no-mark", "byte-order-mark"])
def test_line_endings_and_the_byte_order_mark_are_kept(mark: bytes, tmp_path: Path) -> None:
    right = mark + TREE.replace("\n", "\r\n").encode()
    wrong = right.replace(b"next: platform-pays", b"next: platform-pay")
    wrong = wrong.replace("ask: 问过平台了吗？".encode(), "ask: 问过平台了吗?".encode())
    wrong = wrong.replace(b"    today", b"\t\ttoday")
    trees = write(tmp_path, wrong)
    assert len(kinds(trees)) == 3
    assert (trees / FILE).read_bytes() == right


def test_line_endings_are_kept_when_keys_move(tmp_path: Path) -> None:
    moved = TREE.replace("title: 小树\n", "") + "title: 小树\n"
    trees = write(tmp_path, moved.replace("\n", "\r\n"))
    assert kinds(trees) == ["key-order"]
    assert text(trees) == TREE.replace("\n", "\r\n")


def test_cases_and_registers_are_mended_too(tmp_path: Path) -> None:
    cases = CASES.replace("clear", "cleer").replace("story: 买了东西。", "story: 买了东西.")
    remedies = str(SMALL["reference/remedies.yaml"]).replace("退给你。", "退给你.")
    more = {"liability/small.cases.yaml": cases, "reference/remedies.yaml": remedies}
    trees = write(tmp_path, TREE, **more)
    assert len(kinds(trees)) == 3
    assert (trees / "liability/small.cases.yaml").read_text("utf-8") == CASES
    assert (trees / "reference/remedies.yaml").read_text("utf-8") == SMALL[
        "reference/remedies.yaml"
    ]


def test_other_files_are_not_touched(tmp_path: Path) -> None:
    wrong = changed("next: platform-pays", "next: platform-pay")
    trees = write(tmp_path, wrong, **{"quality/other.yaml": wrong})
    done = fix(trees, ["trees/quality/other.yaml"], TODAY)
    assert [str(found.place) for found in done] == ["trees/quality/other.yaml:17:35"]
    assert text(trees) == wrong
    assert (trees / "quality/other.yaml").read_text("utf-8") == TREE


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    wrong = changed("next: platform-pays", "next: platform-pay")
    trees = write(tmp_path, wrong)
    shutil.move(trees / FILE, tmp_path / "elsewhere.yaml")
    (trees / FILE).symlink_to(tmp_path / "elsewhere.yaml")
    assert kinds(trees) == []
    assert (trees / FILE).is_symlink()
    assert (tmp_path / "elsewhere.yaml").read_text("utf-8") == wrong


def test_nothing_is_left_behind_and_the_mode_is_kept(tmp_path: Path) -> None:
    trees = write(tmp_path, changed("next: platform-pays", "next: platform-pay"))
    (trees / FILE).chmod(0o640)
    assert len(kinds(trees)) == 1
    assert (trees / FILE).stat().st_mode & 0o777 == 0o640
    assert {f.relative_to(trees).as_posix() for f in trees.rglob("*") if f.is_file()} == set(SMALL)


def test_one_bad_repair_does_not_stop_the_good_ones(tmp_path: Path) -> None:
    tree = changed(
        "given: {label: 给了信息, next: seller-pays}", "given: {label: 给了, next: nameed}"
    )
    tree = tree.replace("summary: 找卖家。", "summary: 找卖家.").replace("[refund]", "[refunds]")
    trees = write(tmp_path, tree)
    assert kinds(trees) == ["half-width-punctuation", "unknown-entry"]
    assert text(trees) == tree.replace("找卖家.", "找卖家。").replace("refunds", "refund")


def test_the_real_trees_need_no_fix(tmp_path: Path) -> None:
    trees = shutil.copytree(REAL, tmp_path / "trees")
    assert fix(trees, today=TODAY) == []


def run(trees: Path, *arguments: str):
    return CliRunner().invoke(main, ["check", "--fix", "--trees", str(trees), *arguments])


def test_the_command_tells_what_it_mended_and_what_remains(tmp_path: Path) -> None:
    tree = changed("next: platform-pays", "next: platform-pay")
    trees = write(tmp_path, tree.replace("audience: consumer", "audience: all"))
    done = run(trees)
    assert done.exit_code == 1
    assert done.output.startswith("没有能自动改的地方。\ntrees/liability/small.yaml:3:11: ")
    trees = write(tmp_path, tree.replace("[rule-1]", "[rule-9]"))
    lines = run(trees).output.splitlines()
    assert lines[0] == (
        "已改 trees/liability/small.yaml:17:35：“platform-pay”改成“platform-pays” [unknown-target]"
    )
    assert lines[1].endswith("[unknown-citation]")


def test_what_programs_read_stays_apart(tmp_path: Path) -> None:
    trees = write(tmp_path, changed("next: platform-pays", "next: platform-pay"))
    done = run(trees, "--format", "json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["findings"] == []
    assert done.stderr.startswith("已改 ")


@pytest.mark.parametrize(
    ("found", "known", "expected"),
    [
        ("asked", "asked", False),
        ("aske", "asked", True),
        ("askedd", "asked", True),
        ("asket", "asked", True),
        ("aksed", "asked", True),
        ("aksde", "asked", False),
        ("rule-1", "rule-2", False),
        ("rule-12", "rule-2", False),
        ("is-food2", "is-food", False),
        ("", "a", True),
    ],
)
def test_one_edit(found: str, known: str, expected: bool) -> None:
    assert one_edit_away(found, known) is expected
    assert one_edit_away(known, found) is expected
