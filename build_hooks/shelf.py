"""Where what has been made waits for a site generator: in files, for of many trees it is gigabytes.

Forks put their outputs there too, and hand over only where they are.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import mkdtemp, mkstemp
from weakref import WeakValueDictionary, finalize

from build_hooks.output import Output, Shelved


class Shelf:
    """A folder of its own, which goes when nobody has the shelf or something from it."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="weiquan-"))
        _shelves[str(self.folder)] = self
        finalize(self, _remove, self.folder, os.getpid())

    def __reduce__(self) -> tuple[object, tuple[str]]:
        """What a fork hands over comes from the shelf that its parent has."""
        return _shelf_at, (str(self.folder),)

    def put(self, outputs: Iterable[Output]) -> list[Output]:
        """The same outputs, their content in files.

        Raises:
            OSError: a file cannot be written.
        """
        return [replace(output, held=self._written(output.content)) for output in outputs]

    def _written(self, content: str | bytes) -> Shelved:
        is_text = isinstance(content, str)
        handle, name = mkstemp(dir=self.folder)
        with os.fdopen(handle, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
        return Shelved(Path(name), is_text, self)


_shelves: WeakValueDictionary[str, Shelf] = WeakValueDictionary()


def _shelf_at(folder: str) -> Shelf:
    return _shelves[folder]


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a fork
        shutil.rmtree(folder, ignore_errors=True)
