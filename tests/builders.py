"""The site as each builder makes it, with the commands of the Makefile."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

ROOT = Path(__file__).parent.parent
ZENSICAL = ROOT / ".cache/zensical-venv/bin/zensical"
HERE: Mapping[str, str] = {}


def run(command: list[str], folder: Path, address: str, more: Mapping[str, str] = HERE) -> str:
    """Run a command for a site that will be at `address`; return what it said."""
    environment = {**os.environ, "SITE_URL": address, **more}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, env=environment
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def mkdocs(folder: Path, address: str, more: Mapping[str, str] = HERE, root: Path = ROOT) -> Path:
    """Build into `folder`; return where the site is."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder)]
    run(command, root, address, more)
    return folder


def properdocs(
    folder: Path, address: str, more: Mapping[str, str] = HERE, root: Path = ROOT
) -> Path:
    """Build into `folder` with the hook that MkDocs runs."""
    command = [sys.executable, "-m", "properdocs", "build", "--strict", "-f", "mkdocs.yml"]
    run([*command, "-d", str(folder)], root, address, more)
    return folder


def project(folder: Path, address: str, more: Mapping[str, str] = HERE, root: Path = ROOT) -> Path:
    """Write the project for builders that read from disk."""
    run([sys.executable, "-m", "build_hooks", "build", str(folder)], root, address, more)
    return folder


def zensical(folder: Path, address: str, more: Mapping[str, str] = HERE, root: Path = ROOT) -> Path:
    """Build `folder/site` from what is written to `folder`."""
    assert ZENSICAL.exists(), f"{ZENSICAL} is missing: run `make zensical` once"
    project(folder, address, more, root)
    run([str(ZENSICAL), "build", "--strict"], folder, address, more)
    finish = [sys.executable, "-m", "build_hooks", "finish", str(folder / "site")]
    run(finish, root, address, more)
    return folder / "site"


BUILDERS: dict[str, Callable[[Path, str], Path]] = {
    "mkdocs": mkdocs,
    "properdocs": properdocs,
    "zensical": zensical,
}
