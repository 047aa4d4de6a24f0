"""Hostile content, links and indexes in a real Chromium: nothing runs, breaks or asks anybody."""

from __future__ import annotations

import json
import shutil
import socket
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, Route, expect

from build_hooks.policy.rules import rules
from tests.browser.conftest import Guarded, NewPage, Watch, wait_until
from tests.browser.test_api import serving
from tests.hostile import content, harmless, hostile
from tests.hostile_site import build
from tests.payloads import PAYLOADS

pytestmark = pytest.mark.browser

TREES = 6
WORD = {
    "document", "body", "p", "pPr", "r", "rPr", "t", "tab", "br", "sectPr", "pgSz", "pgMar", "jc",
    "ind", "spacing", "rFonts", "sz", "szCs", "lang", "b", "pStyle",
}  # fmt: skip
"""Elements of a letter for Word: nothing that fetches, links or counts."""
BESIDE = "harmless"
HEARD = """
window.__hit = () => console.error('a payload ran');
for (const name of ['alert', 'prompt', 'confirm', 'open']) window[name] = window.__hit;
addEventListener('securitypolicyviolation', (event) =>
  console.error('violation', event.blockedURI));
"""
COMPARED = (Path(__file__).parent / "compared.js").read_text("utf-8")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, port: int) -> Path:
    """A site in which every word is a payload, and beside it the same with harmless words."""
    folder = tmp_path_factory.mktemp("hostile")
    sites = []
    for name, words in (("tried", hostile()), ("plain", harmless())):
        (folder / name).mkdir()
        files = content(words, TREES)
        sites.append(build(folder / name, files, f"http://127.0.0.1:{port}/"))
    tried, plain = sites
    shutil.copytree(plain, tried / BESIDE, ignore=shutil.ignore_patterns("playground"))
    return tried


@pytest.fixture(scope="module")
def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@pytest.fixture(scope="module")
def address(site: Path, port: int) -> Iterator[str]:
    with ExitStack() as stack:
        handler = type("Here", (Guarded,), {"rules": rules(site)})
        yield stack.enter_context(serving(site, handler, port))


@pytest.fixture(params=["with the policy", "without it"])
def page(request: pytest.FixtureRequest, new_page: NewPage) -> Page:
    """A page that tells whether a payload ran, under the policy and without one."""
    page = new_page("404.html", bypass_csp=request.param == "without it", accept_downloads=True)
    page.context.add_init_script(HEARD)
    return page


@pytest.fixture
def bare(new_page: NewPage) -> Page:
    """A page without a policy: what does not run here runs nowhere."""
    page = new_page("404.html", bypass_csp=True)
    page.context.add_init_script(HEARD)
    return page


def paths(site: Path, *endings: str) -> list[str]:
    found = (file for file in site.rglob("*") if file.suffix in endings)
    names = (file.relative_to(site).as_posix() for file in found)
    return sorted(name for name in names if not name.startswith((BESIDE, "assets/playground")))


def test_every_page_has_the_same_parts_as_with_harmless_words(
    new_page: NewPage, site: Path
) -> None:
    page = new_page("404.html", bypass_csp=True)  # the pages that are read have styles of their own
    every = paths(site, ".html", ".svg", ".xml")
    assert len(every) > 40
    assert page.evaluate(COMPARED, [every, list(PAYLOADS), BESIDE]) == []


def test_every_file_of_data_has_the_same_form(site: Path) -> None:
    for path in paths(site, ".json"):
        text = (site / path).read_text("utf-8")
        data = json.loads(text)
        if path.startswith("assets/search") or path.endswith("terms.json"):
            continue  # words are their keys
        plain = json.loads((site / BESIDE / path).read_text("utf-8"))
        assert form(data) == form(plain), path


def form(value: Any) -> Any:
    """What JSON is made of, without its texts; sizes and heights may differ."""
    if isinstance(value, dict):
        return {name: form(inner) for name, inner in value.items() if name.isascii()}
    if isinstance(value, list):
        return [form(inner) for inner in value]
    return type(value).__name__


def test_no_payload_runs_while_a_tree_is_walked(page: Page) -> None:
    for number in (0, 2, 4):
        topic = ("complaint", "liability", "quality")[number % 3]
        page.goto(f"{topic}/t{number}/")
        to_the_result(page)
        if number == 0:
            expect(page.locator(".wq-map-frame svg")).to_be_visible()
            page.locator("[role=tab]").last.click()
            page.locator("[data-act=share]").first.click()
        page.goto(f"embed/{topic}/t{number}/")
        to_the_result(page)


def to_the_result(page: Page) -> None:
    """Answer what is asked, the longest way."""
    shown = page.locator("section.wq-node:visible")
    page.locator(".wq-option:visible").first.click()
    for field in ("3", "2026-11-02"):
        shown.locator(".wq-typed input").fill(field)
        shown.locator("button[type=submit]").click()
    shown.locator("input[type=checkbox]").first.check()
    shown.locator("button[type=submit]").click()
    page.locator(".wq-option:visible").first.click()
    expect(page.locator("section.wq-outcome:visible")).to_have_count(1)
    page.wait_for_load_state("networkidle")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")


def test_no_payload_runs_on_the_other_pages(page: Page, site: Path) -> None:
    """Registers, laws, letters, topics, maps alone."""
    for path in paths(site, ".html", ".svg"):
        if not path.startswith(("embed/", "contribute/")) and "/t" not in path.replace("/t0", ""):
            page.goto(path)
            page.wait_for_load_state("load")


def test_no_payload_runs_in_what_is_found(page: Page) -> None:
    page.goto("search/")
    field = page.locator("main input[type=search], .wq-page input[type=search]").first
    for query in ("script", "onerror", "hit", "<img src=x onerror=__hit(1)>", "图", "http"):
        page.goto("about:blank")
        page.goto(f"search/#q={query.replace(' ', '+').replace('=', '%3D')}")
        expect(field).to_have_value(query)
        page.wait_for_load_state("networkidle")
    expect(page.locator(".wq-hits li").first).to_be_visible()
    assert page.locator(".wq-hits img, .wq-hits script, .wq-hits svg").count() == 0


def test_a_letter_of_payloads_is_text_also_in_word(page: Page, tmp_path: Path) -> None:
    page.goto("complaint/t0/")
    to_the_result(page)
    page.locator("a[data-letter]:visible").first.click()
    text = page.locator("textarea.wq-letter-text:visible")
    expect(text).to_be_visible()
    with page.expect_download() as waiting:
        page.locator('[data-letter-act="save-docx"]:visible').click()
    waiting.value.save_as(tmp_path / "letter.docx")
    with zipfile.ZipFile(tmp_path / "letter.docx") as archive:
        assert not any(name.startswith(("/", "..")) for name in archive.namelist())
        document = ET.fromstring(archive.read("word/document.xml"))
    tags = {part.tag.split("}")[1] for part in document.iter()}
    assert tags <= WORD
    first = text.input_value().split("\n", 1)[0]
    assert first in "".join(part.text or "" for part in document.iter() if part.tag.endswith("}t"))


def test_a_calendar_of_payloads_has_only_lines_of_a_calendar(page: Page, tmp_path: Path) -> None:
    page.goto("complaint/t0/")
    to_the_result(page)
    with page.expect_download() as waiting:
        page.locator(".wq-calendar [data-act=save]:visible").first.click()
    waiting.value.save_as(tmp_path / "days.ics")
    lines = (tmp_path / "days.ics").read_bytes().decode().replace("\r\n ", "").split("\r\n")
    names = {line.split(":")[0].split(";")[0] for line in lines if line}
    assert names <= {"BEGIN", "END", "VERSION", "PRODID", "CALSCALE", "METHOD", "UID", "DTSTAMP",
                     "DTSTART", "DTEND", "DURATION", "SUMMARY", "DESCRIPTION", "URL", "TRANSP",
                     "TRIGGER", "ACTION", "NAME", "X-WR-CALNAME", "SEQUENCE", "CLASS"}  # fmt: skip
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") >= 1
    assert not any("\n" in line or "\r" in line for line in lines)


# A hostile index

CARDS: dict[str, Any] = {
    "code": ["tree", "javascript:__hit(1)", "<img src=x onerror=__hit(1)>", "x", "x"],
    "data": ["tree", "data:text/html,<script>__hit(1)</script>", "x", "x", "x"],
    "stranger": ["tree", "https://evil.example/", "x", "x", "x"],
    "above": ["tree", "//evil.example/", "x", "x", "x"],
    "kind": ["__proto__", "complaint/t0/", "x", "x", "x"],
    "types": [1, None, {}, [], True],
    "short": ["tree"],
    "none": None,
    "proto": {"__proto__": {"length": 9}},
}


@pytest.mark.parametrize("card", CARDS.values(), ids=CARDS)
def test_a_hostile_card_leads_nowhere_else(card: Any, bare: Page, address: str) -> None:
    page = bare
    page.context.route("**/assets/search/*/c*.json", answering([card] * 4))
    page.goto("search/#q=script")
    shown = page.locator(".wq-hits a, [role=status]:has-text('没能加载')")
    expect(shown.first).to_be_visible()
    links = page.locator(".wq-hits a").evaluate_all("(links) => links.map(({ href }) => href)")
    assert all(link.startswith(address) for link in links)
    assert page.locator(".wq-hits img").count() == 0


SHARDS: dict[str, Any] = {
    "null": None, "number": 1, "list": [1, 2], "text": "x", "types": {"script": 1, "hit": None},
    "nested": {"script": {"__proto__": "x"}}, "entry": {"script": "x" * 100_000, "hit": "1 ~~~~"},
    "proto": {"__proto__": "1 A", "constructor": "1 A"},
}  # fmt: skip
MANIFESTS: dict[str, Any] = {
    "null": None, "list": [], "empty": {}, "version": {"version": 3},
    "huge": {"version": 2, "docs": 1e15, "fields": 3, "cards": 4, "first": "", "folder": "x"},
    "less": {"version": 2, "docs": -1, "fields": 3, "cards": 4, "first": "", "folder": "x"},
    "away": {"version": 2, "docs": 9, "fields": 3, "cards": 4, "first": "0",
             "folder": "https://evil.example/x"},
    "types": {"version": 2, "docs": "9", "fields": [], "cards": {}, "first": 1, "folder": None},
}  # fmt: skip


INDEXES = {
    **{f"shard {name}": ("t*.json", data) for name, data in SHARDS.items()},
    **{f"manifest {name}": ("manifest.json", data) for name, data in MANIFESTS.items()},
}


@pytest.mark.parametrize(("file", "data"), INDEXES.values(), ids=INDEXES)
def test_a_hostile_index_is_told_as_missing(
    file: str, data: Any, new_page: NewPage, watch: Watch
) -> None:
    watch.expected += ["violation https://evil.example", "Content Security Policy", "Fetch API"]
    watch.expected.append("404")
    page = new_page("404.html")
    page.context.add_init_script(HEARD)
    page.context.route(f"**/assets/search/**/{file}", answering(data))
    page.goto("search/#q=script")
    expect(page.locator(".wq-page [role=status]").first).not_to_be_empty()
    page.wait_for_load_state("networkidle")
    expect(page.locator("h1").first).to_be_visible()
    words = page.locator(".wq-page [role=status]").first.inner_text()
    assert ("没有找到" if "constructor" in str(data) else "没能读取") in words
    watch.strangers.clear()


def answering(data: Any) -> Callable[[Route], None]:
    return lambda route: route.fulfill(json=data)


# A hostile link

ODD = (
    "#/constructor=a", "#/pick=constructor", "#/pick=__proto__&number=toString", "#constructor",
    "#/@=constructor", "#/pick=a&number=1e999", "#/pick=a&number=<img src=x onerror=__hit(1)>",
    "?q=<script>__hit(1)</script>", "#javascript:__hit(1)", "#/pick=a&number=3&day=9999-99-99",
    "?start=javascript:__hit(1)&color=red;background:url(//evil.example)",
    "?org=<img src=x onerror=__hit(1)>",
    "?theme=__proto__&size=constructor&start=toString", "?color=%23fff%22onload=__hit(1)",
    "#/pick=a%0d%0aSet-Cookie:x", "#%00", "#/" + "&".join(f"k{n}=v" for n in range(500)),
)  # fmt: skip


def test_a_hostile_link_opens_the_tree_and_nothing_else(bare: Page, watch: Watch) -> None:
    page = bare
    watch.expected += ["warning:", "info:", "weiquan"]
    for odd in ODD:
        for path in ("complaint/t0/", "embed/complaint/t0/", "embed/questions/"):
            page.goto("about:blank")
            page.goto(path + odd)
            expect(page.locator("h1").first).to_be_visible()
            if path.endswith("t0/"):
                wait_until(
                    page, "document.querySelectorAll('section.wq-node:not([hidden])').length === 1"
                )
    assert not any("payload" in line for line in watch.said)


def test_the_control_a_payload_that_is_markup_is_noticed(
    page: Page, watch: Watch, request: pytest.FixtureRequest
) -> None:
    """Without the policy it runs, with it it is refused; either way somebody hears of it."""
    spoilt = {"content_type": "text/html", "body": "<h1>x</h1><img src=x: onerror=__hit(1)>"}
    page.route("**/spoilt.html", lambda route: route.fulfill(**spoilt))
    page.goto("spoilt.html")
    wait_until(page, "document.readyState === 'complete'")
    page.wait_for_timeout(200)
    assert any("a payload ran" in line for line in watch.said)
    watch.said.clear()
