"""Everything under `embed/`: a page per tree, the script beside a frame, what tools must know."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256, sha384

from build_hooks.embed.bundle import bundle
from build_hooks.embed.frame import file_name, frame
from build_hooks.embed.height import NARROW, heights, taller
from build_hooks.embed.page import STYLE, embed_page, embed_path, lean_fragment, parts
from build_hooks.embed.smaller import smaller
from build_hooks.embed.start import HEIGHT, START_PATH, Found, start_pages
from build_hooks.embed.style import grounds
from build_hooks.embed.zipped import zipped
from build_hooks.model.tree import Tree
from build_hooks.output import Keep, Output
from build_hooks.publisher import Publisher
from build_hooks.spread import spread

HOST = "embed-host.js"
MOVING = "embed/v1/embed.js"
DATA_PATH = "embed/v1/embed.json"
ZIP_PATH = "embed/v1/weiquan.zip"
VERSION = 1
OPTIONS = {
    "start": "id",
    "theme": ["auto", "light", "dark"],
    "color": "#rrggbb",
    "size": ["normal", "large", "xlarge"],
    "header": ["on", "off"],
    "org": 40,
}
"""What may stand in the address' query: the choices, or the form, or how many letters."""


def embed_files(
    found: Found,
    publisher: Publisher,
    sources: Mapping[str, str],
    there: Collection[str] = (),
    keep: Keep = list,
) -> Iterator[Output]:
    """The files of all trees; `sources` are our scripts and styles, `there` files that exist.

    `keep` takes those of single trees.
    """
    trees = list(found.content.live())
    lean = _lean(trees, found, publisher, keep)
    common = parts(trees, sources)
    each = zip(trees, lean, strict=True)
    made = [page for one in each for page in keep([embed_page(*one, publisher, common)])]
    yield from made
    script = smaller("script", bundle(HOST, sources, {}))
    fixed = f"embed/{sha256(script.encode()).hexdigest()[:16]}/embed.js"
    yield Output(MOVING, script)
    if fixed not in there:
        yield Output(fixed, script)
    addresses = (lambda tree: f"../{tree}/", file_name)
    on_site, in_zip = start_pages(found, publisher, common, addresses)
    yield Output(START_PATH, on_site)
    packed = zipped(list(zip(trees, made, strict=True)), in_zip)
    yield Output(ZIP_PATH, packed)
    data = {
        "version": VERSION,
        "script": _script(script, fixed, publisher),
        "options": OPTIONS,
        "grounds": grounds(sources[STYLE]),
        "start": _start(publisher),
        "zip": {"address": publisher.at(ZIP_PATH), "bytes": len(packed)},
        "trees": [_tree(tree, publisher) for tree in trees],
    }
    yield Output(DATA_PATH, json.dumps(data, ensure_ascii=False, indent=1) + "\n")


def _script(script: str, fixed: str, publisher: Publisher) -> dict[str, str]:
    """Where the script beside a frame lies, and what a page can hold it to."""
    return {
        "moving": publisher.at(MOVING),
        "immutable": publisher.at(fixed),
        "integrity": f"sha384-{b64encode(sha384(script.encode()).digest()).decode()}",
    }


def _lean(trees: list[Tree], found: Found, publisher: Publisher, keep: Keep) -> list[Output]:
    """What pages are made of, before anything is shortened.

    What shortens has threads, and then there is no forking.
    """
    proofs = [found.proofs[tree.id] for tree in trees]
    made = spread(lambda proof: keep([lean_fragment(proof, found.content, publisher)]), proofs)
    return [fragment for one in made for fragment in one]


def _start(publisher: Publisher) -> dict[str, object]:
    """The page that leads to all trees, and a frame for it."""
    address = publisher.at(START_PATH.removesuffix("index.html"))
    line = frame(address, publisher.name, HEIGHT, is_named=True)
    return {"title": publisher.name, "embed": address, "height": HEIGHT, "frame": line}


def _tree(tree: Tree, publisher: Publisher) -> dict[str, object]:
    """What somebody needs to know who places a tree."""
    high = heights(tree)
    address = publisher.at(f"embed/{tree.id}/")
    return {
        "id": str(tree.id),
        "title": str(tree.title),
        "page": publisher.at(f"{tree.id}/"),
        "embed": address,
        "file": publisher.at(embed_path(tree.id)),
        "file_name": file_name(tree.id),
        "heights": {str(width): height for width, height in high.items()},
        "taller": taller(tree),
        "frame": frame(address, tree.title, high[NARROW]),
        "questions": [
            {"id": str(question.id), "ask": str(question.ask)}
            for question in tree.questions.values()
        ],
    }
