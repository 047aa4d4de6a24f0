"""The search in the header and on the home page: found, followed, by keyboard, offline."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage, Watch

pytestmark = pytest.mark.browser

TOKENS = yaml.load(
    (Path(__file__).parents[1] / "golden/tokens.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
RUN = """
async (texts) => {
  const { tokens } = await import('/assets/decision-tree/tokenizer.js');
  return texts.map((text) => tokens(text));
}
"""
HOME = "main site-search input"
HEADER = "header site-search input"


def options(page: Page):
    return page.locator("[role=option]:visible")


def test_golden_tokens(new_page: NewPage) -> None:
    page = new_page("404.html")
    assert page.evaluate(RUN, list(TOKENS)) == list(TOKENS.values())


def test_nothing_is_loaded_before_the_first_focus(new_page: NewPage) -> None:
    page = new_page("")
    page.wait_for_load_state("networkidle")
    loaded = "performance.getEntriesByType('resource').map(entry => entry.name).join()"
    assert "assets/search/" not in page.evaluate(loaded)
    assert "shards.js" not in page.evaluate(loaded)
    with page.expect_response("**/assets/search/manifest.json"):
        page.locator(HOME).focus()


def test_a_query_costs_a_handful_of_kilobytes(new_page: NewPage) -> None:
    page = new_page("", viewport={"width": 390, "height": 844})
    sizes: dict[str, int] = {}
    page.on("response", lambda r: sizes.update({r.url: len(gzip.compress(r.body(), 9))}))
    page.locator(HOME).fill("退货运费谁出")
    expect(options(page).first).to_be_visible()
    page.wait_for_load_state("networkidle")
    total = sum(size for url, size in sizes.items() if "search" in url or "shards" in url)
    print(f"\nfirst ten hits: {total} bytes gzip in {len(sizes)} files")
    assert 0 < total < 60_000


def test_a_hit_lands_on_the_very_node(new_page: NewPage, site: Path) -> None:
    page = new_page("about/")
    files = sorted((site / "assets/search").glob("*/c*.json"))
    docs = [doc for file in files for doc in json.loads(file.read_text("utf-8"))]
    kind, url, title, place, _ = next(doc for doc in docs if doc[0] == "outcome")
    page.locator(HEADER).fill(title)
    hit = options(page).filter(has_text=title).filter(has_text=place).first
    expect(hit).to_contain_text("结果")
    hit.click()
    tree, node = url.split("#")
    page.wait_for_url(f"**/{tree}#**")
    expect(page.locator(f"#{node}")).to_be_visible()
    assert kind == "outcome"


@pytest.mark.parametrize("query", ["退货运费谁出", "12315怎么投诉", "主播 责任", "假货", "mcn"])
def test_words_of_the_people_find_something(query: str, new_page: NewPage) -> None:
    page = new_page("")
    page.locator(HOME).fill(query)
    expect(options(page).first).to_be_visible()


def test_keyboard(new_page: NewPage) -> None:
    page = new_page("about/", viewport={"width": 1280, "height": 800})
    page.keyboard.press("Control+k")
    assert page.evaluate("document.activeElement.getAttribute('role')") == "combobox"
    page.keyboard.type("退款")
    expect(options(page).first).to_be_visible()
    box = page.locator(HEADER)
    expect(box).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = options(page).nth(1)
    expect(second).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", second.get_attribute("id"))
    page.keyboard.press("ArrowUp")
    expect(options(page).first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    assert box.input_value() == "退款"
    page.keyboard.press("Escape")
    assert box.input_value() == ""
    box.blur()
    page.keyboard.press("Control+k")
    page.keyboard.type("退款")
    expect(options(page).first).to_be_visible()
    target = options(page).first.get_attribute("href")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: url.split("#")[0] == target.split("#")[0])


def test_enter_alone_opens_all_results_and_tells_no_server(new_page: NewPage) -> None:
    page = new_page("about/", viewport={"width": 1280, "height": 800})
    asked: list[str] = []
    page.on("request", lambda request: asked.append(unquote(request.url.split("#")[0])))
    page.locator(HEADER).fill("退款 多久")
    expect(options(page).first).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("搜“退款 多久”")
    expect(page.locator(".wq-hits li")).to_have_count(20)
    page.locator(".wq-hits a").first.click()
    page.wait_for_selector("decision-tree, .wq-page")
    page.go_back()
    expect(page.locator("h1")).to_have_text("搜“退款 多久”")
    assert [url for url in asked if "退款" in url] == []


def test_what_matched_is_marked(new_page: NewPage) -> None:
    page = new_page("")
    page.locator(HOME).fill("退款")
    expect(options(page).locator("mark").first).to_have_text("退款")


def test_a_repair_is_said_and_can_be_undone(new_page: NewPage) -> None:
    page = new_page("")
    page.locator(HOME).fill("抖因 退款")
    status = page.locator("main .wq-search-status")
    expect(status).to_contain_text("没有“抖因”，已按“抖音”找。")
    status.get_by_role("link", name="仍然找").click()
    expect(page.locator(".wq-hits li").first).to_be_visible()
    expect(page.locator(".wq-found")).not_to_contain_text("抖音")
    assert "exactly=1" in page.url
    page.goto(page.url.split("search/")[0])
    page.locator(HOME).fill("抖因")
    expect(status).to_contain_text("已按“抖音”找")
    assert status.get_by_role("link").count() == 0


@pytest.mark.parametrize("key", ["Enter", "Escape", "ArrowDown"])
def test_keys_of_an_input_method_are_its_own(key: str, new_page: NewPage) -> None:
    page = new_page("")
    box = page.locator(HOME)
    box.fill("退款")
    expect(options(page).first).to_be_visible()
    press = """(input, key) => input.dispatchEvent(
      new KeyboardEvent('keydown', { key, keyCode: 229, bubbles: true, cancelable: true }))"""
    assert box.evaluate(press, key)
    assert page.locator("[aria-selected=true]").count() == 0
    expect(box).to_have_attribute("aria-expanded", "true")


def test_part_of_the_index_is_missing_and_comes_when_tried_again(
    new_page: NewPage, watch: Watch
) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("")
    page.locator(HOME).fill("退款")
    expect(options(page)).to_have_count(10)
    page.reload()
    cards: list[str] = []

    def lose(route: Route) -> None:
        cards.append(route.request.url)
        if len(cards) == 1:
            route.abort()
        else:
            route.continue_()

    page.route("**/assets/search/*/c*.json", lose)
    page.locator(HOME).fill("退款")
    status = page.locator("main .wq-search-status")
    expect(status).to_contain_text("有一部分没能加载")
    expect(options(page).first).to_be_visible()
    status.get_by_role("button", name="再试一次").click()
    expect(options(page)).to_have_count(10)
    expect(status).not_to_contain_text("没能加载")
    assert page.evaluate("document.activeElement.type") == "search"


def test_who_is_hurt_or_defrauded_is_told_whom_to_call(new_page: NewPage) -> None:
    page = new_page("search/#q=龘龘被骗龘龘转账")
    expect(page.locator(".wq-found a[href='tel:110']")).to_be_visible()
    page.locator("main site-search input").fill("退款")
    expect(page.locator(".wq-found")).to_contain_text("找到")
    assert page.locator(".wq-found a[href='tel:110']").count() == 0


def test_without_scripts_the_field_of_the_search_is_replaced_by_ways_on(new_page: NewPage) -> None:
    page = new_page("search/", java_script_enabled=False)
    expect(page.get_by_text("这个浏览器不能搜索")).to_be_visible()
    assert page.locator(".wq-doors-home a").count() == 3
    assert page.locator(".wq-trees a").count() > 10
    assert page.locator("main a[href='tel:12315']").count() == 1


def test_the_number_of_hits_is_announced(new_page: NewPage) -> None:
    page = new_page("")
    page.locator(HOME).fill("退款")
    expect(page.locator("main .wq-search-status[role=status]")).to_contain_text("找到")


ODD = {
    "龘龘龘龘": "没有找到",
    "😀😀": "没有找到",
    "，。！": "没有找到",
    "<img src=x onerror=alert>": "没有找到",
    "hello world": "没有找到",
    "x" * 10_000: "没有找到",
    "~^*+-: 退": "找到 ",
    "退" * 10_000: "没有找到",
}


@pytest.mark.parametrize("query", ODD, ids=lambda query: query[:10])
def test_odd_queries_get_an_answer_and_never_an_error(query: str, new_page: NewPage) -> None:
    page = new_page("")
    page.locator(HOME).fill(query)
    status = page.locator("main .wq-search-status")
    expect(status).to_contain_text(ODD[query])
    assert page.locator("main site-search img").count() == 0
    if ODD[query] == "没有找到":
        expect(status.locator("a").first).to_be_visible()


def test_without_the_index_it_says_so_and_shows_the_doors(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("")
    page.route("**/assets/search/**", lambda route: route.abort())
    page.locator(HOME).fill("退款")
    status = page.locator("main .wq-search-status")
    expect(status).to_contain_text("没能读取")
    assert status.locator("a").count() == 4
    expect(status.get_by_role("button", name="再试一次")).to_be_visible()
    page.unroute("**/assets/search/**")
    page.locator(HOME).fill("退款多久")
    expect(options(page).first).to_be_visible()


def test_half_typed_pinyin_is_not_searched(new_page: NewPage) -> None:
    page = new_page("")
    box = page.locator(HOME)
    box.focus()
    compose = """
    (input, [text, composing]) => {
      input.value = text;
      input.dispatchEvent(new InputEvent('input', { isComposing: composing, bubbles: true }));
      if (!composing) input.dispatchEvent(new CompositionEvent('compositionend'));
    }
    """
    box.evaluate(compose, ["tuik", True])
    page.wait_for_timeout(300)
    assert options(page).count() == 0
    box.evaluate(compose, ["退款", False])
    expect(options(page).first).to_be_visible()


def test_the_search_is_on_every_page_once(new_page: NewPage) -> None:
    page = new_page("about/")
    page.wait_for_load_state("networkidle")
    page.locator(HEADER).fill("退款")
    options(page).first.click()
    page.wait_for_selector("decision-tree, .wq-provision, article")
    assert page.locator(HEADER).count() == 1
    assert page.locator("[data-md-component=search]").count() == 0


def test_what_the_query_before_still_waited_for_is_given_up(new_page: NewPage) -> None:
    page = new_page("")
    held: list[Route] = []
    given_up: list[str] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.locator(HOME).focus()
    page.wait_for_load_state("networkidle")
    page.route("**/assets/search/*/t*.json", hold)
    page.on("requestfailed", lambda request: given_up.append(request.url))
    page.locator(HOME).fill("退款")
    while not held:
        page.wait_for_timeout(20)
    first = [route.request.url for route in held]
    page.locator(HOME).fill("主播")
    while len(given_up) < len(first) or len(held) == len(first):
        page.wait_for_timeout(20)
    assert sorted(given_up) == sorted(first)
    for route in held[len(first) :]:
        route.continue_()
    expect(options(page).first).to_contain_text("主播")
