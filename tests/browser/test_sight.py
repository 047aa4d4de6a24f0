"""The button for larger text: its panel, what is kept, the first paint, no sideways scrolling."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage, Watch
from tests.browser.kinds import KEY, choose, longest, places, visit

pytestmark = pytest.mark.browser

TREE = "liability/who-is-liable/"
REFUSED = """() => {
  const refuse = () => { throw new DOMException('refused', 'SecurityError'); };
  Storage.prototype.setItem = refuse;
  Storage.prototype.removeItem = refuse;
}"""
SHIFTS = """window.shift = 0; new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.shift += entry.value;
}).observe({ type: 'layout-shift', buffered: true });"""
CONTRASTS = """() => {
  const parse = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const light = (colour) => parse(colour).slice(0, 3).map((part) => part / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    .reduce((sum, part, index) => sum + part * [0.2126, 0.7152, 0.0722][index], 0);
  const ground = (node) => {
    for (let part = node; part; part = part.parentElement) {
      const colour = getComputedStyle(part).backgroundColor;
      if ((parse(colour)[3] === undefined ? 1 : parse(colour)[3]) === 1) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const ratio = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const bordered = '.wq-option, .wq-tools button, .wq-today, .wq-sight, .md-typeset details';
  return [...document.querySelectorAll(bordered)]
    .filter((node) => node.getClientRects().length)
    .map((node) => {
      const style = getComputedStyle(node);
      const under = ground(node.parentElement);
      const name = node.className || node.tagName;
      return [name, parseFloat(style.borderTopWidth), ratio(style.borderTopColor, under)];
    });
}"""


def opened(page: Page) -> Locator:
    page.get_by_role("button", name="字大一点").click()
    panel = page.get_by_role("region", name="看得清楚些")
    expect(panel).to_be_visible()
    return panel


def size(page: Page) -> float:
    """The size of text for reading, in pixels."""
    return page.evaluate(
        "parseFloat(getComputedStyle(document.querySelector('.wq-lead')).fontSize)"
    )


def wide(page: Page) -> int:
    return page.evaluate("document.documentElement.scrollWidth - window.innerWidth")


OUTSIDE = """() => [...document.querySelectorAll('body *')].filter((node) => {
  const { left, right, width } = node.getBoundingClientRect();
  return width && (right > innerWidth + 1 || left < -1)
    && getComputedStyle(node).visibility === 'visible'
    && !node.closest('.wq-map-frame, .md-sidebar, .wq-live, .md-dialog, .wq-text')
    && !node.closest('.md-header__topic, [hidden]');
}).map((node) => node.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize(("name", "times"), [("大", 1.5), ("特大", 2)])
def test_text_grows_at_once_and_stays_so(name: str, times: float, new_page: NewPage) -> None:
    page = new_page(TREE)
    before = size(page)
    opened(page).get_by_label(name, exact=True).check()
    assert size(page) == pytest.approx(before * times, abs=0.1)
    expect(page.locator(".wq-sight-panel [role=status]")).to_contain_text("下次打开还是这样")
    page.reload()
    assert size(page) == pytest.approx(before * times, abs=0.1)
    assert opened(page).get_by_label(name, exact=True).is_checked()


def test_a_mode_lasts_on_the_next_page(new_page: NewPage) -> None:
    page = new_page("")
    opened(page).get_by_label("特大", exact=True).check()
    page.get_by_role("button", name="关上", exact=True).click()
    page.locator(".wq-doors-home a").first.click()
    page.wait_for_selector("decision-tree[data-ready]")
    assert size(page) == 36
    opened(page)


def test_everything_goes_back_to_normal(new_page: NewPage) -> None:
    page = new_page(TREE)
    panel = opened(page)
    before = size(page)
    panel.get_by_label("特大", exact=True).check()
    panel.get_by_label("黑白分明").check()
    panel.get_by_label("深色").check()
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    panel.get_by_role("button", name="恢复原样").click()
    assert size(page) == before
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "default")
    assert not panel.get_by_label("黑白分明").is_checked()
    assert panel.get_by_label("跟手机一样").is_checked()
    assert page.evaluate("key => localStorage.getItem(key)", KEY) is None


def test_colours_follow_the_device_or_the_reader(new_page: NewPage) -> None:
    page = new_page(TREE, color_scheme="dark")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    panel = opened(page)
    panel.get_by_label("浅色").check()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    panel = opened(page)
    assert panel.get_by_label("浅色").is_checked()
    panel.get_by_label("跟手机一样").check()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")


def test_refused_storage_is_said_and_harmless(new_page: NewPage) -> None:
    page = new_page(TREE)
    page.evaluate(REFUSED)
    panel = opened(page)
    panel.get_by_label("特大", exact=True).check()
    assert size(page) == 36
    expect(panel.get_by_role("status")).to_contain_text("不让保存")
    panel.get_by_role("button", name="恢复原样").click()
    assert size(page) == 18


def test_a_device_that_asks_for_more_contrast_gets_it(new_page: NewPage) -> None:
    page = new_page(TREE, contrast="more")
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.wq-lead')).color")
        == "rgb(0, 0, 0)"
    )
    panel = opened(page)
    assert panel.get_by_label("黑白分明").is_checked()
    panel.get_by_label("黑白分明").uncheck()
    page.reload()
    assert (
        page.evaluate("getComputedStyle(document.querySelector('.wq-lead')).color")
        != "rgb(0, 0, 0)"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_lines_can_be_seen_in_high_contrast(scheme: str, new_page: NewPage, real: Checked) -> None:
    page = new_page("404.html", color_scheme=scheme)
    choose(page, "clear")
    for address in (TREE, longest(real, "liability/who-is-liable")):
        visit(page, address)
        found = page.evaluate(CONTRASTS)
        assert len(found) > 3
        weak = [item for item in found if item[1] < 1 or item[2] < 7]
        assert weak == []


def test_the_first_paint_waits_for_the_mode(new_page: NewPage) -> None:
    """The style comes late; nothing has been painted before it."""
    page = new_page("404.html")
    choose(page, "big-2")
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/modes.css", hold)
    page.goto(page.url.replace("404.html", TREE), wait_until="commit")
    page.wait_for_function("document.body")
    page.wait_for_timeout(600)
    painted = "performance.getEntriesByName('first-contentful-paint').length"
    assert page.evaluate(painted) == 0
    held[0].continue_()
    page.wait_for_function(f"{painted} > 0")
    assert size(page) == 36


@pytest.mark.parametrize("words", ["", "big-15", "big-2", "clear", "big-2 clear aloud"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_moves_while_the_page_comes(words: str, width: int, new_page: NewPage) -> None:
    page = new_page("404.html", viewport={"width": width, "height": 800})
    choose(page, words)
    page.add_init_script(SHIFTS)
    for path in ("", TREE):
        page.goto(path)
        page.wait_for_load_state("networkidle")
        page.evaluate("new Promise((go) => requestAnimationFrame(() => setTimeout(go, 50)))")
        assert page.evaluate("window.shift") <= 0.02, path


@pytest.mark.parametrize("words", ["big-15", "big-2", "big-2 clear aloud"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_large_text_never_scrolls_sideways(
    words: str, width: int, new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html", viewport={"width": width, "height": 640})
    choose(page, words)
    found = {}
    for name, address in places(real).items():
        visit(page, address)
        if wide(page) > 0 or page.evaluate(OUTSIDE):
            found[name] = [wide(page), page.evaluate(OUTSIDE)[:3]]
    assert found == {}


@pytest.mark.parametrize("width", [320, 1280])
def test_panel_search_menu_and_letter_fit_in_large_text(
    width: int, new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html", viewport={"width": width, "height": 568})
    choose(page, "big-2")
    visit(page, longest(real, "liability/who-is-liable"))
    page.locator(".wq-outcome:visible a[data-letter]").first.click()
    expect(page.locator(".wq-letter-desk:visible")).to_be_visible()
    assert page.evaluate(OUTSIDE) == []
    opened(page)
    assert page.evaluate(OUTSIDE) == []
    box = page.locator(".wq-sight-panel").bounding_box()
    assert box
    assert box["y"] + box["height"] <= 568
    page.keyboard.press("Escape")
    page.locator("header site-search input").fill("退款")
    expect(page.locator("header [role=option]").first).to_be_visible()
    assert page.evaluate(OUTSIDE) == []
    page.locator("header site-search input").press("Escape")
    if width == 320:
        page.locator("label.md-header__button").click()
        link = page.get_by_role("link", name="所有渠道")
        expect(link).to_be_visible()
        link.scroll_into_view_if_needed()  # when the drawer rests
        expect(link).to_be_in_viewport(ratio=1)


def test_without_scripts_there_is_no_dead_button(new_page: NewPage) -> None:
    page = new_page(TREE, java_script_enabled=False)
    expect(page.locator(".wq-sight")).to_be_hidden()
    expect(page.get_by_text("朗读", exact=True)).to_have_count(0)


def test_a_module_that_does_not_come_is_said(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page(TREE)
    page.route("**/sight.js", lambda route: route.abort())
    page.locator(".wq-sight").click()
    expect(page.locator(".wq-sight")).to_have_text("没打开，再按一次")


@pytest.mark.parametrize(
    "odd", ["<img src=x onerror=alert(1)>", "big-9 zzz", '" onload="', "x" * 9999]
)
def test_an_odd_choice_is_harmless(odd: str, new_page: NewPage) -> None:
    page = new_page("404.html")
    choose(page, odd)
    page.goto(TREE)
    assert size(page) == 18
    assert opened(page).get_by_label("正常").is_checked()


def test_in_forced_colours_what_can_be_tapped_has_a_border_and_the_focus_a_frame(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page(TREE, forced_colors="active")
    first = page.locator(".wq-node:visible .wq-option").first
    assert first.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"
    page.keyboard.press("Tab")
    first.focus()
    assert first.evaluate("node => getComputedStyle(node).outlineStyle") == "solid"
    button = page.locator(".wq-sight")
    assert button.evaluate("node => getComputedStyle(node).borderTopStyle") == "solid"


def test_what_was_chosen_before_is_said_in_words(new_page: NewPage, real: Checked) -> None:
    page = new_page(longest(real, "liability/who-is-liable"), forced_colors="active")
    page.get_by_role("button", name="上一步").click()
    chosen = page.locator(".wq-node:visible a[data-chosen]")
    words = chosen.evaluate("node => getComputedStyle(node, '::after').content")
    assert "之前选的" in words


def test_with_reduced_motion_nothing_moves(new_page: NewPage) -> None:
    page = new_page(TREE, reduced_motion="reduce")
    moving = page.evaluate(
        "[...document.querySelectorAll('body *')].filter((node) => {"
        "const { transitionDuration, transitionProperty } = getComputedStyle(node);"
        "return transitionProperty !== 'none' && parseFloat(transitionDuration) > 0; }).length"
    )
    assert moving == 0
