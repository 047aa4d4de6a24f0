"""How much one small server carries: wrk against the real nginx, and what a CDN then sees.

    python -m tests.bench.load [SITE]   # a built site; without one, builds it

Bounded: a few seconds for each kind of file. wrk and nginx share the machine, so a server of the
same size carries more. Sizes are what is sent with Brotli 9.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from build_hooks.deploy.kinds import immutable
from build_hooks.deploy.release import CURRENT, release
from tests.conftest import ROOT
from tests.nginx import Nginx, find, serving

SECONDS = 4
QUALITY = 9
"""Of Brotli; a release takes 11, which is minutes slower and a few percent smaller."""
CONNECTIONS = 64
READERS = 1_000_000
HOURS = 12
PEAK = 10
"""The busiest minute has so many times the requests of a mean one."""
EDGES = 60
"""Places of a national CDN that each ask the origin for themselves."""
PAGES = 3
"""Pages that one reader opens."""
QUERIES = 0.3
SHARDS = 12
"""Files of the index that a query reads: shards and cards, the manifest once."""
PAGE_SECONDS = 60
PAGES_READ = 60
"""Different pages that are read in any minute of such a day."""
LOADED = re.compile(r'(?:<script[^>]*src|rel="(?:stylesheet|modulepreload)" href)="([.][^"]*)')
RATE = re.compile(r"Requests/sec:\s*([\d.]+)")
ERRORS = re.compile(r"Non-2xx|Socket errors")


@dataclass(frozen=True)
class Row:
    """One kind of file: bytes as they are sent, and requests in a second."""

    kind: str
    size: int
    rate: float

    @property
    def megabits(self) -> float:
        """What crosses the wire in a second, without headers."""
        return self.rate * self.size * 8 / 1e6


def sent(file: Path) -> int:
    """The bytes of a file's smallest form."""
    packed = file.with_name(file.name + ".br")
    return (packed if packed.exists() else file).stat().st_size


def kinds(site: Path) -> dict[str, str]:
    """A path for each kind of file that readers ask for."""
    page = (site / "liability/platform/index.html").read_text("utf-8")
    scripts = {path.removeprefix("../../") for path in LOADED.findall(page)}
    shard = next(path for path in sorted(site.glob("assets/search/*/t*.json")))
    return {
        "tree page": "liability/platform/index.html",
        "largest tree page": "liability/who-is-liable/index.html",
        "embed": "embed/liability/platform/index.html",
        "script": next(path for path in sorted(scripts) if path.endswith("player.js")),
        "search shard": shard.relative_to(site).as_posix(),
    }


def wrk(address: str) -> float:
    """Requests in a second, each with Brotli.

    Raises:
        ValueError: not every answer was a good one.
    """
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-H", "Accept-Encoding: br"]
    told = subprocess.run([*command, address], capture_output=True, text=True, check=True).stdout
    found = RATE.search(told)
    if ERRORS.search(told) or not found:
        raise ValueError(told)
    return float(found[1])


def measured(server: Nginx, site: Path) -> list[Row]:
    """A row for each kind."""
    return [
        Row(kind, sent(site / path), wrk(f"{server.address}/{path.removesuffix('index.html')}"))
        for kind, path in kinds(site).items()
    ]


def not_modified(server: Nginx) -> float:
    """Requests in a second of readers who have the page already and ask whether it changed."""
    script = Path(tempfile.mkdtemp()) / "again.lua"
    path = "/liability/platform/"
    head = subprocess.run(
        ["curl", "-sI", "-H", "Accept-Encoding: br", server.address + path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    tag = re.search(r"(?i)^etag: (.*?)\r?$", head, re.M)
    assert tag
    script.write_text(f"wrk.headers['If-None-Match'] = '{tag[1]}'\n", "utf-8")
    command = ["wrk", "-t2", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "-s", str(script)]
    headers = ["-H", "Accept-Encoding: br", server.address + path]
    told = subprocess.run([*command, *headers], capture_output=True, text=True, check=True).stdout
    found = RATE.search(told)
    assert found
    return float(found[1])


def visit(site: Path, rows: dict[str, Row]) -> tuple[float, float]:
    """Requests and bytes of one reader: pages, what all pages share, some queries."""
    page = (site / "liability/platform/index.html").read_text("utf-8")
    shared = {path.removeprefix("../../") for path in LOADED.findall(page)}
    size = sum(sent(site / path) for path in shared if immutable(path))
    manifest = sent(site / "assets/search/manifest.json")
    requests = PAGES + len(shared) + QUERIES * (SHARDS + 1)
    searched = QUERIES * (SHARDS * rows["search shard"].size + manifest)
    return requests, PAGES * rows["tree page"].size + size + searched


def origin(site: Path) -> tuple[int, int]:
    """What a CDN asks the origin for on a whole day: pages each minute, the rest once, per edge."""
    again = PAGES_READ * HOURS * 3600 // PAGE_SECONDS * EDGES
    page = (site / "liability/platform/index.html").read_text("utf-8")
    shards = sum(1 for _ in site.glob("assets/search/*/*.json"))
    fixed = (len(set(LOADED.findall(page))) + shards) * EDGES
    return again, fixed


def table(rows: list[Row], again: float) -> str:
    """The rows as Markdown."""
    lines = ["| | sent, KB | requests/s | Mbit/s |", "|---|---:|---:|---:|"]
    lines += [
        f"| {row.kind} | {row.size / 1000:.1f} | {row.rate:,.0f} | {row.megabits:,.0f} |"
        for row in rows
    ]
    lines.append(f"| tree page, not modified (304) | 0 | {again:,.0f} | |")
    return "\n".join(lines)


def model(site: Path, rows: list[Row]) -> str:
    """A national news day on paper."""
    requests, size = visit(site, {row.kind: row for row in rows})
    again, fixed = origin(site)
    every = requests * READERS
    mean = every / (HOURS * 3600)
    gigabytes = size * READERS / 1e9
    peak = mean * PEAK
    megabits = size * READERS * 8 / 1e6 / (HOURS * 3600) * PEAK
    return "\n".join(
        [
            f"- one reader: {requests:.0f} requests, {size / 1000:.0f} KB",
            f"- {READERS:,} readers in {HOURS} h: {every / 1e6:.0f} million requests, "
            f"{gigabytes:,.0f} GB; mean {mean:,.0f} requests/s, "
            f"busiest minute {peak:,.0f} requests/s and {megabits:,.0f} Mbit/s",
            f"- origin behind {EDGES} edges: {again:,} revalidations of pages (most 304) and "
            f"{fixed:,} first requests; {(again + fixed) / (HOURS * 3600):,.0f} a second; "
            f"hits {100 * (1 - (again + fixed) / every):.1f} %",
        ]
    )


def machine() -> str:
    """What it was measured on."""
    version = subprocess.run([find() or "nginx", "-v"], capture_output=True, text=True, check=True)
    wrk_version = subprocess.run(["wrk", "-v"], capture_output=True, text=True, check=False).stdout
    return (
        f"{os.cpu_count()} cores {platform.machine()}, Python {platform.python_version()}, "
        f"{version.stderr.strip().removeprefix('nginx version: ')}, "
        f"wrk {wrk_version.split()[1]}; {CONNECTIONS} connections, {SECONDS} s for each"
    )


def main() -> int:
    """Measure and print."""
    if not shutil.which("wrk"):
        print("error: no wrk; run `make nginx` or install it", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        built = Path(sys.argv[1]) if sys.argv[1:] else home / "site"
        if not sys.argv[1:]:
            command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-q", "-d", str(built)]
            subprocess.run(command, cwd=ROOT, check=True)
        release(built, home / "srv", QUALITY)
        site = home / "srv" / CURRENT
        with serving(home / "nginx", home / "srv", workers=os.cpu_count() or 1) as server:
            rows = measured(server, site)
            again = not_modified(server)
        print(machine(), "", table(rows, again), "", model(site, rows), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
