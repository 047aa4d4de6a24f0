"""How well the search understands people: ours, ours with parts switched off, and two peers.

python -m tests.bench.search_eval [--ours | --worst]

Prints what stands in docs/benchmarks.md and asserts nothing (tests/browser/test_search_quality.py
does). The peers take half an hour: `--ours` leaves them out. `--worst` only lists the queries to
tune by that are answered worst.
"""

from __future__ import annotations

import gzip
import platform
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from playwright.sync_api import Page

from build_hooks.checking import check
from build_hooks.model.content import Content
from tests.bench import search_peers
from tests.bench.search_sites import Built, build_site
from tests.bench.serving import chromium, served
from tests.conftest import TODAY, TREES
from tests.search.engine import EXTRAS, MANIFEST, Answer, ask
from tests.search.figures import (
    HEAD,
    Answered,
    Figures,
    by_page,
    figures,
    in_groups,
    inverse,
    rank,
)
from tests.search.judged import GROUPS, Query, kept, own

CODE = ("search.js", "search-index.js", "shards.js", "tokenizer.js", "query.js", "repair.js")
VARIANTS = {"keywords": "words", "boosts per kind": "kinds"}
"""What is switched off by making the index anew, and its folder beside the site's own."""


@dataclass(frozen=True)
class Asked:
    """What a way of searching found for both sets of queries."""

    own: list[Answer]
    kept: list[Answer]

    def bytes(self, site: Path) -> float:
        """The mean of what a first query loads of the index, compressed."""
        answers = [*self.own, *self.kept]
        return sum(_weight(site, set(answer.files)) for answer in answers) / len(answers)


Ask = Callable[..., Asked]


def pairs(answers: Iterable[Answer]) -> list[Answered]:
    """Answers as `figures` takes them."""
    return [(answer.query, answer.hits) for answer in answers]


def _weight(site: Path, paths: Iterable[str]) -> int:
    return sum(_gzipped(site / path.lstrip("/")) for path in paths)


@cache
def _gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9)) if file.exists() else 0


def asker(page: Page, content: Content) -> Ask:
    """Ask both sets in a page of the site."""
    sets = own(content), kept(content)

    def both(off: Iterable[str] = (), manifest: str = MANIFEST) -> Asked:
        return Asked(*(ask(page, queries, off, manifest, cold=True) for queries in sets))

    return both


def write_variants(site: Path, made: Built) -> None:
    """Lay beside the site's search one without keywords and one in which all kinds are equal."""
    bare = [replace(each, words="") for each in made.documents]
    alike = [replace(each, kind="option") for each in made.documents]
    made.write(site / VARIANTS["keywords"], bare)
    made.write(site / VARIANTS["boosts per kind"], alike)


def quality(asked: Asked) -> Iterator[str]:
    """Our figures, in all and per group."""
    yield f"| queries | own | {HEAD} | kept | {HEAD} |"
    yield "|---|" + "---|" * 10
    tuned, held = pairs(asked.own), pairs(asked.kept)
    yield _both("all", tuned, held)
    yield _both("all, by page", by_page(tuned), by_page(held))
    for group in GROUPS:
        yield _both(group, in_groups(tuned).get(group, []), in_groups(held).get(group, []))


def _both(name: str, tuned: list[Answered], held: list[Answered]) -> str:
    cells = [f"{f.count} | {f.row() if f.count else ' | '.join('–' * 4)}" for f in _of(tuned, held)]
    return f"| {name} | {' | '.join(cells)} |"


def _of(*sets: list[Answered]) -> list[Figures]:
    return [figures(answered) for answered in sets]


def ablation(both: Ask, site: Path, whole: Asked) -> Iterator[str]:
    """What each extra is worth, and what a first query loads for it."""
    yield "| switched off | own MRR@10 | change | own empty | kept MRR@10 | change | KB saved |"
    yield "|---|---|---|---|---|---|---|"
    yield _compared("nothing", site, whole, whole)
    if (site / "assets/decision-tree/query.js").exists():
        for extra in EXTRAS:
            yield _compared(extra, site, both([extra]), whole)
        yield _compared("all of these", site, both(EXTRAS), whole)
    for name, folder in VARIANTS.items():
        yield _compared(name, site, both(manifest=f"/{folder}{MANIFEST}"), whole)


def _compared(name: str, site: Path, asked: Asked, whole: Asked) -> str:
    tuned, held = _of(pairs(asked.own), pairs(asked.kept))
    before, before_held = _of(pairs(whole.own), pairs(whole.kept))
    saved = (whole.bytes(site) - asked.bytes(site)) / 1000
    return (
        f"| {name} | {tuned.mrr:.3f} | {tuned.mrr - before.mrr:+.3f} | {tuned.empty:.1%} "
        f"| {held.mrr:.3f} | {held.mrr - before_held.mrr:+.3f} | {saved:.1f} |"
    )


def beside(ours: Asked, content: Content, site: Path, folder: Path) -> Iterator[str]:
    """Ours and the peers, by place and by page."""
    yield f"| search | set | by | {HEAD} |"
    yield "|---|---|---|---|---|---|---|"
    yield from _rows("ours", pairs(ours.own), pairs(ours.kept))
    if search_peers.pagefind(site, "--root-selector", ".md-content"):
        with served(site) as address:
            yield from _peer("Pagefind", f"{address}404.html", search_peers.ASK_PAGEFIND, content)
    name = search_peers.material(folder)
    with served(folder) as address:
        yield from _peer(name, address, search_peers.ASK_MATERIAL, content)


def _peer(name: str, address: str, script: str, content: Content) -> Iterator[str]:
    with chromium() as browser:
        page = browser.new_page()
        page.set_default_timeout(0)
        page.goto(address)
        found = [search_peers.answers(page, script, set_) for set_ in (own(content), kept(content))]
    yield from _rows(name, *found)


def _rows(name: str, tuned: list[Answered], held: list[Answered]) -> Iterator[str]:
    for set_, answered in (("own", tuned), ("kept", held)):
        yield f"| {name} | {set_} | place | {figures(answered).row()} |"
        yield f"| {name} | {set_} | page | {figures(by_page(answered)).row()} |"


def worst(answers: list[Answer]) -> Iterator[str]:
    """The queries whose answer does not come first, with what comes before it."""
    for answer in sorted(answers, key=lambda each: inverse(rank(each.hits, each.query, 1))):
        place = rank(answer.hits, answer.query, 1)
        if place != 1:
            yield _line(answer.query, place, answer.hits[: max(place, 4)])


def _line(query: Query, place: int, hits: list[str]) -> str:
    shown = " ".join(f"{hit}{'!' if query.grade(hit) else ''}" for hit in hits)
    return f"{place or '-'} {query.text[:50]} [{query.group}, {query.need}] {shown}"


def machine(version: str) -> str:
    """What the figures were measured with."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=False
    )
    return (
        f"Chromium {version}, Python {platform.python_version()}, "
        f"{search_peers.PAGEFIND}, {search_peers.JIEBA}, commit {commit.stdout.strip()}."
    )


def main(options: list[str]) -> None:
    """Build, ask, print."""
    content = check(TREES, TODAY).content
    with tempfile.TemporaryDirectory() as folder:
        site, peer = Path(folder) / "site", Path(folder) / "material"
        write_variants(site, build_site(site))
        with served(site) as address, chromium() as browser:
            page = browser.new_page()
            page.set_default_timeout(0)
            page.goto(f"{address}404.html")
            both = asker(page, content)
            whole = both()
            if "--worst" in options:
                print("\n".join(worst(whole.own)))
                return
            _show([machine(browser.version), ""], quality(whole), ablation(both, site, whole))
        sizes = {name: _gzipped(site / "assets/decision-tree" / name) for name in CODE}
        print("Code, gzip:", ", ".join(f"{name} {size}" for name, size in sizes.items() if size))
        print(f"A first query loads {whole.bytes(site) / 1000:.1f} KB of the index on average.\n")
        if "--ours" not in options:
            _show(beside(whole, content, site, peer))


def _show(*tables: Iterable[str]) -> None:
    for table in tables:
        for row in table:
            print(row, flush=True)
        print()


if __name__ == "__main__":
    main(sys.argv[1:])
