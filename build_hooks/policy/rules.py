"""The security headers of a built site, by where an address begins.

Pages carry their policy as `<meta>`, also where nobody can set headers. A server says it again, for
files that are no pages and with what only a header can say: who may show a page in a frame.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from build_hooks.policy.directives import NONE, SELF, Policy

META = re.compile(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)"')
HEAD = 8192
"""Bytes of a page within which its policy stands."""
PAGE = "404.html"
"""The page that every site has; its policy is that of all that are not said to have another."""
WORKER = "assets/decision-tree*/playground-worker.js"
"""A worker has the policy of its own answer, not that of its page; its folder has a fingerprint
where the site was prepared for a server."""
EMBEDS = "embed"
OPEN = ("api/", "feed.xml")
"""What pages of others may read."""
UNUSED = (
    "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope",
    "hid", "magnetometer", "microphone", "midi", "payment", "serial", "usb",
    "xr-spatial-tracking",
)  # fmt: skip
"""What neither our pages nor anybody's in them may ask a reader for."""


@dataclass(frozen=True, slots=True)
class Rule:
    """All security headers of the addresses that begin so; the longest beginning decides."""

    prefix: str
    """From the site's root, with a slash at the end unless it is a file."""
    headers: dict[str, str]


class NoSiteError(ValueError):
    """A folder in which no site was built, or one without policies."""


def rules(site: Path) -> list[Rule]:
    """The rules for a built site; the first is for everything.

    Raises:
        NoSiteError: there is no page, or it has no policy.
    """
    common = _policy_of(site / PAGE)
    if common is None:
        raise NoSiteError(site)
    own = _headers(common, SELF)
    shared = {**own, "Access-Control-Allow-Origin": "*"}
    shared["Cross-Origin-Resource-Policy"] = "cross-origin"
    found = [Rule("", own), *(Rule(prefix, shared) for prefix in OPEN)]
    found += [Rule(prefix, shared) for prefix in _scripts_for_others(site)]
    found += [Rule(prefix, _headers(policy, SELF)) for prefix, policy in _playgrounds(site)]
    policies = dict(_embeds(site))
    together = _together(list(policies.values()))
    folders = sorted({"/".join(path.split("/")[:2]) + "/" for path in policies})
    return found + [Rule(folder, _framed(together)) for folder in folders]


def _headers(policy: Policy, ancestors: str) -> dict[str, str]:
    return {
        "Content-Security-Policy": policy.also(frame_ancestors=(ancestors,)).text,
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "SAMEORIGIN",
        "Referrer-Policy": "no-referrer",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


def _framed(policy: Policy) -> dict[str, str]:
    """For pages that anybody may show in a frame."""
    headers = _headers(policy, "*")
    del headers["X-Frame-Options"]
    headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return headers


def _playgrounds(site: Path) -> Iterator[tuple[str, Policy]]:
    for file in sorted((site / "contribute").rglob("index.html")):
        policy = _policy_of(file)
        if policy and "'wasm-unsafe-eval'" in policy.directives["script-src"]:
            yield file.parent.relative_to(site).as_posix() + "/", policy
            for worker in sorted(site.glob(WORKER)):
                yield worker.relative_to(site).as_posix(), policy


def _embeds(site: Path) -> Iterator[tuple[str, Policy]]:
    """The pages under `embed/` that are for frames: they load nothing of ours."""
    for file in sorted((site / EMBEDS).rglob("index.html")):
        policy = _policy_of(file)
        if policy and SELF not in policy.directives["script-src"]:
            yield file.parent.relative_to(site).as_posix() + "/", policy


def _scripts_for_others(site: Path) -> list[str]:
    """The folders of the script beside the frame, which asks for CORS where it has a hash."""
    files = (site / EMBEDS).glob("*/embed.js")
    return sorted(file.parent.relative_to(site).as_posix() + "/" for file in files)


def _together(policies: list[Policy]) -> Policy:
    """One policy for a folder of embeds; a page's own `<meta>` names its own parts alone.

    Scripts are few and named by hash. Styles differ from tree to tree, and a header must not grow
    with their number, so it leaves them to the page.
    """
    merged = policies[0] if policies else Policy({"default-src": (NONE,)})
    for policy in policies:
        merged = merged.also(script_src=policy.directives["script-src"])
    return Policy({**merged.directives, "style-src": ("'unsafe-inline'",)})


def _policy_of(file: Path) -> Policy | None:
    """What a page says of itself."""
    if not file.is_file():
        return None
    with file.open("rb") as page:
        said = META.search(page.read(HEAD).decode("utf-8", "replace"))
    return Policy.read(unescape(said[1])) if said else None
