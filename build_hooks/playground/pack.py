"""Pack what runs in the browser: our modules that it imports, four packages, and what is known."""

from __future__ import annotations

import ast
import importlib
import io
import json
import pickle
import zipfile
from collections.abc import Iterator, Mapping
from importlib.metadata import distribution
from pathlib import Path

from build_hooks.locale import LANGUAGE, strings
from build_hooks.playground.known import Known

ENTRY = "build_hooks.playground.session"
ROOT = Path(__file__).parent.parent.parent
PACKAGES = {
    "yaml": "PyYAML",
    "jinja2": "Jinja2",
    "markupsafe": "MarkupSafe",
    "chinese_calendar": "chinesecalendar",
}
"""What it imports of others, with the name under which each is published."""
LICENCE = ("LICENSE", "LICENCE", "COPYING")
DAY = (1980, 1, 1, 0, 0, 0)
"""The first that a zip file can hold: equal content makes equal files."""
KNOWN = "known.pickle"
LEVEL = 6
"""Of compression: 9 takes twice as long, at each build, for half a percent."""


def pack(known: Known) -> bytes:
    """A zip to unpack beside Python's own library."""
    return zipped({**dict(_files()), KNOWN: pickle.dumps(known, protocol=5)})


def zipped(files: Mapping[str, bytes]) -> bytes:
    """A zip of files by name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content, compresslevel=LEVEL)
    return buffer.getvalue()


def _files() -> Iterator[tuple[str, bytes]]:
    for file in sorted(modules(ENTRY)):
        yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    for file in (ROOT / "build_hooks/templates").glob("*.html.j2"):
        yield file.relative_to(ROOT).as_posix(), file.read_bytes()
    words = {key: word for key, word in strings().items() if ".js." not in f".{key}"}
    yield f"build_hooks/locales/{LANGUAGE}.json", json.dumps(words, ensure_ascii=False).encode()
    for package, name in PACKAGES.items():
        yield from _package(package)
        yield from _licences(name)


def _package(package: str) -> Iterator[tuple[str, bytes]]:
    """The Python of a package; what is compiled would not run in a browser."""
    folder = Path(str(importlib.import_module(package).__file__)).parent
    for file in folder.rglob("*.py"):
        yield f"{package}/{file.relative_to(folder).as_posix()}", file.read_bytes()


def _licences(name: str) -> Iterator[tuple[str, bytes]]:
    """The licence of a package; where it has none as a file, what it says about itself."""
    files = distribution(name).files or ()
    found = [file for file in files if file.name.upper().startswith(LICENCE)]
    for file in found or [file for file in files if file.name == "METADATA"]:
        yield f"licences/{name}-{file.name}", Path(str(file.locate())).read_bytes()


def modules(entry: str) -> set[Path]:
    """The files of ours that a module needs, with those of the packages around them."""
    found: set[Path] = set()
    waiting = [entry]
    while waiting:
        file = _file(waiting.pop())
        if file and file not in found:
            found.add(file)
            waiting += _imports(file)
    around = {parent / "__init__.py" for file in found for parent in file.parents}
    return found | {file for file in around if file.is_file() and file.is_relative_to(ROOT)}


def _file(module: str) -> Path | None:
    path = ROOT / module.replace(".", "/")
    places = (path.with_suffix(".py"), path / "__init__.py")
    is_ours = module.startswith("build_hooks")
    return next((place for place in places if is_ours and place.is_file()), None)


def _imports(file: Path) -> Iterator[str]:
    for node in _statements(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _statements(node: ast.AST) -> Iterator[ast.stmt]:
    """All statements inside of one; there is no import in an expression."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt):
            yield child
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from _statements(child)
