"""All embeds in one file to unpack on a server of one's own, with a page that leads to them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

from build_hooks.embed.frame import file_name
from build_hooks.embed.start import START_PATH
from build_hooks.model.tree import Tree
from build_hooks.output import Output

FOLDER = "weiquan"
DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can hold: equal content makes equal files."""


def zipped(pages: Sequence[tuple[Tree, Output]], start: str) -> bytes:
    """The files of `pages`, and `start`, which leads to them, as `index.html`."""
    files = {file_name(tree.id): page for tree, page in pages}
    files["index.html"] = Output(START_PATH, start)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in sorted(files):
            archive.writestr(_entry(name), files[name].content)
    return buffer.getvalue()


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(f"{FOLDER}/{name}", DAY)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
