"""Two small sites of the real one's form, one the next release of the other."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from build_hooks.deploy.whole import needs

POLICY = "default-src 'none'; script-src 'self'; style-src 'self'"
PAGES = ("a", "b", "c", "d", "e", "f")
OLD = "old"
"""A page that the next release does not have; `new-…` only the next one has."""


def lay(folder: Path, release: str, gone: str = "", more: tuple[str, ...] = ()) -> Path:
    """Write a site whose every page, script and datum says of which release it is."""
    names = [*PAGES, *more, *([gone] if gone else [])]
    files = {f"{name}/index.html": _page(release, "../", names) for name in names}
    files["index.html"] = _page(release, "", names)
    files["404.html"] = _page(release, "/", [])
    for name in ("player", "text", "strings"):
        files[f"assets/decision-tree/{name}.js"] = f"// {release}\n"
    files["assets/decision-tree/player.js"] += "import './text.js';\nimport './strings.js';\n"
    files["assets/decision-tree/style.css"] = f"/* {release} */" + " " * 9_000
    files["assets/stylesheets/main.css"] = f"/* {release} */"
    own = f"{sum(map(ord, release)):012x}"
    manifest = {"folder": own, "docs": 4, "cards": 4, "first": "a b"}
    files["assets/search/manifest.json"] = json.dumps(manifest)
    for name in ("facets", "c0", "t0", "t1"):
        files[f"assets/search/{own}/{name}.json"] = json.dumps(release)
    files["api/v1/laws.json"] = json.dumps({"release": release})
    files["sitemap.xml"] = "".join(f"<loc>https://x/{n and n + '/'}</loc>" for n in ["", *names])
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def _page(release: str, base: str, names: list[str]) -> str:
    links = "".join(f'<a href="{base}{name}/">{name}</a>' for name in names)
    return (
        f'<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="stylesheet" href="{base}assets/stylesheets/main.css">'
        f'<link rel="stylesheet" href="{base}assets/decision-tree/style.css">'
        f'<script type="module" src="{base}assets/decision-tree/player.js"></script></head>'
        f"<body><p>release={release};</p>{'这一页的话。' * 300}{links}</body></html>"
    )


def broken(read: Callable[[str], str | None]) -> list[str]:
    """What a reader who follows every link from the home page does not find; `read` gives a file's
    text, or None where there is none."""
    waiting, seen, lost = ["index.html", "assets/search/manifest.json"], set(), []
    while waiting:
        path = waiting.pop()
        if path in seen:
            continue
        seen.add(path)
        text = read(path)
        if text is None:
            lost.append(path)
            continue
        waiting += needs(path, lambda _, text=text: text)  # type: ignore[misc]
    return lost
