"""Trees in other people's pages: host and site on different ports, in a real Chromium."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from build_hooks.checking import Checked
from build_hooks.embed.height import WIDTHS, heights
from tests.browser.conftest import NewPage, Quiet, Watch
from tests.browser.test_accessibility import violations
from tests.browser.test_api import serving

pytestmark = pytest.mark.browser

TREE = "liability/platform"
FIELDS = "liability/price"
Host = Callable[..., Page]
HEAD = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>x</title>"
EVENTS = """<script>
window.heard = [];
for (const name of ['ready', 'step', 'outcome', 'height']) {
  document.addEventListener(`weiquan:${name}`, (event) => heard.push([name, event.detail]));
}
</script>"""
SHIFTS = """<script>
window.shifted = 0;
new PerformanceObserver((list) => {
  for (const shift of list.getEntries()) if (!shift.hadRecentInput) window.shifted += shift.value;
}).observe({ type: 'layout-shift', buffered: true });
</script>"""


@pytest.fixture
def host(tmp_path: Path, new_page: NewPage, watch: Watch) -> Iterator[Host]:
    """Open a page of somebody else's, on a port of its own."""
    with ExitStack() as stack:
        server = stack.enter_context(serving(tmp_path, Quiet))

        def show(body: str, **options: object) -> Page:
            (tmp_path / "host.html").write_text(HEAD + body, "utf-8")
            page = new_page(**options)
            page.goto(f"{server}host.html")
            return page

        yield show
        watch.strangers.clear()


def frame(
    address: str, more: str = "", query: str = "", tree: str = TREE, height: int = 700
) -> str:
    return (
        f'<iframe src="{address}embed/{tree}/{query}" title="t" width="100%" '
        f'height="{height}" {more}></iframe>'
    )


def script(address: str, more: str = "") -> str:
    return f'<script src="{address}embed/v1/embed.js" {more}></script>'


def answer(inside: FrameLocator | Page) -> None:
    """Choose the first option and wait for what comes then."""
    before = inside.locator("section.wq-node:visible h2").inner_text()
    inside.locator(".wq-option:visible").first.click()
    expect(inside.locator("section.wq-node:visible h2")).not_to_have_text(before)


def to_the_end(inside: FrameLocator | Page) -> None:
    for _ in range(20):
        if inside.locator("section.wq-outcome:visible").count():
            return
        answer(inside)
    pytest.fail("no outcome")


# The page by itself


@pytest.mark.every_builder
def test_one_request_and_nothing_else(new_page: NewPage) -> None:
    page = new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"embed/{TREE}/")
    to_the_end(page)
    page.locator("[data-act=plain]").click()
    page.wait_for_load_state("networkidle")
    assert len(asked) == 1


def test_its_own_policy_refuses_everything_else(new_page: NewPage, watch: Watch) -> None:
    watch.expected += ["Content Security Policy", "Failed to load", "Refused to", "Fetch API"]
    page = new_page(f"embed/{TREE}/")
    refused = page.evaluate(
        """() => fetch('/').then(() => 'there', () => 'refused').then((asked) => {
          const script = document.createElement('script');
          script.textContent = 'window.run = 1';
          document.body.append(script);
          return [asked, window.run];
        })"""
    )
    assert refused == ["refused", None]


def test_walking_without_scripts(new_page: NewPage) -> None:
    page = new_page(f"embed/{TREE}/", java_script_enabled=False)
    nodes = page.locator("section.wq-node")
    assert nodes.count() > 5
    assert all(nodes.nth(number).is_visible() for number in range(nodes.count()))
    page.locator(".wq-option").first.click()
    assert "#" in page.url


CAN_GO_ON = "section.wq-outcome:visible, .wq-submit:visible, .wq-option:visible"


@pytest.mark.every_builder
def test_an_embed_says_what_the_site_says(new_page: NewPage) -> None:
    """The same answers lead to the same outcome with the same shown blocks."""
    said = []
    for path in (f"{FIELDS}/", f"embed/{FIELDS}/"):
        page = new_page(path)
        for _ in range(20):
            page.wait_for_selector(CAN_GO_ON)
            if page.locator("section.wq-outcome:visible").count():
                break
            field = page.locator("section:visible .wq-typed input")
            if field.count():
                day = page.locator("section:visible .wq-answer").get_attribute("data-type")
                field.fill("2026-03-02" if day == "date" else "320")
            submit = page.locator("section:visible .wq-submit")
            before = page.url
            (submit if submit.count() else page.locator(".wq-option:visible").first).click()
            page.wait_for_url(lambda url, before=before: url != before)
        page.wait_for_selector("[data-act=plain]", state="attached")
        expect(page.locator("[data-unfolding]")).to_have_count(0)
        blocks = page.locator("section.wq-outcome:visible [data-block]:visible")
        ids = [blocks.nth(n).get_attribute("data-block") for n in range(blocks.count())]
        title = page.locator("section.wq-outcome:visible h2").inner_text()
        amounts = page.locator(".wq-amount:visible").all_inner_texts()
        kept = [id_ for id_ in ids if id_ and not id_.startswith("continue")]
        said.append((page.url.split("#")[1], title, kept, amounts))
    assert said[0] == said[1]


def test_the_way_onward_takes_the_answers_along(new_page: NewPage, address: str) -> None:
    page = new_page(f"embed/{TREE}/")
    to_the_end(page)
    state = page.url.split("#")[1]
    link = page.locator("section.wq-outcome:visible a[data-onward]")
    assert link.get_attribute("href") == f"{address}{TREE}/#{state}"
    assert link.get_attribute("target") == "_blank"
    with page.expect_popup() as opened:
        link.click()
    assert opened.value.url == f"{address}{TREE}/#{state}"


def test_links_out_of_the_page_open_elsewhere(site: Path) -> None:
    for file in (site / "embed").glob("*/*/index.html"):
        for link in re.findall(r"<a [^>]*href=\"?https?:[^>]*>", file.read_text("utf-8")):
            assert re.search(r"target=\"?_blank", link), link
            assert "noopener" in link, link


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_theme(new_page: NewPage, theme: str) -> None:
    for scheme in ("light", "dark"):
        page = new_page(f"embed/{FIELDS}/?theme={theme}&org=县消协", color_scheme=scheme)
        assert violations(page) == []
        back = page.evaluate("getComputedStyle(document.body).backgroundColor")
        assert back == ("rgb(251, 250, 247)" if theme == "light" else "rgb(20, 25, 26)")
    page = new_page(f"embed/{TREE}/?theme={theme}")
    to_the_end(page)
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_any_tree(new_page: NewPage, real: Checked, theme: str) -> None:
    page = new_page("404.html")
    for tree in real.content.live():
        page.goto(f"/embed/{tree.id}/?theme={theme}")
        page.locator("decision-tree[data-ready]").wait_for()
        assert violations(page) == [], tree.id


def test_it_prints_the_result_and_the_way_back(new_page: NewPage, address: str) -> None:
    page = new_page(f"embed/{TREE}/")
    to_the_end(page)
    page.emulate_media(media="print")
    assert page.locator(".wq-printed").is_visible()
    assert f"{address}{TREE}/#/" in page.locator(".wq-printed").inner_text()
    assert not page.locator(".wq-tools").first.is_visible()


@pytest.mark.every_builder
def test_a_single_file_works_from_the_disk(site: Path, new_page: NewPage, tmp_path: Path) -> None:
    copy = tmp_path / "tree.html"
    copy.write_bytes((site / f"embed/{TREE}/index.html").read_bytes())
    page = new_page()
    page.goto(copy.as_uri())
    to_the_end(page)
    page.go_back()
    expect(page.locator("section.wq-question:visible")).to_have_count(1)


# Options


def test_options_change_what_they_say(new_page: NewPage) -> None:
    query = "?theme=dark&size=large&header=off&org=某县消协&color=%23ffcc00&start=nowhere&x=1"
    page = new_page(f"embed/{TREE}/{query.replace('&start=nowhere', '')}")
    style = page.evaluate(
        "['--wq-mark', '--md-typeset-a-color'].map((name) =>"
        " getComputedStyle(document.documentElement).getPropertyValue(name).trim())"
    )
    assert style == ["#ffcc00", "#ffcc00"]
    assert not page.locator(".wq-head").is_visible()
    assert page.evaluate("parseFloat(getComputedStyle(document.documentElement).fontSize)") > 23


def test_the_organisation_is_text(new_page: NewPage) -> None:
    page = new_page(f"embed/{TREE}/?org=<b>某县</b>消协")
    assert page.locator(".wq-org").inner_text() == "<b>某县</b>消协 提供"
    assert page.locator(".wq-org b").count() == 0


def test_a_start_in_the_middle(new_page: NewPage, real: Checked) -> None:
    tree = real.content.trees[TREE]
    start = next(str(name) for name in tree.questions if name != tree.start)
    page = new_page(f"embed/{TREE}/?start={start}")
    expect(page.locator(f"#{start}")).to_be_visible()
    page.locator("[data-restart]").click()
    expect(page.locator(f"#{tree.start}")).to_be_visible()


@pytest.mark.parametrize(
    "wrong",
    [
        "theme=blue",
        "color=ffffff",
        "color=red",
        "size=9",
        "header=1",
        "start=nowhere",
        "start=%3Cb%3E",
        "org=" + "长" * 41,
    ],
)
def test_a_wrong_option_falls_back_and_says_so_once(
    new_page: NewPage, watch: Watch, wrong: str
) -> None:
    page = new_page()
    page.goto(f"embed/{TREE}/?{wrong}")
    expect(page.locator(".wq-option:visible").first).to_be_visible()
    name = wrong.split("=", maxsplit=1)[0]
    assert len(watch.said) == 1
    assert watch.said[0].startswith(f"warning: weiquan: {name}=")
    watch.said.clear()


# The ladder


@pytest.mark.parametrize("sandbox", ["", 'sandbox="allow-scripts"'])
def test_a_plain_frame_works(host: Host, address: str, sandbox: str) -> None:
    inside = host(frame(address, sandbox)).frame_locator("iframe")
    to_the_end(inside)
    assert inside.locator("section.wq-outcome:visible").count() == 1


def test_in_a_box_the_address_of_a_link_can_be_copied(
    host: Host, address: str, watch: Watch
) -> None:
    watch.expected += ["Blocked opening", "violation"]
    page = host(frame(address, 'sandbox="allow-scripts"'))
    inside = page.frame_locator("iframe")
    to_the_end(inside)
    inside.locator("section.wq-outcome:visible a[data-onward]").click()
    expect(inside.locator(".wq-away input")).to_have_value(re.compile(f"^{address}{TREE}/#/"))
    inside.locator(".wq-away button").click()
    expect(inside.locator(".wq-away [role=status]")).not_to_be_empty()
    assert page.url.endswith("host.html")


def test_in_a_box_that_refuses_paper_the_reader_is_told(
    host: Host, address: str, watch: Watch
) -> None:
    watch.expected.append("Ignored call to 'print()'")
    inside = host(frame(address, 'sandbox="allow-scripts"')).frame_locator("iframe")
    to_the_end(inside)
    inside.locator("[data-act=print]").click()
    expect(inside.locator(".wq-notice")).to_be_visible()


@pytest.mark.parametrize(("on_host", "on_frame"), [(False, False), (False, True), (True, False)])
def test_scripts_may_be_off(
    host: Host, address: str, watch: Watch, on_host: bool, on_frame: bool
) -> None:
    watch.expected += ["Loading the script", "Blocked script execution"]
    more = "" if on_frame else 'sandbox=""'
    body = script(address) + frame(address, more)
    policy = (
        "" if on_host else "<meta http-equiv=Content-Security-Policy content=\"script-src 'none'\">"
    )
    page = host(policy + body, bypass_csp=False)
    inside = page.frame_locator("iframe")
    nodes = inside.locator("section.wq-node:visible")
    expect(nodes.first).to_be_visible()
    if on_frame:
        answer(inside)
    else:
        assert nodes.count() > 5


def test_two_frames_do_not_disturb_one_another(host: Host, address: str) -> None:
    page = host(script(address) + frame(address) + frame(address, tree=FIELDS))
    first, second = page.frame_locator("iframe >> nth=0"), page.frame_locator("iframe >> nth=1")
    asked = second.locator("section.wq-node:visible h2").inner_text()
    answer(first)
    assert second.locator("section.wq-node:visible h2").inner_text() == asked


def inner_height(page: Page, number: int = 0) -> int:
    box = page.frame_locator(f"iframe >> nth={number}").locator(".wq-page").bounding_box()
    assert box
    return round(box["height"])


def fitted(page: Page) -> None:
    """Wait until the frame is as high as what is in it."""
    page.wait_for_function(
        "() => window.heard.length && document.querySelector('iframe').style.height !== ''"
    )
    for _ in range(100):
        outer = page.locator("iframe").first.evaluate("(frame) => frame.clientHeight")
        if abs(outer - inner_height(page)) <= 2:
            return
        page.wait_for_timeout(50)
    pytest.fail(f"{outer} and {inner_height(page)}")


@pytest.mark.every_builder
def test_with_the_script_the_frame_fits(host: Host, address: str) -> None:
    page = host(EVENTS + script(address) + frame(address))
    fitted(page)
    for width in (320, 1200, 320):
        page.set_viewport_size({"width": width, "height": 900})
        fitted(page)
    answer(page.frame_locator("iframe"))
    fitted(page)
    to_the_end(page.frame_locator("iframe"))
    fitted(page)
    names = [name for name, _ in page.evaluate("heard")]
    assert names[0] == "ready"
    assert {"step", "outcome", "height"} <= set(names)


def test_events_say_no_answers(host: Host, address: str) -> None:
    page = host(EVENTS + script(address) + frame(address))
    to_the_end(page.frame_locator("iframe"))
    page.wait_for_function("heard.some(([name]) => name === 'outcome')")
    for name, detail in page.evaluate("heard"):
        assert list(detail) == (["height"] if name in ("ready", "height") else ["step"])
        assert all(isinstance(value, int) for value in detail.values())


@pytest.mark.parametrize("more", ["", "async", "defer"])
def test_the_script_may_come_late_or_twice(host: Host, address: str, more: str) -> None:
    page = host(EVENTS + frame(address) + script(address, more) + script(address, more))
    fitted(page)
    assert [name for name, _ in page.evaluate("heard")].count("ready") <= 2


def test_the_script_may_be_moved_by_the_host(host: Host, address: str, site: Path) -> None:
    page = host(EVENTS + frame(address))
    page.frame_locator("iframe").locator(".wq-option:visible").first.wait_for()
    page.evaluate(f"() => {{ {(site / 'embed/v1/embed.js').read_text('utf-8')} }}")
    fitted(page)


def test_a_strict_policy_with_a_nonce(host: Host, address: str) -> None:
    origin = address.rstrip("/")
    policy = (
        "default-src 'none'; script-src 'nonce-abc'; img-src data:; "
        f"frame-src {origin}; style-src 'none'"
    )
    page = host(
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        + EVENTS.replace("<script", '<script nonce="abc"')
        + script(address, 'nonce="abc"')
        + frame(address)
        + f'<weiquan-tree tree="{FIELDS}"><a href="{address}{FIELDS}/">价格</a></weiquan-tree>'
    )
    fitted(page)
    inner = page.frame_locator("weiquan-tree iframe")
    expect(inner.locator(".wq-option:visible").first).to_be_visible()


@pytest.mark.parametrize("early", [True, False])
def test_the_element_shows_a_frame_and_keeps_its_link_without_the_script(
    host: Host, address: str, early: bool
) -> None:
    element = (
        f'<weiquan-tree tree="{TREE}" theme="dark" org="某县消协" height="500">'
        f'<a href="{address}{TREE}/">平台要不要赔</a></weiquan-tree>'
    )
    page = host(element)
    expect(page.locator("weiquan-tree a")).to_be_visible()
    page = host(EVENTS + (script(address) + element if early else element + script(address)))
    inner = page.frame_locator("weiquan-tree iframe")
    expect(inner.locator(".wq-org")).to_have_text("某县消协 提供")
    assert page.locator("iframe").get_attribute("title") == "平台要不要赔"
    expect(page.locator("weiquan-tree > a")).to_be_hidden()


def test_an_element_that_names_something_else_stays_a_link(host: Host, address: str) -> None:
    link = f'<a href="{address}">x</a>'
    page = host(
        script(address)
        + f'<weiquan-tree tree="../x">{link}</weiquan-tree>'
        + f'<weiquan-tree tree="a/b">{link}</weiquan-tree>'
        + "<weiquan-tree tree='a/b'><a href='javascript:a/b'>x</a></weiquan-tree><weiquan-tree>"
    )
    assert page.locator("iframe").count() == 0
    assert page.locator("weiquan-tree a:visible").count() == 3


@pytest.mark.parametrize("with_script", [False, True])
def test_nothing_on_the_host_jumps(
    host: Host, address: str, real: Checked, with_script: bool
) -> None:
    high = heights(real.content.trees[TREE])[WIDTHS[0]]
    body = frame(address, height=high) + "<p>after</p>" * 30
    page = host(SHIFTS + EVENTS + (script(address) if with_script else "") + body)
    page.frame_locator("iframe").locator(".wq-option:visible").first.wait_for()
    if with_script:
        fitted(page)
    page.wait_for_timeout(300)
    assert page.evaluate("shifted") <= 0.02


def test_a_frame_that_is_above_comes_into_view(host: Host, address: str) -> None:
    page = host(EVENTS + script(address) + frame(address) + "<p>x</p>" * 100)
    fitted(page)
    inside = page.frame_locator("iframe")
    inside.locator(".wq-option:visible").last.scroll_into_view_if_needed()
    page.evaluate("window.scrollTo(0, 250)")
    answer(inside)
    page.wait_for_function(
        "Math.abs(document.querySelector('iframe').getBoundingClientRect().top) < 2"
    )
    page.evaluate("window.scrollTo(0, 0)")
    answer(inside)
    fitted(page)
    assert page.evaluate("window.scrollY") == 0


# Others who speak

FORGED = """(target) => {
  const own = JSON.parse('{"__proto__": {"weiquan": 1}, "type": "ready", "height": 9}');
  const bad = [own, null, 1, 'hello', [], {}, { weiquan: 2, type: 'hello' }, { weiquan: 1 },
    { weiquan: 1, type: 'constructor', height: 500 }, { weiquan: 1, type: '__proto__' },
    { weiquan: 1, type: 'height', height: '500' }, { weiquan: 1, type: 'height', height: NaN },
    { weiquan: 1, type: 'height', height: -5 }, { weiquan: 1, type: 'height', height: {} },
    { weiquan: 1, type: 'step', step: 1e99 + 0.5 }, { weiquan: 1, type: 'step', step: -1 }];
  for (const data of bad) target.postMessage(data, '*');
}"""


def test_forged_messages_to_the_frame_do_nothing(host: Host, address: str) -> None:
    page = host(frame(address))
    inside = page.frame_locator("iframe")
    asked = inside.locator("section.wq-node:visible h2").inner_text()
    page.evaluate(f"({FORGED})(frames[0])")
    page.evaluate("frames[0].postMessage({ weiquan: 1, type: 'height', height: 1e9 }, '*')")
    page.wait_for_timeout(200)
    assert inside.locator("section.wq-node:visible h2").inner_text() == asked
    answer(inside)


def test_forged_messages_to_the_host_do_nothing(
    host: Host, address: str, tmp_path: Path, watch: Watch
) -> None:
    """From a window that is no frame of ours, and from a frame of ours that is hostile."""
    (tmp_path / "evil.html").write_text(
        HEAD + f"<script>({FORGED})(parent);"
        "parent.postMessage({ weiquan: 1, type: 'height', height: 1e9 }, '*')</script>",
        "utf-8",
    )
    page = host(
        EVENTS + script(address) + '<iframe src="evil.html" height="100"></iframe>' + frame(address)
    )
    page.frame_locator("iframe >> nth=1").locator(".wq-option:visible").first.wait_for()
    page.wait_for_function("heard.length > 0")
    page.evaluate(f"({FORGED})(window)")
    page.evaluate("postMessage({ weiquan: 1, type: 'height', height: 1e9 }, '*')")
    page.wait_for_timeout(200)
    assert page.locator("iframe").first.evaluate("(frame) => frame.style.height") == ""
    assert all(detail.get("height", 1) < 5000 for _, detail in page.evaluate("heard"))


def test_a_hostile_frame_of_ours_stays_within_bounds(
    host: Host, address: str, tmp_path: Path
) -> None:
    folder = tmp_path / "embed/a/b"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(
        HEAD + f"<script>({FORGED})(parent);"
        "parent.postMessage({ weiquan: 1, type: 'height', height: 1e9 }, '*');"
        "parent.postMessage({ weiquan: 1, type: 'step', step: 3 }, '*')</script>",
        "utf-8",
    )
    page = host(EVENTS + script(address) + '<iframe src="embed/a/b/"></iframe>')
    page.wait_for_function("heard.some(([name]) => name === 'step')")
    assert page.evaluate("heard") == [["height", {"height": 20000}], ["step", {"step": 3}]]
    assert page.url.endswith("host.html")


CHANGES = """(frame) => new Promise((done) => {
  let count = 0;
  new MutationObserver((all) => { count += all.length; }).observe(frame, { attributes: true });
  setTimeout(() => done(count), 2000);
})"""


def test_a_frame_that_swings_comes_to_rest(host: Host, address: str, tmp_path: Path) -> None:
    folder = tmp_path / "embed/a/b"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text(
        HEAD + "<script>let n = 0;const tell = () => parent.postMessage("
        "{ weiquan: 1, type: 'height', height: n++ % 2 ? 400 : 500 }, '*');"
        "setInterval(tell, 20)</script>",
        "utf-8",
    )
    page = host(EVENTS + script(address) + '<iframe src="embed/a/b/"></iframe>')
    page.wait_for_function("heard.length > 10")
    frame = page.locator("iframe")
    assert frame.evaluate(CHANGES) == 0
    assert frame.evaluate("frame => frame.style.height") == "500px"


# Heights

MEASURE = """(ways) => {
  const tree = document.querySelector('decision-tree');
  const page = document.querySelector('.wq-page');
  return ways.map(([node, way]) => {
    tree.go(null, new Map(way));
    return [tree.walked.at === node, page.getBoundingClientRect().height];
  });
}"""


@pytest.mark.parametrize("width", WIDTHS)
def test_heights_are_those_of_the_tallest_question(
    new_page: NewPage, real: Checked, width: int, site: Path
) -> None:
    page = new_page(viewport={"width": width, "height": 900})
    for tree in real.content.live():
        routes = real.proofs[tree.id].routes
        found = [(str(name), routes.first_witness(name)) for name in tree.questions]
        ways = [(name, [list(step) for step in way]) for name, way in found if way is not None]
        page.goto(f"embed/{tree.id}/")
        page.locator("decision-tree[data-ready]").wait_for()
        page.wait_for_function("document.querySelector('decision-tree').walked")
        measured = page.evaluate(MEASURE, ways)
        assert all(there for there, _ in measured), tree.id
        tallest = max(height for _, height in measured)
        computed = heights(tree)[width]
        assert tallest <= computed <= 1.25 * tallest, (tree.id, tallest, computed)
    told = json.loads((site / "embed/v1/embed.json").read_text("utf-8"))["trees"]
    for each in told:
        assert each["heights"][str(width)] == heights(real.content.trees[each["id"]])[width]
