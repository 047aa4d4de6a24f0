"""Bytes that take long to make and depend on their recipe alone: kept from one build to the next.

They lie where the user's other caches do (`$XDG_CACHE_HOME`, by default `~/.cache`) and may be
deleted at any time. What cannot be read as it was written is made anew, and where nothing can be
written it is made each time.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

NAME = "weiquan"
DIGEST = sha256().digest_size


def kept(recipe: object, make: Callable[[], bytes]) -> bytes:
    """What `make` returns, if it was not made before; `recipe` must say all that it rests on.

    A recipe is known by its `repr`, which must not change from one process to the next. The module
    of `make` belongs to each recipe: an edit there makes all of its things anew.
    """
    source = Path(make.__code__.co_filename).read_bytes()
    name = sha256(source + repr(recipe).encode()).hexdigest()
    found = _read(name)
    if found is None:
        found = make()
        _write(name, found)
    return found


def folder() -> Path:
    """Where things are kept.

    Raises:
        RuntimeError: the user has no home.
    """
    given = os.environ.get("XDG_CACHE_HOME")
    return (Path(given) if given else Path.home() / ".cache") / NAME


def _read(name: str) -> bytes | None:
    try:
        whole = (folder() / name).read_bytes()
    except (OSError, RuntimeError):
        return None
    content = whole[DIGEST:]
    return content if sha256(content).digest() == whole[:DIGEST] else None


def _write(name: str, content: bytes) -> None:
    """All of it or nothing: two builds may write at once, or one may be killed."""
    try:
        folder().mkdir(parents=True, exist_ok=True)
        handle, new = tempfile.mkstemp(dir=folder(), prefix=".")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(sha256(content).digest() + content)
            Path(new).replace(folder() / name)
        finally:
            Path(new).unlink(missing_ok=True)
    except (OSError, RuntimeError):
        pass
