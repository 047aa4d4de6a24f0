"""The page "put it on your site": what it offers works where it is put; real Chromium."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import NewPage, Quiet, Watch
from tests.browser.test_accessibility import violations
from tests.browser.test_api import serving
from tests.wordpress import filtered

pytestmark = pytest.mark.browser

FIRST = "liability/who-is-liable"
FIELDS = "liability/price"
HEAD = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>x</title>"
HOSTILE = [
    '"><script>window.run=1</script>',
    "' onload='window.run=1",
    "&quot;&#60;b&#62;",
    "</a></weiquan-tree><b>x",
    "甲&org=乙#?%22",
]
Place = Callable[[str], Page]


@pytest.fixture
def offered(new_page: NewPage) -> Page:
    page = new_page("embed/")
    page.locator(".wq-place[data-ready]").wait_for(state="attached")
    return page


@pytest.fixture
def data(site: Path) -> dict[str, Any]:
    return json.loads((site / "embed/v1/embed.json").read_text("utf-8"))


@pytest.fixture
def put(tmp_path: Path, new_page: NewPage, watch: Watch) -> Iterator[Place]:
    """Put what was copied into a page of somebody else's, on another port."""

    def shared(route: Route) -> None:
        answer = route.fetch()
        headers = {**answer.headers, "access-control-allow-origin": "*"}
        route.fulfill(response=answer, headers=headers)

    with ExitStack() as stack:
        server = stack.enter_context(serving(tmp_path, Quiet))

        def show(text: str) -> Page:
            (tmp_path / "host.html").write_text(HEAD + text, "utf-8")
            page = new_page()
            page.route("**/embed/*/embed.js", shared)
            page.goto(f"{server}host.html")
            return page

        yield show
        watch.strangers.clear()


def text(page: Page, part: str) -> str:
    return page.locator(f"[data-part={part}] textarea").input_value()


def choose(page: Page, **choices: str) -> None:
    for name, value in choices.items():
        field = page.locator(f"#place-{name}")
        if name in ("color", "org"):
            field.fill(value)
            field.blur()
        else:
            field.select_option(value)


def test_the_page_is_complete_without_scripts(new_page: NewPage, data: dict[str, Any]) -> None:
    page = new_page("embed/", java_script_enabled=False)
    first = next(tree for tree in data["trees"] if tree["id"] == FIRST)
    assert text(page, "frame") == first["frame"]
    assert text(page, "fixed").split("\n")[0] == first["frame"]
    assert data["script"]["integrity"] in text(page, "fixed")
    assert text(page, "paste") == first["page"]
    assert page.locator(".wq-every").count() == len(data["trees"])
    page.locator(".wq-every summary").last.click()
    assert (
        page.locator(".wq-every").last.locator("code").first.inner_text()
        == (data["trees"][-1]["frame"])
    )


def test_the_script_writes_the_same_lines_as_the_page_has_without_it(
    new_page: NewPage, offered: Page, data: dict[str, Any]
) -> None:
    still = new_page("embed/", java_script_enabled=False)
    snippets = still.locator(".wq-snippet")
    parts = [str(each.get_attribute("data-part")) for each in snippets.all()]
    assert {"link", "frame", "element", "file", "paste", "all"} <= set(parts)
    for part in parts:
        assert text(offered, part) == text(still, part), part
    lines = {each["frame"] for each in data["trees"]}
    written = offered.evaluate(
        """async (trees) => {
          const { frame } = await import('/assets/decision-tree/snippets.js');
          return trees.map((tree) => frame(tree, {}));
        }""",
        data["trees"],
    )
    assert set(written) == lines


def test_what_is_chosen_is_in_every_line_and_in_the_preview(offered: Page) -> None:
    choose(offered, tree=FIELDS, theme="dark", size="large", header="off", org="某县消协")
    start = offered.locator("#place-start option").nth(1).get_attribute("value")
    choose(offered, start=start or "", color="#8FDCCF")
    wanted = {
        "start": [start],
        "theme": ["dark"],
        "color": ["8fdccf"],
        "size": ["large"],
        "header": ["off"],
        "org": ["某县消协"],
    }
    source = offered.locator(".wq-preview iframe").get_attribute("src") or ""
    assert parse_qs(urlsplit(source).query) == wanted
    inside = offered.frame_locator(".wq-preview iframe")
    expect(inside.locator(f"#{start}")).to_be_visible()
    expect(inside.locator("html")).to_have_attribute("data-org", "某县消协")
    found = re.search(r'src="([^"]*)"', text(offered, "all"))
    address = urlsplit(unescape(found[1] if found else ""))
    assert address.path == "/embed/questions/"
    assert parse_qs(address.query) == {name: wanted[name] for name in wanted if name != "start"}
    assert text(offered, "link").endswith(f"{FIELDS}/#/@={start}")
    assert "某县消协 提供" in text(offered, "poster")
    for part in ("frame", "fixed", "moving", "element", "file"):
        assert "8fdccf" in text(offered, part), part
    assert "liability-price.html" in text(offered, "file")


@pytest.mark.parametrize("part", ["frame", "fixed", "moving", "element", "all"])
@pytest.mark.parametrize(
    "choices",
    [{}, {"tree": FIELDS, "theme": "dark", "size": "xlarge", "org": "某县消费者协会"}],
)
def test_every_line_works_on_another_site(
    offered: Page, put: Place, part: str, choices: dict[str, str]
) -> None:
    choose(offered, **choices)
    page = put(text(offered, part))
    inside = page.frame_locator("iframe")
    expect(inside.locator(".wq-option:visible, .wq-submit:visible, #wq-find").first).to_be_visible()
    theme = "dark" if choices else None
    assert inside.locator("html").get_attribute("data-theme") == theme
    if choices:
        expect(inside.locator(".wq-org")).to_have_text("某县消费者协会 提供")
    if part != "frame":
        page.wait_for_function("document.querySelector('iframe').style.height.endsWith('px')")
    assert page.locator("iframe").get_attribute("title")


def test_the_line_for_a_file_shows_it_from_ones_own_server(
    offered: Page, put: Place, tmp_path: Path
) -> None:
    choose(offered, tree=FIELDS, org="某县消协")
    with offered.expect_download() as loaded:
        offered.locator("a[data-file]").click()
    name = loaded.value.suggested_filename
    assert name == "liability-price.html"
    loaded.value.save_as(tmp_path / name)
    page = put(text(offered, "file"))
    expect(page.frame_locator("iframe").locator(".wq-org")).to_have_text("某县消协 提供")


def test_the_address_to_paste_becomes_a_frame_in_wordpress(
    offered: Page, new_page: NewPage, put: Place
) -> None:
    found = new_page(urlsplit(text(offered, "paste")).path.lstrip("/"))
    where = found.locator("link[type='application/json+oembed']").get_attribute("href") or ""
    told = found.request.get(where).json()
    page = put(filtered(told["html"]) or "")
    expect(page.frame_locator("iframe").locator(".wq-option:visible").first).to_be_visible()


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_stays_text_wherever_it_is_put(offered: Page, put: Place, name: str) -> None:
    choose(offered, org=name)
    assert text(offered, "poster").endswith(f"{name} 提供")
    for part in ("frame", "element"):
        page = put(text(offered, part))
        frame = page.locator("iframe")
        expect(frame).to_have_count(1)
        source = frame.get_attribute("src") or ""
        assert parse_qs(urlsplit(source).query) == {"org": [name]}
        inside = page.frame_locator("iframe").locator(".wq-org")
        expect(inside).to_have_text(f"{name} 提供")
        assert page.evaluate("window.run") is None
        assert page.locator("body > b, weiquan-tree b").count() == 0


def luminance(color: str) -> float:
    """As WCAG 2.2 defines it."""
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def ratio(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


GOLDEN = [
    ("#000000", "#ffffff", 21.0),
    ("#767676", "#ffffff", 4.54),
    ("#777777", "#ffffff", 4.48),
    ("#ff0000", "#ffffff", 4.0),
    ("#0000ff", "#ffffff", 8.59),
    ("#ffffff", "#ffffff", 1.0),
]
"""Pairs whose ratios are well known."""
COUNT = """async (pairs) => {
  const { contrast } = await import('/assets/decision-tree/contrast.js');
  return pairs.map(([one, other]) => contrast(one, [other]));
}"""


def test_contrast_is_that_of_the_standard(offered: Page) -> None:
    chance = random.Random(7)
    some = [[f"#{chance.randrange(1 << 24):06x}" for _ in "ab"] for _ in range(200)]
    pairs = [[one, other] for one, other, _ in GOLDEN] + some
    counted = offered.evaluate(COUNT, pairs)
    for (one, other), found in zip(pairs, counted, strict=True):
        assert found == pytest.approx(ratio(one, other)), (one, other)
    for (_, _, known), found in zip(GOLDEN, counted, strict=False):
        assert found == pytest.approx(known, abs=0.005)


def test_the_nearest_colour_reads_on_all_grounds(offered: Page, data: dict[str, Any]) -> None:
    chance = random.Random(8)
    for theme, grounds in data["grounds"].items():
        assert len(grounds) == 3, theme
        some = ["#ffffff", "#000000", *(f"#{chance.randrange(1 << 24):06x}" for _ in range(50))]
        found = offered.evaluate(
            """async ([some, grounds]) => {
              const { nearest } = await import('/assets/decision-tree/nearest-color.js');
              return some.map((color) => nearest(color, grounds));
            }""",
            [some, grounds],
        )
        for color, near in zip(some, found, strict=True):
            assert min(ratio(near, ground) for ground in grounds) >= 4.5, (color, near)
            if min(ratio(color, ground) for ground in grounds) >= 4.5:
                assert near == color


def test_a_colour_that_cannot_be_read_is_refused_and_a_better_one_offered(offered: Page) -> None:
    choose(offered, color="#ffcc00")
    alert = offered.locator(".wq-choice [role=alert]")
    expect(alert).to_contain_text("4.5")
    assert "color=" not in text(offered, "frame")
    assert offered.locator("#place-color").get_attribute("aria-invalid") == "true"
    alert.locator("button").click()
    expect(alert).to_be_empty()
    expect(offered.locator("#place-color")).to_be_focused()
    better = offered.locator("#place-color").input_value()
    assert f"color={better[1:]}" in text(offered, "frame")
    choose(offered, color="red")
    expect(alert).not_to_be_empty()
    assert "color=" not in text(offered, "frame")
    choose(offered, theme="dark", color="#ffcc00")
    expect(alert).to_be_empty()
    assert "color=ffcc00" in text(offered, "frame")


@pytest.mark.parametrize("size", ["large", "xlarge"])
def test_the_height_holds_every_question_in_larger_text_too(
    new_page: NewPage, data: dict[str, Any], size: str
) -> None:
    """Measured as the sizes of the default text are; here some trees, at their first question."""
    page = new_page(viewport={"width": 320, "height": 900})
    for tree in data["trees"][::4]:
        page.goto(f"embed/{tree['id']}/?size={size}")
        page.locator("decision-tree[data-ready]").wait_for()
        box = page.locator(".wq-page").bounding_box()
        assert box
        assert box["height"] <= tree["taller"][size], tree["id"]
        assert tree["heights"]["320"] < tree["taller"][size] < 2.5 * tree["heights"]["320"]


def test_a_line_is_copied_and_that_is_said(offered: Page) -> None:
    offered.context.grant_permissions(["clipboard-read", "clipboard-write"])
    part = offered.locator("[data-part=frame]")
    part.locator("button").click()
    expect(part.locator("[role=status]")).not_to_be_empty()
    assert offered.evaluate("navigator.clipboard.readText()") == text(offered, "frame")
    choose(offered, theme="dark")
    expect(part.locator("[role=status]")).to_be_empty()


def test_the_code_for_a_poster_is_a_picture_to_keep(offered: Page) -> None:
    for kind, begin in {"svg": b"<svg", "png": b"\x89PNG"}.items():
        with offered.expect_download() as loaded:
            offered.locator(f"[data-save={kind}]").click()
        assert loaded.value.suggested_filename == f"liability-who-is-liable.{kind}"
        assert Path(loaded.value.path()).read_bytes().startswith(begin)
    expect(offered.locator(".wq-code svg")).to_be_visible()


def test_all_choices_are_made_with_the_keyboard(offered: Page) -> None:
    offered.locator("#place-tree").focus()
    order = []
    for _ in range(8):
        order.append(offered.evaluate("document.activeElement.id || document.activeElement.type"))
        offered.keyboard.press("Tab")
    names = ("tree", "start", "theme", "color", "size", "header", "org")
    wanted = [f"place-{name}" for name in names]
    wanted.insert(4, "color")
    assert order == wanted


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_no_violation_with_a_wrong_colour_and_a_code(
    new_page: NewPage, scheme: str, width: int
) -> None:
    page = new_page("embed/", color_scheme=scheme, viewport={"width": width, "height": 900})
    page.locator(".wq-place[data-ready]").wait_for(state="attached")
    choose(page, color="#ffcc00", theme="light")
    page.locator("[data-save=show]").click()
    page.locator(".wq-code svg").wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_the_data_the_lines_are_still_there(new_page: NewPage, watch: Watch) -> None:
    watch.expected.append("Failed to load")
    page = new_page("404.html")
    page.route("**/embed.json", lambda route: route.abort())
    page.goto(page.url.replace("404.html", "embed/"))
    expect(page.locator(".wq-place .wq-notice")).to_be_visible()
    assert "<iframe" in text(page, "frame")


def test_the_policy_of_the_manual_is_enough(
    new_page: NewPage, offered: Page, put: Place, watch: Watch
) -> None:
    """The frame and its script, on a page that allows nothing else."""
    manual = new_page("embed/manual/")
    lines = [line.strip() for line in manual.locator("pre").all_inner_texts()]
    policy = "; ".join(line for line in lines if line.startswith(("frame-src", "script-src")))
    assert policy.count("-src") == 2
    head = '<meta http-equiv="Content-Security-Policy" content="{}">'
    lone = f"default-src 'none'; style-src 'unsafe-inline'; img-src data:; {policy}"
    page = put(head.format(lone) + text(offered, "fixed"))
    page.wait_for_function("document.querySelector('iframe').style.height.endsWith('px')")
    expect(page.frame_locator("iframe").locator(".wq-option:visible").first).to_be_visible()
