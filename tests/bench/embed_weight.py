"""What a host page loads to show a tree, beside what it loads for other embeds; gzip, bytes.

python -m tests.bench.embed_weight

Ours are built here from the real trees. The peers' packages are fetched by npm into a temporary
folder, as it is set up on this machine; nothing of them stays, and nothing is asserted. Each peer's
file is the one that its manual asks a page to load; what it fetches then is not counted.
"""

from __future__ import annotations

import gzip
import io
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from statistics import median

from build_hooks.embed.files import MOVING, ZIP_PATH
from build_hooks.embed.start import START_PATH
from build_hooks.pipeline import build_site
from build_hooks.publisher import Publisher
from tests.conftest import ROOT, TREES

SITE = Publisher("https://weiquan.example/")
SOURCES = ROOT / "docs/assets/decision-tree"
PEERS = (
    ("pym.js@1.3.2", "dist/pym.v1.min.js", "height of a frame"),
    ("iframe-resizer@4.4.5", "js/iframeResizer.min.js", "height of a frame"),
    ("iframe-resizer@4.4.5", "js/iframeResizer.contentWindow.min.js", "the same, inside the frame"),
    ("@typeform/embed@6.1.1", "build/embed.js", "frame of a form on a server"),
    ("typebot-js@2.2.16", "dist/index.global.js", "frame of a bot on a server"),
    ("@typebot.io/js@0.10.7", "dist/web.js", "a bot in the page, from a server"),
    ("survey-core@3.1.1", "survey.core.min.js", "a survey's logic, without what shows it"),
)
"""Package and version, the file that a page loads, what it is for."""


def packed(content: str | bytes) -> int:
    """Bytes after gzip."""
    return len(gzip.compress(content.encode() if isinstance(content, str) else content, 9))


def ours() -> Iterator[tuple[str, int, str]]:
    """Our embeds and the script beside them."""
    files = [*SOURCES.glob("*.js"), *SOURCES.glob("*.css")]
    sources = {file.name: file.read_text("utf-8") for file in files}
    made = {each.path: each.content for each in build_site(TREES, SITE).embeds(sources, ())}
    trees = (path for path in made if path.endswith("/index.html") and path != START_PATH)
    pages = [packed(made[path]) for path in trees]
    yield "our embed.js", packed(made[MOVING]), "height of a frame, events, an element"
    yield "our embed, smallest", min(pages), "page, script, style, tree: one request"
    yield f"our embed, median of {len(pages)}", round(median(pages)), "the same; also the file"
    yield "our embed, largest", max(pages), "the same"
    yield "our page of all questions", packed(made[START_PATH]), "a search that needs no server"
    yield "our zip of all (as it is)", len(made[ZIP_PATH]), "all trees and a start page"


def peer(package: str, file: str, folder: Path) -> int:
    """Bytes of a file of a package after gzip."""
    command = ["npm", "pack", "--silent", package]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)
    name = done.stdout.split()[-1]
    with tarfile.open(folder / name) as archive:
        content = archive.extractfile(f"package/{file}")
        return packed((content or io.BytesIO()).read())


def main() -> int:
    """Print the table."""
    if shutil.which("npm") is None:
        print("error: no npm on this machine", file=sys.stderr)
        return 1
    print("| what | bytes, gzip | for |\n|---|---|---|")
    for name, size, purpose in ours():
        print(f"| {name} | {size} | {purpose} |", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        for package, file, purpose in PEERS:
            size = peer(package, file, Path(folder))
            print(f"| {package}, {Path(file).name} | {size} | {purpose} |", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
