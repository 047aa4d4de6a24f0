"""A result unfolds part by part, and in the end all of it is there."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.test_old import walk
from tests.browser.test_result import fragment

pytestmark = pytest.mark.browser

TREE = "liability/who-is-liable"
UNFOLDING = "[data-unfolding]"
RESULT = ".wq-outcome:not([hidden])"
HIDDEN = f"""
() => [...document.querySelectorAll("{RESULT} > .wq-part:not([hidden])")]
  .filter((part) => !part.getClientRects().length).map((part) => part.className)
"""
# Tap, then look at each frame at what is shown
FRAMES = """
async () => {
  const parts = () => [...document.querySelectorAll('.wq-outcome:not([hidden]) > .wq-part')];
  const shown = () => parts().filter((part) => part.getClientRects().length).length;
  document.querySelector('.wq-node:not([hidden]) a[data-option]').click();
  const counts = [shown()];
  while (document.querySelector('[data-unfolding]')) {
    await new Promise((next) => requestAnimationFrame(next));
    counts.push(shown());
  }
  return counts;
}
"""


def before_the_end(new_page: NewPage, real: Checked) -> tuple[Page, str]:
    """The last question on a route, reached by taps, with all that helps at hand."""
    page = new_page(f"{TREE}/")
    walk(page)
    expect(page.locator(UNFOLDING)).to_have_count(0)
    page.wait_for_load_state("networkidle")
    outcome = page.locator(RESULT).get_attribute("id")
    page.get_by_role("button", name="上一步").click()
    expect(page.locator(RESULT)).to_have_count(0)
    return page, str(outcome)


def test_parts_come_one_after_another_and_all_come(new_page: NewPage, real: Checked) -> None:
    page, _ = before_the_end(new_page, real)
    counts = page.evaluate(FRAMES)
    assert counts[0] == 0
    assert counts == sorted(counts)
    assert len(set(counts)) == counts[-1] + 1  # none with another
    assert page.evaluate(HIDDEN) == []
    expect(page.locator(".wq-outcome:visible .wq-contents button").last).to_be_visible()
    assert page.locator(".wq-outcome:visible .wq-there").count() == counts[-1]


def test_who_goes_back_and_on_again_at_once_gets_all_of_it(
    new_page: NewPage, real: Checked
) -> None:
    page, outcome = before_the_end(new_page, real)
    page.evaluate("""() => {
      const tap = () => document.querySelector('.wq-node:not([hidden]) a[data-option]').click();
      tap();
      document.querySelector('[data-act=back]').click();
      tap();
    }""")
    expect(page.locator(f"[id='{outcome}']{UNFOLDING}")).to_have_count(0)
    assert page.evaluate(HIDDEN) == []
    assert page.locator(".wq-outcome:visible .wq-contents").count() == 1
    assert page.locator(".wq-outcome:visible .wq-whatif").count() == 1


def test_who_leaves_at_once_finds_help_at_the_question(new_page: NewPage, real: Checked) -> None:
    page, _ = before_the_end(new_page, real)
    page.evaluate("""() => {
      document.querySelector('.wq-node:not([hidden]) a[data-option]').click();
      document.querySelector('[data-act=back]').click();
    }""")
    expect(page.locator("[data-act=qr]")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('.wq-node:not([hidden])').length") == 1


def test_paper_has_what_has_not_unfolded_yet(new_page: NewPage, real: Checked) -> None:
    way = real.proofs[TREE].routes.first_witness("seller-first") or ()
    page = new_page(f"{TREE}/{fragment(dict(way))}")
    page.wait_for_load_state("networkidle")
    page.locator(RESULT).evaluate("section => section.setAttribute('data-unfolding', '')")
    part = page.locator(f"{RESULT} .wq-remedies")
    expect(part).to_be_hidden()
    page.emulate_media(media="print")
    expect(part).to_be_visible()


def test_the_contents_lead_to_a_part_that_has_not_unfolded_yet(
    new_page: NewPage, real: Checked
) -> None:
    way = real.proofs[TREE].routes.first_witness("seller-first") or ()
    page = new_page(f"{TREE}/{fragment(dict(way))}")
    button = page.locator(f"{RESULT} .wq-contents button").last
    expect(button).to_be_visible()
    page.locator(RESULT).evaluate("section => section.setAttribute('data-unfolding', '')")
    expect(page.locator(f"{RESULT} .wq-law")).to_be_hidden()
    button.click()
    expect(page.locator(f"{RESULT} .wq-law > h3")).to_be_focused()


def test_a_link_to_a_result_shows_it_whole(new_page: NewPage, real: Checked) -> None:
    way = real.proofs[TREE].routes.first_witness("seller-first") or ()
    page = new_page("404.html")
    page.add_init_script("""
      new MutationObserver((found) => {
        for (const { target } of found) window.unfolded = target.id;
      }).observe(document, { subtree: true, attributeFilter: ['data-unfolding'] });
    """)
    page.goto(f"/{TREE}/{fragment(dict(way))}")
    expect(page.locator(f"{RESULT} .wq-contents")).to_be_visible()
    assert page.evaluate(HIDDEN) == []
    assert page.evaluate("window.unfolded") is None
