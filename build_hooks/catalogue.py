"""The catalogue of findings: one Markdown file per kind in `diagnostics/`, with examples that run.

A file has front matter (`severity`, `title`) and three sections: what the kind means, a failing
example and the mended one. An example is one or more fences, each a change to the small tree of
tests/content.py:

- after `# old` a passage of whole lines, after `# new` what takes its place; a fence of the mended
  example takes the place of the same passage as the failing fence of the same number;
- a fence with `title="trees/…"` means that file, and without `# old` it is the file as a whole.

What Markdown cannot hold is said with marks: `␀`, `␉` and their like are control characters, and
`encoding: gbk` or `size: 1000001` (bytes) in the front matter is how the failing file is stored.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from textwrap import dedent

from build_hooks.findings import Severity
from build_hooks.load.source import Mapping, parse
from build_hooks.locale import ui

FOLDER = Path(__file__).parent / "diagnostics"
SMALL_TREE = "trees/liability/small.yaml"
FRONT = re.compile(r"---\n(.*?)^---\n(.*)", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^## (.+)\n", re.MULTILINE)
FENCE = re.compile(r'^```yaml(?: title="([^"]+)")?\n(.*?)^```\n', re.DOTALL | re.MULTILINE)
CHANGE = re.compile(r"# old\n(.*)# new\n(.*)", re.DOTALL)


class CatalogueError(Exception):
    """A file of the catalogue that is not written as it should be."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Lines of a file of the small tree, each with its line feed."""

    path: str
    """From the folder above `trees`."""
    text: str
    instead_of: str | None
    """The lines whose place these take; None: they are the whole file."""

    @property
    def shown(self) -> str:
        """The lines without the indentation that they share."""
        return dedent(self.text)

    @property
    def elsewhere(self) -> str | None:
        """The file's path, unless it is the tree itself."""
        return None if self.path == SMALL_TREE else self.path


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One kind of finding, explained."""

    kind: str
    severity: Severity
    title: str
    meaning: str
    failing: tuple[Passage, ...]
    mended: tuple[Passage, ...]
    encoding: str = "utf-8"
    """How the failing file is stored."""
    size: int = 0
    """Bytes that the failing file has at least."""

    @property
    def weight(self) -> str:
        """Its severity in a contributor's words."""
        is_error = self.severity is Severity.ERROR
        return ui("diagnostics.error") if is_error else ui("diagnostics.warning")


@cache
def catalogue(folder: Path = FOLDER) -> dict[str, Diagnostic]:
    """Every kind that is explained, by name."""
    files = sorted(folder.glob("*.md"))
    return {file.stem: read_diagnostic(file.stem, file.read_text("utf-8")) for file in files}


def read_diagnostic(kind: str, text: str) -> Diagnostic:
    """Read the file of one kind.

    Raises:
        CatalogueError: front matter, a section or a fence is missing or not as described above.
    """
    parted = FRONT.fullmatch(text)
    if not parted:
        raise CatalogueError(f"{kind}: no front matter")
    front = _front_matter(kind, parted[1])
    meaning, failing_text, mended_text = _sections(kind, parted[2])
    failing = _failing(kind, failing_text)
    return Diagnostic(
        kind,
        Severity(front["severity"]),
        front["title"],
        meaning.strip(),
        failing,
        _mended(kind, mended_text, failing),
        front.get("encoding", "utf-8"),
        int(front.get("size", 0)),
    )


def _front_matter(kind: str, text: str) -> dict[str, str]:
    node = parse(text, kind)
    found = (
        {str(key): str(value) for key, value in node.entries} if isinstance(node, Mapping) else {}
    )
    if not {"severity", "title"} <= set(found) <= {"severity", "title", "encoding", "size"}:
        raise CatalogueError(f"{kind}: front matter has {sorted(found)}")
    return found


def _sections(kind: str, text: str) -> list[str]:
    wanted = [ui("diagnostics.meaning"), ui("diagnostics.failing"), ui("diagnostics.mended")]
    _, *parts = HEADING.split(text)
    if parts[::2] != wanted:
        raise CatalogueError(f"{kind}: sections are {parts[::2]}, not {wanted}")
    return parts[1::2]


def _failing(kind: str, text: str) -> tuple[Passage, ...]:
    passages = []
    for path, body in _fences(kind, text):
        change = CHANGE.fullmatch(body)
        if not (change or path):
            raise CatalogueError(f"{kind}: a fence with neither `# old` nor a title")
        old, new = change.groups() if change else (None, body)
        passages.append(Passage(path or SMALL_TREE, new, old))
    return tuple(passages)


def _mended(kind: str, text: str, failing: tuple[Passage, ...]) -> tuple[Passage, ...]:
    fences = _fences(kind, text)
    if len(fences) != len(failing):
        raise CatalogueError(f"{kind}: {len(failing)} failing fences, {len(fences)} mended")
    return tuple(
        Passage(path, body, None) if path else Passage(wrong.path, body, wrong.instead_of)
        for (path, body), wrong in zip(fences, failing, strict=True)
    )


def _fences(kind: str, text: str) -> list[tuple[str, str]]:
    """The title, if any, and the lines of each fence; nothing else may stand in the section."""
    found: list[tuple[str, str]] = FENCE.findall(text)
    if not found or FENCE.sub("", text).strip():
        raise CatalogueError(f"{kind}: examples are fences of yaml and nothing else")
    return found
