"""What a server says of a file, by its path: its type, and how long it may be kept.

The same stands in `deploy/nginx/http.conf` in nginx's language; a test compares the two, file by
file.
"""

from __future__ import annotations

import re
from pathlib import PurePosixPath

IMMUTABLE = "public, max-age=31536000, immutable"
"""A file whose path names its content."""
PAGE = "public, max-age=60, stale-while-revalidate=600, stale-if-error=604800"
"""A correction must reach readers soon; a server that fails must not take the text away."""
DATA = "public, max-age=300, stale-if-error=604800"

FINGERPRINT = re.compile(r"(assets/(?:[^/]+[/.])?[0-9a-f]{12,64}[./]|embed/[0-9a-f]{16}/).+")
"""The paths of files that never change, from the site's root; first what says so."""
DATA_FOLDERS = ("assets/", "api/v1/")
"""Folders without pages."""

UTF8 = "; charset=utf-8"
TYPES = {
    ".bin": "application/octet-stream",
    ".css": "text/css" + UTF8,
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".gz": "application/gzip",
    ".html": "text/html" + UTF8,
    ".ics": "text/calendar" + UTF8,
    ".jpg": "image/jpeg",
    ".js": "text/javascript" + UTF8,
    ".json": "application/json" + UTF8,
    ".mjs": "text/javascript" + UTF8,
    ".png": "image/png",
    ".svg": "image/svg+xml" + UTF8,
    ".txt": "text/plain" + UTF8,
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json" + UTF8,
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml" + UTF8,
    ".zip": "application/zip",
}
FEED = "feed.xml"
FEED_TYPE = "application/atom+xml" + UTF8
COMPRESSED = frozenset(TYPES) - {".docx", ".gz", ".jpg", ".png", ".webp", ".woff2", ".zip"}
"""The endings of files that become smaller."""


def immutable(path: str) -> bool:
    """Whether a path, from the site's root, names its content."""
    return bool(FINGERPRINT.fullmatch(path))


def lasting_part(path: str) -> str | None:
    """The folder of which no file ever changes, or the path itself; None for what may change."""
    found = FINGERPRINT.fullmatch(path)
    if not found:
        return None
    return found[1] if found[1].endswith("/") else path


def cache_control(path: str) -> str:
    """The `Cache-Control` of a path from the site's root."""
    if immutable(path):
        return IMMUTABLE
    return PAGE if path.endswith(".html") else DATA


def content_type(path: str) -> str:
    """The `Content-Type` of a path; a byte stream where nothing is known."""
    if path == FEED:
        return FEED_TYPE
    return TYPES.get(PurePosixPath(path).suffix, "application/octet-stream")


def compressible(path: str) -> bool:
    """Whether a file is worth compressing."""
    return PurePosixPath(path).suffix in COMPRESSED
