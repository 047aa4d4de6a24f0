"""Which Chromium the browser tests use."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.browser.chromium import find, main


def test_chromium_names_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", sys.executable)
    assert find() == sys.executable
    assert main() == 0


def test_a_wrong_chromium_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CHROMIUM", str(tmp_path / "nowhere"))
    assert find() is None
    assert main() == 1
    assert capsys.readouterr().err == f"error: CHROMIUM={tmp_path}/nowhere is not a program\n"


def test_without_chromium_an_installed_one_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find() == str(program)
