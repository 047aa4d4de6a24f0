"""Words of the people: the lint of the synonyms, the tables of the search, the report."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.search.index import Seen
from build_hooks.search.numerals import in_digits
from build_hooks.search.pinyin import pinyin_files
from build_hooks.search.synonyms import synonyms
from build_hooks.search.unsaid import unsaid
from build_hooks.search.words import word_files
from tests.conftest import Check
from tests.content import SMALL

LINT = {
    "fine": ("{say: [退钱, 返钱], find: [退款]}", []),
    "two-targets": ("{say: [退钱], find: [退款, 截图]}", []),
    "nowhere": ("{say: [退钱], find: [返还价款]}", ["2:24 synonym-nowhere"]),
    "latin-is-no-part-of-a-word": ("{say: [苹果], find: [ex]}", ["2:24 synonym-nowhere"]),
    "too-broad": ("{say: [商家], find: [负责]}", ["2:24 synonym-too-broad"]),
    "itself": ("{say: [退款], find: [退款]}", ["2:12 synonym-circle"]),
    "twice": ("{say: [退钱, 退钱], find: [退款]}", ["2:16 synonym-twice"]),
    "empty": ("{say: [], find: [退款]}", []),
    "no-target": ("{say: [退钱]}", ["2:5 missing-key"]),
    "unknown-key": ("{say: [退钱], find: [退款], weight: 2}", ["2:29 unknown-key"]),
    "one-word-needs-no-list": ("{say: 退钱, find: 退款}", []),
}


def with_rules(text: str) -> dict[str, str | bytes]:
    return {**SMALL, "reference/terms.yaml": text}


@pytest.mark.parametrize("name", LINT)
def test_a_rule_that_helps_nobody_is_reported(name: str, check_files: Check) -> None:
    rule, expected = LINT[name]
    checked = check_files(with_rules(f"synonyms:\n  - {rule}\n"))
    assert [f"{f.place.line}:{f.place.column} {f.kind}" for f in checked.findings] == expected
    assert {f.place.path for f in checked.findings} <= {"trees/reference/terms.yaml"}
    assert all(f.message for f in checked.findings)


def test_a_circle_over_several_rules_is_reported_at_each(check_files: Check) -> None:
    rules = "  - {say: [退钱], find: [退款]}\n  - {say: [退款], find: [返钱]}\n"
    checked = check_files(with_rules(f"synonyms:\n{rules}  - {{say: [返钱], find: [退钱]}}\n"))
    kinds = [(f.place.line, f.kind) for f in checked.findings if f.kind == "synonym-circle"]
    assert kinds == [(2, "synonym-circle"), (3, "synonym-circle"), (4, "synonym-circle")]


def test_terms_and_synonyms_stand_in_one_file(check_files: Check) -> None:
    term = "terms:\n  refund: {title: 退款, plain: 把钱退给你。, also: [退钱]}\n"
    checked = check_files(with_rules(term + "synonyms:\n  - {say: [退 K], find: [退款]}\n"))
    assert checked.findings == []
    assert list(checked.content.registers.terms) == ["refund"]
    assert synonyms(checked.content.registers) == {"退款": "退k"}


def test_another_key_in_that_file_is_answered_with_the_known_ones(check_files: Check) -> None:
    (finding,) = check_files(with_rules("synonym:\n  - {say: [退钱], find: [退款]}\n")).findings
    assert finding.kind == "unknown-key"
    assert "terms · synonyms" in finding.message


def test_an_unreadable_tree_makes_no_target_unknown(check_files: Check) -> None:
    files = with_rules("synonyms:\n  - {say: [退钱], find: [返还价款]}\n")
    files["liability/small.yaml"] = b""
    assert [f.kind for f in check_files(files).findings] == ["empty-file"]


def test_the_real_rules_are_many_and_sound(real: Checked) -> None:
    assert len(real.content.registers.synonyms) >= 80
    kinds = [f for f in real.findings if f.kind.startswith("synonym-")]
    assert not kinds, "\n".join(map(str, kinds))


COUNTS = {"退货": 20, "退款": 10, "还款": 3, "归还": 3, "播退": 1, "绿色": 2, "银行": 2, "行为": 3}


def test_words_are_found_by_their_pinyin_the_frequent_ones_first() -> None:
    files = pinyin_files(COUNTS)
    assert files["pt"] == {"tui": {"huo": "退货8", "kuan": "退款7"}}
    assert files["pl"] == {"lv": {"se": "绿色5"}}
    assert files["pb"] == {"bo": {"tui": "播退1"}}


def test_a_character_is_read_as_its_word_says() -> None:
    files = pinyin_files(COUNTS)
    assert files["pg"] == {"gui": {"huan": "归还5"}}
    assert files["py"] == {"yin": {"hang": "银行5"}}
    assert files["px"] == {"xing": {"wei": "行为5"}}


def test_characters_have_their_simplified_form_and_all_their_sounds() -> None:
    files = pinyin_files(COUNTS)
    found = {kind: {} for kind in "sr"}
    for number in range(16):
        for kind, chars in files[f"h{number}"].items():
            assert {ord(char) % 16 for char in chars} <= {number}
            found[kind].update(chars)
    assert found["s"]["貨"] == "货"
    assert found["s"]["銀"] == "银"
    assert "騙" not in found["s"], "no document has 骗"
    assert found["r"]["宽"] == "kuan"
    assert set(found["r"]["行"].split()) == {"hang", "xing"}
    assert "su" in found["r"]["拆"].split(), "it is taken for 诉"


def test_the_tables_do_not_grow_with_the_site() -> None:
    many = {chr(a) + chr(b): 2 for a in range(0x4E00, 0x4E80) for b in range(0x5000, 0x5080)}
    rows = [
        row
        for name, shard in pinyin_files(many).items()
        if name.startswith("p")
        for second in shard.values()
        for row in second.values()
    ]
    assert len(many) > 16_000
    assert len({pair for row in rows for pair in zip(row[::3], row[1::3], strict=True)}) <= 8_000


def test_a_story_is_judged_by_the_words_of_titles() -> None:
    terms = {"退款": Seen(9, 9), "东西": Seen(90, 2), "一下": Seen(50, 0), "赔": Seen(5, 5)}
    assert word_files(terms, {})["story"] == "退款 东西"


@pytest.mark.parametrize(
    ("text", "digits"),
    [
        ("第五十五条", "55条"),
        ("第五百八十七条", "587条"),
        ("第一千二百零二条、第十条", "1202条 10条"),
        ("第一百一十条", "110条"),
        ("附件", ""),
    ],
)
def test_articles_are_found_by_digits_too(text: str, digits: str) -> None:
    assert in_digits(text) == digits


UNSAID = {
    "退款多久": [],
    "退钱": [],
    "赌博退款": ["赌博"],
    "的了吗": [],
    "iphone退款": ["iphone"],
    "1999元": ["元"],
}


@pytest.mark.parametrize("query", UNSAID)
def test_what_no_document_says_is_named(query: str) -> None:
    assert unsaid(query, {"退款", "款多", "多久"}, {"退钱"}) == UNSAID[query]


def run(file: Path, trees: Path) -> str:
    done = CliRunner().invoke(
        main, ["words", str(file), "--trees", str(trees), "--docs", str(trees)]
    )
    return str(done.output)


def test_the_report_lists_words_without_a_document(tmp_path: Path) -> None:
    for name, text in {**with_rules("synonyms:\n  - {say: [退钱], find: [退款]}\n")}.items():
        (tmp_path / "trees" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "trees" / name).write_text(str(text), "utf-8")
    lines = tmp_path / "queries.txt"
    lines.write_text("卖家负责\n退钱\n赌石\n买赌石\n\n", "utf-8")
    wanted = (
        "“赌石”：没有“赌石”\n“买赌石”：没有“买赌石”\n买赌石\t1 个搜索\n赌石\t1 个搜索\n"
        "共 4 个搜索，2 个里有资料和 synonyms 都没有的词，一共 2 个词。\n"
    )
    assert run(lines, tmp_path / "trees") == wanted
    judged = tmp_path / "queries.yaml"
    judged.write_text(
        "a: {who: 无关的话, asked: {one: [卖家负责, 退钱], two: [赌石]}}\nb: {query: 买赌石}\n",
        "utf-8",
    )
    assert run(judged, tmp_path / "trees") == wanted
    judged.write_text("a: [\n", "utf-8")
    assert "✗" in run(judged, tmp_path / "trees")
