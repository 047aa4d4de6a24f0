"""What stands in a folder."""

from __future__ import annotations

from pathlib import Path


def files_of(folder: Path) -> list[str]:
    """The paths of all files below a folder, sorted, with forward slashes."""
    found = (file for file in folder.rglob("*") if file.is_file())
    return sorted(file.relative_to(folder).as_posix() for file in found)
