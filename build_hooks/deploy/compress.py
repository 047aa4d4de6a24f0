"""Write a `.gz` and a `.br` beside each file that becomes smaller, for servers that send those."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import brotli

from build_hooks.deploy.kinds import compressible
from build_hooks.folders import files_of

ENDINGS = (".gz", ".br")
LEAST = 256
"""Bytes below which a file is left alone: an answer has as many bytes of headers."""
BEST = 11
GZIP = 31
"""zlib's number for a whole window in a gzip file without a time, the same bytes every time."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """What a folder weighs in bytes: as it is, and what is sent with gzip and with Brotli."""

    files: int
    plain: int
    gzip: int
    brotli: int


def gzipped(content: bytes) -> bytes:
    """As gzip, always the same bytes for the same content."""
    packer = zlib.compressobj(9, zlib.DEFLATED, GZIP, 9)
    return packer.compress(content) + packer.flush()


def compress(site: Path, quality: int = BEST) -> Sizes:
    """Compress every file of a folder that becomes smaller; `quality` is Brotli's, 0 to 11.

    Files that have a `.gz` or `.br` as young as themselves are left alone.

    Raises:
        OSError: a file cannot be read or written.
    """
    paths = [path for path in files_of(site) if compressible(path)]
    with ThreadPoolExecutor(os.cpu_count()) as workers:
        sizes = list(workers.map(lambda path: _compress(site / path, quality), paths))
    return _sum(sizes)


def _compress(file: Path, quality: int) -> Sizes:
    plain = file.stat().st_size
    sent = [_written(file, ending, quality) if plain >= LEAST else plain for ending in ENDINGS]
    return Sizes(1, plain, *sent)


def _written(file: Path, ending: str, quality: int) -> int:
    """Write one form if there is none yet that is as young; return the bytes that are sent."""
    packed, stat = file.with_name(file.name + ending), file.stat()
    if packed.exists() and packed.stat().st_mtime_ns == stat.st_mtime_ns:
        return packed.stat().st_size
    content = file.read_bytes()
    made = gzipped(content) if ending == ".gz" else brotli.compress(content, quality=quality)
    if len(made) >= len(content):
        packed.unlink(missing_ok=True)
        return len(content)
    packed.write_bytes(made)
    os.utime(packed, ns=(stat.st_atime_ns, stat.st_mtime_ns))
    return len(made)


def _sum(sizes: Iterable[Sizes]) -> Sizes:
    every = list(sizes)
    return Sizes(
        sum(one.files for one in every),
        sum(one.plain for one in every),
        sum(one.gzip for one in every),
        sum(one.brotli for one in every),
    )
