"""`check` prints findings and proofs, for people, for GitHub and for programs."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.cli import main
from tests.content import SMALL, with_tree


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    for name, content in SMALL.items():
        file = tmp_path / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(content), "utf-8")
    return tmp_path / "trees"


def break_tree(trees: Path) -> None:
    changed = with_tree("next: platform-pays", "next: platform-pay")["liability/small.yaml"]
    (trees / "liability/small.yaml").write_text(str(changed), "utf-8")


def run(trees: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["check", "--trees", str(trees), *arguments])


def test_a_sound_tree_gets_its_proof_line(trees: Path) -> None:
    done = run(trees)
    assert done.exit_code == 0
    assert done.output == (
        "✓ liability/small：4 个节点，4 个选项，3 条路线，最短 1 问，最长 2 问，"
        "2 个结果，0 个案例相符\n共 1 棵树，0 个错误，0 个提醒。\n"
    )


def test_an_error_names_file_line_and_column_and_exits_with_1(trees: Path) -> None:
    break_tree(trees)
    done = run(trees)
    assert done.exit_code == 1
    assert done.output.startswith("trees/liability/small.yaml:17:35: 选项“不清楚”指向")
    assert "✗ liability/small" in done.output


def test_a_warning_does_not_fail(trees: Path) -> None:
    tree = str(SMALL["liability/small.yaml"])
    text = tree.replace("    evidence: [order]\n    cites: [rule-2]", "    cites: [rule-2]")
    (trees / "liability/small.yaml").write_text(text, "utf-8")
    done = run(trees)
    assert done.exit_code == 0
    assert "0 个错误，1 个提醒" in done.output


def test_json(trees: Path) -> None:
    break_tree(trees)
    data = json.loads(run(trees, "--format", "json").output)
    assert data["unproved"] == ["liability/small"]
    assert data["findings"][0]["kind"] == "unknown-target"
    assert (data["findings"][0]["line"], data["findings"][0]["column"]) == (17, 35)


def test_github_annotations(trees: Path) -> None:
    break_tree(trees)
    first = run(trees, "--format", "github").output.splitlines()[0]
    assert first.startswith(
        "::error file=trees/liability/small.yaml,line=17,col=35,title=unknown-target::选项"
    )


def test_paths_limit_what_is_shown(trees: Path) -> None:
    break_tree(trees)
    assert run(trees, str(trees / "reference")).exit_code == 0
    assert run(trees, str(trees / "liability")).exit_code == 1
    assert run(trees, str(trees / "liability/small.yaml")).exit_code == 1


def test_a_missing_path_is_one_clear_line(trees: Path) -> None:
    done = run(trees, str(trees / "nowhere"))
    assert done.exit_code == 1
    assert done.output.startswith("✗ 没有找到“")


def test_a_path_outside_the_trees_is_one_clear_line(trees: Path, tmp_path: Path) -> None:
    outside = tmp_path.parent
    done = run(trees, str(outside))
    assert done.exit_code == 1
    assert "没有找到“" in done.output


def test_a_missing_package_is_one_clear_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delitem(sys.modules, "build_hooks.deploy.compress", raising=False)
    monkeypatch.setitem(sys.modules, "brotli", None)
    done = CliRunner().invoke(main, ["compress", str(tmp_path)])
    assert done.exit_code == 1
    assert done.output.startswith("✗ 这个命令要用“brotli”这个包")
