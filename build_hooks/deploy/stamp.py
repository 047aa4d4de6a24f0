"""Give folders of scripts and styles a name that says what is in them.

A page asks for `assets/decision-tree.<hash>/player.js`, and that file asks for its neighbours: so a
page gets all its scripts from its own release, whatever has been published since. Only the last
folder's name changes, so addresses within scripts and styles hold. The plain addresses stay too,
for whoever has noted one.
"""

from __future__ import annotations

import os
import re
import shutil
from hashlib import sha256
from pathlib import Path

from build_hooks.folders import files_of

ASSETS = "assets"
FOLDERS = ("decision-tree", "stylesheets")
"""The folders below `assets/` that pages name; other files there have hashes already."""
HTML = ".html"


def stamped(site: Path, target: Path) -> Path:
    """Copy a built site to `target`, which must not exist, with fingerprints; return `target`.

    Raises:
        OSError: a file cannot be read or written.
    """
    shutil.copytree(site, target, ignore=shutil.ignore_patterns(".*"))
    _open(target)
    names = {
        name: f"{name}.{_fingerprint(target / ASSETS / name)}"
        for name in FOLDERS
        if (target / ASSETS / name).is_dir()
    }
    _rewrite(target, names)
    for name, new in names.items():
        shutil.copytree(target / ASSETS / name, target / ASSETS / new, copy_function=os.link)
    return target


def _open(folder: Path) -> None:
    """Let any server read everything, also of a site that was built in a private folder."""
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def _fingerprint(folder: Path) -> str:
    """Of names and contents, in hexadecimal."""
    digest = sha256()
    for file in files_of(folder):
        content = (folder / file).read_bytes()
        digest.update(f"{file}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:12]


def _rewrite(site: Path, names: dict[str, str]) -> None:
    """Let every page name the folders by their new names."""
    if not names:
        return
    known = "|".join(map(re.escape, names))
    named = re.compile(rf'(="(?:(?:\.\./)*|/(?:[^":/]+/)*)assets/)({known})/'.encode())
    for file in site.rglob(f"*{HTML}"):
        page = file.read_bytes()
        new = named.sub(lambda found: found[1] + names[found[2].decode()].encode() + b"/", page)
        if new != page:
            file.write_bytes(new)
