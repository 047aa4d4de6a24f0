"""The command line speaks Chinese, in colours and with progress where a terminal is."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.cli import main
from build_hooks.terminal import coloured, tree_ids
from tests.conftest import ROOT, TREES


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="weiquan")


def commands() -> list[str]:
    return main.list_commands(main.make_context("weiquan", ["check"]))


@pytest.mark.parametrize("name", commands())
def test_the_help_of_a_command_is_chinese_and_shows_an_example(name: str) -> None:
    done = run(name, "--help")
    assert done.exit_code == 0
    assert done.output.startswith(f"用法：weiquan {name} [选项]")
    assert "例：" in done.output
    assert "显示这段说明。" in done.output
    for word in ("Usage", "Options", "Show this message", "[OPTIONS]"):
        assert word not in done.output


def test_the_help_names_every_command_and_what_exit_codes_mean() -> None:
    done = run("--help")
    assert all(f"  {name}" in done.output for name in commands())
    assert "退出码：0" in done.output


def test_without_a_command_there_is_the_help() -> None:
    done = run()
    assert done.exit_code == 0
    assert done.output == run("--help").output


def test_a_tree_can_be_named_by_its_id() -> None:
    by_id = run("check", "--trees", str(TREES), "liability/price")
    assert (
        by_id.output == run("check", "--trees", str(TREES), f"{TREES}/liability/price.yaml").output
    )
    assert "✓ liability/price" in by_id.output


WRONG = {
    "chek": "没有“chek”这个命令；是不是“check”？",
    "check --formt x": "没有“--formt”这个选项；是不是“--format”？",
    "check --format x": "“--format”只能是其中一个：text",
    "paths": "少写了 TREE。",
    "paths a b": "多写了“b”",
    "mutate a --every": "选项“--every”后面少了一个值。",
    "mutate a --every x": "“--every”不能是“x”。",
    "words nowhere": "没有找到“nowhere”",
    "completion": "少写了",
}


@pytest.mark.parametrize("line", WRONG)
def test_a_command_that_is_written_wrongly_is_answered_in_chinese(line: str) -> None:
    done = run(*line.split())
    assert done.exit_code == 2
    assert WRONG[line] in done.output
    assert "Error" not in done.output


def test_colours_only_where_a_terminal_is(monkeypatch: pytest.MonkeyPatch) -> None:
    finding = "trees/a/b.yaml:1:2: 有 [方括号] 的话 [unknown-target]"
    assert coloured("✓ 好").startswith("\x1b[32m")
    assert coloured("✗ 坏").startswith("\x1b[31m")
    assert coloured(finding).startswith("\x1b[1mtrees/a/b.yaml:1:2\x1b[0m: 有 [方括号] 的话 ")
    assert coloured("别的话") == "别的话"
    tree = str(TREES / "liability/price.yaml")
    assert "\x1b" not in run("check", "--trees", str(TREES), tree).output


def in_terminal(*arguments: str, **more: str) -> str:
    """What a command writes to a terminal, errors and progress included."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "build_hooks", *arguments]
    environment = {**os.environ, **more}
    with subprocess.Popen(
        command, cwd=ROOT, stdin=theirs, stdout=theirs, stderr=theirs, env=environment
    ) as done:
        os.close(theirs)
        found = b""
        while part := _read(ours):
            found += part
        done.wait()
    os.close(ours)
    return found.decode()


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # the other end is closed
        return b""


def test_a_terminal_sees_colours_and_how_far_it_is() -> None:
    found = in_terminal("check", "trees/liability", TERM="xterm")
    assert "证明" in found
    assert "100%" in found
    assert "\x1b[32m✓ liability/price" in found
    plain = in_terminal("check", "trees/liability/price.yaml", TERM="xterm", NO_COLOR="1")
    assert "\x1b[3" not in plain


def test_a_shell_completes_commands_and_ids_of_trees(tmp_path: Path) -> None:
    script = run("completion", "bash").output
    assert "_WEIQUAN_COMPLETE=bash_complete" in script
    assert shutil.which("bash")
    for typed, wanted in (("che", "check"), ("walk liability/pr", "liability/price")):
        words = ["weiquan", *typed.split()]
        done = subprocess.run(
            [Path(sys.executable).parent / "weiquan"],
            cwd=ROOT,
            env={
                **os.environ,
                "_WEIQUAN_COMPLETE": "bash_complete",
                "COMP_WORDS": " ".join(words),
                "COMP_CWORD": str(len(words) - 1),
            },
            capture_output=True,
            text=True,
            check=True,
        )
        assert f"plain,{wanted}" in done.stdout


def test_which_trees_there_are() -> None:
    assert "liability/price" in tree_ids(TREES)
    assert not any("reference" in id_ or "cases" in id_ for id_ in tree_ids(TREES))
