"""What is kept from one build to the next: never anything but what would be made."""

from __future__ import annotations

from pathlib import Path

import pytest

from build_hooks.kept import FOLDER, kept


def never() -> bytes:
    raise AssertionError("it was kept")


def files(root: Path) -> list[Path]:
    return sorted((root / FOLDER).iterdir())


def test_it_is_made_once(tmp_path: Path) -> None:
    assert kept(tmp_path, ("a", 1), lambda: b"one") == b"one"
    assert kept(tmp_path, ("a", 1), never) == b"one"
    assert len(files(tmp_path)) == 1


def test_another_recipe_is_another_thing(tmp_path: Path) -> None:
    kept(tmp_path, ("a", 1), lambda: b"one")
    assert kept(tmp_path, ("a", 2), lambda: b"two") == b"two"
    assert kept(tmp_path, ("a", 1), never) == b"one"


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[:-1], id="cut"),
        pytest.param(lambda whole: whole[:-1] + b"x", id="changed"),
        pytest.param(lambda _: b"", id="empty"),
    ],
)
def test_what_was_damaged_is_made_anew(damage: object, tmp_path: Path) -> None:
    kept(tmp_path, "a", lambda: b"one")
    (file,) = files(tmp_path)
    file.write_bytes(damage(file.read_bytes()))  # type: ignore[operator]
    assert kept(tmp_path, "a", lambda: b"one") == b"one"
    assert kept(tmp_path, "a", never) == b"one"


def test_where_nothing_can_be_written_it_is_made_each_time(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file, where a folder would be")
    assert kept(tmp_path, "a", lambda: b"one") == b"one"
    assert kept(tmp_path, "a", lambda: b"two") == b"two"


def test_a_build_that_fails_leaves_nothing(tmp_path: Path) -> None:
    def fails() -> bytes:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        kept(tmp_path, "a", fails)
    assert not (tmp_path / FOLDER).exists()
