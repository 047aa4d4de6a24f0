"""Take from the theme's style what no page of the site has: a phone pays for each byte.

A third of Material's style is for parts that this site does not have: its own search, versions, a
blog, tabs in text, colours by name. A selector stays if the pages have all of its classes, a custom
property if something that stays asks for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
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
        for names in CLASS.findall(page):
            classes.update(names.split())
        colours.update(COLOUR.findall(page))
    return Used(frozenset(classes), frozenset(colours))


def lighter(styles: Mapping[str, str], used: Used, also: str = "") -> dict[str, str]:
    """The theme's styles without what no page has; `also` is our own style."""
    kept = {name: "".join(_rules(_parsed(style), used)) for name, style in styles.items()}
    while True:
        asked = frozenset(ASKED.findall("".join([*kept.values(), also])))
        left = {name: "".join(_asked(_parsed(style), asked)) for name, style in kept.items()}
        if left == kept:
            return {name: str(cssmin(style)) for name, style in kept.items()}
        kept = left


def _parsed(style: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def _rules(nodes: list[Any], used: Used) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _rule(node, used)
        elif node.type == "at-rule" and node.lower_at_keyword in CONDITIONS:
            inner = "".join(_rules(_inside(node), used))
            condition = tinycss2.serialize(node.prelude)
            if inner:
                yield f"@{node.at_keyword}{condition}{{{inner}}}"
        else:
            yield str(node.serialize())


def _inside(node: Any) -> list[Any]:
    return list(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


def _rule(rule: Any, used: Used) -> Iterator[str]:
    kept = [part for part in selectors_of(rule.prelude) if _is_used(part, used)]
    if kept:
        selectors = ",".join(tinycss2.serialize(part).strip() for part in kept)
        yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}"


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


def _asked(nodes: list[Any], asked: frozenset[str]) -> Iterator[str]:
    """The rules without custom properties that nothing asks for."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _asked_rule(node, asked)
        elif node.type == "at-rule" and node.lower_at_keyword in CONDITIONS:
            inner = "".join(_asked(_inside(node), asked))
            if inner:
                yield f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"
        else:
            yield str(node.serialize())


def _asked_rule(rule: Any, asked: frozenset[str]) -> Iterator[str]:
    declared = tinycss2.parse_blocks_contents(rule.content, skip_whitespace=True)
    kept = [item.serialize() for item in declared if not _is_unasked(item, asked)]
    if kept:
        yield f"{tinycss2.serialize(rule.prelude)}{{{';'.join(kept)}}}"


def _is_unasked(item: Any, asked: frozenset[str]) -> bool:
    is_custom = item.type == "declaration" and item.name.startswith("--")
    return is_custom and item.name not in asked
