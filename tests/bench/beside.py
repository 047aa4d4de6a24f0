"""What `make bench` measures: each function one comparison, ours and a peer in the same run."""

from __future__ import annotations

import contextlib
import io
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from statistics import median

from build_hooks.checking import check
from tests.bench import (
    build_overhead,
    check_many,
    embed_weight,
    page_timing,
    peer_linter,
    search_peers,
    search_sizes,
    verify_scale,
)
from tests.bench.search_sites import build_site
from tests.bench.serving import chromium, served
from tests.bench.synthetic import queries
from tests.bench.table import Row, absent
from tests.browser.chromium import find
from tests.conftest import TODAY, TREES
from tests.search import engine
from tests.search.figures import Answered, Figures, by_page, figures
from tests.search.judged import Query, kept

FAILED = (subprocess.CalledProcessError, OSError, ValueError, KeyError, TimeoutError)
"""What a peer that cannot be had or run ends with."""
SURVEYJS = "SurveyJS"
Measure = Callable[[bool], Iterator[Row]]


def listing(quick: bool) -> Iterator[Row]:
    """Proving a tree beside walking all of its routes."""
    for levels in (8, 12) if quick else (8, 12, 16):
        made = verify_scale.diamond(levels)
        _, fast, _ = verify_scale.alone(("", lambda made=made: made, verify_scale.proved))
        counted, slow, _ = verify_scale.alone(("", lambda made=made: made, verify_scale.listed))
        note = f" (stopped at {counted[2:]} routes)" if counted.startswith(">") else ""
        what = f"proving a tree of {2**levels:,} routes"
        yield Row(what, "s", fast, "listing every route", slow, note=note)


def many(quick: bool) -> Iterator[Row]:
    """Checking many trees; no peer has anything like it."""
    count = 50 if quick else 1000
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        check_many.main(count)
    seconds = float(said.getvalue().partition("): ")[2].split()[0])
    yield Row(f"checking {count:,} trees of 12 questions", "s", seconds, "none", None, note="–")


def linter(quick: bool) -> Iterator[Row]:
    """Seeded faults, and how long both take to look."""
    own, took = peer_linter.ours()
    peer, peer_took = peer_linter.theirs()
    name = f"its linter, {peer_linter.PEER}"
    both = [fault for fault in own if fault in peer and fault != peer_linter.SOUND]
    hit, peer_hit = (sum(bool(side[fault]) for fault in both) for side in (own, peer))
    yield Row(f"faults found of {len(both)} that both can make", "", hit, name, peer_hit, True)
    each, peer_each = took / len(own), peer_took / len(peer)
    yield Row("looking through one tree or survey", "ms", each, name, peer_each)


def searching(quick: bool) -> Iterator[Row]:
    """What a first query costs."""
    count, asked = (1_000, 10) if quick else (10_000, search_sizes.QUERIES)
    with search_sizes.given() as (real, sources):
        words = queries(real, asked)
        both = ("ours", "pagefind")
        if search_peers.fetched(search_peers.PAGEFIND) is None:
            raise OSError("it cannot be had here")
        ours, theirs = (
            search_sizes.measured(search_sizes.ENGINES[name], count, sources, words)
            for name in both
        )
    peer, of = search_peers.PAGEFIND.replace("==", " "), f", {count:,} documents"
    kilobytes = [median(one.bytes for one in side.cold) / 1000 for side in (ours, theirs)]
    seconds = [median(one.seconds for one in side.cold) for side in (ours, theirs)]
    yield Row(f"first query, over the network{of}", "KB", kilobytes[0], peer, kilobytes[1])
    yield Row(f"first query on a slow phone's network{of}", "s", seconds[0], peer, seconds[1])
    yield Row(f"building the index{of}", "s", ours.cpu, peer, theirs.cpu)
    yield Row(f"peak memory of that process{of}", "MB", ours.peak, peer, theirs.peak)


def understanding(quick: bool) -> Iterator[Row]:
    """How well queries that were never tuned by are answered, by page."""
    content = check(TREES, TODAY).content
    asked = list(kept(content))[:: 9 if quick else 1]
    with tempfile.TemporaryDirectory() as name:
        site, other = Path(name) / "site", Path(name) / "material"
        build_site(site)
        with served(site) as address, chromium() as browser:
            page = browser.new_page()
            page.set_default_timeout(0)
            page.goto(f"{address}404.html")
            found = [(answer.query, answer.hits) for answer in engine.ask(page, asked)]
        ours = figures(by_page(found))
        yield from _pagefind(site, asked, ours)
        yield from _material(other, asked, ours)


def _pagefind(site: Path, asked: Sequence[Query], ours: Figures) -> Iterator[Row]:
    peer = search_peers.PAGEFIND.replace("==", " ")
    if search_peers.pagefind(site, "--root-selector", ".md-content") is None:
        yield absent("queries answered", peer, OSError("it cannot be had here"))
        return
    yield from _answered(peer, site, search_peers.ASK_PAGEFIND, asked, ours)


def _material(site: Path, asked: Sequence[Query], ours: Figures) -> Iterator[Row]:
    name = search_peers.material(site)
    peer = f"{name} ({version('mkdocs-material')})"
    yield from _answered(peer, site, search_peers.ASK_MATERIAL, asked, ours)


def _answered(
    peer: str, site: Path, script: str, asked: Sequence[Query], ours: Figures
) -> Iterator[Row]:
    with served(site) as address, chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(f"{address}404.html")
        found: list[Answered] = search_peers.answers(page, script, asked)
    theirs = figures(by_page(found))
    of = f", {len(asked)} queries never tuned by"
    yield Row(f"rank of the page that answers (MRR@10){of}", "", ours.mrr, peer, theirs.mrr, True)
    shares = ours.recall * 100, theirs.recall * 100
    yield Row(f"answered among the first five{of}", "%", shares[0], peer, shares[1], True)


def embeds(quick: bool) -> Iterator[Row]:
    """What a host page loads; like beside like."""
    own = {name: size for name, size, _ in embed_weight.ours()}
    script = own["our embed.js"]
    (whole,) = (size for name, size in own.items() if name.startswith("our embed, median"))
    with tempfile.TemporaryDirectory() as folder:
        for package, file, purpose in embed_weight.PEERS:
            fits = "height of a frame" in purpose or "frame of" in purpose
            if "inside" in purpose:
                continue
            ours, what = (script, "script beside a frame") if fits else (whole, "a tree, complete")
            try:
                theirs = embed_weight.peer(package, file, Path(folder))
            except FAILED as error:
                yield absent(what, package, error)
            else:
                yield Row(what, "KB gzip", ours / 1000, package, theirs / 1000)


def opening(quick: bool) -> Iterator[Row]:
    """The same tree as a page of ours and as a survey, on a slow phone."""
    browser = find()
    if browser is None:
        raise OSError("no Chromium")
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs, _, _ = page_timing.measured(Path(folder), browser, 1 if quick else 5)
    peer = ", ".join(page_timing.PEER)
    for title, value, _ in page_timing.ROWS:
        what, unit = _with_unit(title)
        yield Row(what, unit, value(ours), peer, value(theirs))


def _with_unit(title: str) -> tuple[str, str]:
    """A title without the unit that it names, and the unit."""
    for unit in ("s", "ms"):
        if title.endswith((f", {unit}", f" {unit}")):
            return title.removesuffix(unit).rstrip(", "), unit
    return (title.removeprefix("KB "), "KB") if title.startswith("KB ") else (title, "")


def building(quick: bool) -> Iterator[Row]:
    """Our site beside a plain one with the same words."""
    with tempfile.TemporaryDirectory() as folder:
        ours, plain = build_overhead.measured(Path(folder), 2 if quick else build_overhead.RUNS)
    peer = f"plain MkDocs {version('mkdocs')} and Material {version('mkdocs-material')}"
    what = f"building {ours.pages} pages"
    yield Row(what, "s", ours.seconds, peer, plain.seconds)
    yield Row(what, "s of processor", ours.cpu, peer, plain.cpu)
    waited, worked = build_overhead.overheads(ours, plain)
    goal = "overhead of our hooks (goal: under 25)"
    yield Row(f"{goal}, time", "%", waited, peer, None, note="–")
    yield Row(f"{goal}, processor", "%", worked, peer, None, note="–")


MEASURES: dict[str, tuple[Measure, str]] = {
    "listing": (listing, "listing every route"),
    "many": (many, "none"),
    "linter": (linter, peer_linter.PEER),
    "searching": (searching, search_peers.PAGEFIND),
    "understanding": (understanding, "Pagefind, Material"),
    "embeds": (embeds, "packages of npm"),
    "opening": (opening, ", ".join(page_timing.PEER)),
    "building": (building, "plain MkDocs"),
}
"""By name what to call, and whom it needs."""


def rows(names: Sequence[str], quick: bool) -> Iterator[Row]:
    """The rows of these comparisons; one that fails says so and the others go on."""
    for name in names:
        measure, peer = MEASURES[name]
        try:
            yield from measure(quick)
        except FAILED as error:
            yield absent(name, peer, error)
