"""axe-core on every page: no violation of WCAG 2.2 AA. Modes are looked at in `test_modes.py`."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.kinds import PAGES, visit

pytestmark = pytest.mark.browser

OPTIONS = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }
}
ENDS = ("liability/who-is-liable/#seller-first", "quality/ready-to-go-live/#go")


DEAR = ("color-contrast", "link-in-text-block")
ALIKE = {**OPTIONS, "rules": {rule: {"enabled": False} for rule in DEAR}}
"""Without the two rules that cost more than all others: what a style does to a kind of page."""


def violations(page, options=OPTIONS) -> list[str]:
    found = Axe().run(page, options=options).response["violations"]
    return [
        f"{item['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:300]}"
        for item in found
        for node in item["nodes"]
    ]


def test_no_violation_on_any_page(new_page: NewPage, site: Path) -> None:
    """Nor a word in the console, nor a request to a stranger: that is watched as everywhere.

    All rules on a page of each kind; on the others all but those that look at colours.
    """
    files = sorted(file.relative_to(site) for file in site.rglob("*.html"))
    pages = [str(file).removesuffix("index.html") for file in files if file.parts[0] != "assets"]
    page = new_page("404.html")
    found = {}
    for path in pages:
        visit(page, path)
        found[path] = violations(page, OPTIONS if path in PAGES.values() else ALIKE)
    assert len(found) > 100
    assert {path: some for path, some in found.items() if some} == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ENDS)
def test_no_violation_in_an_outcome_that_a_link_names(
    path: str, scheme: str, new_page: NewPage
) -> None:
    page = new_page(path, color_scheme=scheme)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_in_an_outcome_with_everything_open(
    scheme: str, new_page: NewPage, real: Checked
) -> None:
    proof = real.proofs["complaint/which-route"]
    answers, _ = max(proof.routes.listed(), key=lambda route: len(route[0]))
    fragment = "#/" + "&".join(f"{question}={option}" for question, option in answers)
    page = new_page(f"complaint/which-route/{fragment}", color_scheme=scheme)
    page.wait_for_selector(".wq-outcome:not([hidden]) details")
    page.eval_on_selector_all("details", "all => all.forEach(item => { item.open = true; })")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_violation_while_searching(scheme: str, new_page: NewPage) -> None:
    page = new_page("", color_scheme=scheme)
    page.locator("main site-search input").fill("退款")
    page.wait_for_selector("[role=option]")
    assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["抖因 退款", "被骗转账", "龘龘龘龘", ""])
def test_no_violation_on_the_page_of_results(query: str, scheme: str, new_page: NewPage) -> None:
    page = new_page(f"search/#q={query}", color_scheme=scheme)
    page.wait_for_function("!/正在找/.test(document.querySelector('.wq-found').textContent)")
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_no_violation_without_scripts(new_page: NewPage, watch) -> None:
    page = new_page("404.html")
    page.route("**/*.js", lambda route: route.abort())
    watch.expected.append("ERR_FAILED")
    page.goto(page.url.replace("404.html", "complaint/which-route/"))
    page.wait_for_timeout(4500)
    assert violations(page) == []
