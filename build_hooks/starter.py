"""The files of a new tree: a small tree with remarks that passes the check, to be rewritten."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from build_hooks.load.fields import ID
from build_hooks.load.folder import CASES_ENDING, REFERENCE
from build_hooks.model.tree import Topic

TEMPLATES = Path(__file__).parent / "templates"
ENDINGS = {".yaml": "new_tree.yaml", CASES_ENDING: "new_cases.yaml"}


class StarterError(Exception):
    """There can be no such tree; carries the key of its sentence and what that fills in."""

    def __init__(self, key: str, **data: object) -> None:
        super().__init__(key)
        self.key = key
        self.data = data


def start(trees: Path, id_: str, title: str, today: date) -> list[Path]:
    """Write the files of a new tree; none of them may be there.

    Raises:
        StarterError: the id is no id, or a file is there already.
    """
    _refuse(id_)
    if not (trees / REFERENCE).is_dir():
        raise StarterError("new.no-project", trees=trees)
    if not title.strip():
        raise StarterError("new.no-title")
    files = {trees / f"{id_}{ending}": ending for ending in ENDINGS}
    for file in files:
        if file.exists():
            raise StarterError("new.exists", path=file)
    for file, ending in files.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8", newline="\n") as out:
            out.write(starter(ending, title, today))
    return list(files)


def starter(ending: str, title: str, today: date) -> str:
    """What a new file with this ending holds: `.yaml` the tree, `.cases.yaml` its cases."""
    text = (TEMPLATES / ENDINGS[ending]).read_text("utf-8")
    for word, value in _values(title, today):
        text = text.replace(word, value)
    return text


def _refuse(id_: str) -> None:
    topic, _, name = id_.partition("/")
    known = " · ".join(Topic)
    if topic not in list(Topic):
        raise StarterError("new.bad-topic", found=id_, known=known)
    if not ID.fullmatch(name):
        raise StarterError("new.bad-name", found=name, topic=topic)


def _values(title: str, today: date) -> Iterator[tuple[str, str]]:
    yield "{today}", today.isoformat()
    yield "{title}", json.dumps(title, ensure_ascii=False)
