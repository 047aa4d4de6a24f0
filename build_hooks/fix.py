"""Mend what has one right answer: repairs are tried on a copy, and kept if nothing new is wrong.

Where a file was read before, "new" is every finding that was not there. A file that could not be
read hides its findings, so there only a misread line among those that the repair touched is new.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

from build_hooks.checking import Checked, check, inside
from build_hooks.edits import Fix, Repair, applied
from build_hooks.findings import Finding
from build_hooks.load.source import SourceError, decode
from build_hooks.proposals import STAGES, was_read

BOM = b"\xef\xbb\xbf"
MISREAD = (
    *("unknown-key", "missing-key", "duplicate-key", "bad-id"),
    *("empty-value", "empty-text", "expected-mapping", "expected-text"),
)
"""What a line gets that now stands in the wrong place, or says something else."""


def fix(folder: Path, paths: Collection[str] = (), today: date | None = None) -> list[Fix]:
    """Mend the files below `folder`, or only `paths`, which are written like findings' paths."""
    with tempfile.TemporaryDirectory() as temporary:
        bench = _Bench(folder.resolve(), Path(temporary), paths, today)
        while any(bench.keep(stage(bench.checked, bench.texts())) for stage in STAGES):
            pass
        return bench.written()


class _Bench:
    """A copy of the trees to try repairs on."""

    def __init__(
        self, folder: Path, temporary: Path, paths: Collection[str], today: date | None
    ) -> None:
        self.original = folder.parent
        self.copy = temporary
        self.today = today
        self.trees = temporary / folder.name
        shutil.copytree(folder, self.trees, ignore_dangling_symlinks=True)
        self.checked = check(self.trees, today)
        self.fixes: list[Fix] = []
        self.refused: set[tuple[Fix, ...]] = set()
        self.before = {path: self.bytes(path) for path in self.paths(paths or [folder.name])}

    def paths(self, wanted: Collection[str]) -> Iterator[str]:
        """The files that may be changed: no links, which may lead out of the folder."""
        for file in sorted(self.copy.rglob("*.yaml")):
            path = file.relative_to(self.copy).as_posix()
            real = self.original / path
            linked = any(part.is_symlink() for part in (real, real.parent))
            if file.is_file() and not linked and inside(path, wanted):
                yield path

    def bytes(self, path: str) -> bytes:
        return (self.copy / path).read_bytes()

    def texts(self) -> dict[str, str]:
        """What the files hold, with their line endings; those that are no text are left out."""
        found = {}
        for path in self.before:
            try:
                found[path] = decode(self.copy / path, path)
            except SourceError:
                continue
        return found

    def keep(self, repairs: list[Repair]) -> bool:
        """Keep some of the repairs, as many at once as go well; False if none does."""
        left = [repair for repair in repairs if repair.fixes not in self.refused]
        if not left:
            return False
        if self.goes_well(left):
            self.fixes += [fix for repair in left for fix in repair.fixes]
            return True
        if len(left) == 1:
            self.refused.add(left[0].fixes)
            return False
        half = len(left) // 2
        return self.keep(left[:half]) or self.keep(left[half:])

    def goes_well(self, repairs: list[Repair]) -> bool:
        """Try repairs; if something new is wrong, take them back."""
        before = {repair.path: self.bytes(repair.path) for repair in repairs}
        texts = self.texts()
        for path, data in before.items():
            changes = [change for r in repairs if r.path == path for change in r.changes]
            mark = BOM if data.startswith(BOM) else b""
            (self.copy / path).write_bytes(mark + applied(texts[path], changes).encode())
        after = check(self.trees, self.today)
        if self.is_better(after, repairs, texts):
            self.checked = after
            return True
        for path, data in before.items():
            (self.copy / path).write_bytes(data)
        return False

    def is_better(self, after: Checked, repairs: list[Repair], texts: dict[str, str]) -> bool:
        """Whether no finding is new, and some are gone unless none was to go."""
        old, new = _counted(self.checked.findings), _counted(after.findings)
        added = [finding for finding in after.findings if _key(finding) in new - old]
        if not all(was_read(repair.path, self.checked.content) for repair in repairs):
            touched = {place for repair in repairs for place in _touched(repair, texts)}
            misread = [finding for finding in added if finding.kind in MISREAD]
            added = [f for f in misread if (f.place.path, f.place.line) in touched]
        to_mend = any(fix.kind != "key-order" for repair in repairs for fix in repair.fixes)
        return not added and (bool(old - new) or not to_mend)

    def written(self) -> list[Fix]:
        """Write what changed to the real files; one that somebody changed meanwhile is left."""
        done = set()
        for path, data in self.before.items():
            real = self.original / path
            if self.bytes(path) != data == real.read_bytes():
                replace_file(real, self.bytes(path))
                done.add(path)
        return sorted((f for f in self.fixes if f.place.path in done), key=lambda f: f.place)


def _key(finding: Finding) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    """What stays of a finding when lines move."""
    return finding.place.path, finding.kind, finding.data


def _counted(findings: list[Finding]) -> Counter[tuple[str, str, tuple[tuple[str, str], ...]]]:
    return Counter(_key(finding) for finding in findings)


def _touched(repair: Repair, texts: dict[str, str]) -> Iterator[tuple[str, int]]:
    for change in repair.changes:
        first = texts[repair.path].count("\n", 0, change.start) + 1
        last = first + texts[repair.path].count("\n", change.start, change.end)
        yield from ((repair.path, line) for line in range(first, last + 1))


def replace_file(file: Path, data: bytes) -> None:
    """Write a file so that it is never half written."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        shutil.copymode(file, temporary)
        temporary.replace(file)
    finally:
        temporary.unlink(missing_ok=True)
