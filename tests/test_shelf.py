"""What has been made waits in files, and comes back as it was."""

from __future__ import annotations

import gc
import os
import pickle
from pathlib import Path

import pytest

from build_hooks.output import Output, Shelved
from build_hooks.shelf import Shelf

CONTENTS = ("<p>字\r\n</p>\n", "", b"\x00\xff\r\n", b"")


def test_content_comes_back_as_it_was() -> None:
    shelf = Shelf()
    given = [Output(f"{n}", content, "a.yaml") for n, content in enumerate(CONTENTS)]
    found = shelf.put(given)
    assert all(isinstance(output.held, Shelved) for output in found)
    assert [(o.path, o.content, o.source) for o in found] == [
        (o.path, o.content, o.source) for o in given
    ]


def test_the_folder_goes_when_nobody_has_anything_of_it() -> None:
    shelf = Shelf()
    folder = shelf.folder
    outputs = shelf.put([Output("a", "text")])
    del shelf
    gc.collect()
    assert outputs[0].content == "text"
    outputs.clear()
    gc.collect()
    assert not folder.exists()


def test_what_a_fork_hands_over_is_of_its_parents_shelf() -> None:
    shelf = Shelf()
    (output,) = pickle.loads(pickle.dumps(shelf.put([Output("a", "text")])))
    assert isinstance(output.held, Shelved)
    assert output.held.shelf is shelf
    assert output.content == "text"


def test_a_fork_that_ends_takes_nothing_away() -> None:
    shelf = Shelf()
    (output,) = shelf.put([Output("a", "text")])
    child = os.fork()
    if child == 0:
        del shelf
        gc.collect()
        os._exit(0)
    os.waitpid(child, 0)
    assert output.content == "text"


def test_what_a_fork_puts_there_its_parent_finds() -> None:
    shelf = Shelf()
    child = os.fork()
    if child == 0:
        shelf.put([Output("a", "text")])
        os._exit(0)
    os.waitpid(child, 0)
    assert [Path(file).read_text("utf-8") for file in shelf.folder.iterdir()] == ["text"]


def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    shelf = Shelf()
    monkeypatch.setattr("build_hooks.shelf.mkstemp", _no_space)
    with pytest.raises(OSError, match="No space left"):
        shelf.put([Output("a", "text")])


def _no_space(dir: Path) -> tuple[int, str]:  # noqa: A002 - as `mkstemp` calls it
    raise OSError(28, "No space left on device", str(dir))
