"""Check files made of text, and hold the answer to what every answer must be."""

from __future__ import annotations

import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path

from build_hooks.checking import Checked, check
from build_hooks.place import Place

SECONDS = 600
"""A hundred times what the slowest needs under coverage: what takes this long does not end."""
LONGEST_MESSAGE = 20_000


def checked(contents: Mapping[str, str | bytes]) -> Checked:
    """Check files given by name."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in contents.items():
            file = Path(folder) / "trees" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return check(Path(folder) / "trees")


def answered(contents: Mapping[str, str | bytes]) -> list[str]:
    """Check files: in time, without an exception, and with places that an editor can open."""
    begin = time.perf_counter()
    result = checked(contents)
    assert time.perf_counter() - begin < SECONDS
    lines = {f"trees/{name}": lines_of(content) for name, content in contents.items()}
    for finding in result.findings:
        assert inside(finding.place, lines[finding.place.path]), str(finding)
        assert len(str(finding).encode()) < LONGEST_MESSAGE
    return [finding.kind for finding in result.findings]


def lines_of(content: str | bytes) -> list[str]:
    """The lines of a file as an editor counts them."""
    text = content.decode("utf-8-sig", "replace") if isinstance(content, bytes) else content
    return re.split(r"\r\n|\r|\n", text.removeprefix("\ufeff"))


def inside(place: Place, lines: list[str]) -> bool:
    """Whether a place is in the file; the end of each line counts, and the end of the file."""
    in_file = 1 <= place.line <= len(lines)
    return in_file and 1 <= place.column <= len(lines[place.line - 1]) + 1
