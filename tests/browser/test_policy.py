"""Every kind of page works under its policy and the headers, and what is foreign does not run."""

from __future__ import annotations

import re
from html import escape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from build_hooks.policy.rules import META, rules
from tests.browser.conftest import NewPage, Quiet, Watch
from tests.browser.kinds import places, visit
from tests.browser.test_api import serving

pytestmark = pytest.mark.browser

REPORTS = """addEventListener('securitypolicyviolation', (event) => console.error(
  'violation', event.effectiveDirective, event.blockedURI, event.sourceFile, event.lineNumber))"""
"""What the browser refuses goes to the console, which is empty after each test."""
KINDS = (
    "home", "question", "law", "letters", "guide", "playground", "search", "place", "not-found",
    "date", "outcome of liability/who-is-liable",
)  # fmt: skip
"""Those with scripts of their own; other tests open the rest, under the same policy."""
FOREIGN = "window.foreign = true"
TREE = "liability/platform"


@pytest.fixture
def reporting(new_page: NewPage) -> Page:
    """A page that tells what its policies refuse."""
    page = new_page("404.html")
    page.context.add_init_script(REPORTS)
    return page


def test_every_kind_of_page_keeps_to_its_policy(reporting: Page, real: Checked) -> None:
    every = places(real)
    kinds = [every[kind] for kind in KINDS]
    for path in [*kinds, "api/", "embed/manual/", "embed/questions/"]:
        visit(reporting, path)
        assert reporting.title(), path


def test_what_is_fetched_on_demand_keeps_to_it(reporting: Page, real: Checked) -> None:
    page = reporting
    visit(page, places(real)["outcome of liability/who-is-liable"])
    page.evaluate("window.print = () => {}")
    page.locator(".wq-map summary").click()
    page.locator("[data-map=poster]").click()
    page.locator("[data-act=share]").first.click()
    expect(page.locator("section.wq-outcome:visible")).to_be_visible()
    page.locator("button.wq-sight").click()
    expect(page.locator("link[href$='modes.css']")).to_have_count(1)


def test_the_map_alone_has_its_style(reporting: Page) -> None:
    page = reporting
    page.goto(f"assets/decision-tree/maps/{TREE}.html")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none"
    page.goto(f"assets/decision-tree/maps/{TREE}.svg")
    fill = "getComputedStyle(document.querySelector('.wm-picture rect')).fill"
    assert page.evaluate(fill) != "rgb(0, 0, 0)"


def test_a_downloaded_file_has_its_policy_too(
    reporting: Page, site: Path, tmp_path: Path, watch: Watch
) -> None:
    text = (site / f"embed/{TREE}/index.html").read_text("utf-8")
    file = tmp_path / "tree.html"
    file.write_text(text.replace("<main", f"<script>{FOREIGN}</script><main", 1), "utf-8")
    watch.expected += ["violation script-src-elem inline", "Content Security Policy"]
    reporting.goto(file.as_uri())
    reporting.locator(".wq-option:visible").first.click()
    assert reporting.evaluate("window.foreign") is None
    assert any("violation" in line for line in watch.said)


@pytest.mark.parametrize("path", ["index.html", f"{TREE}/index.html", f"embed/{TREE}/index.html"])
@pytest.mark.parametrize(
    "smuggled",
    [
        f"<script>{FOREIGN}</script>",
        f"<img src=x: onerror='{FOREIGN}'>",
        f"<svg onload='{FOREIGN}'></svg>",
        f"<iframe srcdoc='{escape(f'<script>parent.{FOREIGN}</script>')}'></iframe>",
        "<script src='https://example.com/foreign.js'></script>",
    ],
)
def test_what_is_smuggled_into_a_page_does_not_run(
    path: str, smuggled: str, reporting: Page, site: Path, watch: Watch
) -> None:
    """The control: the same page without policies runs it."""
    text = (site / path).read_text("utf-8").replace("<main", f"{smuggled}<main", 1)
    ran = [opened(reporting, path, with_policy) for with_policy in both(text)]
    watch.strangers.clear()  # asked for where there is no policy
    watch.said.clear()
    assert ran == [True, None]


def both(text: str) -> list[str]:
    """A page without its policy, and with it."""
    return [re.sub(r"<meta http-equiv=[^>]*>", "", text), text]


def opened(page: Page, path: str, text: str) -> object:
    """What a foreign script left in a page of this text; served without headers."""
    stranger = {"body": FOREIGN, "content_type": "text/javascript"}
    page.route("https://example.com/**", lambda route: route.fulfill(**stranger))
    page.route(f"**/{path}", lambda route: route.fulfill(body=text, content_type="text/html"))
    page.goto(path)
    page.wait_for_load_state("networkidle")
    page.unroute(f"**/{path}")
    return page.evaluate("window.foreign")


def test_a_page_may_stand_in_our_own_frames_only_an_embed_everywhere(site: Path) -> None:
    said = {rule.prefix: rule.headers for rule in rules(site)}
    for prefix, headers in said.items():
        is_embed = re.match(r"embed/(?!v1|[0-9a-f]{16})", prefix)
        ancestors = "*" if is_embed else "'self'"
        assert headers["Content-Security-Policy"].endswith(f"frame-ancestors {ancestors}"), prefix
        assert ("X-Frame-Options" in headers) is not bool(is_embed)


def test_a_foreign_page_cannot_frame_ours_but_the_embed(
    reporting: Page, address: str, tmp_path: Path, watch: Watch
) -> None:
    watch.expected += ["frame-ancestors", "X-Frame-Options", "Refused to"]
    frames = (f'<iframe src="{address}{kind}{TREE}/"></iframe>' for kind in ("", "embed/"))
    (tmp_path / "host.html").write_text("<link rel=icon href=data:,>" + "".join(frames), "utf-8")
    with serving(tmp_path, Quiet) as host:
        reporting.goto(f"{host}host.html")
        reporting.wait_for_load_state("networkidle")
    watch.strangers.clear()
    shown = [frame.url for frame in reporting.frames[1:] if frame.locator(".wq-node").count()]
    assert shown == [f"{address}embed/{TREE}/"]


def test_no_page_needs_unsafe_scripts(site: Path) -> None:
    policies: set[str] = set()
    for file in site.rglob("*.html"):
        policies.update(META.findall(file.read_text("utf-8")))
    assert len(policies) > 5
    for policy in policies:
        assert "unsafe-inline" not in policy
        assert "'unsafe-eval'" not in policy
