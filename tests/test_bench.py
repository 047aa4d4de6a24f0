"""`make bench` prints one table with ratios; docs/benchmarks.md has what it wrote."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.bench import __main__ as bench
from tests.bench.beside import MEASURES, rows
from tests.bench.build_overhead import build, markdown, write_plain
from tests.bench.search_sites import build_site
from tests.bench.table import BEGIN, END, HEAD, Row, absent, figure, head, table, written
from tests.conftest import ROOT

CELLS = HEAD.count("|") - 1


@pytest.mark.parametrize(
    ("row", "ratio"),
    [
        (Row("x", "s", 2, "p", 3), "1.50"),
        (Row("x", "s", 3, "p", 2), "0.67"),
        (Row("x", "", 48, "p", 27, more=True), "1.78"),
        (Row("x", "", 0, "p", 27), "–"),
        (Row("x", "", 1, "p", None), "–"),
    ],
)
def test_a_ratio_over_one_means_that_ours_is_better(row: Row, ratio: str) -> None:
    assert row.ratio == ratio
    assert row.cells().endswith(f"| {ratio} |")
    assert row.cells().count("|") == CELLS + 1


@pytest.mark.parametrize(
    ("value", "shown"),
    [(0.02249, "0.0225"), (1.0, "1"), (17.34, "17.3"), (447.8, "448"), (12_345.6, "12,346")],
)
def test_figures_have_three_digits_that_count(value: float, shown: str) -> None:
    assert figure(value) == shown


def test_a_peer_that_cannot_be_had_has_a_row_that_says_so() -> None:
    error = subprocess.CalledProcessError(1, "npm", stderr="npm ERR!\nnot | found " + "x" * 500)
    (row,) = table([absent("a tree", "nobody@1.0.0", error)])[2:]
    assert "| a tree |  | – | nobody@1.0.0 | not measured: npm ERR! not found xxx" in row
    assert row.count("|") == CELLS + 1
    assert len(row) < 300


def test_one_comparison_that_fails_does_not_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")  # no npm, no node
    found = list(rows(["linter", "listing"], quick=True))
    assert found[0].note.startswith("not measured: ")
    assert [row.peer for row in found[1:]] == ["listing every route"] * 2


def test_the_head_tells_machine_and_versions_but_no_names() -> None:
    line = head(True, (0.5, 1.0))
    assert re.search(
        r"commit [0-9a-f]{12}: .+, \d+ cores, \d+ GiB of memory, \w+; Python 3\.", line
    )
    assert "QUICK=1" in line
    host = Path("/etc/hostname")
    if host.exists() and host.read_text("utf-8").strip():
        assert host.read_text("utf-8").strip() not in line
    assert str(ROOT) not in line


def test_a_real_comparison_is_run_printed_and_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    document = tmp_path / "figures.md"
    document.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", "utf-8")
    monkeypatch.setattr(bench, "DOCUMENT", document)
    monkeypatch.setattr(bench, "MEASURES", {"listing": MEASURES["listing"]})
    assert bench.main(["--quick"]) == 0
    said = capsys.readouterr().out
    text = document.read_text("utf-8")
    assert text.startswith(f"before\n{BEGIN}\n\n`make bench QUICK=1`")
    assert text.endswith(f"\n\n{END}\nafter\n")
    assert "old" not in text
    assert said.strip() in text
    found = [line.split(" | ") for line in said.splitlines() if line.startswith("| proving")]
    assert [cells[0] for cells in found] == [
        "| proving a tree of 256 routes", "| proving a tree of 4,096 routes",
    ]  # fmt: skip
    assert all(float(cells[2]) > 0 and float(cells[4]) > 0 for cells in found)


def test_naming_comparisons_leaves_the_document_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bench, "DOCUMENT", tmp_path / "missing.md")
    assert bench.main(["--quick", "listing"]) == 0
    assert bench.main(["--quick", "lisitng"]) == 2
    assert bench.main(["--quik"]) == 2


def test_a_document_without_its_markers_is_refused() -> None:
    twice = f"{BEGIN}\n{END}\n{BEGIN}\n"
    for text in ("", twice, f"{BEGIN}\n", f"{END}\n{BEGIN}\n", f"{BEGIN}\n{END}\n{BEGIN}\n{END}\n"):
        with pytest.raises(ValueError, match="must stand there once"):
            written(text, ["x"])


def test_the_document_was_written_by_the_program() -> None:
    text = (ROOT / "docs/benchmarks.md").read_text("utf-8")
    inside = text.partition(f"{BEGIN}\n\n")[2].partition(f"\n\n{END}\n")[0].splitlines()
    assert written(text, inside) == text
    assert inside[0].startswith("`make bench")
    assert inside[2:4] == table([])
    assert all(line.count("|") == CELLS + 1 for line in inside[2:])
    assert len(inside) > 20


PAGE = """<html><body><article class="md-content"><h1>谁负责</h1><script>no()</script>
<p>先看<a href="https://law.example/">第<b>四十</b>条</a>，再看<a href="../x/">别处</a>。</p>
<ul><li>订单<ul><li>截图</li></ul></li></ul>
<table><tr><th>法</th><td>条</td></tr></table><nav>no</nav></article></body></html>"""


def test_a_page_becomes_what_somebody_would_write_by_hand() -> None:
    assert markdown(PAGE).split("\n\n") == [
        "# 谁负责", "先看[第四十条](https://law.example/)，再看别处。", "- 截图", "法", "条\n",
    ]  # fmt: skip


def test_the_plain_site_has_a_page_for_every_page_and_builds(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for name in ("index.html", "a/b/index.html", "embed/a/index.html", "404.html"):
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        page = PAGE if "embed" not in name else "<html></html>"
        (site / name).write_text(page, "utf-8")
    assert write_plain(site, tmp_path / "plain") == 2
    built = build(tmp_path / "plain", tmp_path / "out")
    assert "第四十条" in (tmp_path / "out/a/b/index.html").read_text("utf-8")
    assert built.pages == 3, "with its own page for what is not found"
    assert built.seconds > 0.1


def test_a_site_for_measuring_tells_what_its_search_was_made_of(tmp_path: Path) -> None:
    made = build_site(tmp_path / "site")
    kinds = {document.kind for document in made.documents}
    assert {"tree", "outcome", "guide"} <= kinds
    made.write(tmp_path / "few", made.documents[:3])
    assert list((tmp_path / "few").rglob("manifest.json"))
