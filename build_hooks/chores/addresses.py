"""The addresses that registers and pages of prose send readers to, with where they stand."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from build_hooks.model.registers import Registers
from build_hooks.place import Url

LINK = re.compile(r"\]\((https?://[^\s)]+)\)|<(https?://[^\s>]+)>")
"""Links of Markdown. An address in a line of code is an example and leads nobody anywhere."""
NOWHERE = re.compile(r"(^|\.)(example(\.(com|org|net))?|test|invalid|localhost)$|^127\.")
LEFT_OUT = ("decisions", "assets")
"""Folders of `docs/` that are not published as pages."""


def addresses(registers: Registers, docs: Path) -> Mapping[str, list[str]]:
    """Each address once, with the places that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for url, where in (*_in_registers(registers), *_in_docs(docs)):
        if not NOWHERE.search(urlsplit(url).hostname or "localhost"):
            found[url].append(where)
    return found


def _in_registers(registers: Registers) -> Iterator[tuple[str, str]]:
    urls: list[Url | None] = [law.url for law in registers.laws.values()]
    urls += [one.contact.url for one in registers.channels.values() if one.contact]
    yield from ((str(url), f"{url.place.path}:{url.place.line}") for url in urls if url)


def _in_docs(docs: Path) -> Iterator[tuple[str, str]]:
    for file in sorted(docs.rglob("*.md")):
        path = file.relative_to(docs)
        if path.parts[0] in LEFT_OUT:
            continue
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1):
            for link in LINK.finditer(line):
                yield link[1] or link[2], f"{docs.name}/{path.as_posix()}:{number}"
