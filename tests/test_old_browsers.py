"""What is published can be read by a browser of 2019: scripts as ES2017, styles with fallbacks."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import esprima
import pytest
import tinycss2

OWN = "assets/decision-tree"
PLAYGROUND = "assets/playground"
"""Pyodide's own scripts, which need a newer browser: only the playground asks for them, and it
tells other browsers so (docs/decisions/0025-playground-checks-with-the-same-python.md)."""
NEWER = re.compile(
    r":(is|where|has)\(|@layer|\b(inset|aspect-ratio|row-gap)\s*:|\b(min|max|clamp)\(|\b\d+[dsl]v[hw]\b"
    r"|color-mix|\b(margin|padding|inset|border)-(inline|block)\b|overflow-wrap:\s*anywhere"
)
"""What Chromium of 2019 (76 to 79) does not know, or not all of it."""
HARMLESS = ("@container style(--wq-late", "::details-content", "accent-color", "text-underline")
"""Newer still, and readable without: named here so that a reader of this test finds them."""


class TooNewError(Exception):
    """Something that the parser knows already and ES2017 does not."""


def refuse_later(node: Any, _: Any) -> Any:
    """Object rest and spread came with ES2018."""
    if node.type in ("ObjectExpression", "ObjectPattern"):
        kinds = {part.type for part in node.properties}
        if kinds & {"SpreadElement", "RestElement"}:
            raise TooNewError("object rest or spread")
    return node


def parsed(text: str, *, module: bool) -> None:
    """Read a script as ES2017; `import.meta`, which Chromium has had since 2018, is a name here."""
    parse = esprima.parseModule if module else esprima.parseScript
    parse(text.replace("import.meta", "importMeta"), delegate=refuse_later)


def test_all_scripts_are_es2017(site: Path) -> None:
    files = [file for file in site.rglob("*.js") if not file.is_relative_to(site / PLAYGROUND)]
    assert len(files) > 20
    for file in files:
        try:
            parsed(file.read_text("utf-8"), module=True)
        except (esprima.Error, TooNewError) as error:
            pytest.fail(f"{file.name}: {error}")


class Inline(HTMLParser):
    """The scripts that stand in a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.scripts: list[str] = []
        self.inside = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.inside = tag == "script" and not found.get("src") and not found.get("type")

    def handle_endtag(self, _: str) -> None:
        self.inside = False

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.scripts.append(data)


def test_scripts_in_pages_are_es2017(site: Path) -> None:
    scripts = {
        script
        for file in site.rglob("*.html")
        for script in Inline(file.read_text("utf-8")).scripts
    }
    assert scripts
    for script in scripts:
        parsed(script, module=False)


@pytest.mark.parametrize(
    "text",
    ["a?.b", "a ?? b", "({...a})", "try {} catch {}", "class A { #b = 1 }", "a ||= 1", "1_000"],
)
def test_the_check_refuses_what_came_later(text: str) -> None:
    with pytest.raises((esprima.Error, TooNewError)):
        parsed(text, module=True)


def rules(nodes: list[Any]) -> list[tuple[str, list[Any]]]:
    """Selectors with their declarations, also of rules inside of conditions."""
    found = []
    for node in nodes:
        if node.type == "qualified-rule":
            declared = tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
            assert all(item.type == "declaration" for item in declared), "a rule inside of a rule"
            found.append((tinycss2.serialize(node.prelude), declared))
        elif node.type == "at-rule" and node.content and node.lower_at_keyword != "keyframes":
            inner = tinycss2.parse_rule_list(node.content, skip_whitespace=True)
            found += rules(inner)
    return found


def without_fallback(style: str) -> list[str]:
    """Selectors that old browsers cannot read, and declarations that nothing stands in for."""
    wrong = []
    for selector, declared in rules(tinycss2.parse_stylesheet(style, skip_whitespace=True)):
        if NEWER.search(selector):
            wrong.append(selector)
        names: set[str] = set()
        for item in declared:
            text = f"{item.name}:{tinycss2.serialize(item.value)}"
            if NEWER.search(text) and item.name not in names:
                wrong.append(f"{selector} {{ {text} }}")
            names.add(item.name)
        by_name = {item.name: tinycss2.serialize(item.value).strip() for item in declared}
        if "flex" in by_name.get("display", "") and "gap" in by_name:
            wrong.append(f"{selector} {{ gap }}: a flex box has no gap before 2020")
    return wrong


def test_styles_have_fallbacks(site: Path) -> None:
    files = sorted((site / OWN).glob("*.css"))
    assert len(files) >= 2
    assert {file.name: without_fallback(file.read_text("utf-8")) for file in files} == {
        file.name: [] for file in files
    }


@pytest.mark.parametrize(
    ("style", "is_fine"),
    [
        ("p { display: flex; gap: 1px }", False),
        ("p { display: grid; gap: 1px }", True),
        ("p { width: min(1px, 2px) }", False),
        ("p { width: 1px; width: min(1px, 2px) }", True),
        ("@media print { p { inset: 0 } }", False),
        ("p:is(.a, .b) { top: 0 }", False),
        ("p { height: 100dvh }", False),
    ],
)
def test_the_check_of_styles_finds_what_is_too_new(style: str, is_fine: bool) -> None:
    assert (without_fallback(style) == []) is is_fine
