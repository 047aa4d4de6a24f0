"""What the playground weighs and how long its start takes: `python -m tests.bench.playground SITE`.

The start is measured in Chromium from the tap on the button until the first tree is checked, with
the site on this machine: what the network takes comes on top. A browser's own throttle slows only
the page, not the worker where Python runs, so the slower machine is made by stopping all renderers
three quarters of the time. Cold is with an empty cache, warm is the second start in the same one.
"""

from __future__ import annotations

import functools
import gzip
import os
import signal
import statistics
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from datetime import date
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.chromium import ADVICE, find
from tests.browser.conftest import ARGUMENTS, Quiet, Server

PATH = "contribute/playground/"
RUNS = 3
SLOWER = 4
SLICE = 0.01
"""Seconds that a slowed renderer runs at a time."""
PATIENCE = 300_000


def weights(site: Path) -> list[str]:
    """A row per file that a start fetches: as it is, and as a server sends it with gzip."""
    files = [*sorted((site / "assets/playground").rglob("*"))]
    scripts = sorted((site / "assets/decision-tree").glob("playground*"))
    rows = ["| file | bytes | gzip |", "|---|---|---|"]
    total = 0
    for file in (f for f in (*files, *scripts) if f.is_file() and f.suffix != ".txt"):
        packed = len(gzip.compress(file.read_bytes(), 9))
        total += min(packed, file.stat().st_size)
        name = "<hash>.bin" if file.parent.name == "playground" else file.name
        rows.append(f"| {name} | {file.stat().st_size:,} | {packed:,} |")
    return [*rows, f"| all, each as it is sent | | {total:,} |"]


def renderers() -> list[int]:
    """The renderer processes of the browser that this program has started."""
    parents = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            status = (folder / "stat").read_text("utf-8")
            line = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        parents[int(folder.name)] = (int(status.rpartition(")")[2].split()[1]), line)
    ours = {os.getpid()}
    for _ in range(8):
        ours |= {pid for pid, (parent, _) in parents.items() if parent in ours}
    return [pid for pid in ours if pid in parents and b"--type=renderer" in parents[pid][1]]


@contextmanager
def slowed(rate: int) -> Iterator[None]:
    """Let the renderers run one part in `rate` of the time."""
    done = threading.Event()
    worker = threading.Thread(target=_stop_and_go, args=(rate, done))
    worker.start()
    try:
        yield
    finally:
        done.set()
        worker.join()


def _stop_and_go(rate: int, done: threading.Event) -> None:
    while not done.is_set():
        known = renderers()
        for _ in range(25):
            _signal(known, signal.SIGSTOP)
            time.sleep(SLICE * (rate - 1))
            _signal(known, signal.SIGCONT)
            time.sleep(SLICE)


def _signal(processes: list[int], what: signal.Signals) -> None:
    for process in processes:
        try:
            os.kill(process, what)
        except ProcessLookupError:
            continue


def start(page: Page, address: str, rate: int) -> float:
    """Seconds from the tap until the first tree is checked."""
    page.goto(address + PATH)
    button = page.locator(".wq-play-start")
    button.wait_for()
    with slowed(rate) if rate > 1 else nullcontext():
        began = time.monotonic()
        button.click(timeout=PATIENCE)
        page.wait_for_selector(".wq-play-result[data-number]", timeout=PATIENCE)
        return time.monotonic() - began


def times(site: Path, browser_path: str) -> list[str]:
    """A row for each speed, cold and warm."""
    server = Server(("127.0.0.1", 0), functools.partial(Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    rows = ["| start, s | cold | warm |", "|---|---|---|"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path, args=ARGUMENTS)
        head = f"{date.today().isoformat()}: Chromium {browser.version}, {os.cpu_count()} cores"
        for rate in (1, SLOWER):
            cold, warm = [], []
            for _ in range(RUNS):
                context = browser.new_context()
                page = context.new_page()
                cold.append(start(page, address, rate))
                warm.append(start(page, address, rate))
                context.close()
            told = " | ".join(f"{statistics.median(found):.1f}" for found in (cold, warm))
            rows.append(f"| this machine{'' if rate == 1 else f', {rate} times slower'} | {told} |")
        browser.close()
    server.shutdown()
    return [f"{head}, load {os.getloadavg()[0]:.1f}", "", *rows]


def main(arguments: Sequence[str]) -> int:
    """Measure a built site, print the tables."""
    path = find()
    if path is None or len(arguments) != 1:
        print(ADVICE if path is None else __doc__, file=sys.stderr)
        return 1
    print("\n".join(weights(Path(arguments[0]))), flush=True)
    print("\n".join(times(Path(arguments[0]), path)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
