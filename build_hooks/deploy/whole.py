"""Is a site whole? Every address that its pages name must be there, and no page may be cut off."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterator
from html import unescape
from pathlib import Path
from posixpath import normpath
from urllib.parse import unquote, urlsplit

from build_hooks.folders import files_of

NAMED = re.compile(r"""\s(?:src|href|data-cards)=(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""")
TAG = re.compile(r"""<[a-zA-Z](?:"[^"]*"|'[^']*'|[^'">])*>""")
IMPORTED = re.compile(r"""(?:\bfrom|\bimport)\s*\(?\s*["'](\.{1,2}/[^"']+)["']""")
SCRIPT = re.compile(r"(<script[^>]*>).*?</script>", re.S)
LOCATION = re.compile(r"<loc>([^<]*)</loc>")
MANIFEST = "assets/search/manifest.json"
SITEMAP = "sitemap.xml"
FRAMES = "embed/"
"""Pages of one file, whose minifier drops the last tag; fragments of pages have none either."""
END = "</html>"


def missing(site: Path) -> list[str]:
    """What is not there or cut off in a built site, one line each: `page: address`."""
    files = files_of(site)
    there = frozenset(files)

    def text(path: str) -> str:
        return (site / path).read_text("utf-8", "replace")

    found = [f"{path}: {name}" for path in files for name in lacks(path, text, there)]
    if SITEMAP not in there:
        found.append(SITEMAP)
    return found


def lacks(path: str, text: Callable[[str], str], there: Collection[str]) -> Iterator[str]:
    """What one file of a site names that is not among the files that are `there`."""
    for name in needs(path, text):
        if name not in there:
            yield name


def needs(path: str, text: Callable[[str], str]) -> Iterator[str]:
    """The paths that a file names within the site; for one that is cut off, `END`."""
    if path.endswith(".html"):
        yield from _of_page(path, text(path))
    elif path.endswith(".js"):
        for name in IMPORTED.findall(text(path)):
            yield _inside(path, name)
    elif path.endswith(".json"):
        yield from _of_data(path, text(path))
    elif path == SITEMAP:
        yield from _of_sitemap(text(path))


def _of_page(path: str, html: str) -> Iterator[str]:
    page = html.lstrip().lower().startswith("<!doctype") and not path.startswith(FRAMES)
    if page and not html.rstrip().endswith(END):
        yield END
    tags = "".join(TAG.findall(SCRIPT.sub(r"\1", html)))
    for found in NAMED.findall(tags):
        name = unescape(next(filter(None, found), ""))
        parts = urlsplit(name)
        if parts.scheme or parts.netloc or not parts.path:
            continue
        yield _inside(path, unquote(parts.path))


def _inside(path: str, name: str) -> str:
    """The file that a relative address means; those from the root stand as they are."""
    whole = name if name.startswith("/") else f"/{path}/../{name}"
    plain = normpath(whole).lstrip("/")
    folder = name.endswith(("/", "/.", "/..")) or name in (".", "..") or plain == "."
    return f"{plain}/index.html".lstrip("./") if folder else plain


def _of_data(path: str, text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except ValueError:
        yield END
        return
    if path == MANIFEST:
        folder = f"{MANIFEST.rsplit('/', 1)[0]}/{data['folder']}"
        yield f"{folder}/facets.json"
        if "section" not in data:
            yield from (f"{folder}/t{n}.json" for n in range(len(data["first"].split(" "))))
        yield from (f"{folder}/c{n}.json" for n in range(-(-data["docs"] // data["cards"])))


def _of_sitemap(text: str) -> Iterator[str]:
    """The pages of the map; the shortest address is the site's root."""
    addresses = [unescape(address) for address in LOCATION.findall(text)]
    root = min(addresses, key=len, default="")
    for address in addresses:
        path = unquote(address.removeprefix(root))
        yield path + "index.html" if not path or path.endswith("/") else path
