"""The page that leads to all trees: in a frame, without scripts, and from a file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.test_accessibility import violations
from tests.browser.test_embed import Host, answer, host, script
from tests.search.judged import own

pytestmark = pytest.mark.browser
__all__ = ["host"]

START = "embed/questions/"
HITS = "ol.wq-hits a"
GROUPS = {"colloquial", "synonym", "exact", "given"}
ENOUGH = 0.92
"""Share of queries of these groups whose tree is among what is shown."""


def typed(page: Page, query: str) -> list[str]:
    """The addresses of what is found, once the page has said how many they are."""
    status = page.locator("[role=status]")
    page.locator("#wq-find").fill("")
    expect(status).to_be_empty()
    page.locator("#wq-find").fill(query)
    expect(status).not_to_be_empty()
    return [str(link.get_attribute("href")) for link in page.locator(HITS).all()]


def test_one_request_finds_leads_on_and_takes_the_choices_along(new_page: NewPage) -> None:
    page = new_page("404.html")
    page.goto("about:blank")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"/{START}?theme=dark&size=large")
    assert "../liability/streamer/?theme=dark&size=large" in typed(page, "主播乱说")
    assert page.locator("mark").count() > 0
    assert page.locator(".wq-all").is_hidden()
    assert len(asked) == 1
    page.locator("#wq-find").press("Enter")
    expect(page.locator(HITS).first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("decision-tree[data-ready]")).to_be_visible()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    answer(page)


def test_what_people_say_leads_to_its_tree(new_page: NewPage, real: Checked) -> None:
    page = new_page(START)
    right, count = 0, 0
    for query in own(real.content):
        wanted = {place.split("#")[0] for place in query.best | query.good}
        wanted = {page for page in wanted if page.rstrip("/") in real.proofs}
        if query.group in GROUPS and wanted:
            hits = {href.removeprefix("../") for href in typed(page, query.text)}
            right += bool(hits & wanted)
            count += 1
    print(f"\nstart page: {right} of {count}")
    assert count > 100
    assert right / count >= ENOUGH


@pytest.mark.parametrize(
    "odd",
    ["zzzzqq", "😀", "，。", "<img src=x onerror=alert(1)>", "\x00\x07", "1" * 10_000, "__proto__"],
)
def test_what_nothing_answers_leaves_the_list(odd: str, new_page: NewPage) -> None:
    page = new_page(START)
    hits = typed(page, odd)
    assert page.locator(".wq-all").is_visible() is not bool(hits)
    if not hits:
        expect(page.locator("[role=status]")).to_contain_text("12315")
    assert page.locator("main img").count() == 0


def test_without_scripts_it_is_a_list_and_has_no_dead_field(
    new_page: NewPage, real: Checked
) -> None:
    page = new_page(START, java_script_enabled=False)
    assert page.locator("input").count() == 0
    links = page.locator(".wq-all a")
    assert links.count() == len(list(real.content.live()))
    links.first.click()
    expect(page.locator("decision-tree")).to_be_visible()


def test_in_a_sandbox_and_as_high_as_its_list(host: Host, address: str) -> None:
    more = 'data-weiquan sandbox="allow-scripts" style="width:100%;border:0" height="640"'
    page = host(script(address) + f'<iframe {more} src="{address}{START}" title="t"></iframe>')
    inside = page.frame_locator("iframe")
    field = inside.locator("#wq-find")
    field.wait_for()
    high = "() => parseInt(document.querySelector('iframe').style.height, 10) || 0"
    page.wait_for_function(f"({high})() > 1500")
    whole = page.evaluate(high)
    field.fill("食品 十倍")
    page.wait_for_function(f"({high})() < {whole}")
    inside.locator(HITS).first.click()
    expect(inside.locator("decision-tree[data-ready]")).to_be_visible()


def test_from_a_file_it_finds_the_file_beside_it(
    site: Path, tmp_path: Path, new_page: NewPage
) -> None:
    with zipfile.ZipFile(site / "embed/v1/weiquan.zip") as archive:
        archive.extractall(tmp_path)
    page = new_page("404.html")
    page.wait_for_load_state("networkidle")
    page.goto("about:blank")
    page.context.set_offline(True)
    page.goto((tmp_path / "weiquan/index.html").as_uri())
    assert typed(page, "假一赔三")
    page.locator(HITS).first.click()
    page.wait_for_url(re.compile(r"weiquan/\w+-[\w-]+\.html"))
    answer(page)


@pytest.mark.parametrize("query", ["", "退款"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_and_narrow_enough(scheme: str, query: str, new_page: NewPage) -> None:
    page = new_page(
        f"{START}?size=xlarge", color_scheme=scheme, viewport={"width": 320, "height": 640}
    )
    if query:
        typed(page, query)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    small = "links => links.filter((link) => link.getBoundingClientRect().height < 44).length"
    assert page.locator("main li a:visible").evaluate_all(small) == 0
