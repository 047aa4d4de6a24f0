"""Take the pictures of the manual for webmasters from a built site: docs/embed/pictures/*.png.

python -m tests.pictures SITE

Run it when embeds look different. The page around each frame stands for somebody else's: it has
nothing of ours but the lines that the manual tells people to copy. The pictures named wordpress-*
were taken by hand in a WordPress 6.1.9 of Debian.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import FrameLocator, Page

from tests.bench.serving import chromium, served
from tests.conftest import ROOT

PICTURES = ROOT / "docs/embed/pictures"
TREE = "liability/who-is-liable"
PHONE = {"width": 390, "height": 760}
AROUND = """<!doctype html><meta charset=utf-8><meta name=viewport content="width=device-width">
<link rel=icon href=data:,><title>某县消费者协会</title>
<style>body{{margin:0;font:16px/1.6 sans-serif;background:#fff;color:#222}}
header{{padding:10px 12px;background:#a11;color:#fff}}main{{padding:0 12px}}</style>
<header>某县消费者协会（示例）</header><main><p>直播间买东西出了问题，先点几下：</p>{}</main>"""
FRAME = (
    '<iframe src="{site}embed/{path}" title="t" width="100%" height="{height}" {more} '
    'style="border:0"></iframe>'
)


def frame(site: str, path: str, height: int, more: str = "") -> str:
    """The line of the manual, for a site that is served here."""
    return FRAME.format(site=site, path=path, height=height, more=more)


def main(site: Path) -> None:
    """Take all pictures."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as name, served(site) as ours, chromium() as browser:
        folder = Path(name)
        with served(folder) as host:
            for picture, take in TAKES.items():
                page = browser.new_page(viewport=PHONE)  # type: ignore[arg-type]
                take(Scene(page, ours, host, folder))
                page.screenshot(path=PICTURES / f"{picture}.png")
                page.close()


class Scene:
    """A page of somebody else's that shows a frame of ours."""

    def __init__(self, page: Page, ours: str, host: str, folder: Path) -> None:
        self.page, self.ours, self.host, self.folder = page, ours, host, folder

    def show(self, body: str) -> FrameLocator:
        """Open the page with these lines in it; what is in its frame."""
        (self.folder / "index.html").write_text(AROUND.format(body), "utf-8")
        self.page.goto(self.host)
        inside = self.page.frame_locator("iframe")
        inside.locator("main").wait_for()
        return inside

    def walk(self, inside: FrameLocator) -> None:
        """Take the first option until there is a result."""
        while not inside.locator(".wq-outcome:visible").count():
            inside.locator(".wq-option:visible").first.click()
            self.page.wait_for_timeout(200)


def _choices(scene: Scene) -> None:
    scene.page.set_viewport_size({"width": 900, "height": 900})
    scene.page.goto(f"{scene.ours}embed/")
    scene.page.locator(".wq-place iframe").scroll_into_view_if_needed()
    scene.page.evaluate("""() => {
      const place = document.querySelector('.wq-place');
      scrollTo(0, place.getBoundingClientRect().top + scrollY - 140);
    }""")
    scene.page.wait_for_timeout(1500)


def _frame(scene: Scene) -> None:
    inside = scene.show(frame(scene.ours, f"{TREE}/", 770))
    inside.locator(".wq-option:visible").first.wait_for()


def _script(scene: Scene) -> None:
    script = f'<script src="{scene.ours}embed/v1/embed.js"></script>'
    inside = scene.show(frame(scene.ours, f"{TREE}/", 770) + script)
    scene.walk(inside)
    scene.page.evaluate("scrollTo(0, 90)")
    scene.page.wait_for_timeout(300)


def _sandbox(scene: Scene) -> None:
    inside = scene.show(frame(scene.ours, f"{TREE}/", 620, 'sandbox="allow-scripts"'))
    inside.locator(".wq-option:visible").first.wait_for()
    inside.locator("footer a[target]").first.click()
    inside.locator(".wq-away").scroll_into_view_if_needed()


def _all(scene: Scene) -> None:
    inside = scene.show(frame(scene.ours, "questions/", 640))
    inside.locator("input").fill("网红带货翻车找谁")
    inside.locator("mark").first.wait_for()


TAKES: dict[str, Callable[[Scene], None]] = {
    "choices": _choices,
    "frame": _frame,
    "script": _script,
    "sandbox": _sandbox,
    "all": _all,
}


if __name__ == "__main__":
    main(Path(sys.argv[1]))
