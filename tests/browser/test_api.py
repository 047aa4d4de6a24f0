"""The API from somebody else's page, and oEmbed as WordPress shows it."""

from __future__ import annotations

import functools
import http.server
import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import NewPage, Quiet, Server, Watch
from tests.conftest import ROOT
from tests.wordpress import GIVEN, SHOWN, filtered

TREE = "liability/who-is-liable"
Serve = Callable[..., str]


class Shared(Quiet):
    """Answers with the line that docs/api.md asks for."""

    def end_headers(self) -> None:
        self.send_header("Access-Control-Allow-Origin", "*")
        super().end_headers()


@contextmanager
def serving(
    folder: Path, kind: type[http.server.BaseHTTPRequestHandler], port: int = 0
) -> Iterator[str]:
    server = Server(("127.0.0.1", port), functools.partial(kind, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Serve folders on ports of their own."""
    with ExitStack() as stack:
        yield lambda folder, kind=Quiet: stack.enter_context(serving(folder, kind))


def example() -> str:
    """The `fetch` of the documentation."""
    text = (ROOT / "docs/api.md").read_text("utf-8")
    return re.search(r"```text\n(fetch.*?)```", text, re.DOTALL)[1]


def test_the_example_of_the_documentation_runs_on_another_site(
    site: Path, tmp_path: Path, serve: Serve, new_page: NewPage, watch: Watch
) -> None:
    data = serve(site, Shared)
    (tmp_path / "host.html").write_text(
        "<!doctype html><link rel=icon href=data:,><title>x</title>"
    )
    page = new_page()
    page.goto(serve(tmp_path) + "host.html")
    channels = json.loads((site / "api/v1/channels.json").read_text("utf-8"))["channels"]
    last = f"{channels[-1]['title']} {channels[-1]['url']}"
    watch.expected.append("log: ")
    with page.expect_console_message(lambda message: message.text == last):
        code = example().replace("{{ site_url }}", data)
        page.evaluate("(code) => { (0, eval)(code); }", code)
    assert len(watch.said) == len(channels)
    watch.strangers.clear()


def oembed(site: Path) -> dict[str, object]:
    return json.loads((site / f"api/v1/oembed/{TREE}.json").read_text("utf-8"))


def test_wordpress_keeps_the_frame_and_its_title(site: Path) -> None:
    found = oembed(site)
    kept = filtered(str(found["html"]))
    assert kept
    assert 'sandbox="allow-scripts"' in kept
    assert f'title="{found["title"]}"' in kept
    assert f'width="{found["width"]}" height="{found["height"]}"' in kept
    assert f"embed/{TREE}/#?secret=" in kept
    assert "visibility: hidden" not in kept


def test_our_copy_of_the_rules_takes_away_what_wordpress_takes_away() -> None:
    rich = (
        '<p><script src="x"></script><blockquote>q</blockquote>'
        '<iframe src="https://a/?b&amp;c" onload="x" loading="lazy" style="x"></iframe></p>'
    )
    kept = filtered(rich)
    assert kept
    assert 'src="https://a/?b&amp;c#?secret=' in kept
    assert not re.search(r"<script|<p|onload|loading", kept)
    assert "visibility: hidden" in kept
    assert filtered("<blockquote>only words</blockquote>") is None


def test_our_copy_of_the_rules_gives_what_a_real_wordpress_gave() -> None:
    """But for the order of the attributes: another of its filters puts the title first."""
    kept = filtered(GIVEN, "yi1osuqiVP")
    assert kept
    attribute = r'[\w-]+="[^"]*"'
    assert sorted(re.findall(attribute, kept)) == sorted(re.findall(attribute, SHOWN))
    assert re.sub(attribute, "", kept) == re.sub(attribute, "", SHOWN)


def test_the_frame_works_as_wordpress_shows_it(
    site: Path, tmp_path: Path, serve: Serve, new_page: NewPage, watch: Watch
) -> None:
    html = filtered(str(oembed(site)["html"]))
    host = f"<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>x</title>{html}"
    (tmp_path / "host.html").write_text(host, "utf-8")
    page = new_page()
    page.goto(serve(tmp_path) + "host.html")
    frame = page.frame_locator("iframe")
    option = frame.locator(".wq-option:visible").first
    option.wait_for()
    before = frame.locator("section.wq-node:visible h2").inner_text()
    assert "secret" not in frame.locator("body").inner_text()
    option.click()
    frame.locator("section.wq-node:visible h2", has_not_text=before).wait_for()
    watch.strangers.clear()


def test_a_secret_in_the_address_is_no_node(new_page: NewPage) -> None:
    page = new_page(f"{TREE}/#?secret=aB3dE5gH7j")
    page.locator(".wq-option:visible").first.wait_for()
    assert page.locator(".wq-notice:visible").count() == 0
    assert "secret" not in page.locator("decision-tree").inner_text()
