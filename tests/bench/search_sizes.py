"""Measure the search on synthetic documents: bytes, requests and time to ten hits, and the build.

python -m tests.bench.search_sizes [ENGINE | DOCUMENTS ...]    by default all, 1000 10000 100000

An engine builds into a folder in a process of its own, so that its peak memory is its own; then
each query is asked in a new Chromium context on a slow phone's network (cold), and all of them in
one page without (warm, the second time). The server compresses, as hosts do; bytes are bodies as
sent. What a page loads before anybody searches (search.js and its imports) is not counted.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from build_hooks.checking import check
from build_hooks.pipeline import STRINGS_PATH, script_strings
from build_hooks.search.documents import Document, documents
from build_hooks.search.shards import search_files
from build_hooks.search.synonyms import synonyms
from build_hooks.shorten import minified
from tests.bench.search_peers import ASK_TEN, build_pages
from tests.bench.synthetic import queries, synthetic
from tests.browser.chromium import ADVICE, find
from tests.conftest import ROOT, TREES

SIZES = (1_000, 10_000, 100_000)
QUERIES = 60
NETWORK = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 200_000,
    "uploadThroughput": 90_000,
}
"""150 ms round trip, 1.6 Mbit/s down, 0.7 up."""
SCRIPTS = "assets/decision-tree"


@dataclass(frozen=True)
class Engine:
    """A search to measure; a peer is one more."""

    name: str
    build: Callable[[Path, Iterator[Document], Mapping[str, str]], object]
    """Write pages or an index of the documents, with synonyms, beside an `index.html`."""
    ask: str
    """JavaScript: `async (query) => number of hits`, with up to ten hits ready to be shown."""


@dataclass(frozen=True)
class Cold:
    """One query in a browser that has nothing yet."""

    bytes: int
    requests: int
    seconds: float
    hits: int


ASK_OURS = """
async (query) => {
  if (!window.opened) {
    const manifest = new URL('assets/search/manifest.json', location.href);
    const early = fetch(manifest);
    const names = ['shards', 'query', 'tokenizer'];
    const parts = names.map((name) => import(`/assets/decision-tree/${name}.js`));
    const [{ openIndex }] = await Promise.all(parts);
    window.opened = await openIndex(manifest, early);
  }
  const { search } = await import('/assets/decision-tree/search-index.js');
  return (await search(window.opened, query)).found.length;
}
"""


def build_ours(folder: Path, given: Iterator[Document], rules: Mapping[str, str]) -> None:
    """The search as `make site` writes it, with the scripts of the page."""
    for output in search_files(given, rules):
        file = folder / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output.content, "utf-8")


def write_page(folder: Path) -> None:
    """A page with what every page of the site has of the search."""
    scripts = folder / SCRIPTS
    scripts.mkdir(parents=True)
    for file in (ROOT / "docs" / SCRIPTS).glob("*.js"):
        text = minified(f"{SCRIPTS}/{file.name}", file.read_text("utf-8"))
        (scripts / file.name).write_text(text, "utf-8")
    (folder / STRINGS_PATH).write_text(script_strings(), "utf-8")
    page = f'<!doctype html><title>x</title><script type=module src="{SCRIPTS}/search.js"></script>'
    (folder / "index.html").write_text(page, "utf-8")


ENGINES = {
    "ours": Engine("ours", build_ours, ASK_OURS),
    "pagefind": Engine("pagefind", lambda folder, given, _: build_pages(folder, given), ASK_TEN),
}


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder, compressed, on kept connections, and writes down what it sent."""

    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    sent: list[int]

    def __init__(self, *rest: Any, sent: list[int], **names: Any) -> None:
        self.sent = sent
        super().__init__(*rest, **names)

    def do_GET(self) -> None:
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), 9)
        self.sent.append(len(body))
        types = {".js": "text/javascript", ".html": "text/html"}
        self.send_response(200)
        self.send_header("Content-Type", types.get(file.suffix, self.guess_type(str(file))))
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def served(folder: Path) -> Iterator[tuple[str, list[int]]]:
    """The address of a folder, and the list of sizes that were sent."""
    sent: list[int] = []
    handler = functools.partial(Compressing, directory=str(folder), sent=sent)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", sent
    server.shutdown()
    server.server_close()


def cold(browser: Browser, engine: Engine, address: str, sent: list[int], query: str) -> Cold:
    """Ask once, with nothing in any cache, on the slow network."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.send("Network.emulateNetworkConditions", NETWORK)
    sent.clear()
    milliseconds, hits = timed(page, engine, query)
    context.close()
    return Cold(sum(sent), len(sent), milliseconds / 1000, hits)


def timed(page: Page, engine: Engine, query: str) -> tuple[float, int]:
    """Milliseconds and hits of one query, by the page's clock."""
    wrapped = f"""async (query) => {{
      const begin = performance.now();
      const hits = await ({engine.ask})(query);
      return [performance.now() - begin, hits];
    }}"""
    milliseconds, hits = page.evaluate(wrapped, query)
    return milliseconds, hits


def warm(browser: Browser, engine: Engine, address: str, asked: Sequence[str]) -> list[float]:
    """Milliseconds per query when all that it needs is there."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    found = []
    for query in asked:
        timed(page, engine, query)
        found.append(timed(page, engine, query)[0])
    context.close()
    return found


def build(name: str, folder: Path, count: int, sources: Path) -> None:
    """Build in this process; print seconds without making the documents, and peak megabytes."""
    real, rules = pickle.loads(sources.read_bytes())
    begin = time.process_time()
    for _ in synthetic(real, count):
        pass
    making = time.process_time() - begin
    begin, started = time.process_time(), time.perf_counter()
    ENGINES[name].build(folder, synthetic(real, count), rules)
    own = time.process_time() - begin - making
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    peak = max(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, children.ru_maxrss) / 1024
    wall = time.perf_counter() - started
    print(f"{own + children.ru_utime + children.ru_stime:.2f} {wall:.2f} {peak:.0f}")


def part(values: Sequence[float], share: float) -> float:
    """The value below which that share of the values lies."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))]


@dataclass(frozen=True)
class Measured:
    """What an engine took at one size."""

    cpu: float
    """Seconds of processor for the build, without making the documents."""
    wall: float
    peak: int
    """Megabytes."""
    files: int
    disk: float
    """Megabytes."""
    cold: list[Cold]
    warm: list[float]
    """Milliseconds per query."""


def measured(engine: Engine, count: int, sources: Path, asked: Sequence[str]) -> Measured:
    """Build, ask."""
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as (address, sent):
        folder = Path(name)
        write_page(folder)
        command = [sys.executable, "-m", "tests.bench.search_sizes", "build"]
        arguments = [engine.name, name, str(count), str(sources)]
        done = subprocess.run([*command, *arguments], capture_output=True, text=True, check=True)
        cpu, wall, peak = done.stdout.split()
        files = [file for file in folder.rglob("*") if file.is_file()]
        disk = sum(file.stat().st_size for file in files) / 1e6
        with sync_playwright() as playwright:
            path = find() or sys.exit(ADVICE)
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
            asking = [cold(browser, engine, address, sent, query) for query in asked]
            again = warm(browser, engine, address, asked)
            browser.close()
    return Measured(float(cpu), float(wall), int(peak), len(files), disk, asking, again)


def measure(engine: Engine, count: int, sources: Path, asked: Sequence[str]) -> None:
    """Build, ask, print."""
    found = measured(engine, count, sources, asked)
    print(f"{engine.name}, {count} documents", flush=True)
    print(
        f"  build: {found.cpu} s of processor, {found.wall} s with making the documents, "
        f"{found.peak} MB peak, {found.files} files of {found.disk:.1f} MB",
        flush=True,
    )
    show(found.cold, found.warm)


def show(asking: Sequence[Cold], again: Sequence[float]) -> None:
    """Print median and 95th of a hundred."""
    rows: dict[str, Sequence[float]] = {
        "bytes to ten hits": [one.bytes for one in asking],
        "requests": [one.requests for one in asking],
        "seconds, cold": [one.seconds for one in asking],
        "milliseconds, warm": again,
        "hits shown": [one.hits for one in asking],
    }
    for name, values in rows.items():
        print(f"  {name}: median {median(values):.5g}, p95 {part(values, 0.95):.5g}", flush=True)


def main(arguments: Sequence[str]) -> None:
    """Measure every engine at every size."""
    if arguments and arguments[0] == "build":
        name, folder, count, sources = arguments[1:]
        build(name, Path(folder), int(count), Path(sources))
        return
    with given() as (real, sources):
        for count in [int(word) for word in arguments if word.isdigit()] or SIZES:
            for name in [word for word in arguments if word in ENGINES] or ENGINES:
                measure(ENGINES[name], count, sources, queries(real, QUERIES))


@contextmanager
def given() -> Iterator[tuple[list[Document], Path]]:
    """The real documents, and a file with them for the process that builds."""
    checked = check(TREES)
    real = list(documents(checked.content, checked.proofs))
    with tempfile.TemporaryDirectory() as folder:
        sources = Path(folder) / "documents"
        sources.write_bytes(pickle.dumps((real, synonyms(checked.content.registers))))
        yield real, sources


if __name__ == "__main__":
    main(sys.argv[1:])
