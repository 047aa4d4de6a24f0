"""The same commit gives the same bytes: whoever builds it, where, when, and with which of the two
builders that run the hook."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.conftest import ROOT

COPIED = ("mkdocs.yml", "docs", "trees", "build_hooks")
COMMITTED = "1790000000"
"""A commit's day, as `make site` finds it; not the day of the tests."""
CLOCK = """\
import time
now = time.time
time.time = lambda: now() + 40 * 86400
"""
"""Forty days later, for all that asks for the day."""
HERE = {"SOURCE_DATE_EPOCH": COMMITTED, "PYTHONHASHSEED": "1", "TZ": "Asia/Shanghai"}
ELSEWHERE = {
    "SOURCE_DATE_EPOCH": COMMITTED,
    "PYTHONHASHSEED": "4242",
    "TZ": "America/St_Johns",
    "LC_ALL": "C",
    "PYTHONCOERCECLOCALE": "0",
    "HOME": "/nowhere",
    "COLUMNS": "40",
}


def copied(folder: Path, *, backwards: bool) -> Path:
    """The project in another folder, its files written in one order or the other, now."""
    files = [ROOT / "mkdocs.yml"]
    files += [f for name in COPIED[1:] for f in sorted((ROOT / name).rglob("*")) if f.is_file()]
    for file in reversed(files) if backwards else files:
        if "__pycache__" not in file.parts:
            to = folder / file.relative_to(ROOT)
            to.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, to)
    return folder


def built(builder: str, project: Path, environment: Mapping[str, str], umask: int) -> Path:
    command = [sys.executable, "-m", builder, "build", "--strict", "-f", "mkdocs.yml", "-d", "out"]
    done = subprocess.run(
        command,
        cwd=project,
        env={**os.environ, **environment},
        umask=umask,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return project / "out"


def contents(folder: Path) -> dict[str, bytes]:
    files = (file for file in folder.rglob("*") if file.is_file())
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in files}


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """MkDocs's site of a copy, and ProperDocs's of another one in other circumstances."""
    one = copied(tmp_path_factory.mktemp("a"), backwards=False)
    two = copied(tmp_path_factory.mktemp("folder") / "with a longer name", backwards=True)
    clock = tmp_path_factory.mktemp("clock")
    (clock / "sitecustomize.py").write_text(CLOCK)
    elsewhere = {**ELSEWHERE, "PYTHONPATH": str(clock)}
    return built("mkdocs", one, HERE, 0o022), built("properdocs", two, elsewhere, 0o077)


def test_the_same_commit_gives_the_same_bytes(sites: tuple[Path, Path]) -> None:
    one, two = map(contents, sites)
    assert one.keys() == two.keys()
    assert len(one) > 1000
    assert [name for name in one if one[name] != two[name]] == []


def test_no_page_knows_where_or_when_it_was_built(sites: tuple[Path, Path]) -> None:
    folder = str(sites[0].parent).encode()
    assert [name for name, content in contents(sites[0]).items() if folder in content] == []
    assert b"<lastmod>2026-09-21</lastmod>" in contents(sites[0])["sitemap.xml"]
