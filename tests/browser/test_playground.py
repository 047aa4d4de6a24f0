"""The playground in a real browser: it says what `check` says, and the tree can be played."""

from __future__ import annotations

import gzip
import pickle
import re
import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import FrameLocator, Page, Route, expect

from build_hooks.catalogue import SMALL_TREE, catalogue
from build_hooks.checking import Checked, check
from build_hooks.embed.markup import policy
from build_hooks.playground.pack import KNOWN
from build_hooks.starter import starter
from tests.browser.conftest import NewPage, Watch
from tests.browser.test_accessibility import violations
from tests.conftest import TREES
from tests.test_catalogue import stored
from tests.test_old_browsers import Inline

pytestmark = pytest.mark.browser

NEW_TREE = starter(".yaml", "新的树？", date(2026, 11, 20))
PATH = "contribute/playground/"
FIELD = "textarea.wq-play-text"
STATUS = ".wq-play-status"
PATIENCE = 120_000
"""Milliseconds until Python runs, on a busy machine."""
SAID = """() => [...document.querySelectorAll('.wq-play-findings > li')].map((item) => [
  item.dataset.kind, +item.dataset.line, +item.dataset.column, item.dataset.severity,
  item.querySelector('.wq-play-message').textContent])"""
NAMES = {
    "market": "complaint-12315",
    "rule-1": "xiaobaofa-40",
    "rule-2": "xiaobaofa-44",
    "refund": "only-refund",
}
"""Entries of the small content's registers, and of the real ones."""
ELSEWHERE = {"citation-not-in-force", "missing-shared-option", "term-unexplained"}
"""Kinds whose examples need registers of their own: here the check says something else."""
BEHIND = f"""() => {{ const field = document.querySelector('{FIELD}');
  return field.value.slice(field.selectionStart); }}"""
FITTING = """() => document.documentElement.scrollWidth <= innerWidth"""


def number(page: Page) -> int:
    return int(page.get_attribute(".wq-play-result", "data-number") or 0)


def start(page: Page) -> Page:
    """Press the button and wait for the first answer."""
    page.click(".wq-play-start")
    page.wait_for_selector(".wq-play-result[data-number]", timeout=PATIENCE)
    return page


def write(page: Page, text: str) -> None:
    """Write a text and wait for the answer to it."""
    before = number(page)
    page.fill(FIELD, text)
    page.wait_for_function(
        f"+document.querySelector('.wq-play-result').dataset.number > {before}", timeout=PATIENCE
    )


def live(page: Page) -> FrameLocator:
    return page.frame_locator(".wq-play-live iframe")


def examples() -> dict[str, str]:
    """Failing examples that a text field can hold, of kinds that one tree alone can have."""
    found = {}
    for kind, explained in catalogue().items():
        paths = {passage.path for passage in explained.failing}
        if paths == {SMALL_TREE} and explained.encoding == "utf-8" and not explained.size:
            text = bytes(stored(explained)["liability/small.yaml"]).decode()
            for small, real in NAMES.items():
                text = text.replace(small, real)
            if text.replace("\n", "").replace("\t", "").isprintable():
                found[kind] = text
    return found


@pytest.fixture(scope="module")
def expected(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], list[list[Any]]]:
    """What the check in CPython says: all examples beside the real content, each a tree."""
    trees = tmp_path_factory.mktemp("real") / "trees"
    shutil.copytree(TREES, trees)
    for kind, text in examples().items():
        (trees / f"liability/example-{kind}.yaml").write_text(text, "utf-8", newline="")
    checked = check(trees)

    def of_kind(kind: str) -> list[list[Any]]:
        own = checked.only([f"trees/liability/example-{kind}.yaml"])
        return [
            [f.kind, f.place.line, f.place.column, str(f.severity), f.message] for f in own.findings
        ]

    return of_kind


def test_it_says_what_the_check_says_mends_and_plays(
    new_page: NewPage, expected: Callable[[str], list[list[Any]]], watch: Watch
) -> None:
    watch.expected.append("Failed to execute 'postMessage'")  # axe calls into the sandboxed frame
    page = start(new_page(PATH))
    tried = examples()
    assert len(tried) > 80
    for kind, text in tried.items():
        write(page, text)
        said = page.evaluate(SAID)
        assert said == expected(kind), kind
        assert (kind in {found[0] for found in said}) is (kind not in ELSEWHERE), kind
    assert violations(page) == []
    write(page, NEW_TREE)
    expect(page.locator(STATUS)).to_contain_text("✓ liability/new-tree：4 个节点，6 个选项")
    expect(page.locator(".wq-play-findings > li")).to_have_count(0)
    live(page).locator("a[data-option=clear]").click()
    live(page).locator("a[data-option=kept]").click()
    expect(live(page).locator("#seller-first h2")).to_be_visible()
    expect(live(page).locator("#seller-first")).to_contain_text("12315")
    assert violations(page) == []


def test_a_place_moves_the_caret_and_tab_leaves_the_field(new_page: NewPage) -> None:
    page = start(new_page(PATH, viewport={"width": 390, "height": 844}))
    text = NEW_TREE
    write(page, text.replace("看不出, next: ask-platform", "看不出😀, next: ask-platfor"))
    page.locator("button.wq-play-place").first.click()
    behind = page.evaluate(BEHIND)
    assert behind.startswith("ask-platfor}")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator(FIELD)).not_to_be_focused()
    page.locator(".wq-play-findings summary").first.click()
    expect(page.locator(".wq-play-findings details").first).to_contain_text("改好的写法")
    assert page.evaluate(FITTING)


def test_a_reload_loses_nothing_and_a_real_tree_is_proved(new_page: NewPage, real: Checked) -> None:
    page = start(new_page(PATH, accept_downloads=True))
    page.select_option("#playground-tree", "liability/price")
    expect(page.locator(STATUS)).to_contain_text("✓ liability/price", timeout=PATIENCE)
    changed = page.input_value(FIELD).replace("title: ", "title: 改过的", 1)
    write(page, changed)
    page.reload()
    start(page)
    assert page.input_value(FIELD) == changed
    expect(page.locator("#playground-tree option:checked")).to_contain_text("（改过）")
    assert (page.get_attribute(".wq-play-repo", "href") or "").endswith(
        "/edit/main/trees/liability/price.yaml"
    )
    with page.expect_download() as download:
        page.click(".wq-play-download")
    assert download.value.suggested_filename == "price.yaml"
    assert download.value.path().read_text("utf-8") == changed
    page.on("dialog", lambda dialog: dialog.accept())
    page.click(".wq-play-undo")
    assert page.input_value(FIELD) == (TREES / "liability/price.yaml").read_text("utf-8")
    page.reload()
    start(page)
    expect(page.locator(STATUS)).to_contain_text(
        f"{real.proofs['liability/price'].figures['routes']} 条路线", timeout=PATIENCE
    )


def test_once_started_it_works_without_a_network(new_page: NewPage) -> None:
    page = start(new_page(PATH))
    page.context.set_offline(True)
    write(page, NEW_TREE.replace("start: who-sold", "start: who"))
    expect(page.locator(".wq-play-findings > li")).to_have_count(1)
    assert page.evaluate(SAID)[0][0] == "unknown-start"


def test_a_network_that_breaks_is_told_and_can_be_tried_again(
    new_page: NewPage, watch: Watch
) -> None:
    watch.expected.append("net::ERR_FAILED")
    page = new_page(PATH)
    page.context.route("**/python.bin", lambda route: route.abort())
    page.click(".wq-play-start")
    expect(page.locator(STATUS)).to_contain_text("可能是网络断了", timeout=PATIENCE)
    page.context.unroute("**/python.bin")
    start(page)
    expect(page.locator(STATUS)).to_contain_text("✓ liability/new-tree")
    expect(page.locator(".wq-play-why")).to_have_count(0)


def test_a_browser_that_is_too_old_is_told_what_to_do(new_page: NewPage) -> None:
    page = new_page("404.html")
    page.add_init_script("delete window.WebAssembly")
    page.goto(PATH)
    expect(page.locator(".wq-play")).to_contain_text("这个浏览器太旧")
    expect(page.locator(".wq-play-start")).to_have_count(0)


def test_without_scripts_it_says_what_it_would_do(new_page: NewPage) -> None:
    page = new_page(PATH, java_script_enabled=False)
    expect(page.get_by_text("照手册在代码仓库的网页上改")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_heavy_is_fetched_before_the_start(
    scheme: str, new_page: NewPage, site: Path
) -> None:
    page = new_page("404.html", color_scheme=scheme)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(PATH, wait_until="networkidle")
    files = [file for file in (site / "assets/playground").rglob("*") if file.is_file()]
    sent = sum(
        len(gzip.compress(file.read_bytes())) if file.suffix == ".js" else file.stat().st_size
        for file in files
        if file.suffix in (".js", ".bin")
    )
    expect(page.locator(".wq-play-start")).to_have_text(f"开始（下载约 {sent / 1e6:.1f} MB）")
    assert not [url for url in asked if "/assets/playground/" in url or "worker" in url]
    assert violations(page) == []


def test_the_page_around_the_worker_needs_little(new_page: NewPage, site: Path) -> None:
    """Its scripts and style, before anybody starts."""
    own = [*(site / "assets/decision-tree").glob("playground*"), site / PATH / "index.html"]
    assert sum(file.stat().st_size for file in own) < 60_000


def hashes(site: Path) -> str:
    """Those of the page's own inline scripts, and of what stands in the live page."""
    (packed,) = (site / "assets/playground").glob("*.bin")
    with zipfile.ZipFile(packed) as archive:
        dress = pickle.loads(archive.read(KNOWN)).dress
    own = Inline((site / PATH / "index.html").read_text("utf-8")).scripts
    return " ".join(re.findall(r"'sha256-[^']+'", policy("", dress.options, dress.script, *own)))


def test_the_policy_of_the_decision_is_enough(new_page: NewPage, site: Path) -> None:
    strict = (
        f"default-src 'none'; script-src 'self' 'wasm-unsafe-eval' {hashes(site)}; "
        "worker-src 'self'; connect-src 'self' blob:; frame-src blob:; "
        "style-src 'self' 'unsafe-inline'; img-src 'self' data:"
    )
    page = new_page("404.html")

    def guarded(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "content-security-policy": strict}
        route.fulfill(response=answer, headers=headers)

    page.context.route(re.compile(r"/playground/$|playground-worker\.js$"), guarded)
    page.goto(PATH)
    start(page)
    live(page).locator("a[data-option=clear]").click()
    expect(live(page).locator("#has-proof h2")).to_be_visible()
