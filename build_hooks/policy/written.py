"""Security headers as servers want them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence

from build_hooks.policy.rules import Rule


def as_json(rules: Sequence[Rule], root: str) -> str:
    """A list of prefixes with all their headers; the longest prefix decides."""
    found = [{"prefix": root + rule.prefix, "headers": rule.headers} for rule in rules]
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_headers_file(rules: Sequence[Rule], root: str) -> str:
    """A file `_headers` as Cloudflare Pages reads it: all rules that match hold, in their order, so
    each takes away with `!` what a wider one has set."""
    lines: list[str] = []
    for rule in sorted(rules, key=lambda rule: len(rule.prefix)):
        whole = rule.prefix.endswith("/") or not rule.prefix
        lines.append(f"{root}{rule.prefix}{'*' if whole else ''}")
        if rule.prefix:
            lines += [f"  ! {name}" for name in _names(rules)]
        lines += [f"  {name}: {value}" for name, value in rule.headers.items()]
    return "\n".join(lines) + "\n"


def as_nginx(rules: Sequence[Rule], root: str) -> str:
    """For `http`: a variable for each header, which is empty where it is not to be sent."""
    return "".join(_map(name, rules, root) for name in _names(rules))


def as_nginx_server(rules: Sequence[Rule], root: str) -> str:  # noqa: ARG001 - one signature
    """For a `server`, and for each `location` with an `add_header` of its own."""
    return "".join(f"add_header {name} ${_variable(name)} always;\n" for name in _names(rules))


def _map(name: str, rules: Sequence[Rule], root: str) -> str:
    lines = [f"map $uri ${_variable(name)} {{"]
    first = rules[0].headers.get(name, "")
    lines.append(f'  default "{first}";')
    for rule in sorted(rules[1:], key=lambda rule: -len(rule.prefix)):
        value = rule.headers.get(name, "")
        end = "" if rule.prefix.endswith("/") else "$"
        lines.append(f'  "~^{re.escape(root + rule.prefix)}{end}" "{value}";')
    return "\n".join([*lines, "}", ""])


def _names(rules: Sequence[Rule]) -> list[str]:
    return list(dict.fromkeys(name for rule in rules for name in rule.headers))


def _variable(name: str) -> str:
    return "weiquan_" + name.lower().replace("-", "_")


HEADERS_FILE = "headers-file"
FORMS: dict[str, Callable[[Sequence[Rule], str], str]] = {
    "nginx": as_nginx,
    "nginx-server": as_nginx_server,
    HEADERS_FILE: as_headers_file,
    "json": as_json,
}
