"""A hostile pull request: whatever stands where words belong, it comes out as these words."""

from __future__ import annotations

import copy
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest

from build_hooks.checking import Checked, check
from build_hooks.letters import letters_json
from build_hooks.load.fields import ID
from build_hooks.printers import PRINTERS
from build_hooks.render.links import from_page
from build_hooks.render.pages import tree_fragment
from build_hooks.terms import terms_json
from tests.conftest import ROOT, TODAY
from tests.hostile import content, fields_of_words, filled, harmless, hostile, write
from tests.payloads import PAYLOADS, REFUSED

TREE = "complaint/t0"
TOKEN = re.compile("字([0-9]{4})字")
Tokens = list[tuple[str, ...]]


def checked(folder: Path, files: dict[str, Any]) -> Checked:
    return check(write(folder, files), TODAY)


def errors(found: Checked) -> list[str]:
    return [str(finding) for finding in found.findings if finding.severity == "error"]


# What is tried


def test_the_payloads_are_many_and_each_is_another() -> None:
    assert len(PAYLOADS) >= 200
    assert len(set(PAYLOADS)) == len(PAYLOADS)


def test_every_field_of_words_is_filled(tmp_path: Path) -> None:
    """A new field of the model is one of words, unless it is said to name something."""
    found = checked(tmp_path, content(harmless()))
    assert errors(found) == []
    values = (*found.content.trees.values(), *found.content.case_files.values())
    there = set().union(*map(filled, (*values, found.content.registers)))
    assert fields_of_words() - there == set()
    assert len(there) > 65


# Words


class Read(HTMLParser):
    """What a page is made of, and apart from it the words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: Tokens = []
        self.words: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.parts.append((tag, *(name for name, _ in attrs)))
        self.words += [value or "" for _, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        self.parts.append(("/" + tag,))

    def handle_data(self, data: str) -> None:
        if self.parts and self.parts[-1] != ("words",):
            self.parts.append(("words",))
            self.words.append("")
        self.words[-1:] = ["".join([*self.words[-1:], data])]

    def handle_comment(self, data: str) -> None:  # noqa: ARG002 - there must be none
        self.parts.append(("comment",))


def with_words(text: str, first: int) -> str:
    """Harmless words with the payloads in their places."""
    return TOKEN.sub(lambda found: PAYLOADS[(int(found[1]) + first) % len(PAYLOADS)], text)


def flat(text: str) -> str:
    return " ".join(text.replace("｛", "{").split())  # a letter's body has blanks in braces


def said(value: Any) -> Any:
    """JSON with every text flat, and names of texts too."""
    if isinstance(value, dict):
        return {flat(name): said(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [said(inner) for inner in value]
    return flat(value) if isinstance(value, str) else value


def replaced(value: Any, first: int) -> Any:
    """JSON with the payloads in the places of harmless words."""
    if isinstance(value, dict):
        return {with_words(name, first): replaced(inner, first) for name, inner in value.items()}
    if isinstance(value, list):
        return [replaced(inner, first) for inner in value]
    return with_words(value, first) if isinstance(value, str) else value


def pages(found: Checked) -> Iterator[str]:
    """The fragment of the page, and the lean one of the embed."""
    for lean in (False, True):
        links = from_page(TREE)
        yield str(tree_fragment(found.proofs[TREE], found.content, links, lean=lean))


def data(found: Checked) -> list[Any]:
    """What letters and explained words are made of in the browser."""
    return [json.loads(str(one(found.content).content)) for one in (letters_json, terms_json)]


def test_every_payload_comes_through_every_field_as_text(tmp_path: Path) -> None:
    plain = checked(tmp_path, content(harmless(), 1))
    expected = [Read(page) for page in pages(plain)]
    known = data(plain)
    for first in range(len(PAYLOADS)):
        found = checked(tmp_path, content(hostile(first), 1))
        assert errors(found) == [], PAYLOADS[first]
        for page, before in zip(pages(found), expected, strict=True):
            now = Read(page)
            assert now.parts == before.parts, PAYLOADS[first]
            words = [flat(with_words(text, first)) for text in before.words]
            assert [flat(text) for text in now.words] == words, PAYLOADS[first]
        assert said(data(found)[0]) == said(replaced(known[0], first)), PAYLOADS[first]


def test_what_is_printed_is_a_line_for_each_finding_and_obeyed_by_no_terminal(
    tmp_path: Path,
) -> None:
    for first in range(0, len(PAYLOADS), 7):
        found = checked(tmp_path, content(hostile(first), 1))
        assert found.findings
        lines = PRINTERS["text"](found).split("\n")
        assert len(lines) == len(found.findings) + len(found.proofs) + 1
        commands = PRINTERS["github"](found).split("\n")
        assert [line[:2] for line in commands] == ["::"] * len(found.findings) + ["共 "]
        for line in (*lines, *commands):
            assert not {unicodedata.category(sign) for sign in line} & {"Cc", "Cf", "Cs"}
        assert len(json.loads(PRINTERS["json"](found))["findings"]) == len(found.findings)
        assert len(json.loads(PRINTERS["sarif"](found))["runs"][0]["results"]) == len(
            found.findings
        )


@pytest.mark.parametrize("form", ["escaped", "as it is"])
@pytest.mark.parametrize("payload", REFUSED)
def test_signs_that_a_terminal_obeys_are_refused(payload: str, form: str, tmp_path: Path) -> None:
    files = content(harmless(), 1)
    folder = write(tmp_path, files)
    file = folder / "complaint/t0.yaml"
    escaped = "".join(f"\\u{ord(sign):04x}" if not sign.isalnum() else sign for sign in payload)
    text = file.read_text("utf-8")
    word = json.dumps(files["complaint/t0.yaml"]["summary"], ensure_ascii=False)
    assert text.count(word) == 1
    place = text[: text.index(word)].count("\n") + 1
    written = text.replace(word, f'"{escaped if form == "escaped" else payload}"')
    file.write_bytes(written.encode())
    found = check(folder, TODAY)
    is_line = payload in ("x\ry", "x\r\ny") and form == "as it is"
    signs = "\u2028\u2029\ufffe\uffff\x85"
    if is_line or (form == "escaped" and set(payload) & set(signs)):
        return  # YAML folds a line's end into a space; harmless signs when they are seen
    assert [(f.kind, f.place.line) for f in found.findings if f.severity == "error"] == [
        ("binary-file", place)
    ]
    assert payload not in PRINTERS["text"](found)


# Names


def leaves(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The ways to all texts that are no words of people."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from leaves(inner, (*way, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, (*way, number))
    elif isinstance(value, str) and "字" not in value:
        yield way


def changed(files: dict[str, Any], way: tuple[Any, ...], to: str) -> dict[str, Any]:
    new = copy.deepcopy(files)
    part = new
    for step in way[:-1]:
        part = part[step]
    part[way[-1]] = to
    return new


def test_whatever_is_no_word_is_refused_where_it_stands(tmp_path: Path) -> None:
    """Names, dates, kinds and addresses: nothing else than what they are comes further."""
    files = content(harmless(), 1)
    ways = list(leaves(files))
    assert len(ways) > 60
    for way, payload in zip(ways, cycle(NAMES), strict=False):
        found = checked(tmp_path, changed(files, way, payload))
        assert errors(found), (way, payload)
        assert any(f.place.path.endswith(way[0]) for f in found.findings), way


NAMES = (
    "../../../etc/passwd", "..%2f..%2fx", "/etc/passwd", "C:\\x", "CON", "a/../b", ".", "..", "",
    "__proto__", "constructor", "javascript:__hit(1)", "data:text/html,x", "<img src=x>", "a b",
    "名字", "A", "a\nb", "x" * 300, "-", "a--b", "\N{RIGHT-TO-LEFT OVERRIDE}a", "%00", "a;b", "a#b",
)  # fmt: skip
"""What somebody may write for a name, to reach another file or to break out of an attribute."""


def keys(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*way, name)
            yield from keys(inner, (*way, name))


def test_a_hostile_key_is_refused(tmp_path: Path) -> None:
    files = content(harmless(), 1)
    ways = [way for way in keys(files) if len(way) > 1 and way[-2] != "allow"]
    wrong = [name for name in NAMES if not ID.fullmatch(name)]
    for way, payload in zip(ways, cycle(wrong), strict=False):
        new = copy.deepcopy(files)
        part: Any = new
        for step in way[:-1]:
            part = part[step]
        part[payload] = part.pop(way[-1])
        assert errors(checked(tmp_path, new)), (way, payload)


@pytest.mark.parametrize(
    "name",
    [
        "..%2f..%2fx.yaml", "CON.yaml", "a b.yaml", "<img src=x onerror=__hit(1)>.yaml",
        "x\n::set-output name=a::b.yaml", "\x1b[2J.yaml", "\N{RIGHT-TO-LEFT OVERRIDE}lmay.yaml",
        "__proto__.yaml", "..yaml", "a.b.yaml", "'$(id)'.yaml", "t0.cases.cases.yaml", "A.yaml",
        "x.cases.yaml",
    ],
)  # fmt: skip
def test_a_hostile_file_name_is_refused(name: str, tmp_path: Path) -> None:
    folder = write(tmp_path, content(harmless(), 1))
    (folder / "complaint" / name).write_bytes((folder / "complaint/t0.yaml").read_bytes())
    found = check(folder, TODAY)
    assert errors(found)
    for line in PRINTERS["text"](found).split("\n"):
        assert line.isprintable()
        assert not line.startswith("::")
    assert "\x1b" not in PRINTERS["github"](found)


def test_a_link_out_of_the_folder_is_not_followed_into_a_page(tmp_path: Path) -> None:
    folder = write(tmp_path, content(harmless(), 1))
    (folder / "complaint/secret.yaml").symlink_to("/etc/passwd")
    assert errors(check(folder, TODAY))


# Bombs

BOMBS = {
    "laughs": "a: &a [x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\ntitle: *c\n",
    "itself": "&a [*a]\n",
    "brackets": "title: " + "[" * 200_000,
    "braces": "title: " + "{a: " * 100_000,
    "blocks": "\n".join(" " * depth + "a:" for depth in range(900)),
    "lists": "- " * 200_000 + "x",
    "long": "title: " + "长" * 300_000,
    "large": "title: x\n#" + "x" * 2_000_000,
    "keys": "".join(f"k{number}: x\n" for number in range(60_000)),
    "equal": "a: x\n" * 100_000,
    "anchors": "a: &x 1\nb: &x 2\n",
    "object": "title: !!python/object/apply:os.system [id]\n",
    "binary": "title: !!binary aGk=\n",
    "merge": "<<: {title: x}\n",
    "directive": "%TAG ! tag:evil.example,2026:\n---\ntitle: !x y\n",
    "documents": "a: b\n---\n" * 50_000,
    "question": "? " * 50_000 + "x",
    "tabs": "\t" * 500_000,
    "quotes": 'title: "' + "\\u4e00" * 100_000,
    "folded": "title: >\n" + " x\n" * 200_000,
    "number": "reviewed: {on: 2026-11-20, by: 1" + "0" * 500_000 + "}",
}
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (2 << 30, 2 << 30))
from build_hooks.cli import main
main(["check", "--trees", sys.argv[1]])
"""


def test_a_bomb_is_a_finding_with_its_place_in_little_memory(tmp_path: Path) -> None:
    folder = write(tmp_path, content(harmless(), 1))
    (folder / "quality").mkdir()
    for name, text in BOMBS.items():
        (folder / f"quality/{name}.yaml").write_text(text, "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip
    assert "Traceback" not in done.stderr, done.stderr[-2000:]
    assert done.returncode == 1
    for name in BOMBS:
        assert re.search(
            rf"(?m)^trees/quality/{name}\.yaml:\d+:\d+: .*[\u4e00-\u9fff]", done.stdout
        ), name
    assert len(done.stdout) < 200_000
    assert "✓ complaint/t0" in done.stdout
