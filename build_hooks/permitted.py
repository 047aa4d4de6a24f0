"""What stands inside of the site's pages, from which their policies are made."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from build_hooks.embed.markup import Dress
from build_hooks.policy.directives import Policy, playground_policy, site_policy
from build_hooks.policy.inline import parts_of
from build_hooks.render.environment import fragment

SIGHT = Path(__file__).parent / "theme/partials/sight.html"
"""The theme's part with the one script that stands in every page."""
STYLES = ("map.css.j2", "map_outline.css.j2")
"""The styles of files that are shown in pages and alone."""


@cache
def on_every_page() -> Policy:
    """The policy of all pages of the site that are not said to have another."""
    scripts = [text for tag, text in parts_of(SIGHT.read_text("utf-8")) if tag == "script"]
    styles = [text for name in STYLES for _, text in parts_of(str(fragment(name)))]
    return site_policy(scripts, styles)


def on_the_playground(dress: Dress) -> Policy:
    """The policy of the page that checks trees and shows them in this dress."""
    return playground_policy(on_every_page(), dress.style, dress.options, dress.script)
