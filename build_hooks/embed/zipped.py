"""All embeds in one file to unpack on a server of one's own, with a page that leads to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from build_hooks.embed.frame import file_name
from build_hooks.model.tree import Tree

FOLDER = "weiquan"
DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can hold: equal content makes equal files."""


def zipped(pages: Sequence[tuple[Tree, str]], start: str) -> bytes:
    """The files of `pages`, and `start`, which leads to them, as `index.html`."""
    names = {file_name(tree.id): text for tree, text in pages}
    names["index.html"] = start
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in sorted(names.items()):
            archive.writestr(_entry(name), text)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
