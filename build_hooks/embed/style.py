"""The style of an embed: of the site's own style what its pages use, without the theme's.

The theme's part is small there and stands in `embed.css`; colours are taken over from `style.css`,
so that there is one place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

import tinycss2
from rcssmin import cssmin

from build_hooks.stylesheet import ASKED, selectors_of

OWN = re.compile(r"\b(?:wq-[\w-]+|data-verdict)")
SCHEME = re.compile(r"^\[data-md-color-scheme=['\"](\w+)['\"]\]$")
FOREIGN = re.compile(
    r"site-search|code$|\btable\b|\btd\b|:hover|\.md-(?!typeset\b)|data-md-|letter-place|data-sheet"
    r"|^article\b|data-walking|summary::before|^\.wq-page :focus"
    r"|\.wq-(?:node|part|when|notice|answers|link)(?: li)?\[hidden\]$"
)
"""Selectors that no embed has, that undo what only the theme does, or that embed.css makes idle."""
AROUND = re.compile(r"^(\[dir\] )?\.md-typeset (\.wq-page (?=\S))?(?=\S)")
"""What stands around everything in an embed, and need not be said."""
SHORT = re.compile(r"^#(\w)(\w)(\w)$")
GROUNDS = ("--md-default-bg-color", "--wq-card", "--wq-tint")
"""As in embed-options.js."""
FRAME = ("wq-page", "wq-head", "wq-foot")
"""What the page around a fragment names."""
KEPT = re.compile(r"@(keyframes|container|media \((scripting|forced-colors))")
"""Groups of rules that an embed has too; it is printed after its own rules."""
DARK = (
    "@media (prefers-color-scheme:dark){:root:not([data-theme=light]){%s}}"
    ":root[data-theme=dark]{%s}"
)


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors with the names of ours that each asks for, and what is declared for them."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    declared: str

    def written(self, used: frozenset[str]) -> str:
        """The rule for the selectors that a page has; empty if it has none."""
        kept = dict.fromkeys(selector for selector, names in self.selectors if names <= used)
        return f"{','.join(kept)}{{{self.declared}}}" if kept else ""


@dataclass(frozen=True, slots=True)
class Group:
    """Rules under a condition, or a text to take as it is."""

    head: str
    rules: tuple[Rule | Group, ...] = ()

    def written(self, used: frozenset[str]) -> str:
        """The group with the rules that a page needs."""
        inner = "".join(rule.written(used) for rule in self.rules)
        return f"{self.head}{{{inner}}}" if self.rules else self.head


@dataclass(frozen=True, slots=True)
class Sheet:
    """The site's style, read once."""

    rules: tuple[Rule | Group, ...]
    schemes: dict[str, dict[str, str]]
    """Per colour scheme its custom properties."""


def names_in(fragment: str, script: str) -> frozenset[str]:
    """The classes and attributes of ours that a page has, and those that its script gives."""
    made = {name for name in OWN.findall(script) if not name.startswith("data-")}
    return frozenset(made.union(OWN.findall(fragment), FRAME))


def embed_style(base: str, styles: str, used: frozenset[str]) -> str:
    """`base`, with the rules of `styles` and their colours for the names that are `used`."""
    sheet = _sheet(styles)
    rules = base + "".join(rule.written(used) for rule in sheet.rules)
    asked = frozenset(ASKED.findall(rules))
    light, dark = (_colours(sheet.schemes[scheme], asked) for scheme in ("default", "slate"))
    text = f":root{{color-scheme:light;{light}}}{rules}"
    dark = f"color-scheme:dark;{dark}"
    return str(cssmin(text.replace("@colours dark;", DARK % (dark, dark))))


def grounds(styles: str) -> dict[str, list[str]]:
    """What an embedder's colour may stand on, by theme, in six hex digits."""
    schemes = _sheet(styles).schemes
    named = {"light": schemes["default"], "dark": schemes["slate"]}
    return {theme: [_hex(scheme[name]) for name in GROUNDS] for theme, scheme in named.items()}


def _hex(colour: str) -> str:
    """Such as `#ffffff` for `#fff`."""
    return SHORT.sub(r"#\1\1\2\2\3\3", colour)


def _colours(scheme: dict[str, str], asked: frozenset[str]) -> str:
    return ";".join(f"{name}:{value}" for name, value in scheme.items() if name in asked)


@cache
def _sheet(styles: str) -> Sheet:
    nodes = list(tinycss2.parse_stylesheet(styles, skip_comments=True, skip_whitespace=True))
    return Sheet(tuple(_rules(nodes)), dict(_schemes(nodes)))


def _schemes(nodes: list[Any]) -> Iterator[tuple[str, dict[str, str]]]:
    for node in nodes:
        if node.type == "qualified-rule":
            found = SCHEME.match(tinycss2.serialize(node.prelude).strip())
            if found:
                items = tinycss2.parse_blocks_contents(node.content, skip_whitespace=True)
                values = {item.name: tinycss2.serialize(item.value).strip() for item in items}
                yield found[1], values


def _rules(nodes: list[Any]) -> Iterator[Rule | Group]:
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple(_selectors(node.prelude))
            if selectors:
                yield Rule(selectors, tinycss2.serialize(node.content))
        elif node.type == "at-rule" and KEPT.match(text := node.serialize()):
            yield Group(text) if node.lower_at_keyword == "keyframes" else _group(node)


def _group(node: Any) -> Group:
    inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    head = f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}"
    return Group(head, tuple(_rules(list(inside))))


def _selectors(prelude: list[Any]) -> Iterator[tuple[str, frozenset[str]]]:
    """The selectors of a rule that some embed may have, without what stands around everything."""
    for part in selectors_of(prelude):
        text = tinycss2.serialize(part).strip()
        if not FOREIGN.search(text):
            yield AROUND.sub("", text), frozenset(OWN.findall(text))
