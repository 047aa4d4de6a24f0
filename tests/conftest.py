"""What several test modules need: content made of text, and the real site built once."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from build_hooks.checking import Checked, check
from tests.builders import BUILDERS

ROOT = Path(__file__).parent.parent
TREES = ROOT / "trees"
TODAY = date(2026, 11, 21)
"""The day of the checks: tests must not fail because time passes."""

Check = Callable[..., Checked]

# A slow machine is no finding, and a test leaves no files behind.
settings.register_profile(
    "here", deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("here")


@pytest.fixture(scope="session")
def real() -> Checked:
    """The real content, checked once."""
    return check(TREES, TODAY)


@pytest.fixture
def check_files(tmp_path: Path) -> Check:
    """Check files given by name; each value is text or bytes."""

    def check_these(files: dict[str, str | bytes]) -> Checked:
        for name, content in files.items():
            file = tmp_path / "trees" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content.encode() if isinstance(content, str) else content)
        return check(tmp_path / "trees", TODAY)

    return check_these


@pytest.fixture(scope="session")
def port() -> int:
    """A free port of this machine; the site is built for it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let the tests run on the site of another builder."""
    parser.addoption("--builder", choices=list(BUILDERS), default="mkdocs", help="builds the site")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, port: int, pytestconfig: pytest.Config) -> Path:
    """The real site, built by the real MkDocs as `make site` does, or by `--builder`."""
    folder = tmp_path_factory.mktemp("site")
    return BUILDERS[pytestconfig.getoption("--builder")](folder, f"http://127.0.0.1:{port}/")
