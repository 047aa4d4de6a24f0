"""Python for the browser: Pyodide's own files, as the package `flet-web` carries them.

Nothing else of that package is used. Each file is compared with the hash of Pyodide's own release
(the npm package `pyodide`), so that what is published is Pyodide and nothing but Pyodide.
"""

from __future__ import annotations

import gzip
import io
import re
import zipfile
import zlib
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from build_hooks.kept import kept
from build_hooks.playground.pack import LEVEL, zipped

PACKAGE = "flet_web"
FOLDER = "web/pyodide"
VERSION = "314.0.7"
HASHES = {
    "pyodide.mjs": "6f1d60f7bf529beb300f0f47983c921d3982363640ba20af0e38efdddbc66109",
    "pyodide.asm.mjs": "f7cdc8ece80678ceb712f8e65ebe6d3a83203a180c399865f49612a051693635",
    "pyodide.asm.wasm": "cc36e3cab04fdfc9a63ff13eb52eae2b911bf46c025cc7b281f394bd3de1d5e6",
    "python_stdlib.zip": "fa1957e5777068fc4f7437f96d860ae2fbe9c19732ba06c84e004ec16dd7dd7a",
}
"""SHA-256 of the files of `VERSION`."""
LICENCE = Path(__file__).parent / "MPL-2.0.txt"
UNUSED = (
    "_pyrepl",
    "bdb",
    "cProfile",
    "concurrent/futures/process",
    "configparser",
    "curses",
    "dbm",
    "doctest",
    "email",
    "ensurepip",
    "ftplib",
    "getpass",
    "http",
    "idlelib",
    "imaplib",
    "lib2to3",
    "mailbox",
    "multiprocessing",
    "netrc",
    "nturl2path",
    "optparse",
    "pdb",
    "pickletools",
    "poplib",
    "profile",
    "pstats",
    "pydoc",
    "smtplib",
    "socketserver",
    "sqlite3",
    "ssl",
    "statistics",
    "telnetlib",
    "test",
    "timeit",
    "tkinter",
    "tomllib",
    "trace",
    "turtle",
    "unittest",
    "venv",
    "wave",
    "webbrowser",
    "wsgiref",
    "xml",
    "xmlrpc",
    "zipapp",
)
"""Parts of Python's library that neither Pyodide nor we import: a third of its weight."""
TABLES = re.compile(
    r"encodings/(cp(?!437)|mac_|iso|koi|kz|big5|euc|gb|hz|shift|johab|ptcp|tis|hp_)"
)
"""Encodings of one script or one system; a zip's names may be of cp437."""


class ForeignRuntimeError(Exception):
    """A file is not that of Pyodide's release."""


def runtime() -> dict[str, bytes] | None:
    """The files to publish by name, or None if the package is not installed.

    What is compressed is kept: it is the same until a new Pyodide comes.

    Raises:
        ForeignRuntimeError: the package carries other files than it should.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        return None
    folder = Path(next(iter(spec.submodule_search_locations))) / FOLDER
    recipe = (LEVEL, zlib.ZLIB_RUNTIME_VERSION)
    return {
        "pyodide.js": release_file(folder / "pyodide.mjs"),
        "pyodide.asm.js": release_file(folder / "pyodide.asm.mjs"),
        "python.bin": kept(("python", recipe), lambda: _python(folder)),
        "library.bin": kept(("library", recipe), lambda: _library(folder)),
        "LICENSE.txt": LICENCE.read_bytes(),
    }


def release_file(file: Path) -> bytes:
    """A file's content if it is that of Pyodide's release.

    Raises:
        ForeignRuntimeError: it is not.
    """
    content = file.read_bytes()
    if sha256(content).hexdigest() != HASHES[file.name]:
        raise ForeignRuntimeError(f"{file}: not that of Pyodide {VERSION}")
    return content


def _python(folder: Path) -> bytes:
    return gzip.compress(release_file(folder / "pyodide.asm.wasm"), LEVEL, mtime=0)


def _library(folder: Path) -> bytes:
    """Python's library without what nobody imports."""
    content = release_file(folder / "python_stdlib.zip")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = [name for name in archive.namelist() if not name.endswith("/") and _needed(name)]
        return zipped({name: archive.read(name) for name in names})


def _needed(name: str) -> bool:
    bare = name.removesuffix(".py")
    if TABLES.match(bare):
        return False
    return not any(bare == part or bare.startswith(f"{part}/") for part in UNUSED)
