"""The plain frame that somebody puts into a page of theirs."""

from __future__ import annotations

from markupsafe import Markup

FRAME = Markup(
    '<iframe {}src="{}" title="{}" width="100%" height="{}" loading="lazy" '
    'allow="clipboard-write" style="border:0"></iframe>'
)
NAMED = Markup("data-weiquan ")
"""How a frame is known whose address does not say that it is ours."""


def frame(address: str, title: str, height: int, *, is_named: bool = False) -> str:
    """One line of HTML; `is_named` for a file under a name of its own, and for all but trees."""
    return str(FRAME.format(NAMED if is_named else "", address, title, height))


def file_name(tree: str) -> str:
    """Such as `liability-who-is-liable.html`: old servers know no folders in an upload."""
    return f"{tree.replace('/', '-')}.html"
