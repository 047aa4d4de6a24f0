"""Find a Chromium for the browser tests, or install one.

Run as a program (`make browser`) it installs: Debian's package where apt and root are there, else
Playwright's own. `CHROMIUM=/path/to/chromium` names one. The headless shell is the same browser
without windows: a page costs a quarter of the processor's time. Chinese needs a font with Chinese
characters to be measured and seen, so Debian's comes along.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)
DEBIAN = ("chromium-headless-shell", "chromium")
FONT = "fonts-noto-cjk"
ADVICE = (
    "error: no Chromium for the browser tests, and none could be installed.\n"
    "  Install one (Debian: apt-get install chromium fonts-noto-cjk), or\n"
    "  name one: CHROMIUM=/path/to/chromium make test"
)


def find() -> str | None:
    """Return the path of a Chromium, or None."""
    named = os.environ.get("CHROMIUM")
    if named:
        return shutil.which(named)
    found = next(filter(None, map(shutil.which, NAMES)), None)
    return found or _playwrights()


def _playwrights() -> str | None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow, and rarely needed

    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).exists() else None


def install() -> None:
    """Install a Chromium in the way this machine allows."""
    if has_apt():
        for package in DEBIAN:
            if not find():
                apt_install(package, FONT)
    else:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)


def has_apt() -> bool:
    """Whether packages of Debian can be installed here."""
    return bool(shutil.which("apt-get")) and os.geteuid() == 0


def apt_install(*packages: str) -> None:
    """Install packages of Debian; what went wrong stands on the terminal."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", "-qq", *command], check=False, env=environment)


def main() -> int:
    """Make sure that there is a Chromium; say what to do if there cannot be one."""
    if os.environ.get("CHROMIUM") and not find():
        print(f"error: CHROMIUM={os.environ['CHROMIUM']} is not a program", file=sys.stderr)
        return 1
    if not find():
        print("==> installing Chromium for the browser tests")
        install()
    if not find():
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
