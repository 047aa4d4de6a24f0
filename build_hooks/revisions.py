"""Find the folder of trees of a version: a folder that is there, or a revision in git."""

from __future__ import annotations

import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from build_hooks.load.folder import REFERENCE
from build_hooks.locale import ui
from build_hooks.model.tree import Topic


class RevisionError(Exception):
    """A version that cannot be had; its text is a sentence for a contributor."""


@contextmanager
def trees_of(name: str, trees: Path) -> Iterator[Path]:
    """Give the trees of `name`: a folder that has or is one, or a revision of `trees`.

    Raises:
        RevisionError: there is no such folder and no such revision, or it has no trees.
    """
    folder = _folder(Path(name), trees.name) if name else None
    if folder:
        yield folder
        return
    with TemporaryDirectory() as temporary:
        with zipfile.ZipFile(BytesIO(_archive(name, trees))) as archive:
            archive.extractall(temporary)
        yield Path(temporary) / trees.name


def _folder(path: Path, inside: str) -> Path | None:
    if (path / inside).is_dir():
        return path / inside
    is_one = any((path / name).is_dir() for name in (*Topic, REFERENCE))
    return path if is_one else None


def _archive(revision: str, trees: Path) -> bytes:
    """The folder `trees` as it was, as git packs it; nothing is checked out."""
    around = trees.resolve().parent
    if not around.is_dir() or _git(around, "rev-parse", "--git-dir") is None:
        raise RevisionError(ui("diff.no-repository", found=revision))
    named = bool(revision) and not revision.startswith("-")  # else git takes it for an option
    wanted = f"{revision}^{{commit}}"
    found = _git(around, "rev-parse", "--verify", "--quiet", wanted) if named else None
    if not found:
        raise RevisionError(ui("diff.no-revision", found=revision))
    packed = _git(around, "archive", "--format=zip", found.decode().strip(), "--", trees.name)
    if not packed:
        raise RevisionError(ui("diff.no-trees", found=revision, folder=trees.name))
    return packed


def _git(folder: Path, *arguments: str) -> bytes | None:
    """What git prints, or None if it fails."""
    try:
        done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, check=False)
    except FileNotFoundError:
        raise RevisionError(ui("diff.no-git")) from None
    return done.stdout if done.returncode == 0 else None
