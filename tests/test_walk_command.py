"""`walk` asks what the site asks and ends where the site ends."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.checking import Checked
from build_hooks.cli import main
from build_hooks.compile import visible_blocks
from build_hooks.model.tree import Question
from build_hooks.values import ticked
from build_hooks.witnesses import witnesses
from tests.conftest import TREES
from tests.content import SMALL


def walk(tree: str, typed: str) -> Result:
    return CliRunner().invoke(main, ["walk", tree, "--trees", str(TREES)], input=typed)


def typed_for(question: Question, answer: str) -> str:
    """What somebody types at the prompt to give an answer."""
    if question.input:
        return answer
    names = question.items if question.items is not None else [o.id for o in question.all_options()]
    numbers = [str(n) for n, id_ in enumerate(names, start=1) if str(id_) in ticked(answer)]
    return " ".join(numbers) or "0"


@pytest.mark.parametrize(
    "tree", ["liability/price", "quality/script-check", "complaint/minor-spent"]
)
def test_every_outcome_is_reached_and_shows_its_words(tree: str, real: Checked) -> None:
    proof = real.proofs[tree]
    seen = set()
    for witness in witnesses(proof.routes):
        if witness.end in seen or witness.end not in proof.tree.outcomes:
            continue
        seen.add(witness.end)
        lines = [typed_for(proof.tree.questions[q], a) for q, a in witness.answers]
        done = walk(tree, "\n".join(lines) + "\n")
        outcome = proof.tree.outcomes[witness.end]
        assert done.exit_code == 0, done.output
        assert f"结果：{outcome.title}" in done.output
        shown = visible_blocks(outcome, dict(witness.answers))
        assert done.output.count("\n  · ") == len(shown)
    assert seen == {str(id_) for id_ in proof.tree.outcomes}


def test_a_wrong_answer_is_asked_again_and_one_can_go_back() -> None:
    done = walk("liability/price", "99\nx\n１\nB\n８\n")
    assert "“99”不行" in done.output
    assert done.output.count("第 1 问") == 2
    assert done.exit_code == 0
    assert "what=unsure" in done.output


def test_one_can_stop() -> None:
    for typed in ("q\n", "1\n"):
        done = walk("liability/price", typed)
        assert done.exit_code == 130
        assert "已停止。" in done.output


@pytest.mark.parametrize("command", ["walk", "paths", "graph", "coverage", "mutate"])
def test_a_tree_with_errors_is_answered_with_them(command: str, tmp_path: Path) -> None:
    for name, text in {**SMALL, "liability/broken.yaml": "title: x\n"}.items():
        (tmp_path / "trees" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "trees" / name).write_text(str(text), "utf-8")
    trees = str(tmp_path / "trees")
    done = CliRunner().invoke(main, [command, "liability/broken", "--trees", trees])
    assert done.exit_code == 1
    assert "trees/liability/broken.yaml:1:1: 这里缺“summary”" in done.output
    assert "“liability/broken”有错误" in done.output


def test_an_unknown_tree_is_answered_with_the_nearest() -> None:
    done = walk("liability/pric", "")
    assert done.exit_code == 1
    assert "是不是“liability/price”" in done.output
