"""Imports go one way, and only the edge knows the outside world."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "build_hooks"
LAYERS = (
    ("place",),
    ("load.source",),
    ("values", "workdays", "punctuation"),
    ("locale", "markup"),
    ("findings",),
    ("model",),
    ("load",),
    ("schema",),
    (
        "texts",
        "shared",
        "guards",
        "formulas",
        "deadlines",
        "output",
        "catalogue",
        "shorten",
        "starter",
        "stylesheet",
        "theme_style",
    ),
    ("publisher",),
    ("graph", "domains"),
    ("memory",),
    ("routes",),
    ("necessary",),
    ("verify",),
    ("compile",),
    ("walk",),
    ("cases", "proof", "allowed"),
    ("checking",),
    ("edits", "layout", "proposals", "fix", "tidy"),
    ("preview", "spoken", "shown", "replay", "told_apart", "changes", "behaviour"),
    ("render",),
    ("maps",),
    ("search",),
    ("embed",),
    ("playground",),
    ("mutations",),
    ("mutate", "catching", "coverage"),
    ("witnesses", "api", "letters", "terms"),
    ("terminal", "printers", "behaviour_printers", "revisions", "pipeline"),
    ("review",),
    ("chores",),
    ("release",),
    ("adapters", "commands"),
    ("cli",),
    ("hooks", "__main__"),
)
"""From the bottom up: a module imports from its own layer and from those before it."""

FILES = sorted(PACKAGE.rglob("*.py"))


def module(file: Path) -> str:
    name = ".".join(file.relative_to(PACKAGE).with_suffix("").parts)
    return name.removesuffix(".__init__")


def layer(name: str) -> int:
    """The longest entry that `name` stands under decides."""
    fits = [
        (len(entry), number)
        for number, entries in enumerate(LAYERS)
        for entry in entries
        if name == entry or name.startswith(entry + ".")
    ]
    assert fits, f"{name} stands in no layer: add it to LAYERS"
    return max(fits)[1]


def imports(file: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module)
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("file", [f for f in FILES if f.name != "__init__.py"], ids=module)
def test_imports_go_downwards(file: Path) -> None:
    own = layer(module(file))
    for name in imports(file):
        if name.startswith("build_hooks."):
            target = name.removeprefix("build_hooks.")
            assert layer(target) <= own, f"{module(file)} imports {target}, which is above it"


def importers(package: str) -> set[str]:
    return {
        module(file)
        for file in FILES
        if any(name.split(".")[0] == package for name in imports(file))
    }


def test_only_adapters_know_mkdocs() -> None:
    assert importers("mkdocs") == {
        "adapters.mkdocs",
        "adapters.installed",
        "adapters.serving",
    }


def test_only_one_module_reads_yaml() -> None:
    assert importers("yaml") == {"load.source"}


def test_only_one_module_writes_yaml() -> None:
    assert importers("ruamel") == {"tidy"}


def test_only_one_module_knows_graphviz() -> None:
    assert importers("pygraphviz") == {"maps.graphviz"}


def test_only_one_module_knows_the_holiday_calendar() -> None:
    assert importers("chinese_calendar") == {"workdays"}


def test_files_and_functions_keep_to_the_house_style() -> None:
    for file in FILES:
        text = file.read_text("utf-8")
        assert text.count("\n") <= 400, f"{module(file)} has outgrown one concept"
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef):
                length = (node.end_lineno or 0) - node.lineno + 1
                assert length <= 40, f"{module(file)}.{node.name} has {length} lines"


def test_no_template_opens_a_second_door_for_markup() -> None:
    for file in (PACKAGE / "templates").rglob("*.j2"):
        text = file.read_text("utf-8")
        assert "| safe" not in text, file.name
        assert "|safe" not in text, file.name
        assert "autoescape false" not in text, file.name
