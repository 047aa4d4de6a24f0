"""The page of all results: filters, address, Back; and what a wrong address may have meant."""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Page, expect

from build_hooks.search.shards import MANIFEST_PATH
from tests.browser.conftest import NewPage, Watch

pytestmark = [pytest.mark.browser, pytest.mark.every_builder]

FIELD = "main site-search input"
HITS = ".wq-hits li"
FOUND = ".wq-found"


def filters(page: Page, name: str):
    return page.get_by_role("navigation", name=name).get_by_role("link")


def number(text: str | None) -> int:
    return int(re.findall(r"\d+", text or "")[-1])


def test_an_address_says_what_to_look_for(new_page: NewPage) -> None:
    page = new_page("search/?q=" + quote("退款"))
    expect(page.locator("h1")).to_have_text("搜“退款”")
    expect(page).to_have_title(re.compile("^搜“退款” - "))
    expect(page.locator(HITS)).to_have_count(20)
    expect(page.locator(FIELD)).to_have_value("退款")
    assert page.locator("main [role=listbox], main [role=option]").count() == 0
    assert page.locator(f"{HITS} h2 a").count() == 20


def test_each_filter_says_how_many_it_leaves_and_leaves_so_many(new_page: NewPage) -> None:
    page = new_page("search/?q=" + quote("退款"))
    expect(page.locator(HITS)).to_have_count(20)
    everything = number(page.locator(FOUND).text_content())
    topics = [number(text) for text in filters(page, "按事情").all_text_contents()]
    kinds = [number(text) for text in filters(page, "按类别").all_text_contents()]
    assert topics[0] == sum(topics[1:]) == everything
    assert kinds[0] == everything
    cases = filters(page, "按类别").filter(has_text="案例")
    count = number(cases.text_content())
    cases.click()
    expect(page.locator(FOUND)).to_have_text(f"找到 {count} 条")
    expect(page.locator(f"{HITS} .wq-kind").first).to_have_text("案例")
    assert set(page.locator(f"{HITS} .wq-kind").all_text_contents()) == {"案例"}
    expect(cases).to_have_attribute("aria-current", "true")
    expect(cases).to_be_focused()
    assert "kind=case" in page.url
    page.go_back()
    expect(page.locator(FOUND)).to_have_text(f"找到 {everything} 条")
    expect(page.locator(FIELD)).to_have_value("退款")


def test_filters_stand_in_the_address(new_page: NewPage) -> None:
    page = new_page(f"search/?q={quote('退款')}&topic=liability&kind=tree")
    expect(page.locator(HITS).first).to_be_visible()
    links = page.locator(f"{HITS} a").evaluate_all("found => found.map(link => link.pathname)")
    assert all(link.startswith("/liability/") for link in links)
    assert page.locator("[aria-current=true]").count() == 2


def test_more_hits_come_twenty_at_a_time_and_are_there_after_back(new_page: NewPage) -> None:
    page = new_page("search/?q=" + quote("退款"))
    page.get_by_role("button", name="再看 20 条").click()
    expect(page.locator(HITS)).to_have_count(40)
    expect(page.locator(f"{HITS} a").nth(20)).to_be_focused()
    links = page.locator(f"{HITS} a").evaluate_all("found => found.map(link => link.href)")
    assert len(set(links)) == 40
    page.locator(f"{HITS} a").nth(30).click()
    page.wait_for_url(lambda url: "/search/" not in url)
    page.go_back()
    expect(page.locator(HITS)).to_have_count(40)
    assert page.locator(f"{HITS} a").nth(30).get_attribute("href") == links[30]
    page.wait_for_function("scrollY > 500")


def test_typing_keeps_the_address_in_step(new_page: NewPage) -> None:
    page = new_page("search/")
    expect(page.locator("[data-start]")).to_be_visible()
    page.locator(FIELD).fill("主播 跑路")
    expect(page.locator(HITS).first).to_be_visible()
    expect(page.locator("[data-start]")).to_be_hidden()
    assert page.url.endswith("search/?q=" + quote("主播") + "+" + quote("跑路"))
    page.locator(FIELD).fill("")
    expect(page.locator("[data-start]")).to_be_visible()
    expect(page.locator("h1")).to_have_text("搜索")
    assert page.url.endswith("search/")


ODD = (
    "<img src=x onerror=alert(1)>",
    "\u0000\u0007",
    "，。！",
    "😀😀",
    "龘龘龘龘",
    "x" * 10_000,
    "退" * 10_000,
)


@pytest.mark.parametrize("query", ODD, ids=lambda query: repr(query[:6]))
def test_odd_queries_get_a_sentence(query: str, new_page: NewPage) -> None:
    page = new_page("search/#q=" + quote(query))
    expect(page.locator(FOUND)).to_contain_text(re.compile("没有找到|找到|写几个字"))
    assert page.locator("main .wq-page img").count() == 0
    if "没有找到" in (page.locator(FOUND).text_content() or ""):
        expect(page.locator("[data-start] .wq-doors-home")).to_be_visible()


def test_unknown_filters_leave_nothing_and_a_way_out(new_page: NewPage) -> None:
    page = new_page(f"search/?q={quote('退款')}&kind=%3Cb%3E&topic=constructor")
    expect(page.locator(FOUND)).to_contain_text("这一类里没有")
    assert page.get_by_role("link", name=re.compile("^全部")).count() == 2


def test_without_the_index_it_says_so_and_recovers(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("about/")
    page.route("**/assets/search/**", lambda route: route.abort())
    page.goto(page.url.replace("about/", "search/?q=" + quote("退款")))
    expect(page.locator(FOUND)).to_contain_text("没能读取")
    expect(page.locator("[data-start]")).to_be_visible()
    page.unroute("**/assets/search/**")
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(HITS)).to_have_count(20)


def test_a_deploy_while_the_page_is_open_is_followed(
    new_page: NewPage, site: Path, watch: Watch
) -> None:
    watch.expected.append("404")
    page = new_page("search/?q=" + quote("退款"))
    expect(page.locator(HITS)).to_have_count(20)
    manifest = json.loads((site / MANIFEST_PATH).read_text("utf-8"))
    before = site / "assets/search" / manifest["folder"]
    later = {**manifest, "folder": "later"}
    page.route(f"**/{before.name}/*", lambda route: route.fulfill(status=404))
    page.route("**/manifest.json", lambda route: route.fulfill(json=later))
    page.route(
        "**/later/*", lambda route: route.fulfill(path=before / Path(route.request.url).name)
    )
    page.locator(FIELD).fill("七天无理由")
    expect(page.locator("h1")).to_have_text("搜“七天无理由”")
    expect(page.locator(f"{HITS} h2").first).to_contain_text("七天")
    expect(page.locator(FOUND)).not_to_contain_text("没能")


def test_without_the_kinds_all_hits_are_shown(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("about/")
    page.route("**/facets.json", lambda route: route.abort())
    page.goto(page.url.replace("about/", "search/?q=" + quote("退款")))
    expect(page.locator(HITS)).to_have_count(20)
    assert page.locator(".wq-filters a").count() == 0


def test_a_card_that_cannot_be_read_is_said(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("about/")
    page.route(re.compile(r"/c\d+\.json"), lambda route: route.abort())
    page.goto(page.url.replace("about/", "search/?q=" + quote("退款")))
    expect(page.locator(FOUND)).to_contain_text("有一部分没能加载")
    page.unroute(re.compile(r"/c\d+\.json"))
    page.get_by_role("button", name="再试一次").click()
    expect(page.locator(HITS)).to_have_count(20)


def test_searches_are_kept_only_if_asked_and_can_be_deleted(new_page: NewPage) -> None:
    page = new_page("search/")
    keys = "Object.keys(localStorage).filter(key => key.includes('search'))"
    page.locator(FIELD).fill("退款")
    page.keyboard.press("Enter")
    expect(page.locator(HITS)).to_have_count(20)
    assert page.evaluate(keys) == []
    page.locator(FIELD).fill("")
    page.get_by_label("记住我搜过的").check()
    for query in ("退款", "假货", "<b>"):
        page.locator(FIELD).fill(query)
        page.keyboard.press("Enter")
    page.goto(page.url.split("search/")[0])
    page.locator("main site-search input").focus()
    recent = page.locator("main .wq-recent a")
    expect(recent).to_have_text(["<b>", "假货", "退款"])
    page.get_by_role("button", name="删掉“<b>”").click()
    expect(recent).to_have_text(["假货", "退款"])
    expect(page.get_by_role("button", name="删掉“假货”")).to_be_focused()
    page.get_by_role("button", name="全部删掉").click()
    expect(page.locator("main .wq-recent")).to_have_count(0)
    expect(page.locator("main site-search input")).to_be_focused()
    page.goto(page.url + "search/")
    page.get_by_label("记住我搜过的").uncheck()
    assert page.evaluate(keys) == []


def test_where_storage_is_refused_nothing_is_kept(new_page: NewPage, address: str) -> None:
    page = new_page("about/")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('no') } })"
    )
    page.goto(f"{address}search/")
    page.get_by_label("记住我搜过的").click()
    expect(page.get_by_text("这个浏览器不让保存")).to_be_visible()
    expect(page.get_by_label("记住我搜过的")).not_to_be_checked()


WRONG = {
    "liability/food-10x/": "/liability/food-tenfold/",
    "complaint/wich-route": "/complaint/which-route/",
    quote("七天无理由") + "/": "/complaint/seven-day-return/",
    "tuikuan/": "",
    "liability/who-is-lialbe/index.html": "/liability/who-is-liable/",
}


@pytest.mark.parametrize("path", WRONG)
def test_the_words_of_a_wrong_address_are_searched_for(
    path: str, new_page: NewPage, site, watch: Watch
) -> None:
    watch.expected.append("404")
    page = new_page("404.html")
    show_at(page, path)
    expect(page.get_by_text("你找的是不是：")).to_be_visible()
    links = page.locator(".wq-lost a").evaluate_all("found => found.map(link => link.pathname)")
    assert WRONG[path] in links or not WRONG[path]


@pytest.mark.parametrize(
    "path", ["x9/", "%E4%BD/", "%3Cimg%20src=x%20onerror=alert(1)%3E/", "a" * 3000]
)
def test_an_address_without_a_word_is_not_guessed_at(
    path: str, new_page: NewPage, watch: Watch
) -> None:
    page = new_page("404.html")
    watch.expected.append("404")
    show_at(page, path)
    page.wait_for_load_state("networkidle")
    assert page.locator(".wq-lost img").count() == 0
    expect(page.get_by_text("没有这个页面")).to_be_visible()


def show_at(page: Page, path: str) -> None:
    """A server shows the page at the wrong address itself; its links begin with the root."""
    home = page.url.replace("404.html", "")
    body = page.request.get(page.url).text()
    page.route(
        lambda url: url.startswith(home) and path in url,
        lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8"),
    )
    page.goto(home + path)
