"""`fmt` changes white space and the order of keys, and not a word or a remark."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.cli import main
from build_hooks.layout import values
from build_hooks.load.source import parse
from build_hooks.tidy import tidy
from tests.conftest import TREES
from tests.content import SMALL

FILES = sorted(TREES.glob("[clq]*/*.yaml"))
FEW = sorted(FILES, key=lambda file: file.stat().st_size)[:14]
"""The smaller ones: reading and writing with all remarks takes its time."""


def spaced(line: str, chance: random.Random) -> str:
    if chance.random() < 0.2:
        line = line.replace("{", "{ ").replace("}", " }")
    if chance.random() < 0.2:
        line = re.sub(r", ([a-z]+: )", r",   \1", line)
    return line + "  " * chance.randrange(3)


def untidied(text: str, seed: int) -> str:
    """The same content, written as people do: odd spaces, remarks, line ends, keys in disorder."""
    chance = random.Random(seed)
    lines = []
    for line in text.splitlines():
        lines.append(spaced(line, chance))
        if chance.random() < 0.05 and line.startswith("  ") and not line.strip().endswith("|"):
            lines.append(f"# 一句说明 {chance.randrange(100)}")
    return chance.choice(["\n", "\r\n"]).join(lines) + "\n" * chance.randrange(3)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_tidy_stays(file: Path) -> None:
    text = file.read_text("utf-8")
    assert tidy(text, "t") == text


@pytest.mark.parametrize("file", FEW, ids=lambda file: file.stem)
def test_what_is_not_tidy_becomes_so(file: Path) -> None:
    text = file.read_text("utf-8")
    odd = untidied(text, len(text))
    assert values(parse(odd, "t")) == values(parse(text, "t"))
    done = tidy(odd, "t")
    assert tidy(done, "t") == done
    remarks = re.findall("# 一句说明 [0-9]+", odd)
    assert re.findall("# 一句说明 [0-9]+", done) == remarks
    assert without_remarks(done) == without_remarks(text)


def without_remarks(text: str) -> str:
    return re.sub(r"(?m)^ *# 一句说明 [0-9]+\n", "", text)


def test_keys_of_a_tree_come_into_their_order_with_their_remarks() -> None:
    text = str(SMALL["liability/small.yaml"])
    lines = text.splitlines(keepends=True)
    odd = "".join(["# 开始\n", lines[5], *lines[:5], *lines[6:]])
    assert tidy(odd, "t") == text.replace("start: ", "# 开始\nstart: ", 1)


def test_words_that_look_like_something_else_stay_as_they_are() -> None:
    text = "title: yes\nsummary: 1.10\nkeywords: [no, 007, 1e3, ~, '2026-01-01', \"a: b\", null]\n"
    assert tidy(text, "t") == text


def run(trees: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["fmt", "--trees", str(trees), *arguments])


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    for name, content in SMALL.items():
        file = tmp_path / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content), "utf-8")
    run(tmp_path / "trees")
    return tmp_path / "trees"


def test_fmt_writes_what_it_says_and_no_other_file(trees: Path) -> None:
    file = trees / "liability/small.yaml"
    text = file.read_text("utf-8")
    assert run(trees, "--check").exit_code == 0
    file.write_text(text.replace("{label: 看得出,", "{label:   看得出 ,"), "utf-8")
    looked = run(trees, "--check", str(file))
    assert looked.exit_code == 1
    assert "没有排好 trees/liability/small.yaml" in looked.output
    assert file.read_text("utf-8") != text
    done = run(trees)
    assert done.exit_code == 0
    assert "已排好 trees/liability/small.yaml" in done.output
    assert file.read_text("utf-8") == text


def test_a_file_that_cannot_be_read_is_left_and_the_others_are_done(trees: Path) -> None:
    broken = trees / "liability/broken.yaml"
    broken.write_text("title: [", "utf-8")
    file = trees / "liability/small.yaml"
    file.write_text(file.read_text("utf-8") + "\n\n\n", "utf-8")
    done = run(trees)
    assert done.exit_code == 1
    assert "trees/liability/broken.yaml:1:" in done.output
    assert "已排好 trees/liability/small.yaml" in done.output
    assert broken.read_text("utf-8") == "title: ["
