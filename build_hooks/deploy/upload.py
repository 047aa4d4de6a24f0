"""Send a site to object storage so that it is never half new.

The order makes it so. First what has a fingerprint, which no page names yet; then files that are
new, then data and pages that change, the search's manifest and the home page last. Hence whatever a
page names is there before the page, and a new page is there before anything links to it. Only then
what nobody names any more is deleted, and files with a fingerprint not before their days are over.
Broken off at any point, an upload is taken up by running it again: what has arrived is not sent
twice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import md5
from pathlib import Path
from typing import Protocol

from build_hooks.deploy.compress import LEAST, gzipped
from build_hooks.deploy.kinds import cache_control, compressible, content_type, immutable
from build_hooks.deploy.whole import MANIFEST
from build_hooks.folders import files_of

DAYS = 30
HOME = "index.html"
WORKERS = 8


@dataclass(frozen=True, slots=True)
class Stored:
    """What a storage says of an object: the MD5 of its bytes, and when it came."""

    etag: str
    modified: datetime


@dataclass(frozen=True, slots=True)
class Sending:
    """An object as it is sent: its bytes and its headers."""

    path: str
    body: bytes
    headers: dict[str, str]

    @property
    def etag(self) -> str:
        """What a storage will say of these bytes."""
        return md5(self.body, usedforsecurity=False).hexdigest()


class Storage(Protocol):
    """What a place for objects must be able to do; paths are from the site's root."""

    def listed(self) -> Mapping[str, Stored]:
        """Every object."""

    def put(self, sending: Sending) -> None:
        """Store one object, whole or not at all."""

    def delete(self, path: str) -> None:
        """Remove one object."""


@dataclass(frozen=True, slots=True)
class Done:
    """How many objects were sent, were there already, and were deleted."""

    sent: int
    unchanged: int
    deleted: int


def upload(site: Path, storage: Storage, *, encode: bool = True, days: int = DAYS) -> Done:
    """Publish a stamped site; `encode` stores compressible files as gzip.

    Raises:
        OSError: a file cannot be read.
    """
    there = storage.listed()
    sent = unchanged = 0
    paths = files_of(site)
    for group in _groups(paths, there):
        changed = [s for s in (sending(site, p, encode=encode) for p in group) if _new(s, there)]
        _send(changed, storage)
        sent += len(changed)
        unchanged += len(group) - len(changed)
    deleted = _deleted(frozenset(paths), there, days)
    for path in deleted:
        storage.delete(path)
    return Done(sent, unchanged, len(deleted))


def sending(site: Path, path: str, *, encode: bool = True) -> Sending:
    """An object as it will be stored."""
    body = (site / path).read_bytes()
    headers = {"Content-Type": content_type(path), "Cache-Control": cache_control(path)}
    if encode and compressible(path) and len(body) >= LEAST:
        body = gzipped(body)
        headers["Content-Encoding"] = "gzip"
    return Sending(path, body, headers)


def _new(object_: Sending, there: Mapping[str, Stored]) -> bool:
    stored = there.get(object_.path)
    return stored is None or stored.etag != object_.etag


def _groups(paths: list[str], there: Mapping[str, Stored]) -> Iterator[list[str]]:
    """The paths in the order of sending; within a group the order does not matter."""
    rest = [path for path in paths if not immutable(path)]
    last = [path for path in (MANIFEST, HOME) if path in rest]
    middle = [path for path in rest if path not in last]
    new = [path for path in middle if path not in there]
    old = [path for path in middle if path in there]
    yield [path for path in paths if immutable(path)]
    for group in (new, old):
        yield [path for path in group if not path.endswith(".html")]
        yield [path for path in group if path.endswith(".html")]
    yield from ([path] for path in last)


def _send(objects: list[Sending], storage: Storage) -> None:
    """Send a group, some at a time; all have arrived when it returns, else it raises."""
    with ThreadPoolExecutor(WORKERS) as workers:
        waiting = [workers.submit(storage.put, one) for one in objects]
        try:
            for one in waiting:
                one.result()
        except BaseException:
            workers.shutdown(wait=True, cancel_futures=True)
            raise


def _deleted(paths: frozenset[str], there: Mapping[str, Stored], days: int) -> list[str]:
    """What goes: pages and data at once, in the end; fingerprints when they are `days` old."""
    oldest = datetime.now(UTC) - timedelta(days=days)
    gone = sorted(path for path in there if path not in paths)
    return [path for path in gone if not immutable(path) or there[path].modified < oldest]
