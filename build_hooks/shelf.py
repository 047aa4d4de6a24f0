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
from weakref import finalize

from build_hooks.output import Output, Shelved


class Shelf:
    """A folder of its own, which goes when the shelf does."""

    def __init__(self) -> None:
        self.folder = Path(mkdtemp(prefix="weiquan-"))
        finalize(self, _remove, self.folder, os.getpid())

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
        return Shelved(Path(name), is_text)


def _remove(folder: Path, owner: int) -> None:
    if os.getpid() == owner:  # not in a fork
        shutil.rmtree(folder, ignore_errors=True)
