"""Bytes that take long to make and depend on their recipe alone: kept from one build to the next.

They lie in `.cache/`, which may be deleted at any time. What cannot be read as it was written is
made anew, and where nothing can be written it is made each time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

FOLDER = ".cache/weiquan"
DIGEST = sha256().digest_size


def kept(root: Path, recipe: object, make: Callable[[], bytes]) -> bytes:
    """What `make` returns, from `root`'s cache if it is there; `recipe` must say all it rests on.

    A recipe is known by its `repr`, which must not change from one process to the next.
    """
    file = root / FOLDER / sha256(repr(recipe).encode()).hexdigest()
    found = _read(file)
    if found is None:
        found = make()
        _write(file, found)
    return found


def _read(file: Path) -> bytes | None:
    try:
        whole = file.read_bytes()
    except OSError:
        return None
    content = whole[DIGEST:]
    return content if sha256(content).digest() == whole[:DIGEST] else None


def _write(file: Path, content: bytes) -> None:
    """All of it or nothing: two builds may write at once, or one may be killed."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=".")
        try:
            with os.fdopen(handle, "wb") as new:
                new.write(sha256(content).digest() + content)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)
    except OSError:
        pass
