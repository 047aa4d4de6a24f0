"""Nothing moves under the reader's finger, and what matters is seen first."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage
from tests.browser.test_old import walk

pytestmark = pytest.mark.browser

MOST = 0.02
WATCH = """
window.shifts = [];
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) {
    if (!entry.hadRecentInput) {
      const what = entry.sources.map(({ node, previousRect, currentRect }) =>
        `${node && (node.className || node.nodeName)} ${previousRect.y} to ${currentRect.y}`);
      window.shifts.push([entry.value, what.join(', ')]);
    }
  }
}).observe({ type: 'layout-shift', buffered: true });
"""
SIZES = {"phone": {"width": 390, "height": 844}, "desk": {"width": 1280, "height": 900}}
SEARCHES = ("search/", "search/?q=%E9%80%80%E6%AC%BE", "search/?q=%E9%BE%98%E9%BE%98")
PAGES = (
    "",
    "complaint/",
    "liability/who-is-liable/",
    "quality/after-sales/",
    "404.html",
    *SEARCHES,
)


def shifted(page: Page) -> list[list[object]]:
    """The shifts, if they are too many: what moved, and how far."""
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(100)
    found = page.evaluate("window.shifts")
    return found if sum(value for value, _ in found) > MOST else []


def opened(new_page: NewPage, address: str, path: str, size: str) -> Page:
    page = new_page("404.html", viewport=SIZES[size])
    page.add_init_script(WATCH)
    page.goto(f"{address}{path}")
    return page


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("path", PAGES)
def test_nothing_moves_while_a_page_loads(
    path: str, size: str, new_page: NewPage, address: str
) -> None:
    page = opened(new_page, address, path, size)
    assert page.evaluate("PerformanceObserver.supportedEntryTypes.includes('layout-shift')")
    assert shifted(page) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_by_itself_while_a_reader_walks(
    size: str, new_page: NewPage, address: str
) -> None:
    page = opened(new_page, address, "liability/who-is-liable/", size)
    walk(page)
    expect(page.locator(".wq-whatif")).to_be_visible()
    assert shifted(page) == []


def test_the_check_of_shifts_finds_one(new_page: NewPage, address: str) -> None:
    page = opened(new_page, address, "about/", "phone")
    assert shifted(page) == []
    page.evaluate("""() => new Promise((done) => {
      const pushing = document.createElement('div');
      pushing.style.height = '300px';
      document.querySelector('main').prepend(pushing);
      requestAnimationFrame(() => requestAnimationFrame(done));
    })""")
    assert shifted(page) != []


def test_search_and_the_three_doors_are_seen_without_scrolling(new_page: NewPage) -> None:
    page = new_page("", viewport={"width": 390, "height": 700})
    search = page.locator("main site-search input").bounding_box()
    doors = page.locator(".wq-doors-home li").all()
    assert search
    assert len(doors) == 3
    boxes = [box for door in doors if (box := door.bounding_box())]
    assert all(box["y"] > search["y"] for box in boxes)
    assert max(box["y"] + box["height"] for box in boxes) <= 700


def test_questions_of_the_moment_are_large_enough_to_tap(new_page: NewPage) -> None:
    page = new_page("")
    links = page.locator(".wq-often ~ ul a").all()
    assert len(links) > 10
    assert min(box["height"] for link in links if (box := link.bounding_box())) >= 44
