"""Open one tree as our page and as a SurveyJS page on a slow phone; print what it took.

python -m tests.bench.page_timing [RUNS]

Both are served with gzip from this machine and opened by the same Chromium under the same
throttling: a network of 150 ms, 1.6 Mbit/s down and 750 kbit/s up, a processor four times slower.
Each run begins with an empty cache; the figures are medians over the runs, with the worst of all
steps. npm fetches the peer into a temporary folder; nothing of it stays, and nothing is asserted.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, CDPSession, sync_playwright

from build_hooks.checking import check
from build_hooks.proof import Proof
from tests.bench.gzip_server import serving
from tests.bench.peer_page import PEER, write_peer
from tests.browser.chromium import ADVICE, find

ROOT = Path(__file__).parent.parent.parent
TREE = "liability/who-is-liable"
RUNS = 5
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1_600_000 / 8,
    "uploadThroughput": 750_000 / 8,
}
SLOWER = 4
PATIENCE = 90
"""Seconds after which a page has failed."""
PAUSE = 1.0
"""Seconds for which a reader looks at a question."""
WATCH = (Path(__file__).parent / "peer" / "watch.js").read_text("utf-8")
VIEWPORT = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Side:
    """How one of the two shows a question, and where to tap."""

    path: str
    title: str
    """The selector of the heading of what is on the screen."""
    option: str
    """The selector of an option, with `{question}` and `{option}`."""


OURS = Side(f"{TREE}/", ".wq-node:not([hidden]) h2", "#{question} a[data-option='{option}']")
THEIRS = Side(
    "",
    ".sd-element__title, .sd-html h2",
    "[data-name='{question}'] .sd-selectbase__item:has(input[value='{option}'])",
)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one visit took, in milliseconds where nothing else is said."""

    bytes: int
    """Over the network, until nothing more was fetched before the first tap."""
    readable: float
    """From the request until the first question was painted."""
    usable: float
    """Until a tap on an option was understood."""
    steps: tuple[float, ...]
    """From each tap until the next question was painted."""
    tasks_loading: tuple[float, ...]
    """Tasks over 50 ms until the first tap."""
    tasks_walking: tuple[float, ...]
    shift: float
    """The cumulative layout shift of the visit."""


def visit(
    browser: Browser, address: str, side: Side, answers: Sequence[tuple[str, str]]
) -> Figures:
    """Open a page with an empty cache and walk to an outcome."""
    context = browser.new_context(viewport=VIEWPORT)  # type: ignore[arg-type]
    page = context.new_page()
    session = context.new_cdp_session(page)
    received = _throttle(session)
    first = side.option.format(question=answers[0][0], option=answers[0][1])
    page.add_init_script(WATCH.replace("TITLE", side.title).replace("OPTION", first))
    page.goto(address + side.path, wait_until="commit")
    _wait(session, "measured.isQuiet()")
    loaded = sum(received)
    loading = _said(session, "measured.takeTasks()")
    steps = [_step(session, side, question, option) for question, option in answers]
    _wait(session, "measured.isQuiet()")
    found = _said(session, "({...measured.figures, walking: measured.takeTasks()})")
    context.close()
    return Figures(
        loaded,
        found["readable"],
        found["usable"],
        tuple(steps),
        tuple(loading),
        tuple(found["walking"]),
        found["shift"],
    )


def _throttle(session: CDPSession) -> list[int]:
    """Slow the page down; the list fills with the bytes of each answer."""
    received: list[int] = []
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.send("Network.emulateNetworkConditions", SLOW_4G)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.on("Network.loadingFinished", lambda e: received.append(int(e["encodedDataLength"])))
    return received


def _said(session: CDPSession, expression: str) -> Any:
    """What the page answers; asked past Playwright, whose own scripts would count as tasks."""
    question = {"expression": expression, "returnByValue": True}
    return session.send("Runtime.evaluate", question)["result"].get("value")


def _wait(session: CDPSession, expression: str) -> Any:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        if answer := _said(session, expression):
            return answer
        time.sleep(0.05)
    raise TimeoutError(expression)


def _step(session: CDPSession, side: Side, question: str, option: str) -> float:
    """Tap with a real tap; the milliseconds until what comes next was painted."""
    selector = side.option.format(question=question, option=option)
    x, y = _wait(session, f"measured.begin({json.dumps(selector)})")
    for kind in ("mousePressed", "mouseReleased"):
        tap = {"type": kind, "x": x, "y": y, "button": "left", "clickCount": 1}
        session.send("Input.dispatchMouseEvent", tap)
    took = float(_wait(session, "measured.took"))
    time.sleep(PAUSE)
    return took


def versions(browser: Browser) -> str:
    """What was measured with."""
    day, peer = date.today().isoformat(), ", ".join(PEER)
    machine = f"{os.cpu_count()} cores, {platform.machine()}"
    return f"{day}: Chromium {browser.version}, {peer}, {machine}"


def table(ours: list[Figures], theirs: list[Figures]) -> list[str]:
    """A row per figure with the ratio, theirs by ours."""
    rows = ["| figure | ours | SurveyJS | ratio |", "|---|---|---|---|"]
    for title, value, digits in ROWS:
        own, peer = value(ours), value(theirs)
        ratio = f"{peer / own:.1f}" if own else "–"
        rows.append(f"| {title} | {own:.{digits}f} | {peer:.{digits}f} | {ratio} |")
    return rows


def _median(pick: Callable[[Figures], float]) -> Callable[[list[Figures]], float]:
    return lambda runs: statistics.median(map(pick, runs))


def _worst(pick: Callable[[Figures], float]) -> Callable[[list[Figures]], float]:
    return lambda runs: max(map(pick, runs))


Row = tuple[str, Callable[[list[Figures]], float], int]
ROWS: tuple[Row, ...] = (
    ("KB over the network before the first answer", _median(lambda f: f.bytes / 1000), 1),
    ("first question readable, s", _median(lambda f: f.readable / 1000), 2),
    ("first answer can be tapped, s", _median(lambda f: f.usable / 1000), 2),
    ("step to step, median ms", _median(lambda f: statistics.median(f.steps)), 0),
    ("step to step, worst of all runs, ms", _worst(lambda f: max(f.steps)), 0),
    ("tasks over 50 ms while loading", _median(lambda f: len(f.tasks_loading)), 0),
    ("longest task while loading, ms", _median(lambda f: max(f.tasks_loading, default=0)), 0),
    ("tasks over 50 ms while walking", _median(lambda f: len(f.tasks_walking)), 0),
    ("longest task while walking, ms", _median(lambda f: max(f.tasks_walking, default=0)), 0),
    ("cumulative layout shift", _worst(lambda f: f.shift), 4),
)


def build(folder: Path) -> Path:
    """Build the site as `make site` does."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(folder / "site")]
    subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return folder / "site"


def answers_of(proof: Proof) -> list[tuple[str, str]]:
    """The longest route."""
    route, _ = max(proof.routes.listed(), key=lambda found: len(found[0]))
    return [(str(question), str(option)) for question, option in route]


def compare(folder: Path, path: str, runs: int) -> list[str]:
    """Both sides in turn, as a table."""
    ours, theirs, steps, version = measured(folder, path, runs)
    return [f"{TREE}, {steps} steps, {runs} runs", version, "", *table(ours, theirs)]


def measured(folder: Path, path: str, runs: int) -> tuple[list[Figures], list[Figures], int, str]:
    """Both sides in turn, so that other work meets both; how many steps; versions."""
    proof = check(ROOT / "trees").proofs[TREE]
    site, peer = build(folder), folder / "peer"
    write_peer(proof, (site / TREE / "index.html").read_text("utf-8"), peer)
    answers = answers_of(proof)
    found: dict[Side, list[Figures]] = {OURS: [], THEIRS: []}
    with serving(site) as own, serving(peer) as other, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        for _ in range(runs):
            for address, side in ((own, OURS), (other, THEIRS)):
                found[side].append(visit(browser, address, side, answers))
        version = versions(browser)
        browser.close()
    return found[OURS], found[THEIRS], len(answers), version


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table."""
    path = find()
    if path is None or shutil.which("npm") is None:
        print(ADVICE if path is None else "error: no npm on this machine", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        try:
            lines = compare(Path(folder), path, int(arguments[0]) if arguments else RUNS)
        except subprocess.CalledProcessError as error:
            print(f"error: {error}\n{error.stderr}", file=sys.stderr)
            return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
