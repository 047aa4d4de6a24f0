"""A thumb that trembles: everything to tap is 44 px wide and high, 60 in large text."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.kinds import choose, places, visit

pytestmark = pytest.mark.browser

SMALL = """(least) => {
  const PATH = 'a[href], button, summary, input, select, textarea, label[for], [tabindex="0"]';
  const inSentence = (node) => {
    // WCAG 2.5.8: a link in a line of text is as high as the line
    if (getComputedStyle(node).display !== 'inline' || !node.matches('a')) return false;
    const block = node.closest('p, li, dd, td, dt, summary, span.wq-asked');
    return block && block.textContent.trim().length > node.textContent.trim().length + 1;
  };
  const box = (node) => {
    const named = node.id && document.querySelector(`label[for="${node.id}"]`);
    const label = node.closest('label') || named;
    const ticked = label && node.matches('[type=checkbox], [type=radio]');
    return (ticked ? label : node).getBoundingClientRect();
  };
  const seen = (node) => node.getClientRects().length
    && getComputedStyle(node).visibility === 'visible'
    && !node.closest('[hidden], .md-skip') && !node.closest('.md-overlay, .md-toggle');
  return [...document.querySelectorAll(PATH)]
    .filter((node) => seen(node) && !inSentence(node))
    .map((node) => [node, box(node)])
    .filter(([, { width, height }]) => width > 0 && (Math.min(width, height) < least - 0.6))
    .map(([node, { width, height }]) =>
      `${Math.round(width)}x${Math.round(height)} ${node.outerHTML.slice(0, 110)}`);
}"""


def small(page: Page, least: int) -> list[str]:
    return sorted(set(page.evaluate(SMALL, least)))


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize(("words", "least"), [("", 44), ("big-15", 60), ("big-2", 60)])
def test_targets_are_large_enough(
    words: str, least: int, width: int, new_page: NewPage, real: Checked
) -> None:
    page = new_page("404.html", viewport={"width": width, "height": 740})
    choose(page, words)
    found = {}
    for name, address in places(real).items():
        visit(page, address)
        found[name] = small(page, least)
    assert {name: some for name, some in found.items() if some} == {}
