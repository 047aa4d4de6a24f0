"""Build sites of many trees: seconds, memory, size and the heaviest pages at each number of trees.

python -m tests.bench.growth [TREES ...]    by default 33 330 1000

The trees are the real ones, again and again, each time with names of their own in titles, reasons
and summaries and with links to one another: as many nodes, routes, blocks and cases as people
write. A build runs in a process of its own, so that its peak memory is its own. Beside each, plain
MkDocs builds the same words from as many handwritten pages (`build_overhead.py`): what a builder of
pages costs at that size whatever we do.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from build_hooks.checking import check
from build_hooks.model.tree import Topic
from build_hooks.search.documents import documents
from tests.bench import build_overhead
from tests.bench.synthetic import SEED, Chain
from tests.conftest import ROOT, TREES

NUMBERS = (33, 330, 1000)
NAMED = re.compile(r"(?m)^((?:title|summary|    why|    summary): (?!\")[^\n]*)。$")
OTHER = re.compile(rf"\b((?:{'|'.join(Topic)})/[a-z0-9-]+)")
BUILD = """
import resource, sys
from mkdocs.__main__ import cli
try:
    cli(["build", "--strict", "-q", "-d", sys.argv[1]], standalone_mode=False)
finally:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@dataclass(frozen=True)
class Weight:
    """A page and its bytes as sent."""

    path: str
    gzip: int


@dataclass(frozen=True)
class Measured:
    """One build."""

    trees: int
    seconds: float
    cpu: float
    """Seconds of all processes together."""
    peak: int
    """Megabytes of the main process."""
    files: int
    bytes: int
    heaviest: list[Weight]
    """The heaviest page of each kind, the first is the heaviest of all."""


def grow(folder: Path, count: int) -> None:
    """Make a copy of the project in `folder` that has `count` trees, the real ones first."""
    for name in ("docs", "build_hooks"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    shutil.copytree(TREES, folder / "trees")
    for path, text in copies(count):
        (folder / "trees" / path).write_text(text, "utf-8")


def copies(count: int) -> Iterator[tuple[str, str]]:
    """Files of trees and cases that make the real trees up to `count`."""
    checked = check(TREES)
    chain = Chain(list(documents(checked.content, checked.proofs)))
    chance = random.Random(SEED)
    ids = sorted(checked.proofs)
    made = [(ids[at % len(ids)], f"-{at // len(ids):04}") for at in range(len(ids), count)]
    names = {id_ + ending for id_, ending in made}
    for id_, ending in made:
        for kind in ("", ".cases"):
            file = TREES / f"{id_}{kind}.yaml"
            if file.exists():
                text = _renamed(file.read_text("utf-8"), ending, names)
                yield f"{id_}{ending}{kind}.yaml", _with_names(text, chain, chance)


def _renamed(text: str, ending: str, names: set[str]) -> str:
    """A tree that leads to trees of its own round, if there are such."""

    def other(found: re.Match[str]) -> str:
        return found[0] + ending if found[0] + ending in names else found[0]

    return OTHER.sub(other, text)


def _with_names(text: str, chain: Chain, chance: random.Random) -> str:
    text = NAMED.sub(lambda found: f"{found[1]}，{chain.name(chance)}。", text)
    return text.replace("？\n", f"（{chain.name(chance)}）？\n", 1)


def build(folder: Path) -> Measured:
    """Build the site of a folder strictly, in a process of its own."""
    site = folder / "site"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)}
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    command = [sys.executable, "-c", BUILD, str(site)]
    done = subprocess.run(
        command, cwd=folder, env=environment, check=True, stdout=subprocess.PIPE, text=True
    )
    seconds = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    files = [file for file in site.rglob("*") if file.is_file()]
    size = sum(file.stat().st_size for file in files)
    trees = json.loads((site / "api/v1/index.json").read_text("utf-8"))["trees"]
    peak = int(done.stdout.split()[-1]) // 1024
    return Measured(trees, seconds, cpu, peak, len(files), size, heaviest(site, files))


def beside(folder: Path) -> build_overhead.Built:
    """Build a plain site with the words of the one that was built in `folder`."""
    build_overhead.write_plain(folder / "site", folder / "plain")
    return build_overhead.build(folder / "plain", folder / "plain-site")


def heaviest(site: Path, files: list[Path]) -> list[Weight]:
    """The largest file of each kind, as sent, from the heaviest on: pages that lie side by side."""
    found: dict[tuple[Path, str], Path] = {}
    for file in files:
        kind = (file.relative_to(site).parent.parent, file.suffix)
        if kind not in found or file.stat().st_size > found[kind].stat().st_size:
            found[kind] = file
    weights = [
        Weight(file.relative_to(site).as_posix(), len(gzip.compress(file.read_bytes())))
        for file in found.values()
    ]
    return sorted(weights, key=lambda weight: -weight.gzip)


def main(numbers: tuple[int, ...]) -> None:
    """Build each, print a line and the heaviest files."""
    for number in numbers:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            grow(folder, number)
            it = build(folder)
            plain = beside(folder)
        each = 1000 * it.seconds / it.trees
        print(
            f"{it.trees} trees: {it.seconds:.1f} s ({each:.0f} ms each), cpu {it.cpu:.1f} s,"
            f" {it.peak} MB, {it.files} files, {it.bytes / 1e6:.0f} MB;"
            f" plain MkDocs, {plain.pages} pages: {plain.seconds:.1f} s, cpu {plain.cpu:.1f} s",
            flush=True,
        )
        for weight in it.heaviest[:14]:
            print(f"    {weight.gzip / 1000:7.1f} KB  {weight.path}", flush=True)


if __name__ == "__main__":
    main(tuple(map(int, sys.argv[1:])) or NUMBERS)
