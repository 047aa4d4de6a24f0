"""Which LibreOffice opens the saved letters."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from tests.browser import office


def test_soffice_names_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOFFICE", sys.executable)
    assert office.find() == sys.executable
    assert office.main() == 0


def test_a_wrong_soffice_is_one_clear_line(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SOFFICE", str(tmp_path / "nowhere"))
    assert office.main() == 1
    assert capsys.readouterr().err == f"error: SOFFICE={tmp_path}/nowhere is not a program\n"


def test_without_any_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(office, "MAC", str(tmp_path / "soffice"))
    assert office.main() == 1
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "apt-get install libreoffice-writer-nogui" in said


def test_an_installed_one_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.delenv("SOFFICE", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert office.find() == str(program)


def test_what_is_no_document_is_refused(tmp_path: Path) -> None:
    (tmp_path / "folder.docx").mkdir()
    with pytest.raises(ValueError, match="cannot open"):
        office.as_text(tmp_path / "folder.docx", tmp_path / "out")
