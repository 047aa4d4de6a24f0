"""The map of a tree: fetched when asked for, marks the route, larger and smaller, printed alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from build_hooks.checking import Checked
from tests.browser.conftest import NewPage, Watch
from tests.browser.test_accessibility import violations

pytestmark = pytest.mark.browser

TREE = "liability/streamer"
SMALLEST, LARGEST = "quality/after-sales", "liability/who-is-liable"
FRAME = ".wq-map-frame"
FILES = (
    "map.js",
    "map-view.js",
    "map-words.js",
    "map-strings.js",
    "map.css",
    "poster.js",
    "/maps/",
)
SCALE = f"document.querySelector('{FRAME} svg').getBoundingClientRect().width"
PLACE = f"[...['scrollLeft', 'scrollTop']].map((way) => document.querySelector('{FRAME}')[way])"
CUT = """() => {
  const cut = [];
  for (const part of document.querySelectorAll('.wm-box, .wm-label')) {
    const room = part.querySelector('rect').getBBox();
    for (const text of part.querySelectorAll('text')) {
      const box = text.getBBox();
      if (box.x < room.x || box.y < room.y - 1 || box.x + box.width > room.x + room.width ||
          box.y + box.height > room.y + room.height + 1) cut.push(text.textContent);
    }
  }
  return cut;
}"""


def walked(new_page: NewPage, real: Checked, tree: str = TREE, **options: object) -> Page:
    """A page on which the reader has gone the longest way."""
    answers, _ = max(real.proofs[tree].routes.listed(), key=lambda route: len(route[0]))
    state = "#/" + "&".join(f"{question}={answer}" for question, answer in answers)
    page = new_page(f"{tree}/{state}", **options)
    page.wait_for_selector("decision-tree[data-ready]")
    return page


def opened(page: Page) -> Page:
    page.locator(".wq-map > summary").click()
    page.wait_for_selector(f"{FRAME} svg")
    return page


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def test_nothing_of_the_map_is_fetched_before_it_is_opened(
    new_page: NewPage, real: Checked
) -> None:
    page = walked(new_page, real)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if any(name in url for name in FILES)]
    opened(page)
    for name in FILES:
        assert any(name in url for url in asked), name
    assert not [url for url in asked if url.endswith(f"maps/{TREE}.html")]
    page.get_by_role("tab", name="文字版").click()
    page.wait_for_selector(".wq-outline")
    assert [url for url in asked if url.endswith(f"maps/{TREE}.html")]


def test_the_route_is_marked_and_stays_current(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real))
    answers, outcome = max(real.proofs[TREE].routes.listed(), key=lambda route: len(route[0]))
    passed = page.eval_on_selector_all(
        f"{FRAME} [data-stand=passed]", "all => all.map(box => box.getAttribute('data-node'))"
    )
    assert set(passed) == {question for question, _ in answers}
    here = page.locator(f"{FRAME} [aria-current=step]")
    expect(here).to_have_attribute("data-node", outcome)
    expect(here.locator(".wm-kicker")).to_contain_text("你在这里")
    expect(here).to_have_attribute("aria-label", re.compile("你在这里"))
    assert page.locator(f"{FRAME} .wm-link.wm-taken").count() == len(answers)
    assert page.locator(f"{FRAME} .wm-label.wm-taken [data-given]").count() == len(answers)
    box, frame = here.bounding_box(), page.locator(FRAME).bounding_box()
    assert box is not None
    assert frame is not None
    assert frame["x"] <= box["x"]
    assert box["x"] + box["width"] <= frame["x"] + frame["width"]
    page.get_by_role("button", name="上一步").click()
    expect(here).to_have_attribute("data-node", answers[-1][0])
    assert page.locator(f"{FRAME} .wm-link.wm-taken").count() == len(answers) - 1
    page.get_by_role("button", name="重新开始").click()
    expect(here).to_have_attribute("data-node", answers[0][0])
    assert page.locator(f"{FRAME} .wm-taken, {FRAME} [data-stand=passed]").count() == 0


def test_a_box_leads_to_its_question(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real))
    answers, _ = max(real.proofs[TREE].routes.listed(), key=lambda route: len(route[0]))
    kept = answers[1][0]
    page.locator(f"{FRAME} [data-node='{kept}']").focus()
    page.keyboard.press("Enter")
    expect(page.locator(f"#{kept} h2")).to_be_focused()
    assert page.url.endswith("#/" + "=".join(answers[0]))
    outcome = str(next(iter(real.proofs[TREE].tree.outcomes)))
    page.locator(f"{FRAME} [data-node='{outcome}']").click()
    expect(page.locator(f"#{outcome}")).to_be_visible()
    assert page.url.endswith(f"#/@={outcome}")
    expect(page.locator(".wq-notice")).to_contain_text("直接来到这里")


def test_buttons_and_keys_make_it_larger_and_smaller(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real))
    page.evaluate("document.querySelector('.wq-map').scrollIntoView()")
    began = page.evaluate(SCALE)
    press(page, "放大")
    assert page.evaluate(SCALE) == pytest.approx(began * 1.25, abs=2)
    expect(page.locator(".wq-live")).to_contain_text("100%")
    press(page, "缩小")
    assert page.evaluate(SCALE) == pytest.approx(began, abs=2)
    press(page, "全部")
    frame = page.locator(FRAME)
    assert frame.evaluate("f => f.scrollWidth <= f.clientWidth && f.scrollHeight <= f.clientHeight")
    whole = page.evaluate(SCALE)
    press(page, "缩小")
    assert page.evaluate(SCALE) == whole
    press(page, "我在哪里")
    assert page.evaluate(SCALE) == pytest.approx(began, abs=2)
    frame.focus()
    page.keyboard.press("+")
    assert page.evaluate(SCALE) == pytest.approx(began * 1.25, abs=2)
    page.keyboard.press("-")
    assert page.evaluate(SCALE) == pytest.approx(began, abs=2)
    page.keyboard.press("0")
    assert page.evaluate(SCALE) == whole
    for name in ("放大", "缩小", "全部", "我在哪里", "打印成海报"):
        box = page.get_by_role("button", name=name, exact=True).bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44


def test_arrow_keys_move_it(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real))
    press(page, "放大")
    page.evaluate(f"document.querySelector('{FRAME}').scrollTo(200, 200)")
    page.locator(FRAME).focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function(f"{PLACE}[0] > 200")
    page.wait_for_timeout(500)  # the frame glides; a key in the middle of it may be lost
    page.keyboard.press("ArrowDown")
    page.wait_for_function(f"{PLACE}[1] > 200")


def test_the_mouse_drags_the_paper_but_selects_words(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real))
    page.evaluate(f"document.querySelector('{FRAME}').scrollTo(0, 0)")
    page.evaluate(f"document.querySelector('{FRAME}').scrollIntoView({{block: 'center'}})")
    frame = page.locator(FRAME).bounding_box()
    assert frame is not None
    x, y = frame["x"] + 240, frame["y"] + 12  # above the title, where nothing is
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x - 80, y - 4, steps=4)
    page.mouse.move(x - 80, y - 8)
    page.mouse.up()
    assert page.evaluate(PLACE) == [80, 8]
    page.evaluate(f"document.querySelector('{FRAME}').scrollTo(0, 0)")
    title = page.locator(f"{FRAME} .wm-title").bounding_box()
    assert title is not None
    middle = title["y"] + title["height"] / 2
    page.mouse.move(title["x"] + 2, middle)
    page.mouse.down()
    page.mouse.move(title["x"] + 150, middle, steps=4)
    page.mouse.up()
    assert len(page.evaluate("getSelection().toString()")) > 3
    assert page.evaluate(PLACE) == [0, 0]


def test_the_wheel_with_control_makes_it_larger_where_the_pointer_is(
    new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real))
    began = page.evaluate(SCALE)
    page.locator(FRAME).hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, -120)
    page.keyboard.up("Control")
    page.wait_for_function(f"{SCALE} > {began} * 1.2")


class Fingers:
    """Touches of a page, as a screen sends them."""

    def __init__(self, page: Page) -> None:
        self.session = page.context.new_cdp_session(page)

    def send(self, kind: str, *points: tuple[float, float]) -> None:
        spots = [{"x": x, "y": y, "id": number} for number, (x, y) in enumerate(points)]
        self.session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": spots})

    def move(self, x: float, y: float, across: float, down: float) -> None:
        self.send("touchStart", (x, y))
        for step in range(1, 13):
            self.send("touchMove", (x + across * step / 12, y + down * step / 12))
        self.send("touchEnd")


def test_two_fingers_make_it_larger_and_one_finger_moves_it(
    new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real, has_touch=True, is_mobile=True))
    page.evaluate(f"document.querySelector('{FRAME}').scrollIntoView({{block: 'center'}})")
    began = page.evaluate(SCALE)
    frame = page.locator(FRAME).bounding_box()
    assert frame is not None
    x, y = frame["x"] + frame["width"] / 2, frame["y"] + frame["height"] / 2
    fingers = Fingers(page)
    fingers.send("touchStart", (x - 30, y), (x + 30, y))
    fingers.send("touchMove", (x - 60, y), (x + 60, y))
    fingers.send("touchEnd")
    page.wait_for_function(f"{SCALE} > {began} * 1.5")
    assert page.evaluate("window.visualViewport.scale") == 1
    page.evaluate(f"document.querySelector('{FRAME}').scrollTo(300, 300)")
    fingers.move(x, y, -80, -80)
    page.wait_for_function(f"{PLACE}[0] > 300 && {PLACE}[1] > 300")


def test_a_finger_on_the_whole_picture_still_moves_the_page(
    new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real, has_touch=True, is_mobile=True))
    press(page, "全部")
    page.evaluate(f"document.querySelector('{FRAME}').scrollIntoView({{block: 'center'}})")
    before = page.evaluate("window.scrollY")
    Fingers(page).move(195, 420, 0, -120)
    page.wait_for_function(f"window.scrollY > {before}")


def test_a_box_that_gets_the_focus_comes_into_sight(new_page: NewPage, real: Checked) -> None:
    page = opened(walked(new_page, real, LARGEST))
    for box in page.locator(f"{FRAME} a").all():
        box.focus()
        inside = box.evaluate("""box => {
          const frame = box.closest('.wq-map-frame').getBoundingClientRect();
          const place = box.getBoundingClientRect();
          return place.left >= frame.left && place.right <= frame.right &&
            place.top >= frame.top && place.bottom <= frame.bottom;
        }""")
        assert inside


def test_the_tabs_work_by_keyboard_and_the_outline_says_where_the_reader_is(
    new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real))
    page.get_by_role("tab", name="图", exact=True).focus()
    page.keyboard.press("ArrowRight")
    tab = page.get_by_role("tab", name="文字版")
    expect(tab).to_be_focused()
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.locator(FRAME)).to_be_hidden()
    outline = page.get_by_role("tabpanel", name="文字版")
    expect(outline.locator("[aria-current=step]")).to_have_count(1)
    state = page.url
    link = outline.locator("a[data-to]").first
    to = link.get_attribute("data-to")
    link.click()
    expect(page.locator(f"#wq-outline-{to}")).to_be_focused()
    assert page.url == state
    tree = real.proofs[TREE].tree
    assert outline.locator("[data-node]").count() == len(tree.questions) + len(tree.outcomes)


@pytest.mark.parametrize("paper", ["A4", "A3"])
@pytest.mark.parametrize("tree", [SMALLEST, TREE, LARGEST, "complaint/which-route"])
def test_the_poster_is_one_sheet_without_the_answers(
    paper: str, tree: str, new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real, tree))
    page.evaluate("window.print = () => {}")
    press(page, "打印成海报")
    page.emulate_media(media="print")
    poster = page.locator(".wq-poster svg")
    expect(poster).to_be_visible()
    assert page.locator("body > :not(.wq-poster):visible").count() == 0
    assert poster.locator("[data-stand], .wm-taken, [data-given]").count() == 0
    for landscape in (True, False):
        page.evaluate("window.dispatchEvent(new Event('afterprint'))")
        expect(page.locator(".wq-poster")).to_have_count(0)
        page.emulate_media(media="screen")
        press(page, "打印成海报")
        page.emulate_media(media="print")
        assert re.findall(rb"/Count (\d+)", page.pdf(format=paper, landscape=landscape)) == [b"1"]
    page.evaluate("window.dispatchEvent(new Event('afterprint'))")
    expect(page.locator(".wq-poster")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("tab", ["图", "文字版"])
def test_no_violation_with_the_map_open(
    tab: str, scheme: str, new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real, color_scheme=scheme))
    page.get_by_role("tab", name=tab, exact=True).click()
    page.wait_for_load_state("networkidle")
    assert violations(page) == []


def test_no_violation_in_the_outline_alone(new_page: NewPage) -> None:
    page = new_page(f"assets/decision-tree/maps/{TREE}.html")
    assert violations(page) == []
    page.locator("a[data-node]").first.click()
    page.wait_for_selector("decision-tree[data-ready]")


@pytest.mark.parametrize("wide", [320, 1280])
def test_the_page_is_never_wider_than_the_screen(
    wide: int, new_page: NewPage, real: Checked
) -> None:
    page = opened(walked(new_page, real, viewport={"width": wide, "height": 700}))
    for tab in ("图", "文字版"):
        page.get_by_role("tab", name=tab, exact=True).click()
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= wide


def test_no_word_is_cut_in_any_picture(new_page: NewPage, real: Checked) -> None:
    page = new_page("404.html")
    for tree in real.proofs:
        page.goto(
            page.url.split("/", 3)[0]
            + "//"
            + page.url.split("/")[2]
            + f"/assets/decision-tree/maps/{tree}.svg"
        )
        assert page.evaluate(CUT) == [], tree


def test_the_picture_alone_leads_to_the_tree(new_page: NewPage) -> None:
    page = new_page(f"assets/decision-tree/maps/{TREE}.svg")
    node = page.locator("a[data-node]").nth(2)
    name = node.get_attribute("data-node")
    node.click()
    page.wait_for_selector("decision-tree[data-ready]")
    expect(page.locator(f"#{name}")).to_be_visible()


def test_without_scripts_links_lead_to_both(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/", java_script_enabled=False)
    page.locator(".wq-map > summary").click()
    for name, ending in (("打开图", "svg"), ("文字版", "html")):
        link = page.locator(".wq-map").get_by_role("link", name=name)
        expect(link).to_be_visible()
        assert str(link.get_attribute("href")).endswith(f"maps/{TREE}.{ending}")
    page.locator(".wq-map").get_by_role("link", name="打开图").click()
    page.wait_for_url("**/*.svg")
    expect(page.locator("svg text").first).to_be_visible()


def test_where_the_picture_cannot_be_had_the_links_stay(
    new_page: NewPage, real: Checked, watch: Watch
) -> None:
    page = walked(new_page, real)
    watch.expected.append("ERR_FAILED")
    page.route("**/maps/**", lambda route: route.abort())
    page.locator(".wq-map > summary").click()
    expect(page.locator(".wq-map [data-failed]")).to_contain_text("没能打开")
    expect(page.locator(".wq-map").get_by_role("link", name="打开图")).to_be_visible()
    page.unroute("**/maps/**")
    page.locator(".wq-map > summary").click()
    opened(page)
    expect(page.locator(".wq-map [data-failed]")).to_have_count(0)
