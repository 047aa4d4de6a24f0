"""Which commit a release is made of, and whether one may be made of it."""

from __future__ import annotations

import re
import subprocess
import tomllib
from dataclasses import dataclass
from pathlib import Path

FRAGMENTS = ".github/changes"
CHANGELOG = "CHANGELOG.md"


class ReleaseError(Exception):
    """No release can be made; says why and what to do."""


@dataclass(frozen=True, slots=True)
class Source:
    """A commit without changes beside it."""

    root: Path
    version: str
    """That of `pyproject.toml`, its only place."""
    commit: str
    """The commit's hash, 40 hexadecimal digits."""
    seconds: int
    """When it was committed, in seconds since 1970."""
    tag: str | None
    """The tag `v` and version, if the commit has it."""


def source(root: Path) -> Source:
    """Look at a repository.

    Raises:
        ReleaseError: there are changes that no commit has, or a tag that does not fit.
    """
    commit = git(root, "rev-parse", "HEAD").strip()
    changed = git(root, "status", "--porcelain").splitlines()
    if changed:
        listed = "\n".join(f"  {line}" for line in changed[:20])
        raise ReleaseError(
            f"these files are not as commit {commit[:12]} has them:\n{listed}\n"
            "commit or remove them: a release is made of a commit and of nothing else"
        )
    version = version_of(root)
    tags = git(root, "tag", "--points-at", "HEAD", "--list", "v[0-9]*").split()
    tag = _fitting(tags, version)
    if tag:
        _written_up(root, version)
    seconds = int(git(root, "show", "-s", "--format=%ct", "HEAD"))
    return Source(root, version, commit, seconds, tag)


def version_of(root: Path) -> str:
    """The version that `pyproject.toml` says."""
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["version"])


def _fitting(tags: list[str], version: str) -> str | None:
    """The one tag of a commit, or none."""
    wrong = [tag for tag in tags if tag != f"v{version}"]
    if wrong:
        raise ReleaseError(
            f"this commit is tagged {', '.join(wrong)}, but pyproject.toml says {version}:\n"
            f"change the version and commit, or tag the commit v{version} instead"
        )
    return tags[0] if tags else None


def _written_up(root: Path, version: str) -> None:
    """A tagged version has its section, and no fragment waits for one."""
    text = (root / CHANGELOG).read_text("utf-8")
    left = sorted(file.name for file in (root / FRAGMENTS).glob("*.md") if file.name[0] != "_")
    if left or not re.search(rf"^## \[{re.escape(version)}\] - \d", text, re.MULTILINE):
        raise ReleaseError(
            f"{CHANGELOG} does not tell of {version} yet, or {FRAGMENTS} has fragments left: "
            f"{', '.join(left) or 'none'}\nrun `make changelog`, commit, and tag that commit"
        )


def git(root: Path, *arguments: str) -> str:
    """What git says in a folder.

    Raises:
        ReleaseError: git cannot do it, or the folder is no repository.
    """
    done = subprocess.run(
        ["git", *arguments], cwd=root, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReleaseError(f"git {' '.join(arguments)}: {done.stderr.strip()}")
    return done.stdout
