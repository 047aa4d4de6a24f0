"""Reading aloud: what is said, in which order, and when it falls silent.

The Chromium of the tests has no voices. Where one is needed a stand-in records what it is asked
to say; it takes the place of the browser's voice and of nothing else.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage
from tests.browser.kinds import choose, longest

pytestmark = pytest.mark.browser

TREE = "liability/who-is-liable"
VOICE = """
window.said = []; window.silenced = 0;
window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
const voice = (lang, localService) => ({ lang, localService, name: lang });
Object.defineProperty(window, 'speechSynthesis', { value: {
  getVoices: () => [
    voice('en-US', true), voice('zh-TW', true), voice('zh-CN', false), voice('zh_CN', true),
  ],
  speak(utterance) { window.said.push(utterance); },
  cancel() { window.silenced += 1; sessionStorage.setItem('silenced', window.silenced); },
} });
window.finish = () => window.said[window.said.length - 1].onend();
"""
READ_ALL = """() => {
  const texts = [];
  while (document.querySelector('[data-reading]') && texts.length < 500) {
    texts.push(window.said[window.said.length - 1].text);
    window.finish();
  }
  return texts;
}"""


def hearing(new_page: NewPage, address: str, **options: object) -> Page:
    """A page whose reader wants to hear, with a voice that records."""
    page = new_page("404.html", **options)
    page.add_init_script(VOICE)
    choose(page, "aloud")
    page.goto(address)
    expect(button(page, "朗读")).to_be_visible()
    return page


def button(page: Page, name: str):
    return page.get_by_role("region", name="朗读").get_by_role("button", name=name, exact=True)


def test_it_never_starts_by_itself(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    assert page.evaluate("window.said.length") == 0


def test_the_panel_shows_and_hides_the_bar(new_page: NewPage) -> None:
    page = new_page("404.html")
    page.add_init_script(VOICE)
    page.goto(f"{TREE}/")
    page.locator(".wq-sight").click()
    page.locator("[name=wq-aloud]").check()
    expect(button(page, "朗读")).to_be_visible()
    page.locator("[name=wq-aloud]").uncheck()
    expect(page.get_by_role("region", name="朗读")).to_have_count(0)


def test_a_question_is_read_with_its_help_and_its_options(new_page: NewPage, real: Checked) -> None:
    tree = real.proofs[TREE].tree
    question = tree.questions[tree.start]
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    assert page.evaluate("window.said[0].voice.lang") == "zh_CN"
    text = "".join(page.evaluate(READ_ALL))
    parts = [str(question.ask), str(question.help or "")]
    parts += [f"选项{n}：{o.label}" for n, o in enumerate(question.all_options(), start=1)]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)
    assert tree.title not in text
    expect(page.get_by_role("region", name="朗读").get_by_role("status")).to_have_text("读完了。")
    expect(button(page, "朗读")).to_be_visible()


def test_an_outcome_is_read_in_order_and_only_what_is_shown(
    new_page: NewPage, real: Checked
) -> None:
    page = hearing(new_page, longest(real, TREE))
    page.wait_for_function(
        "!document.querySelector('.wq-outcome:not([hidden]) a[data-card]')"
        "&& document.querySelector('[data-act=plain]')"
    )
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    texts = page.evaluate(READ_ALL)
    heads = page.locator(".wq-outcome:visible h2, .wq-outcome:visible h3:visible").all_inner_texts()
    places = [next(i for i, text in enumerate(texts) if head.strip() in text) for head in heads]
    assert places == sorted(places)
    seen = "".join(page.locator(".wq-outcome:visible").inner_text().split())
    assert [text for text in texts if "".join(text.split()) not in seen] == []
    hidden = page.locator(".wq-outcome:visible li[hidden]")
    assert hidden.count() > 0
    assert max(map(len, texts)) <= 90


def test_telephone_numbers_are_read_digit_by_digit(new_page: NewPage) -> None:
    page = hearing(new_page, "")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    text = "".join(page.evaluate(READ_ALL))
    assert "1 2 3 1 5" in text
    assert "12315" not in text
    assert "1 1 0" in text


def test_what_is_read_has_a_frame(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    frame = page.locator("[data-reading]")
    expect(frame).to_have_count(1)
    assert frame.evaluate("node => getComputedStyle(node).outlineStyle") == "dashed"
    first = frame.inner_text()
    page.evaluate("window.finish()")
    expect(frame).to_have_count(1)
    assert frame.inner_text() != first


def test_pause_keeps_the_place_and_stop_forgets_it(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    page.evaluate("window.finish()")
    second = page.evaluate("window.said[1].text")
    button(page, "暂停").click()
    page.evaluate("window.finish()")  # a voice that was cut off may still tell its end
    assert page.evaluate("window.said.length") == 2
    button(page, "继续").click()
    assert page.evaluate("window.said[2].text") == second
    button(page, "停止").click()
    assert page.locator("[data-reading]").count() == 0
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    assert page.evaluate("window.said[3].text") == page.evaluate("window.said[0].text")


def test_slower_and_faster_go_on_at_the_same_place_and_are_kept(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    button(page, "慢点").click()
    assert page.evaluate("window.said.map(({ rate }) => rate)") == [1, 0.85]
    assert page.evaluate("window.said[0].text === window.said[1].text")
    page.reload()
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    assert page.evaluate("window.said[0].rate") == 0.85
    status = page.get_by_role("region", name="朗读").get_by_role("status")
    for _ in range(3):
        button(page, "慢点").click()
    expect(status).to_have_text("已经最慢了。")
    for _ in range(6):
        button(page, "快点").click()
    expect(status).to_have_text("已经最快了。")


def test_it_falls_silent_when_the_reader_goes_on(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    before = page.evaluate("window.silenced")
    page.locator(".wq-node:visible .wq-option").first.click()
    expect(button(page, "朗读")).to_be_visible()
    assert page.evaluate("window.silenced") > before
    assert page.locator("[data-reading]").count() == 0


def test_it_falls_silent_when_the_page_is_left(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    page.wait_for_load_state("networkidle")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    before = page.evaluate("window.silenced")
    page.locator(".wq-crumb a").click()
    page.wait_for_url("**/liability/")
    expect(button(page, "朗读")).to_be_visible()
    assert int(page.evaluate("sessionStorage.getItem('silenced')")) > before


def test_a_voice_that_breaks_is_said(new_page: NewPage) -> None:
    page = hearing(new_page, f"{TREE}/")
    button(page, "朗读").click()
    page.wait_for_selector("[data-reading]")
    page.evaluate("window.said[0].onerror({ error: 'synthesis-failed' })")
    expect(page.get_by_role("region", name="朗读").get_by_role("status")).to_contain_text(
        "没能读出来"
    )


def test_without_a_chinese_voice_it_says_so(new_page: NewPage) -> None:
    """For real: this Chromium has no voices at all."""
    page = new_page("404.html")
    choose(page, "aloud")
    page.goto(f"{TREE}/")
    assert page.evaluate("speechSynthesis.getVoices().length") == 0
    button(page, "朗读").click()
    status = page.get_by_role("region", name="朗读").get_by_role("status")
    expect(status).to_contain_text("没有中文语音")
    assert page.locator("[data-reading]").count() == 0


def test_a_voice_that_needs_the_network_is_not_used(new_page: NewPage) -> None:
    """What a reader has answered must not be sent to whoever makes the voice."""
    page = new_page("404.html")
    far = VOICE.replace("voice('zh_CN', true)", "voice('zh_CN', false)")
    page.add_init_script(far.replace("voice('zh-TW', true), ", ""))
    choose(page, "aloud")
    page.goto(f"{TREE}/")
    button(page, "朗读").click()
    status = page.get_by_role("region", name="朗读").get_by_role("status")
    expect(status).to_contain_text("要联网")
    assert page.evaluate("window.said.length") == 0


def test_a_browser_that_cannot_speak_has_no_button_and_says_why(new_page: NewPage) -> None:
    page = new_page("404.html")
    page.add_init_script("delete window.speechSynthesis")
    choose(page, "aloud")
    page.goto(f"{TREE}/")
    page.locator(".wq-sight").click()
    expect(page.locator(".wq-sight-panel")).to_contain_text("这个浏览器不能朗读")
    assert page.locator("[name=wq-aloud]").count() == 0
    expect(page.get_by_role("region", name="朗读")).to_have_count(0)
