"""Take comments and needless white space out of our scripts and style: a phone pays for each byte.

The sources in `docs/assets/` stay as they are written; only what is published is shorter.
"""

from __future__ import annotations

from pathlib import PurePosixPath

from rcssmin import cssmin
from rjsmin import jsmin

MINIFIED = "assets/decision-tree/"
"""Where our own scripts and style are; those of others come as they are."""
_BY_ENDING = {".js": jsmin, ".css": cssmin}


def minified(path: str, text: str | bytes) -> str | bytes:
    """The text of a file to publish: shorter if it is a script or a style of ours."""
    shorten = _BY_ENDING.get(PurePosixPath(path).suffix)
    is_ours = isinstance(text, str) and path.startswith(MINIFIED)
    return str(shorten(text)) if shorten and is_ours else text
