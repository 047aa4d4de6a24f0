"""Imports go one way, and only the edge knows the outside world."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from build_hooks.render.environment import environment
from tests.conftest import ROOT

PACKAGE = ROOT / "build_hooks"
LAYERS = (
    ("place", "folders", "spread", "collector", "compact", "kept"),
    ("load.slips",),
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
        "shelf",
        "catalogue",
        "shorten",
        "starter",
        "stylesheet",
        "theme_style",
    ),
    ("finish",),
    ("publisher", "policy"),
    ("graph", "domains"),
    ("memory",),
    ("routes",),
    ("necessary",),
    ("verify",),
    ("compile", "cited"),
    ("walk",),
    ("cases", "proof", "allowed"),
    ("judging",),
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
    ("permitted",),
    ("terminal", "printers", "behaviour_printers", "revisions", "pipeline"),
    ("prose",),
    ("assembly",),
    ("review",),
    ("chores",),
    ("deploy", "release"),
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
        "adapters.finished",
        "adapters.installed",
        "adapters.serving",
    }


def test_only_one_module_reads_yaml() -> None:
    """And the edge what builders are told."""
    assert importers("yaml") == {"load.source", "adapters.settings"}


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


MAKERS = {
    "render.environment",  # the door: autoescaped templates
    "prose",  # a player inside of a guide
    "adapters.mkdocs", "adapters.finished",  # what came out of it, handed to the theme
    "pipeline", "playground.files",  # types only
    "embed.frame", "embed.offer", "embed.markup", "embed.start",  # frames around fragments
    "api.oembed", "maps.files", "render.pages",
}  # fmt: skip


def test_all_text_becomes_markup_by_one_door() -> None:
    """`Markup(…)` says that something is safe: only for templates' own output and for constants."""
    assert importers("markupsafe") == MAKERS
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Markup"):
                assert not isinstance(
                    node.args[0] if node.args else None, ast.JoinedStr | ast.BinOp
                )


def test_templates_escape_by_themselves_also_in_the_theme() -> None:
    assert environment().autoescape is True
    edge = (PACKAGE / "adapters/mkdocs.py").read_text("utf-8")
    assert "env.autoescape = True" in edge


SINKS = re.compile(
    r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|createContextualFragment|setHTMLUnsafe|srcdoc)\b"
    r"|\bdocument\.write|\beval\(|\bnew Function\b|\bset(?:Timeout|Interval)\(['\"`]|javascript:"
)


def test_no_script_makes_markup_of_text() -> None:
    """`text.js` has the one door: elements whose content is text or nodes."""
    scripts = sorted((ROOT / "docs/assets/decision-tree").glob("*.js"))
    assert len(scripts) > 60
    for file in scripts:
        assert not SINKS.search(file.read_text("utf-8")), file.name


def test_no_template_opens_a_second_door_for_markup() -> None:
    for file in (PACKAGE / "templates").rglob("*.j2"):
        text = file.read_text("utf-8")
        assert "| safe" not in text, file.name
        assert "|safe" not in text, file.name
        assert "autoescape false" not in text, file.name
