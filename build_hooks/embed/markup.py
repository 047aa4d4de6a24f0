"""The markup of an embed's page, once there are a fragment, scripts and a style to fill it with."""

from __future__ import annotations

import re
from dataclasses import dataclass

from markupsafe import Markup

from build_hooks.model.tree import Tree
from build_hooks.policy.directives import embed_policy
from build_hooks.publisher import Publisher
from build_hooks.render.environment import render

AWAY = re.compile(r'<a (?=[^>]*\bhref="https?:)([^>]*\brel=)?')


@dataclass(frozen=True, slots=True)
class Dress:
    """What a page brings beside its tree."""

    style: str
    options: str
    """The script that runs before the content."""
    script: str


def page_markup(tree: Tree, fragment: str, publisher: Publisher, dress: Dress) -> str:
    """The page around the fragment of a tree."""
    return render(
        "embed.html.j2",
        tree=tree,
        fragment=Markup(fragment),
        page=publisher.at(f"{tree.id}/"),
        name=publisher.name,
        policy=Markup(policy(dress.style, dress.options, dress.script)),
        style=Markup(dress.style),
        options=Markup(dress.options),
        script=Markup(dress.script),
    )


def away(fragment: str) -> str:
    """Links out of the page open a window of their own: in a frame there is no other way out."""
    rel = 'rel="noopener" '
    return AWAY.sub(lambda found: f'<a target="_blank" {found[1] or rel}', fragment)


def policy(style: str, *scripts: str) -> str:
    """What a page may run and show: these scripts and this style, and nothing from elsewhere."""
    return embed_policy(style, *scripts).text
