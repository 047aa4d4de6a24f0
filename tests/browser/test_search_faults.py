"""The search's files cut off, empty or someone else's: it says so, and the page keeps its text."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage, Watch

pytestmark = pytest.mark.browser
HOME = "main site-search input"
STATUS = "main .wq-search-status"


def answer(page: Page, glob: str, body: bytes, status: int = 200) -> None:
    def fulfil(route: Route) -> None:
        route.fulfill(status=status, body=body, content_type="application/json")

    page.route(glob, fulfil)


def test_a_manifest_cut_off_anywhere_is_said_and_tried_again(new_page: NewPage, site: Path) -> None:
    whole = (site / "assets/search/manifest.json").read_bytes()
    page = new_page("")
    doors = page.locator("main h1").inner_text()
    for share in (0, 0.001, 0.1, 0.5, 0.9, 0.999):
        answer(page, "**/assets/search/manifest.json", whole[: int(len(whole) * share)])
        page.reload()
        page.locator(HOME).fill("退款")
        expect(page.locator(STATUS)).to_contain_text("没能读取")
        expect(page.get_by_role("button", name="再试一次").first).to_be_visible()
        assert page.locator("main h1").inner_text() == doors
        page.unroute("**/assets/search/manifest.json")
    page.get_by_role("button", name="再试一次").first.click()
    expect(page.locator("main [role=option]").first).to_be_visible()


@pytest.mark.parametrize("body", [b"", b"{", b"<html>maintenance</html>", b"null"])
def test_shards_that_are_no_shards_are_said_to_be_missing(body: bytes, new_page: NewPage) -> None:
    page = new_page("")
    answer(page, "**/assets/search/*/t*.json", body)
    page.locator(HOME).fill("退款")
    expect(page.locator(STATUS)).to_contain_text("没能读取")


def test_offline_the_page_goes_on_and_the_search_says_so(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_INTERNET_DISCONNECTED")
    page = new_page("")
    heading = page.locator("main h1").inner_text()
    page.locator(HOME).fill("定金")  # now the search itself is there
    expect(page.locator("main [role=option]").first).to_be_visible()
    page.context.set_offline(True)
    page.locator(HOME).fill("退款")
    expect(page.locator(STATUS)).to_contain_text("没能读取")
    assert page.locator("main h1").inner_text() == heading
    page.context.set_offline(False)
    page.get_by_role("button", name="再试一次").first.click()
    expect(page.locator("main [role=option]").first).to_be_visible()
