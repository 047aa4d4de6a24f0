"""The Content-Security-Policy of each kind of page, as directives and as text.

Nothing is allowed that is not named. Scripts that stand in a page are named by their hashes, which
are computed from the theme and from the embeds' own parts, never from a finished page: else a
script that somebody smuggled in would get its permission by standing there.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

SELF = "'self'"
NONE = "'none'"


@dataclass(frozen=True, slots=True)
class Policy:
    """The sources that each directive allows."""

    directives: Mapping[str, tuple[str, ...]]

    def also(self, **more: Iterable[str]) -> Policy:
        """The same with more sources; `script_src` stands for `script-src`."""
        changed = dict(self.directives)
        for name, sources in more.items():
            key = name.replace("_", "-")
            named = dict.fromkeys((*changed.get(key, ()), *sources))
            changed[key] = tuple(source for source in named if source != NONE) or (NONE,)
        return replace(self, directives=changed)

    @classmethod
    def read(cls, text: str) -> Policy:
        """The policy that a header or a `<meta>` has."""
        parts = (part.split() for part in text.split(";"))
        return cls({part[0]: tuple(part[1:]) for part in parts if part})

    @property
    def text(self) -> str:
        """As a header or a `<meta>` has it."""
        return "; ".join(" ".join((name, *of)) for name, of in self.directives.items())


EMBED = Policy(
    {
        "default-src": (NONE,),
        "script-src": (NONE,),
        "style-src": (NONE,),
        "img-src": ("data:",),
        "base-uri": (NONE,),
        "form-action": (NONE,),
    }
)
"""A page for frames has everything inside."""
SITE = Policy(
    {
        "default-src": (NONE,),
        "script-src": (SELF,),
        "style-src": (SELF,),
        "img-src": (SELF, "data:"),
        "connect-src": (SELF,),
        "frame-src": (SELF,),
        "object-src": (NONE,),
        "base-uri": (NONE,),
        "form-action": (SELF,),
    }
)
"""The pages of the site; its style has pictures as `data:`, and it shows embeds in a frame."""


def embed_policy(style: str, *scripts: str) -> Policy:
    """For a page of one file with this style and these scripts in it."""
    return EMBED.also(script_src=map(hashed, scripts), style_src=(hashed(style),))


def site_policy(scripts: Iterable[str], styles: Iterable[str]) -> Policy:
    """For the site, whose pages have these scripts and styles in them."""
    return SITE.also(script_src=map(hashed, scripts), style_src=map(hashed, styles))


def playground_policy(site: Policy, style: str, *scripts: str) -> Policy:
    """For the page that checks trees: Python as WebAssembly, and a live tree in a blob of its own.

    A blob inherits the policy of the page that made it, hence the hashes of the live page's parts.
    """
    return site.also(
        script_src=("'wasm-unsafe-eval'", *map(hashed, scripts)),
        style_src=(hashed(style),),
        worker_src=(SELF,),
        connect_src=("blob:",),
        frame_src=("blob:",),
    )


def hashed(text: str) -> str:
    """The source that allows exactly this inline script or style."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"
