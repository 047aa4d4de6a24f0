"""Old and odd browsers: no scripts, no storage, no network any more, a narrow screen, 2019."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from build_hooks.checking import Checked
from tests.browser.chromium import find
from tests.browser.conftest import ARGUMENTS, NewPage, Watch
from tests.browser.kinds import PAGES

pytestmark = pytest.mark.browser

TREE = "liability/who-is-liable"
STORAGES = ("localStorage", "sessionStorage", "indexedDB", "caches")
REFUSE = """
for (const name of %s) {
  const get = () => { throw new DOMException('refused', 'SecurityError'); };
  Object.defineProperty(window, name, { get });
}
"""
NEWER = """
for (const path of [
  'Array.prototype.at', 'Array.prototype.flat', 'Array.prototype.flatMap',
  'Array.prototype.findLast', 'Object.fromEntries', 'Object.hasOwn', 'Promise.allSettled',
  'Promise.any', 'String.prototype.at', 'String.prototype.matchAll',
  'String.prototype.replaceAll', 'Element.prototype.replaceChildren', 'globalThis',
  'structuredClone', 'queueMicrotask', 'requestIdleCallback', 'AbortController',
  'ResizeObserver', 'Intl.Segmenter', 'WeakRef', 'BigInt64Array', 'HTMLDialogElement',
  'crypto.randomUUID', 'Navigator.prototype.clipboard', 'Navigator.prototype.share',
  'Blob.prototype.text', 'Blob.prototype.arrayBuffer', 'Response.prototype.bytes',
  'CSS.registerProperty', 'Document.prototype.startViewTransition',
  'HTMLElement.prototype.inert', 'Array.prototype.toSorted', 'Array.prototype.toReversed',
  'Object.groupBy', 'URL.canParse', 'Intl.ListFormat', 'scheduler',
]) {
  const names = path.split('.');
  const last = names.pop();
  const holder = names.reduce((at, name) => at && at[name], window);
  if (holder) delete holder[last];
}
"""
"""What a WebView of 2019 does not have, and some that it has only just got."""


def walk(page: Page, *, to: str = ".wq-outcome") -> None:
    """Take the first option of every choice until an outcome is on the screen."""
    for _ in range(20):
        if page.locator(f"{to}:visible").count():
            return
        here = page.locator(".wq-node:visible").first.get_attribute("id")
        page.locator(".wq-node:visible a.wq-option").first.click()
        expect(page.locator(f"[id='{here}']")).to_be_hidden()
    raise AssertionError("no outcome")


def first_choice(page: Page) -> None:
    page.locator(".wq-node:visible a.wq-option").first.click()


# Without scripts ----------------------------------------------------------------------------


def test_without_scripts_links_lead_from_the_start_of_each_tree_to_an_outcome(
    new_page: NewPage, real: Checked, address: str
) -> None:
    page = new_page("", java_script_enabled=False)
    for proof in real.proofs.values():
        page.goto(f"{address}{proof.tree.id}/")
        at = str(proof.tree.start)
        for _ in range(40):
            if at in proof.tree.outcomes:
                break
            page.locator(f"[id='{at}'] a[href^='#']").first.click()
            at = page.url.split("#")[1]
            expect(page.locator(f"[id='{at}']")).to_be_visible()
        assert at in proof.tree.outcomes, f"{proof.tree.id}: {at}"


def test_without_scripts_every_node_of_each_tree_is_on_the_page(
    new_page: NewPage, real: Checked, address: str
) -> None:
    page = new_page("", java_script_enabled=False)
    for proof in real.proofs.values():
        page.goto(f"{address}{proof.tree.id}/")
        nodes = len(proof.tree.questions) + len(proof.tree.outcomes)
        expect(page.locator(".wq-node:visible")).to_have_count(nodes)


# Storage refused -----------------------------------------------------------------------------


def choose_dark(page: Page) -> None:
    page.get_by_role("button", name="字大一点").click()
    page.get_by_role("radio", name="深色").check()
    page.get_by_role("button", name="关上").click()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")


def use_all(page: Page, address: str) -> None:
    """A visit with a result, ticks, a letter."""
    page.goto(f"{address}{TREE}/")
    walk(page)
    page.locator(".wq-have input").first.check()
    page.locator("a[data-letter]:visible").first.click()
    desk = page.locator(".wq-letter-desk:visible")
    desk.locator("input[type=text], input:not([type])").first.fill("王芳")
    expect(desk.locator("textarea").last).not_to_have_value("")


def test_refused_storage_stops_nothing(new_page: NewPage, address: str) -> None:
    page = new_page("404.html")
    page.add_init_script(REFUSE % json.dumps(STORAGES))
    use_all(page, address)
    choose_dark(page)


def test_a_web_view_without_storage_stops_nothing(
    browser: Browser, address: str, watch: Watch
) -> None:
    """As Android's web views are until their app asks for storage."""
    bare = browser.browser_type.launch(
        executable_path=find(), args=[*ARGUMENTS, "--blink-settings=localStorageEnabled=false"]
    )
    page = bare.new_page()
    watch.follow(page)
    page.goto(address)
    assert page.evaluate("localStorage") is None
    use_all(page, address)
    choose_dark(page)
    bare.close()
    assert watch.unexpected() == []


# Light and dark ------------------------------------------------------------------------------

LIGHTNESS = """() => {
  const [r, g, b] = getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number);
  return (r + g + b) / 3;
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_are_as_the_reader_likes_them_from_the_start(
    scheme: str, new_page: NewPage
) -> None:
    page = new_page(f"{TREE}/", color_scheme=scheme)
    lightness = page.evaluate(LIGHTNESS)
    assert lightness > 200 if scheme == "light" else lightness < 60


def test_a_browser_that_knows_no_preference_shows_the_light_colours(
    new_page: NewPage, address: str
) -> None:
    page = new_page("404.html", color_scheme="dark")
    page.add_init_script("""
      const real = window.matchMedia.bind(window);
      const known = (query) => !query.includes('prefers-color-scheme');
      window.matchMedia = (query) => real(known(query) ? query : 'not all');
    """)
    page.goto(f"{address}{TREE}/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate(LIGHTNESS) > 200


# Offline -------------------------------------------------------------------------------------


WANTED = {"result.css", "whatif.js", "result-strings.js", f"{TREE.split('/')[1]}.html"}


def prepared(page: Page) -> None:
    """Answer the first question and wait until what a result needs has come."""
    come: list[str] = []

    def note(request: Request) -> None:
        come.append(request.url.split("?")[0].rsplit("/", 1)[-1])

    page.on("requestfinished", note)
    first_choice(page)
    for _ in range(200):
        if {"result.css", "whatif.js", "result-strings.js", f"{TREE.split('/')[1]}.html"} <= set(
            come
        ):
            page.wait_for_load_state("networkidle")
            return
        page.wait_for_timeout(50)
    raise AssertionError(come)


def test_offline_after_the_first_answer_the_result_is_whole(
    new_page: NewPage, watch: Watch
) -> None:
    page = new_page(f"{TREE}/")
    prepared(page)
    page.context.set_offline(True)
    walk(page)
    expect(page.locator(".wq-whatif")).to_be_visible()
    expect(page.locator(".wq-evidence details:visible").first).to_be_visible()
    assert page.locator(".wq-outcome:visible a[data-card]").count() == 0
    expect(page.locator(".wq-notice")).to_be_hidden()
    assert watch.said == []


def test_offline_from_the_start_the_result_comes_with_a_sentence_on_what_is_missing(
    new_page: NewPage, watch: Watch
) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page = new_page(f"{TREE}/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    walk(page)
    expect(page.locator(".wq-summary:visible")).to_be_visible()
    expect(page.locator(".wq-notice")).to_contain_text("网络不通")
    assert page.locator(".wq-outcome:visible a[data-card]").count() > 0
    page.context.set_offline(False)
    page.reload()
    expect(page.locator(".wq-whatif")).to_be_visible()
    expect(page.locator(".wq-notice")).to_be_hidden()


def test_offline_a_letter_says_that_it_cannot_come(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page = new_page(f"{TREE}/")
    prepared(page)
    page.context.set_offline(True)
    walk(page)
    here = page.url
    page.locator("a[data-letter]:visible").first.click()
    expect(page.locator(".wq-notice")).to_contain_text("网络不通")
    assert page.url == here


def test_offline_the_search_says_so_and_offers_the_doors(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page = new_page("")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator("main site-search input").fill("退款")
    expect(page.locator("main .wq-search-status")).to_contain_text("网络断了")
    expect(page.locator("main .wq-doors a").first).to_be_visible()


def test_offline_what_is_still_possible_says_that_it_cannot_come(
    new_page: NewPage, watch: Watch
) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page = new_page(f"{TREE}/")
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    page.locator(".wq-possible > summary").click()
    expect(page.locator(".wq-notice")).to_contain_text("网络不通")


def test_no_service_worker_stands_between_the_reader_and_the_law(
    new_page: NewPage, site: Path
) -> None:
    for file in [*site.rglob("*.js"), *site.rglob("*.html")]:
        assert "serviceWorker" not in file.read_text("utf-8"), file
    page = new_page(f"{TREE}/")
    walk(page)
    found = page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)")
    assert found == 0


# Narrow --------------------------------------------------------------------------------------


TOO_WIDE = """all => all.filter(e => e.getBoundingClientRect().right > 321)
  .map(e => e.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("name", PAGES)
def test_no_page_scrolls_sideways_at_320_pixels(name: str, new_page: NewPage) -> None:
    page = new_page(PAGES[name], viewport={"width": 320, "height": 640})
    page.wait_for_load_state("networkidle")
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 320, page.locator("main *").evaluate_all(TOO_WIDE)[:5]


def test_a_result_with_everything_open_does_not_scroll_sideways_at_320_pixels(
    new_page: NewPage,
) -> None:
    page = new_page(f"{TREE}/", viewport={"width": 320, "height": 640})
    walk(page)
    expect(page.locator(".wq-whatif")).to_be_visible()
    page.eval_on_selector_all("details", "all => all.forEach(item => { item.open = true; })")
    page.locator("a[data-letter]:visible").first.click()
    expect(page.locator(".wq-letter-desk:visible")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


# 2019 ----------------------------------------------------------------------------------------


def test_without_newer_interfaces_all_of_ours_works(new_page: NewPage, address: str) -> None:
    page = new_page("404.html")
    page.add_init_script(NEWER)
    use_all(page, address)
    page.locator("header site-search input").fill("退款")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.goto(f"{address}{TREE}/")
    page.locator(".wq-possible > summary").click()
    expect(page.locator(".wq-possible li").first).to_be_visible()
    first_choice(page)
    page.get_by_role("button", name="复制这一步的链接").click()
    expect(page.locator(".wq-link")).to_be_visible()
