"""The built site as files: links lead somewhere, nothing comes from elsewhere, pages are light."""

from __future__ import annotations

import gzip
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

import pytest

pytestmark = pytest.mark.every_builder

HOST = "http://127.0.0.1"
SCRIPTS = ("engine", "values", "text", "strings")
"""What player.js imports."""
LIMIT = 100_000
"""Bytes of a tree page with all that it loads before anybody searches, gzipped."""

PLAYER = 14_000
"""Bytes of all that shows a tree and walks it, gzipped."""


class Page(HTMLParser):
    """Collects the ids, links and sources of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.add(found["id"])
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if found.get("src"):
            self.sources.append(found["src"])
        if tag == "link" and found.get("rel") in ("stylesheet", "icon", "preload"):
            self.sources.append(found["href"])


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[str, Page]:
    """Every page by its path on the server."""
    found = {}
    for file in sorted(site.rglob("*.html")):
        if "assets" not in file.relative_to(site).parts:
            path = "/" + file.relative_to(site).as_posix().removesuffix("index.html")
            found[path] = Page(file.read_text("utf-8"))
    return found


def test_every_link_and_anchor_leads_somewhere(pages: dict[str, Page], site: Path) -> None:
    wrong = []
    for path, page in pages.items():
        for link in page.links:
            target, anchor = urldefrag(urljoin(HOST + path, link))
            parts = urlsplit(target)
            if not target.startswith(HOST) or parts.port:
                continue
            to = unquote(parts.path)
            there = to in pages or (site / to.lstrip("/")).is_file()
            state = not anchor or anchor.startswith("/") or to not in pages
            if not there or not (state or unquote(anchor) in pages[to].ids):
                wrong.append(f"{path}: {link}")
    assert wrong == []


def test_links_in_the_cards_lead_somewhere(pages: dict[str, Page], site: Path) -> None:
    folder = "assets/decision-tree/cards"
    files = sorted((site / folder).rglob("*.html"))
    assert len(files) > 2
    for file in files:
        cards = Page(file.read_text("utf-8"))
        assert len(cards.links) > 10
        for link in cards.links:
            own = f"{HOST}/{file.relative_to(site).as_posix()}"
            target, anchor = urldefrag(urljoin(own, link))
            if target.startswith(HOST):
                page = pages[urlsplit(target).path]
                assert not anchor or unquote(anchor) in page.ids, link


def test_nothing_is_loaded_from_elsewhere(pages: dict[str, Page]) -> None:
    for path, page in pages.items():
        for source in page.sources:
            parts = urlsplit(source)
            assert not parts.netloc or parts.hostname == "127.0.0.1", (path, source)


COMMON_POLICY = "script-src 'self'"
INLINE = re.compile(r"<script(?![^>]*src=)[^>]*>(.*?)</script>", re.S)


def test_one_script_stands_in_the_pages_and_it_is_the_same_on_all(site: Path) -> None:
    """So one hash names it to a server that allows no others; embeds name theirs themselves."""
    pages = [file.read_text("utf-8") for file in site.rglob("*.html") if "assets" not in file.parts]
    found = {tuple(INLINE.findall(page)) for page in pages if COMMON_POLICY in page}
    assert len(found) == 1
    assert len(next(iter(found))) == 1


def gzipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 9))


def loaded_by(site: Path, path: str, page: Page) -> dict[str, int]:
    """What a first visit loads, search aside, with gzipped sizes."""
    files = {path + "index.html"}
    files |= {urlsplit(urljoin(HOST + path, source)).path for source in page.sources}
    files |= {f"/assets/decision-tree/{name}.js" for name in SCRIPTS}
    files = {name for name in files if "search" not in name}
    return {name: gzipped(site / name.lstrip("/")) for name in sorted(files)}


def test_a_tree_page_is_light(pages: dict[str, Page], site: Path, capsys) -> None:
    trees = [path for path in pages if re.fullmatch(r"/(complaint|liability|quality)/.+/", path)]
    assert len(trees) >= 3
    for path in trees:
        sizes = loaded_by(site, path, pages[path])
        with capsys.disabled():
            print(f"\n{path}: {sum(sizes.values())} bytes gzip in {len(sizes)} files")
        assert sum(sizes.values()) <= LIMIT, sizes


IMPORT = re.compile(r"""(?:import|from)\s*['"]\./([\w-]+)\.js['"]""")


def imported(site: Path, name: str) -> set[str]:
    """A script of ours and all that it cannot begin without."""
    text = (site / f"assets/decision-tree/{name}.js").read_text("utf-8")
    return {name}.union(*(imported(site, other) for other in IMPORT.findall(text)))


def test_scripts_that_every_page_imports_are_asked_for_at_once(site: Path) -> None:
    """Else a slow network is waited for once for each script that another one names."""
    home = (site / "index.html").read_text("utf-8")
    asked = re.findall(r'rel="modulepreload" href="[^"]*/([\w-]+)\.js"', home)
    run = re.findall(r'<script src="[^"]*/([\w-]+)\.js" type="module"', home)
    assert len(run) >= 2
    assert set(asked) == set().union(*(imported(site, name) for name in run))


def test_the_player_and_the_engine_are_small(site: Path) -> None:
    """With the fields and the formulas, which only some trees ask for."""
    own = set().union(*(imported(site, name) for name in ("player", "fields", "formulas")))
    assert {"engine", "values", "strings"} <= own
    sizes = {name: gzipped(site / f"assets/decision-tree/{name}.js") for name in own}
    assert sum(sizes.values()) <= PLAYER, sizes


def test_a_page_view_without_a_search_costs_little(site: Path) -> None:
    """`search.js` with what only it imports; all else waits for the first focus."""
    own = imported(site, "search") - set(SCRIPTS)
    sizes = {name: gzipped(site / f"assets/decision-tree/{name}.js") for name in own}
    assert 0 < sum(sizes.values()) <= 3_000, sizes


def test_navigation_does_not_grow_with_the_number_of_trees(pages: dict[str, Page]) -> None:
    text = [link for link in pages["/about/"].links if "which-route" in link]
    assert text == []


def test_every_page_speaks_chinese_and_has_one_heading(site: Path, pages: dict[str, Page]) -> None:
    for path in pages:
        name = "404.html" if path == "/404.html" else f"{path.lstrip('/')}index.html"
        text = (site / name).read_text("utf-8")
        assert '<html lang="zh"' in text, path
        assert len(re.findall(r"<h1\b", text)) == 1, path
