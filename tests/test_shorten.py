"""Published scripts and styles are shorter and mean the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.shorten import MINIFIED, minified
from tests.conftest import ROOT

SCRIPT = "// a word to the reader\nconst text = `line  // no comment\n  two`;\n"
FILES = sorted((ROOT / "docs" / MINIFIED).glob("*.[jc]s*"))


def test_comments_go_and_text_stays() -> None:
    found = minified(f"{MINIFIED}a.js", SCRIPT)
    assert "a word" not in found
    assert "`line  // no comment\n  two`" in found


def test_files_of_others_come_as_they_are() -> None:
    assert minified("assets/vendor/lunr.js", SCRIPT) == SCRIPT
    assert minified(f"{MINIFIED}card.html", SCRIPT) == SCRIPT


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_our_files_get_shorter(file: Path) -> None:
    text = file.read_text("utf-8")
    found = minified(f"{MINIFIED}{file.name}", text)
    assert 0 < len(found) < len(text)
    assert "/*" not in found
