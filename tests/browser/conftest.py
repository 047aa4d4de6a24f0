"""A real Chromium on the real site; after each test the console is empty."""

from __future__ import annotations

import functools
import http.server
import math
import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar, Literal
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Error,
    Page,
    expect,
    sync_playwright,
)
from playwright.sync_api import (
    TimeoutError as Overdue,
)

from build_hooks.policy.rules import Rule, rules
from tests.browser.chromium import ADVICE, find

expect.set_options(timeout=20_000)  # a busy machine is no failure
SLOW = float(os.environ.get("SLOW_LINE", "0"))
"""Seconds that each of our own files takes longer: what only works on a fast line shows itself."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves a folder without a word; modules need their type on every machine."""

    extensions_map: ClassVar[dict[str, str]] = {
        **http.server.SimpleHTTPRequestHandler.extensions_map,
        ".js": "text/javascript",
    }

    def log_message(self, *_: object) -> None:
        pass


class Guarded(Quiet):
    """Serves a built site with its security headers, as a server that is set up by them."""

    rules: ClassVar[list[Rule]] = []

    def end_headers(self) -> None:
        path = urlsplit(self.path).path.removeprefix("/")
        if path.startswith("assets/decision-tree/"):
            time.sleep(SLOW)
        fitting = [rule for rule in self.rules if path.startswith(rule.prefix)]
        for name, value in max(fitting, key=lambda rule: len(rule.prefix)).headers.items():
            self.send_header(name, value)
        super().end_headers()


class Server(http.server.ThreadingHTTPServer):
    """A page that is left while it loads hangs up: nothing to tell."""

    request_queue_size = 128  # a busy machine lets more than five wait

    def handle_error(self, request: object, client_address: object) -> None:
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


@pytest.fixture(scope="session")
def address(site: Path, port: int) -> Iterator[str]:
    """The address of the built site on this machine."""
    Guarded.rules = rules(site)
    handler = functools.partial(Guarded, directory=str(site))
    server = Server(("127.0.0.1", port), handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{port}/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A Chromium for the whole session."""
    path = find()
    if path is None:
        pytest.fail(ADVICE)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield chromium
        chromium.close()


class Watch:
    """Everything that a page must not do: speak in the console, fail, ask strangers."""

    def __init__(self, address: str) -> None:
        self.host = urlsplit(address).netloc
        self.said: list[str] = []
        self.strangers: list[str] = []
        self.expected: list[str] = []

    def follow(self, page: Page) -> None:
        page.on("console", lambda message: self.said.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: self.said.append(f"error: {error}"))
        page.on("request", lambda request: self.check(request.url))

    def check(self, url: str) -> None:
        parts = urlsplit(url)
        if parts.scheme in ("http", "https") and parts.netloc != self.host:
            self.strangers.append(url)

    def unexpected(self) -> list[str]:
        return [line for line in self.said if not any(part in line for part in self.expected)]


@pytest.fixture
def watch(address: str) -> Watch:
    return Watch(address)


NewPage = Callable[..., Page]
LoadState = Literal["domcontentloaded", "load", "networkidle"]


def wait_until(page: Page, expression: str, *, arg: object = None, timeout: float = 30_000) -> None:
    """Ask the page until it says yes; Playwright's own needs eval, which our policy refuses.

    `timeout` is in milliseconds; as with Playwright's own, 0 is none.
    """
    end = time.monotonic() + (timeout or math.inf) / 1000
    while _said(page, expression, arg) in (None, False, ""):  # in JavaScript `[]` says yes
        if time.monotonic() > end:
            raise TimeoutError(f"never true: {expression}")
        page.wait_for_timeout(30)


def _said(page: Page, expression: str, arg: object) -> object:
    try:
        return page.evaluate(expression, arg)
    except Error as error:
        if "context was destroyed" in str(error) or "navigation" in str(error):
            return False
        raise


def settle(page: Page, state: LoadState = "load") -> None:
    """Wait as Playwright does; that a line is idle it may never say, after a page that was left."""
    try:
        Page.wait_for_load_state(page, state)
    except Overdue:
        if state != "networkidle":
            raise


@pytest.fixture
def new_page(browser: Browser, address: str, watch: Watch) -> Iterator[NewPage]:
    """Open pages with options of their own; all are watched."""
    contexts: list[BrowserContext] = []

    def open_page(path: str = "", **options: object) -> Page:
        settings = {"viewport": {"width": 390, "height": 844}, "base_url": address, **options}
        context = browser.new_context(**settings)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        page = context.new_page()
        page.wait_for_function = functools.partial(wait_until, page)  # type: ignore[method-assign]
        page.wait_for_load_state = functools.partial(settle, page)  # type: ignore[method-assign]
        watch.follow(page)
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert watch.unexpected() == []
    assert watch.strangers == []
