"""The manual's table of mistakes: each is found at its very place, told, and mended."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path
from typing import NamedTuple

import pytest

from build_hooks.checking import check_only
from build_hooks.load.source import LINE_END
from build_hooks.starter import start
from tests.conftest import ROOT, TODAY, TREES

PAGE = ROOT / "docs/contribute/mistakes.md"
ROW = re.compile(r"\| (树|案例) \| `(.+?)` \| (.+?) \[`([a-z0-9-]+)`\]\(\S+\) \| `(.+?)` \|")
SEEN = str.maketrans({"␣": " ", "␉": "\t"})
FILES = {"树": "complaint/my-tree.yaml", "案例": "complaint/my-tree.cases.yaml"}


class Mistake(NamedTuple):
    """A row of the table."""

    where: str
    wrong: str
    message: str
    kind: str
    right: str


ROWS = [Mistake(*found) for found in ROW.findall(PAGE.read_text("utf-8"))]


@pytest.fixture(scope="module")
def trees(tmp_path_factory: pytest.TempPathFactory) -> Path:
    trees = tmp_path_factory.mktemp("mistakes") / "trees"
    shutil.copytree(TREES / "reference", trees / "reference")
    (trees / "complaint").mkdir()
    shutil.copy(TREES / "complaint/which-route.yaml", trees / "complaint")
    start(trees, "complaint/my-tree", "读者会怎么问这个问题？", date(2026, 11, 22))
    return trees


def test_the_table_has_all_its_rows() -> None:
    lines = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("| ")]
    assert len(ROWS) == len(lines) - 1
    assert len(ROWS) >= 30


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.wrong)
def test_a_mistake_is_found_where_it_is_and_told_how_to_mend(row: Mistake, trees: Path) -> None:
    file = trees / FILES[row.where]
    text = file.read_text("utf-8")
    wrong, right = row.wrong.translate(SEEN), row.right.translate(SEEN)
    at = text.index(right) + wrong.index("▸")
    file.write_text(text.replace(right, wrong.replace("▸", ""), 1), "utf-8")
    try:
        before = LINE_END.split(file.read_text("utf-8")[:at])
        findings = check_only(trees, [f"trees/{FILES['树']}"], TODAY).findings
    finally:
        file.write_text(text, "utf-8")
    place = (f"trees/{FILES[row.where]}", len(before), len(before[-1]) + 1)
    told = {(f.kind, f.message): tuple(f.place) for f in findings}
    assert told.get((row.kind, row.message)) == place, "\n".join(map(str, findings))
    assert check_only(trees, [f"trees/{FILES['树']}"], TODAY).findings == []
