"""Take from the theme's style what no page of the site has: a phone pays for each byte.

A third of Material's style is for parts that this site does not have: its own search, versions, a
blog, tabs in text, colours by name. A selector stays if the pages have all of its classes, a custom
property if something that stays asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import tinycss2
from rcssmin import cssmin

from build_hooks.stylesheet import ASKED, selectors_of

CLASS = re.compile(r'class="([^"]*)"')
COLOUR = re.compile(r'(data-md-color-\w+)="([^"]*)"')
CONDITIONS = ("media", "supports")
LATER = ("js",)
LATER_COLOURS = (("data-md-color-scheme", "slate"),)
"""What the script in the page gives to `<html>` and `<body>`."""


@dataclass(frozen=True, slots=True)
class Used:
    """What the pages of a site have."""

    classes: frozenset[str]
    colours: frozenset[tuple[str, str]]
    """Attributes such as `data-md-color-scheme` with their values."""


def used_by(pages: Iterable[str]) -> Used:
    """Collect classes and colours from the HTML of all pages."""
    classes, colours = set(LATER), set(LATER_COLOURS)
    for page in pages:
        for names in set(CLASS.findall(page)):
            classes.update(names.split())
        colours.update(COLOUR.findall(page))
    return Used(frozenset(classes), frozenset(colours))


def lighter(styles: Mapping[str, str], used: Used, also: str = "") -> dict[str, str]:
    """The theme's styles without what no page has; `also` is our own style."""
    kept = {name: list(_rules(_parsed(style), used)) for name, style in styles.items()}
    while True:
        texts = {name: "".join(map(str, parts)) for name, parts in kept.items()}
        asked = frozenset(ASKED.findall("".join([*texts.values(), also])))
        left = {name: [*_asked(parts, asked)] for name, parts in kept.items()}
        if left == kept:
            return {name: str(cssmin(text)) for name, text in texts.items()}
        kept = left


@dataclass(frozen=True, slots=True)
class Declaration:
    """What one line of a rule says."""

    custom: str
    """The custom property that it gives a value, if it does."""
    text: str

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors and what holds for them."""

    selectors: str
    inside: tuple[Declaration, ...]

    def __str__(self) -> str:
        return f"{self.selectors}{{{';'.join(map(str, self.inside))}}}"


@dataclass(frozen=True, slots=True)
class Group:
    """Rules on a condition."""

    condition: str
    inside: tuple[Part, ...]

    def __str__(self) -> str:
        return f"{self.condition}{{{''.join(map(str, self.inside))}}}"


Part = Rule | Group | str
"""A style sheet is a list of these; a text is what stays as it is."""


def _parsed(style: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list[Any], used: Used) -> Iterator[Part]:
    """The rules for something that the pages have."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _rule(node, used)
        elif node.type == "at-rule" and node.lower_at_keyword in CONDITIONS:
            inside = tuple(_rules(_inside(node), used))
            if inside:
                yield Group(f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}", inside)
        else:
            yield str(node.serialize())


def _inside(node: Any) -> list[Any]:
    return list(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def _rule(rule: Any, used: Used) -> Iterator[Rule]:
    kept = [part for part in selectors_of(rule.prelude) if _is_used(part, used)]
    inside = tuple(_declarations(rule)) if kept else ()
    if inside:
        yield Rule(",".join(tinycss2.serialize(part).strip() for part in kept), inside)


def _declarations(rule: Any) -> Iterator[Declaration]:
    for item in tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True):
        is_custom = item.type == "declaration" and item.name.startswith("--")
        yield Declaration(item.name if is_custom else "", item.serialize())


def _is_used(selector: list[Any], used: Used) -> bool:
    """Whether the pages have all that a selector asks for; what stands in `:not()` is not asked."""
    for before, token in zip([None, *selector], selector, strict=False):
        if before == "." and token.type == "ident" and token.value not in used.classes:
            return False
        if token.type == "[] block" and not _has_colour(token.content, used):
            return False
    return True


def _has_colour(test: list[Any], used: Used) -> bool:
    tokens = [token for token in test if token.type in ("ident", "string")]
    if len(tokens) != 2 or not tokens[0].value.startswith("data-md-color-"):  # noqa: PLR2004
        return True
    return (tokens[0].value, tokens[1].value) in used.colours


def _asked(parts: Iterable[Part], asked: frozenset[str]) -> Iterator[Part]:
    """The rules without custom properties that nothing asks for."""
    for part in parts:
        if isinstance(part, str):
            yield part
            continue
        inside = [*_asked(part.inside, asked)] if isinstance(part, Group) else _kept(part, asked)
        if inside:
            yield replace(part, inside=tuple(inside))  # type: ignore[arg-type]


def _kept(rule: Rule, asked: frozenset[str]) -> list[Declaration]:
    return [item for item in rule.inside if not item.custom or item.custom in asked]
