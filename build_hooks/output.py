"""The one thing that crosses the edge to a site generator."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Shelved:
    """Content that lies in a file until somebody asks for it."""

    file: Path
    is_text: bool
    shelf: object
    """What takes the file away when nobody has it any more."""

    def read(self) -> str | bytes:
        """The content.

        Raises:
            OSError: the file is gone.
        """
        content = self.file.read_bytes()
        return content.decode() if self.is_text else content


@dataclass(frozen=True, slots=True)
class Output:
    """A generated file of the site's source."""

    path: str
    """Where it belongs in the docs folder, with forward slashes."""
    held: str | bytes | Shelved
    source: str | None = None
    """The YAML file that "edit this page" opens, relative to the repository."""

    @property
    def content(self) -> str | bytes:
        """What stands in it."""
        return self.held.read() if isinstance(self.held, Shelved) else self.held


Keep = Callable[[Iterable[Output]], list[Output]]
"""What is done with outputs as soon as they are made: a list, or a shelf."""
