"""Releases on one machine: a new folder each, and a link that is replaced in one step.

- `releases/<id>/`: a whole site each, named after the second of its making
- `current`: a symbolic link to one of them; a server reads through it
- `headers-http.conf`, `headers-server.conf`: the security headers, for nginx to include
- `kept/`: the files with a fingerprint of all releases that are there, for pages that are still
  open from an earlier one

Files that did not change are hard links: they cost no room and keep their time, so that browsers
which ask again are answered with 304.
"""

from __future__ import annotations

import fcntl
import filecmp
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from build_hooks.deploy.compress import BEST, ENDINGS, compress
from build_hooks.deploy.headers import write_headers
from build_hooks.deploy.kinds import immutable
from build_hooks.deploy.stamp import stamped
from build_hooks.deploy.whole import missing
from build_hooks.folders import files_of

RELEASES = "releases"
CURRENT = "current"
KEPT = "kept"
LOCK = ".lock"
UNFINISHED = ".new"
DAYS = 30
"""How long a page may stay open and still find its files."""
ID = "%Y%m%dT%H%M%S%fZ"


class NotWholeError(ValueError):
    """A site that lacks what its pages name; `lacking` says what, a line each."""

    def __init__(self, lacking: list[str]) -> None:
        super().__init__(lacking)
        self.lacking = lacking


def release(
    site: Path,
    root: Path,
    quality: int = BEST,
    days: int = DAYS,
    reload: Callable[[], None] = lambda: None,
) -> Path:
    """Publish a built site below `root`; return the release's folder.

    `reload` lets the server read the headers again, which are then those of both releases.

    At every moment `current` is one whole release. What an attempt that was broken off has left is
    removed by the next.

    Raises:
        NotWholeError: the site lacks something; nothing was published.
        NoSiteError: its pages have no policy; nothing was published.
        OSError: the disk is full, or a file cannot be read or written; nothing was published.
    """
    releases = root / RELEASES
    releases.mkdir(parents=True, exist_ok=True)
    with _alone(root):
        _remove_unfinished(root)
        new = releases / UNFINISHED
        try:
            _make(site, new, root / CURRENT, quality)
            _keep(new, root / KEPT)
            write_headers([*_published(root), new], root)
            reload()
        except BaseException:
            shutil.rmtree(new, ignore_errors=True)
            raise
        made = new.rename(releases / datetime.now(UTC).strftime(ID))
        switch(root, made)
        _forget(root, days)
    return made


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """One release at a time; the lock goes when the program ends, however it ends."""
    with (root / LOCK).open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _published(root: Path) -> list[Path]:
    return [root / CURRENT] if (root / CURRENT).exists() else []


def _make(site: Path, new: Path, current: Path, quality: int) -> None:
    stamped(site, new)
    lacking = missing(new)
    if lacking:
        raise NotWholeError(lacking)
    if current.exists():
        _link_unchanged(new, current.resolve())
    compress(new, quality)


def _link_unchanged(new: Path, before: Path) -> None:
    """Take what is the same from the release before, and its compressed forms with it."""
    for path in files_of(new):
        old = before / path
        if old.is_file() and filecmp.cmp(old, new / path, shallow=False):
            for ending in ("", *ENDINGS):
                if old.with_name(old.name + ending).is_file():
                    _link(old.with_name(old.name + ending), before, new)


def _link(old: Path, before: Path, new: Path) -> None:
    target = new / old.relative_to(before)
    target.unlink(missing_ok=True)
    target.hardlink_to(old)


def _keep(new: Path, kept: Path) -> None:
    """Lay what has a fingerprint where pages of other releases look for it too."""
    for path in files_of(new):
        if immutable(path) and not (kept / path).exists():
            (kept / path).parent.mkdir(parents=True, exist_ok=True)
            (kept / path).hardlink_to(new / path)


def switch(root: Path, made: Path) -> None:
    """Let `current` be a release: one rename, so that there is always one or the other."""
    os.sync()  # what the link names must be on the disk before the link
    link = root / f"{CURRENT}{UNFINISHED}"
    link.unlink(missing_ok=True)
    link.symlink_to(made.relative_to(root), target_is_directory=True)
    link.replace(root / CURRENT)


def _remove_unfinished(root: Path) -> None:
    shutil.rmtree(root / RELEASES / UNFINISHED, ignore_errors=True)
    (root / f"{CURRENT}{UNFINISHED}").unlink(missing_ok=True)
    _drop_lonely(root / KEPT)


def _forget(root: Path, days: int) -> None:
    """Remove releases older than `days`, but neither the current one nor the one before."""
    oldest = (datetime.now(UTC) - timedelta(days=days)).strftime(ID)
    current = (root / CURRENT).resolve().name
    earlier = sorted(path.name for path in (root / RELEASES).iterdir() if path.name < current)
    for name in earlier[:-1]:
        if name < oldest:
            shutil.rmtree(root / RELEASES / name)
    _drop_lonely(root / KEPT)


def _drop_lonely(kept: Path) -> None:
    """Remove what stands in no release any more: then it is the only link to its content."""
    for path in files_of(kept):
        if (kept / path).stat().st_nlink == 1:
            (kept / path).unlink()
