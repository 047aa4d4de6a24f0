"""The tutorial, done as a new contributor does it: every command and every edit, in their order."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.conftest import ROOT

PAGE = ROOT / "docs/contribute/tree.md"
FENCE = re.compile(r"(?ms)^```(sh|text|yaml)\n(.*?)^```$")
REPLACED = re.compile(r"把 `(trees/[^`]+)` 里的这[几一]行：$")
ADDED = re.compile(r"在 `(trees/[^`]+)` 的最后加上：$")
TYPED = "1\n2\n"
"""What the tutorial says to answer when it walks the tree."""


def steps() -> Iterator[tuple[str, str, str]]:
    """Each fence with its kind and the line before it."""
    text = PAGE.read_text("utf-8")
    for found in FENCE.finditer(text):
        before = text[: found.start()].strip().splitlines()[-1]
        yield found[1], found[2], before


class Contributor:
    """Somebody with a fresh clone, who follows the tutorial to the letter."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.output = ""
        self.old: tuple[Path, str] | None = None
        self.commands = 0

    def run(self, commands: str) -> None:
        """Run the lines of a fence; what they print is looked for by the next one."""
        programs = Path(sys.executable).parent
        environment = {
            **os.environ,
            "PATH": f"{programs}:{os.environ['PATH']}",
            "GIT_AUTHOR_NAME": "新人",
            "GIT_AUTHOR_EMAIL": "new@example.org",
            "GIT_COMMITTER_NAME": "新人",
            "GIT_COMMITTER_EMAIL": "new@example.org",
        }
        self.output = ""
        for line in commands.splitlines():
            done = subprocess.run(
                ["bash", "-c", line],
                cwd=self.folder,
                env=environment,
                input=TYPED,
                capture_output=True,
                text=True,
                check=False,
                timeout=120,
            )
            self.output += done.stdout + done.stderr
            assert "Traceback" not in self.output, line
            self.commands += 1

    def sees(self, lines: str) -> None:
        """Find the lines in what was printed, in their order."""
        at = 0
        for line in lines.splitlines():
            found = self.output.find(line, at)
            assert found >= 0, f"{line!r} is not in:\n{self.output}"
            at = found + len(line)

    def edits(self, text: str, before: str) -> None:
        """Do what the line before a fence says with its text."""
        if replaced := REPLACED.search(before):
            self.old = self.folder / replaced[1], text
        elif added := ADDED.search(before):
            file = self.folder / added[1]
            file.write_text(file.read_text("utf-8") + text, "utf-8")
        else:
            assert before == "换成：", before
            assert self.old, "there is nothing to replace"
            file, old = self.old
            content = file.read_text("utf-8")
            assert content.count(old) == 1, f"{old!r} stands {content.count(old)} times in {file}"
            file.write_text(content.replace(old, text), "utf-8")
            self.old = None


def test_the_tutorial_can_be_followed_to_its_end(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "trees", tmp_path / "trees")
    contributor = Contributor(tmp_path)
    contributor.run("git init -q -b main\ngit add trees\ngit commit -qm start")
    kinds = []
    for kind, text, before in steps():
        kinds.append(kind)
        if kind == "sh":
            contributor.run(text)
        elif kind == "text":
            contributor.sees(text)
        else:
            contributor.edits(text, before)
    assert kinds.count("sh") >= 9
    assert kinds.count("yaml") >= 8
    log = subprocess.run(
        ["git", "log", "--format=%s"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert log.stdout.splitlines() == ["新树：赠品坏了找谁", "start"]
    assert contributor.output.count("gift") >= 2
