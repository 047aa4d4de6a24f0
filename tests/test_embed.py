"""Embeds as files: sizes, the bundler, the zip, and what tools are told."""

from __future__ import annotations

import gzip
import io
import json
import re
import zipfile
from base64 import b64encode
from hashlib import sha256, sha384
from html import unescape
from pathlib import Path
from statistics import median

import pytest

from build_hooks.checking import Checked
from build_hooks.embed import offer as offers
from build_hooks.embed import start
from build_hooks.embed.bundle import BundleError, bundle
from build_hooks.embed.zipped import zipped
from build_hooks.output import Output
from build_hooks.pipeline import Site
from tests.conftest import ROOT

KB = 1024
SMALLEST, LARGEST, SCRIPT = 25 * KB, 40 * KB, 1.5 * KB


def embeds(site: Path) -> list[Path]:
    found = sorted((site / "embed").glob("*/*/index.html"))
    assert len(found) > 3
    return found


def told(site: Path) -> dict:
    return json.loads((site / "embed/v1/embed.json").read_text("utf-8"))


def test_embeds_are_light(site: Path, capsys) -> None:
    sizes = {file: len(gzip.compress(file.read_bytes(), 9)) for file in embeds(site)}
    with capsys.disabled():
        print(f"\nembeds: median {median(sizes.values())}, largest {max(sizes.values())} gzip")
    assert median(sizes.values()) <= SMALLEST
    assert max(sizes.values()) <= LARGEST


def test_the_script_beside_the_frame_is_light(site: Path, capsys) -> None:
    size = len(gzip.compress((site / "embed/v1/embed.js").read_bytes(), 9))
    with capsys.disabled():
        print(f"\nembed.js: {size} gzip")
    assert size <= SCRIPT


def test_hashes_of_the_policy_are_those_of_the_page(site: Path) -> None:
    for file in embeds(site):
        text = file.read_bytes().decode()
        policy = unescape(re.search(r'Content-Security-Policy" content="([^"]*)"', text)[1])
        parts = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", text, re.DOTALL)
        hashes = {f"'sha256-{b64encode(sha256(p.encode()).digest()).decode()}'" for p in parts}
        assert len(parts) == 3
        assert hashes == set(re.findall(r"'sha256-[^']*'", policy))
        assert policy.startswith("default-src 'none'")


def test_an_embed_has_nothing_to_load(site: Path) -> None:
    for file in embeds(site):
        text = file.read_text("utf-8")
        assert not re.search(r"<[^>]+\bsrc=|url\(|@import|<link rel=(?!\"?(canonical|icon))", text)


def test_the_page_of_all_trees_is_one_small_file(site: Path) -> None:
    file = site / "embed/questions/index.html"
    assert len(gzip.compress(file.read_bytes(), 9)) <= 60_000
    assert not re.search(r"<[^>]+\bsrc=|url\(|@import", file.read_text("utf-8"))


def test_the_zip_holds_every_embed_and_a_start(site: Path) -> None:
    with zipfile.ZipFile(site / "embed/v1/weiquan.zip") as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        start = archive.read("weiquan/index.html").decode()
        for file in embeds(site):
            name = "-".join(file.relative_to(site / "embed").parts[:2]) + ".html"
            assert archive.read(f"weiquan/{name}") == file.read_bytes()
            assert re.search(rf'href="?{name}"?>', start)
    assert len(names) == len(embeds(site)) + 1
    assert told(site)["zip"]["bytes"] == (site / "embed/v1/weiquan.zip").stat().st_size


def test_of_many_trees_the_page_of_all_knows_the_foremost(
    real: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "MOST", 3)
    docs = ROOT / "docs/assets/decision-tree"
    sources = {file.name: file.read_text("utf-8") for file in docs.glob("*.*s")}
    site = Site(real)
    made = {file.path: file.content for file in site.embeds(sources, ())}
    page = str(made[start.START_PATH])
    assert len(re.findall(r"<h3><a href", page)) == 3
    left = len(list(real.content.live())) - 3
    assert f"还有 {left} 个问题" in page
    assert real.content.trees["complaint/which-route"].title in page
    index = re.search(r'id="wq-index">(.*?)</script>', page)[1]
    assert set(re.findall(r"\.\./((?:complaint|liability|quality)/[a-z0-9-]+)/", index)) == {
        "complaint/which-route",
        "liability/who-is-liable",
        "quality/before-you-buy",
    }


def test_of_many_trees_the_page_for_embedders_shows_the_first(
    site: Path, real: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offers, "MOST", 3)
    data = (site / "embed/v1/embed.json").read_text("utf-8")
    shown = offers.offered(offers.offer([Output(offers.DATA_PATH, data)]), "every")
    assert shown.count("<details") == 3
    assert f"还有 {len(told(site)['trees']) - 3} 棵树" in shown
    assert 'href="../embed/v1/embed.json"' in shown


def test_equal_content_makes_an_equal_zip(real: Checked) -> None:
    tree = next(iter(real.content.live()))
    page = Output("embed/a/index.html", "<p>字")
    once, again = (zipped([(tree, page)], "<p>始") for _ in range(2))
    assert once == again
    assert {e.date_time[0] for e in zipfile.ZipFile(io.BytesIO(once)).infolist()} == {1980}


def test_what_tools_are_told_is_there(site: Path, port: int) -> None:
    home = f"http://127.0.0.1:{port}/"
    data = told(site)
    script = (site / "embed/v1/embed.js").read_bytes()
    for address in (data["script"]["moving"], data["script"]["immutable"]):
        assert (site / address.removeprefix(home)).read_bytes() == script
    digest = b64encode(sha384(script).digest()).decode()
    assert data["script"]["integrity"] == f"sha384-{digest}"
    assert len(data["trees"]) == len(embeds(site))
    for tree in data["trees"]:
        assert (site / tree["file"].removeprefix(home)).is_file()
        oembed = json.loads((site / f"api/v1/oembed/{tree['id']}.json").read_text("utf-8"))
        assert oembed["height"] == tree["heights"]["320"]
        assert f'height="{oembed["height"]}"' in tree["frame"]


def test_the_published_script_is_kept_for_good(site: Path) -> None:
    """A page with an integrity hash asks for it years later: `docs/embed/` has each version."""
    kept = ROOT / "docs" / told(site)["script"]["immutable"].split("/", 3)[3]
    assert kept.is_file(), f"copy site/{kept.relative_to(ROOT / 'docs')} to docs/"
    for file in (ROOT / "docs/embed").glob("*/embed.js"):
        assert file.parent.name == sha256(file.read_bytes()).hexdigest()[:16], file


# The bundler


def test_modules_run_once_in_the_order_of_their_imports() -> None:
    sources = {
        "a.js": "import { b, c as d } from './b.js';\nimport './e.js';\nrun(b, d);\n",
        "b.js": "import word from './x-strings.js';\nexport const b = 1;\nexport function c() {}\n",
        "e.js": "import { b } from './b.js';\nuse(b, word['kept.one']);\n",
        "x-strings.js": 'export default {"kept.one":"1","lost":"2"};\n',
    }
    made = bundle("a.js", sources, {})
    places = [made.index(f"const ${name}=") for name in ("x_strings", "b", "e", "a")]
    assert places == sorted(places)
    assert made.count("const $b=") == 1
    assert "lost" not in made
    assert "return{b,c}" in made


def test_what_is_left_out_fails_like_a_line_that_is_gone() -> None:
    sources = {"a.js": "import('./b.js').then(x, y);\nimport('./c.js');\n", "d.js": ""}
    made = bundle("a.js", sources, {"b.js": None, "c.js": "d.js"})
    assert "Promise.reject().then(x, y)" in made
    assert "Promise.resolve($d)" in made


@pytest.mark.parametrize(
    "text",
    [
        "import * as all from './b.js';",
        "import { b } from 'b';",
        'import { b } from "./b.js";',
        "export { a };",
        "export * from './b.js';",
        "export let a = 1;",
        "import(name);",
        "import.meta.url;",
        "import { gone } from './gone.js';",
        "import { a } from './a.js';",
        "import { b } from './left.js';",
    ],
)
def test_what_the_bundler_does_not_know_is_an_error(text: str) -> None:
    sources = {"a.js": text, "b.js": "export const b = 1;\n"}
    with pytest.raises(BundleError):
        bundle("a.js", sources, {"left.js": None})


def test_a_comment_may_speak_of_imports() -> None:
    assert bundle("a.js", {"a.js": "// import this\n/* export that */\nrun('a');\n"}, {})
