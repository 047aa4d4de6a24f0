"""The security headers of two releases at once, so that a server can know them before the switch.

A policy names scripts by their hashes. A server that learned of a new release only after the switch
would stop the new pages' scripts for a moment; one that forgot the old release would stop those of
pages that caches still have.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from build_hooks.deploy.kinds import DATA, DATA_FOLDERS, IMMUTABLE, PAGE, immutable, lasting_part
from build_hooks.folders import files_of
from build_hooks.policy.directives import Policy
from build_hooks.policy.rules import Rule, rules
from build_hooks.policy.written import FORMS

CSP = "Content-Security-Policy"
FILES = {"headers-http.conf": "nginx", "headers-server.conf": "nginx-server"}
"""What a server includes, by name, and the form that it is written in."""


def headers_for(sites: Iterable[Path]) -> list[Rule]:
    """The rules that hold for all of these sites; policies allow what one of them allows.

    Raises:
        NoSiteError: a folder has no site.
    """
    found: dict[str, dict[str, str]] = {}
    for site in sites:
        for rule in rules(site):
            found[rule.prefix] = _both(found.get(rule.prefix), rule.headers)
    return [Rule(prefix, headers) for prefix, headers in found.items()]


def _both(before: dict[str, str] | None, now: dict[str, str]) -> dict[str, str]:
    if before is None or CSP not in before or CSP not in now:
        return now
    more = Policy.read(before[CSP]).directives
    both = Policy.read(now[CSP]).also(**{name.replace("-", "_"): of for name, of in more.items()})
    return {**now, CSP: both.text}


def cached(found: Sequence[Rule], site: Path) -> list[Rule]:
    """The rules of a site with how long a copy may be kept, for a server that knows no types.

    What is no page and may change is kept as long as a page where it stands among pages.
    """
    kept = {rule.prefix: IMMUTABLE if immutable(rule.prefix) else PAGE for rule in found}
    kept |= dict.fromkeys(DATA_FOLDERS, DATA)
    lasting = {folder for path in files_of(site) if (folder := lasting_part(path))}
    kept |= dict.fromkeys(sorted(lasting), IMMUTABLE)
    longest_first = sorted(found, key=lambda rule: -len(rule.prefix))
    return [
        Rule(prefix, {**_first(longest_first, prefix).headers, "Cache-Control": how})
        for prefix, how in kept.items()
    ]


def _first(rules: Sequence[Rule], path: str) -> Rule:
    return next(rule for rule in rules if path.startswith(rule.prefix))


def write_headers(sites: Iterable[Path], folder: Path) -> None:
    """Write what nginx includes into a folder, each file in one step.

    Raises:
        OSError: a file cannot be written.
    """
    both = headers_for(sites)
    for name, form in FILES.items():
        new = folder / f"{name}.new"
        new.write_text(FORMS[form](both, "/"), "utf-8")
        new.replace(folder / name)
