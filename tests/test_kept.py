"""What is kept from one build to the next: never anything but what would be made."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from build_hooks.kept import folder, kept


def never() -> bytes:
    raise AssertionError("it was kept")


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    return tmp_path


def files() -> list[Path]:
    return sorted(folder().iterdir())


def test_it_is_made_once() -> None:
    assert kept(("a", 1), lambda: b"one") == b"one"
    assert kept(("a", 1), never) == b"one"
    assert len(files()) == 1


def test_another_recipe_is_another_thing() -> None:
    kept(("a", 1), lambda: b"one")
    assert kept(("a", 2), lambda: b"two") == b"two"
    assert kept(("a", 1), never) == b"one"


def test_what_other_lines_make_is_another_thing(tmp_path: Path) -> None:
    """An edit of the module that makes it makes it anew."""
    for text in ("one", "two"):
        file = tmp_path / "maker.py"
        file.write_text(f"def make():\n    return b'{text}'\n", "utf-8")
        names: dict[str, Callable[[], bytes]] = {}
        exec(compile(file.read_bytes(), file, "exec"), names)
        assert kept("a", names["make"]) == text.encode()


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[:-1], id="cut"),
        pytest.param(lambda whole: whole[:-1] + b"x", id="changed"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_what_was_damaged_is_made_anew(damage: Callable[[bytes], bytes]) -> None:
    kept("a", lambda: b"one")
    (file,) = files()
    file.write_bytes(damage(file.read_bytes()))
    assert kept("a", lambda: b"one") == b"one"
    assert kept("a", never) == b"one"


def test_where_nothing_can_be_written_it_is_made_each_time(cache: Path) -> None:
    (cache / "weiquan").write_text("a file, where a folder would be")
    assert kept("a", lambda: b"one") == b"one"
    assert kept("a", lambda: b"two") == b"two"


def test_what_fails_leaves_nothing() -> None:
    def fails() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept("a", fails)
    assert not folder().exists()
