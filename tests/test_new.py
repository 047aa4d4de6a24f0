"""`new` writes a tree that passes the check before anything is rewritten."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.checking import check_only
from build_hooks.cli import main
from build_hooks.model.tree import Topic
from tests.conftest import TREES


@pytest.fixture
def trees(tmp_path: Path) -> Path:
    shutil.copytree(TREES / "reference", tmp_path / "trees/reference")
    (tmp_path / "trees/complaint").mkdir()
    shutil.copy(TREES / "complaint/which-route.yaml", tmp_path / "trees/complaint")
    return tmp_path / "trees"


def new(trees: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["new", "--trees", str(trees), *arguments])


@pytest.mark.parametrize("topic", Topic)
def test_a_new_tree_passes_without_a_remark(topic: str, trees: Path) -> None:
    done = new(trees, f"{topic}/my-tree", "--title", "怎么办：“找谁”？")
    assert done.exit_code == 0, done.output
    checked = check_only(trees, [f"trees/{topic}/my-tree.yaml"])
    assert checked.findings == []
    proof = checked.proofs[f"{topic}/my-tree"]
    assert str(proof.tree.title) == "怎么办：“找谁”？"
    assert proof.figures["cases"] == 1
    assert f"check {trees}/{topic}/my-tree.yaml" in done.output
    text = (trees / topic / "my-tree.yaml").read_text("utf-8")
    assert "{" not in text.split("title:")[0]


def test_nothing_is_overwritten(trees: Path) -> None:
    for file in ("complaint/mine.yaml", "complaint/other.cases.yaml"):
        (trees / file).write_text("title: 我的\n", "utf-8")
    for name in ("mine", "other"):
        done = new(trees, f"complaint/{name}")
        assert done.exit_code == 1
        assert "已经有" in done.output
    assert (trees / "complaint/mine.yaml").read_text("utf-8") == "title: 我的\n"
    assert not (trees / "complaint/mine.cases.yaml").exists()
    assert not (trees / "complaint/other.yaml").exists()


def test_outside_of_the_project_nothing_is_written(tmp_path: Path) -> None:
    done = new(tmp_path / "trees", "complaint/my-tree")
    assert done.exit_code == 1
    assert "cd" in done.output
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "trees/reference").mkdir(parents=True)
    assert "标题" in new(tmp_path / "trees", "complaint/my-tree", "--title", " ").output


@pytest.mark.parametrize("id_", ["my-tree", "x/my-tree", "complaint/My", "complaint/../x", "/a"])
def test_a_name_that_is_none_is_answered_with_one_that_is(id_: str, trees: Path) -> None:
    before = sorted(trees.rglob("*"))
    done = new(trees, id_)
    assert done.exit_code == 1
    assert "my-tree" in done.output
    assert sorted(trees.rglob("*")) == before
