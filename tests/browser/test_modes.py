"""axe-core on whole pages of each kind in each mode; `test_accessibility.py` is light and dark."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.kinds import choose, longest, places, visit
from tests.browser.test_accessibility import OPTIONS

pytestmark = pytest.mark.browser

CONTRAST = ["color-contrast", "link-in-text-block"]
SIZE = ["target-size", "scrollable-region-focusable", "color-contrast"]
CLEAR = [*CONTRAST, "color-contrast-enhanced"]
MODES = {
    "dark": ("", {"color_scheme": "dark"}, CONTRAST),
    "high contrast": ("clear", {}, CLEAR),
    "high contrast, dark": ("clear", {"color_scheme": "dark"}, CLEAR),
    "large": ("big-2", {"viewport": {"width": 320, "height": 640}}, SIZE),
    "large on a desk": ("big-15 aloud", {"viewport": {"width": 1280, "height": 800}}, SIZE),
}


def violations(page: Page, options: dict[str, object]) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [f"{item['id']}: {node['html'][:150]}" for item in found for node in item["nodes"]]


@pytest.mark.parametrize("mode", MODES)
def test_no_violation_in_a_mode(mode: str, new_page: NewPage, real: Checked) -> None:
    words, settings, rules = MODES[mode]
    page = new_page("404.html", reduced_motion="reduce", **settings)
    choose(page, words)
    found = {}
    for name, address in places(real).items():
        visit(page, address)
        found[name] = violations(page, {"runOnly": {"type": "rule", "values": rules}})
    assert {name: some for name, some in found.items() if some} == {}


@pytest.mark.parametrize("words", ["", "big-2 clear aloud"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_with_panel_menu_and_bar_open(
    scheme: str, words: str, new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html", color_scheme=scheme, reduced_motion="reduce")
    choose(page, words)
    page.goto("about/")
    page.wait_for_load_state("networkidle")
    page.locator(".wq-sight").click()
    page.locator("[name=wq-aloud]").check()
    expect(page.locator(".wq-aloud")).to_be_visible()
    assert violations(page, OPTIONS) == []
    page.keyboard.press("Escape")
    page.locator("label.md-header__button").click()
    page.wait_for_function("document.activeElement.closest('.md-sidebar')")
    assert violations(page, OPTIONS) == []


@pytest.mark.parametrize("words", ["big-2", "clear"])
def test_no_violation_while_searching_and_writing_a_letter(
    words: str, new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html", reduced_motion="reduce")
    choose(page, words)
    visit(page, longest(real, "liability/who-is-liable"))
    page.locator(".wq-outcome:visible a[data-letter]").first.click()
    expect(page.locator(".wq-letter-desk:visible")).to_be_visible()
    assert violations(page, OPTIONS) == []
    page.locator("header site-search input").fill("退款")
    expect(page.locator("header [role=option]").first).to_be_visible()
    assert violations(page, OPTIONS) == []
