"""Archives with the same bytes for the same files: sorted, one time, one owner, one mode."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from build_hooks.folders import files_of

MODE = 0o644
EARLIEST = 315_532_800
"""1980-01-01: a zip file can hold no earlier time."""


def files_in(folder: Path, prefix: str) -> dict[str, bytes]:
    """The files of a folder by their names in an archive, which begin with `prefix`/."""
    return {f"{prefix}/{path}": (folder / path).read_bytes() for path in files_of(folder)}


def tar_gz(files: Mapping[str, bytes], seconds: int) -> bytes:
    """A `.tar.gz` of files by name, all of the time `seconds` since 1970."""
    packed = io.BytesIO()
    with (
        gzip.GzipFile(filename="", mode="wb", fileobj=packed, mtime=seconds) as stream,
        tarfile.open(fileobj=stream, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for name, content in sorted(files.items()):
            archive.addfile(_entry(name, len(content), seconds), io.BytesIO(content))
    return packed.getvalue()


def _entry(name: str, size: int, seconds: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mtime, entry.mode = size, seconds, MODE
    return entry


def zipped(files: Mapping[str, bytes], seconds: int) -> bytes:
    """A `.zip` of files by name, all of the time `seconds` since 1970."""
    packed = io.BytesIO()
    moment = time.gmtime(max(seconds, EARLIEST))[:6]
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, moment)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 3
            entry.external_attr = (0o100000 | MODE) << 16
            archive.writestr(entry, content, compresslevel=9)
    return packed.getvalue()


def repacked(archive: bytes, seconds: int) -> bytes:
    """A `.tar.gz` of the same files with the same bytes each time."""
    return tar_gz(dict(_contents(archive)), seconds)


def _contents(archive: bytes) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as opened:
        for entry in opened:
            content = opened.extractfile(entry)
            if content is not None:
                yield entry.name, content.read()
