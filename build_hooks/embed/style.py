"""The style of an embed: of the site's own style what its pages use, without the theme's.

The theme's part is small there and stands in `embed.css`; colours are taken over from `style.css`,
so that there is one place for them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import tinycss2
from rcssmin import cssmin

OWN = re.compile(r"\b(?:wq-[\w-]+|data-verdict)")
ASKED = re.compile(r"var\(\s*(--[\w-]+)")
SCHEME = re.compile(r"^\[data-md-color-scheme=['\"](\w+)['\"]\]$")
FOREIGN = re.compile(r"site-search|code$|\btable\b|\btd\b|:hover|\.md-(?!typeset\b)|data-md-|letter-place|data-sheet")
"""Parts of selectors that no embed has."""
AROUND = re.compile(r"^(\[dir\] )?\.md-typeset (\.wq-page (?=\S))?(?=\S)")
"""What stands around everything in an embed, and need not be said."""
FRAME = ("wq-page", "wq-head", "wq-foot")
"""What the page around a fragment names."""
KEPT = re.compile(r"@(keyframes|container|media \((scripting|forced-colors))")
"""Groups of rules that an embed has too; it is printed after its own rules."""
DARK = "@media (prefers-color-scheme:dark){:root:not([data-theme=light]){%s}}:root[data-theme=dark]{%s}"


def names_in(fragment: str, script: str) -> frozenset[str]:
    """The classes and attributes of ours that a page has, and those that its script gives."""
    made = {name for name in OWN.findall(script) if not name.startswith("data-")}
    return frozenset(made.union(OWN.findall(fragment), FRAME))


def embed_style(base: str, styles: str, used: frozenset[str]) -> str:
    """`base`, with the rules of `styles` and their colours for the names that are `used`."""
    nodes = _parsed(styles)
    rules = base + "".join(_rules(nodes, used))
    asked = frozenset(ASKED.findall(rules))
    light, dark = (_colours(nodes, scheme, asked) for scheme in ("default", "slate"))
    text = f":root{{color-scheme:light;{light}}}{rules}"
    dark = f"color-scheme:dark;{dark}"
    return str(cssmin(text.replace("@colours dark;", DARK % (dark, dark))))


def _parsed(style: str) -> list[Any]:
    return list(tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True))


def _colours(nodes: list[Any], scheme: str, asked: frozenset[str]) -> str:
    """The custom properties of a colour scheme that some rule asks for."""
    for node in nodes:
        if node.type == "qualified-rule":
            found = SCHEME.match(tinycss2.serialize(node.prelude).strip())
            if found and found[1] == scheme:
                items = tinycss2.parse_blocks_contents(node.content)
                return ";".join(
                    item.serialize() for item in items if getattr(item, "name", "") in asked
                )
    raise ValueError(f"no colours for {scheme}")


def _rules(nodes: list[Any], used: frozenset[str]) -> Iterator[str]:
    for node in nodes:
        if node.type == "qualified-rule":
            yield from _rule(node, used)
        elif node.type == "at-rule" and KEPT.match(text := node.serialize()):
            yield text if node.lower_at_keyword == "keyframes" else _group(node, used)


def _group(node: Any, used: frozenset[str]) -> str:
    inside = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
    inner = "".join(_rules(list(inside), used))
    return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{inner}}}"


def _rule(rule: Any, used: frozenset[str]) -> Iterator[str]:
    kept = [part for part in _selectors(rule.prelude) if _is_used(part, used)]
    if kept:
        yield f"{','.join(kept)}{{{tinycss2.serialize(rule.content)}}}"


def _selectors(prelude: list[Any]) -> list[str]:
    parts: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [AROUND.sub("", tinycss2.serialize(part).strip()) for part in parts]


def _is_used(selector: str, used: frozenset[str]) -> bool:
    """Whether the pages have every class and attribute of ours that a selector names."""
    return not FOREIGN.search(selector) and used.issuperset(OWN.findall(selector))
