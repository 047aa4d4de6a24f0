"""The public API as files: what is published is what the schemas say, and leads somewhere."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urlsplit

import feedparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from lxml import etree
from openapi_spec_validator import validate

from build_hooks.api.digest import digest
from build_hooks.api.files import api_files
from build_hooks.api.kinds import KINDS, Kind
from build_hooks.api.published import Published
from build_hooks.api.schema import RELEASE
from build_hooks.checking import Checked
from build_hooks.model.content import Content
from build_hooks.output import Output
from build_hooks.publisher import Publisher
from build_hooks.render.links import Links
from build_hooks.render.pages import tree_fragment
from tests.conftest import ROOT, TREES, Check
from tests.content import REGISTERS, TREE
from tests.mutations_of_json import made_wrong, trimmed, wrongs
from tests.wordpress import discovered

SMALL = {**REGISTERS, "liability/small.yaml": TREE}
TREE_IDS = sorted(
    file.relative_to(TREES).as_posix().removesuffix(".yaml")
    for file in TREES.glob("*/*.yaml")
    if file.parent.name != "reference" and not file.name.endswith(".cases.yaml")
)
by_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)


def made(checked: Checked, publisher: Publisher) -> dict[str, Output]:
    published = Published(checked.content, checked.proofs, publisher)
    return {output.path: output for output in api_files(published)}


@pytest.fixture(scope="session")
def files(real: Checked) -> dict[str, Output]:
    return made(real, Publisher("https://one.example/", "一"))


def read(file: Path) -> Any:
    return json.loads(file.read_text("utf-8"))


def published(site: Path, kind: Kind) -> dict[str, Any]:
    """Every published file of a kind."""
    pattern = kind.file.replace("{topic}", "*").replace("{name}", "*")
    return {file.as_posix(): read(file) for file in sorted((site / "api/v1").glob(pattern))}


def validator(site: Path, kind: Kind) -> Draft202012Validator:
    schema = read(site / "api/v1" / kind.schema)
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


# The contract


@by_kind
def test_the_published_schema_accepts_every_published_file(site: Path, kind: Kind) -> None:
    check = validator(site, kind)
    found = published(site, kind)
    assert len(found) == (len(TREE_IDS) if kind.path else 1)
    for name, value in found.items():
        assert [error.message for error in check.iter_errors(value)][:3] == [], name


@cache
def mistakes(site: Path, kind: Kind) -> tuple[Draft202012Validator, Any, list[Any]]:
    """What judges, a file cut short that it accepts, and every mistake that can be made in it."""
    check = validator(site, kind)
    value = trimmed(max(published(site, kind).values(), key=lambda value: len(str(value))))
    assert check.is_valid(value)
    return check, value, list(wrongs(value, check.schema, check.schema))


@by_kind
@settings(max_examples=60)
@given(data=st.data())
def test_the_published_schema_refuses_mistakes(site: Path, kind: Kind, data: Any) -> None:
    check, value, found = mistakes(site, kind)
    assert {"type", "missing"} <= {what for what, _, _ in found}
    wrong = data.draw(st.sampled_from(found))
    assert not check.is_valid(made_wrong(value, wrong)), wrong


def test_mistakes_of_every_sort_are_tried(site: Path) -> None:
    tried = {what for kind in KINDS for what, _, _ in mistakes(site, kind)[2]}
    assert tried == {"type", "missing", "unknown", "pattern", "date", "version"}


@by_kind
def test_keys_stand_in_the_order_of_the_schema(site: Path, kind: Kind) -> None:
    schema = read(site / "api/v1" / kind.schema)
    value = next(iter(published(site, kind).values()))
    assert list(value) == list(schema["properties"]) == schema["required"]


def test_the_description_is_valid_openapi(site: Path) -> None:
    described = read(site / "api/v1/openapi.json")
    assert described["openapi"] == "3.1.0"
    validate(described)
    assert len(described["paths"]) == len(KINDS)


def test_the_description_and_the_schemas_say_the_same(site: Path) -> None:
    described = json.dumps(read(site / "api/v1/openapi.json"))
    found = json.loads(described.replace("#/components/schemas/", "#/$defs/"))
    for kind in KINDS:
        reference = found["paths"][f"/{kind.file}"]["get"]["responses"]["200"]["content"]
        form = {"$defs": found["components"]["schemas"], **reference["application/json"]["schema"]}
        for value in published(site, kind).values():
            assert Draft202012Validator(form).is_valid(value), kind.name
            break


# Addresses


class Ids(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: set[str] = set()
        self.feed(text)

    def handle_starttag(self, _: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found |= {value for name, value in attrs if name == "id" and value}


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from texts(part)


@pytest.fixture(scope="module")
def leads_somewhere(site: Path, port: int):
    home = f"http://127.0.0.1:{port}/"

    @cache
    def ids(path: str) -> set[str] | None:
        file = site / path
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            return None
        return Ids(file.read_text("utf-8")).found if file.suffix == ".html" else set()

    def check(address: str) -> bool:
        """Whether an address of ours exists, with its anchor."""
        if not address.startswith(home) or "{" in address or address == f"{home}api/v1":
            return True  # of others, of each tree, or what all paths of OpenAPI are added to
        path, anchor = urldefrag(address.removeprefix(home))
        found = ids(unquote(path))
        is_state = not anchor or anchor.startswith("/")
        return found is not None and (is_state or unquote(anchor) in found)

    return check


def test_every_address_in_every_file_leads_somewhere(site: Path, leads_somewhere) -> None:
    wrong, seen = [], 0
    for file in sorted((site / "api").rglob("*.json")):
        for text in texts(read(file)):
            seen += text.startswith("http://127.0.0.1")
            if text.startswith("http") and not leads_somewhere(text):
                wrong.append(f"{file.name}: {text}")
    assert seen > 10_000
    assert wrong == []


def test_every_address_in_texts_and_feed_leads_somewhere(site: Path, leads_somewhere) -> None:
    found = [*site.glob("*/*/index.txt"), site / "llms.txt"]
    assert len(found) == len(TREE_IDS) + 1
    for file in found:
        for address in re.findall(r"http://127[^\s)]+", file.read_text("utf-8")):
            assert leads_somewhere(address), (file, address)
    feed = etree.parse(site / "feed.xml")
    for link in feed.iter("{http://www.w3.org/2005/Atom}link"):
        assert leads_somewhere(link.get("href")), link.get("href")


def test_a_copy_of_the_site_differs_in_addresses_only(real: Checked, files) -> None:
    other = made(real, Publisher("https://two.example/sub/", "一"))
    assert other.keys() == files.keys()
    for path, output in other.items():
        assert "one.example" not in output.content
        back = output.content.replace("https://two.example/sub/", "https://one.example/")
        assert back == files[path].content, path


def test_two_builds_are_alike(real: Checked, files) -> None:
    again = made(real, Publisher("https://one.example/", "一"))
    assert [path for path in files if files[path] != again[path]] == []


# What the files say


def test_the_list_of_trees_is_that_of_the_site(files) -> None:
    listed = json.loads(files["api/v1/trees.json"].content)["trees"]
    assert [tree["head"]["id"] for tree in listed] == TREE_IDS


def test_the_index_names_every_kind_of_file(files) -> None:
    index = json.loads(files["api/v1/index.json"].content)
    assert [file["name"] for file in index["files"]] == [kind.name for kind in KINDS]
    assert index["trees"] == len(TREE_IDS)
    assert index["licence"]["id"] == "CC-BY-4.0"


def test_the_reverse_index_of_law_is_what_trees_cite(files) -> None:
    cited = defaultdict(set)
    for id_ in TREE_IDS:
        tree = json.loads(files[f"api/v1/trees/{id_}.json"].content)
        for node in (*tree["questions"], *tree["outcomes"]):
            for provision in re.findall(r'"cites": (\[.*?\])', json.dumps(node)):
                for one in json.loads(provision):
                    cited[one["id"]].add((id_, node["id"]))
    for law in json.loads(files["api/v1/laws.json"].content)["laws"]:
        for provision in law["provisions"]:
            found = {
                (users["tree"], node)
                for users in provision["used_by"]
                for node in (*users["questions"], *users["outcomes"])
            }
            assert found == cited[provision["id"]], provision["id"]


def test_the_proof_keeps_its_place_and_keys(files) -> None:
    proof = json.loads(files["api/v1/proof.json"].content)
    assert set(proof) == {"version", "trees"}
    assert list(proof["trees"]) == TREE_IDS
    keys = {"nodes", "options", "routes", "shortest", "longest", "outcomes", "cases", "complete"}
    keys |= {"bound", "states", "provisions", "laws", "reviewed"}
    assert all(set(tree) == keys for tree in proof["trees"].values())


def test_the_search_file_holds_what_the_search_finds(site: Path) -> None:
    manifest = read(site / "assets/search/manifest.json")
    documents = read(site / "api/v1/search.json")["documents"]
    assert len(documents) == manifest["docs"]
    assert {"tree", "outcome", "provision", "guide"} <= {one["kind"] for one in documents}


@pytest.mark.parametrize("kind", ["trees", "outcomes", "laws"])
def test_lists_are_light_when_compressed(files, kind: str) -> None:
    size = len(gzip.compress(files[f"api/v1/{kind}.json"].content.encode(), 9))
    assert size <= 120_000, size


# The digest and the changes


def small(check_files: Check, tree: str) -> str:
    checked = check_files({**SMALL, "liability/small.yaml": tree})
    assert checked.ok
    return digest(checked.content.trees["liability/small"])


def test_a_comment_or_an_empty_line_does_not_change_the_digest(check_files: Check) -> None:
    assert small(check_files, TREE) == small(check_files, "# words\n\n" + TREE)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("看得出是谁", "看得出谁"),
        ("certainty: likely", "certainty: depends"),
        ("next: asked", "next: platform-pays"),
        ("cites: [rule-2]", "cites: [rule-1]"),
        ("liability: full", "liability: joint"),
        ("on: 2026-11-20", "on: 2026-11-19"),
    ],
)
def test_a_change_of_words_structure_or_law_changes_the_digest(
    check_files: Check, old: str, new: str
) -> None:
    changed = TREE.replace(old, new)
    assert changed != TREE
    if "platform-pays" in new:
        changed = re.sub(r"  asked:\n.*?(?=outcomes:)", "", changed, flags=re.DOTALL)
    assert small(check_files, TREE) != small(check_files, changed)


def test_changes_are_reviews_and_days_of_law(check_files: Check) -> None:
    found = made(check_files(SMALL), Publisher("https://one.example/"))
    changes = json.loads(found["api/v1/changes.json"].content)
    days = [(change["day"], change["kind"]) for change in changes["changes"]]
    assert days == [
        ("2026-11-20", "reviewed"),
        ("2026-04-15", "law-ends"),
        ("2026-02-01", "law-begins"),
        ("2020-01-01", "law-begins"),
    ]


def test_law_of_the_future_is_in_the_changes_and_not_yet_in_the_feed(check_files: Check) -> None:
    future = REGISTERS["reference/laws.yaml"].replace(
        "gist: 平台负责。}",
        "gist: 平台负责。}\n      rule-3: {article: 第三条, gist: 新的, from: 2027-01-01}",
    )
    found = made(
        check_files({**SMALL, "reference/laws.yaml": future}), Publisher("https://one.example/")
    )
    changes = json.loads(found["api/v1/changes.json"].content)["changes"]
    assert (changes[0]["day"], changes[0]["provisions"]) == ("2027-01-01", ["rule-3"])
    assert "2027-01-01" not in found["feed.xml"].content


# The feed


def test_the_feed_keeps_to_the_grammar_of_atom(site: Path, files) -> None:
    grammar = etree.RelaxNG(etree.parse(ROOT / "tests/golden/atom.rng"))
    for feed in (
        etree.parse(site / "feed.xml"),
        etree.fromstring(files["feed.xml"].content.encode()),
    ):
        assert grammar.validate(feed), grammar.error_log
    broken = files["feed.xml"].content.replace("<updated>", "<updated>x", 1)
    assert not grammar.validate(etree.fromstring(broken.encode()))


def test_a_feed_reader_reads_the_feed(files) -> None:
    feed = feedparser.parse(files["feed.xml"].content)
    assert not feed.bozo
    assert feed.version == "atom10"
    assert len(feed.entries) > len(TREE_IDS)
    ids = [entry.id for entry in feed.entries]
    assert len(set(ids)) == len(ids)
    moments = [entry.updated for entry in feed.entries]
    assert moments == sorted(moments, reverse=True)
    assert moments[0] == feed.feed.updated


def test_markup_in_a_title_stays_text(check_files: Check) -> None:
    title = "小树</title><script>alert(1)</script>&amp;\"'"
    checked = check_files(SMALL)
    tree = replace(checked.content.trees["liability/small"], title=title)
    content: Content = replace(checked.content, trees={str(tree.id): tree})
    proofs = {str(tree.id): replace(checked.proofs[tree.id], tree=tree)}
    found = {
        output.path: output.content
        for output in api_files(Published(content, proofs, Publisher("https://one.example/")))
    }
    assert title in feedparser.parse(found["feed.xml"]).entries[0].title_detail.value
    html = json.loads(found["api/v1/oembed/liability/small.json"])["html"]
    frame = etree.HTML(html).find(".//iframe")
    assert frame.get("title") == title
    assert "<script" not in html


# Texts


class Words(HTMLParser):
    """The words of each section of a tree's page, without the link to its picture."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.sections: dict[str, list[str]] = {}
        self.current: list[str] = []
        self.in_map = False
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.in_map = self.in_map or found.get("class") == "wq-map"
        if tag == "section" and found.get("id"):
            self.current = self.sections.setdefault(str(found["id"]), [])

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self.in_map = False

    def handle_data(self, data: str) -> None:
        if not self.in_map:
            self.current.append("".join(data.split()))


def sections(text: str) -> dict[str, str]:
    """The parts of a plain text by the node whose address they hold."""
    parts = text.split("\n## ")[1:]
    return {urlsplit(part.split("\n")[2]).fragment: "".join(part.split()) for part in parts}


@pytest.mark.parametrize("id_", TREE_IDS)
def test_the_plain_text_has_all_words_of_the_page(id_: str, real: Checked, files) -> None:
    page = Words(str(tree_fragment(real.proofs[id_], real.content, Links("/"))))
    text = files[f"{id_}/index.txt"].content
    found = sections(text)
    assert list(found) == list(page.sections)
    guide = "每一样怎么留，看指南"  # a link of the page to another page
    for node, words in page.sections.items():
        lost = [word for word in words if word and word != guide and word not in found[node]]
        assert lost == [], node


def test_a_plain_text_says_how_old_and_how_sure_it_is(real: Checked, files) -> None:
    for id_ in TREE_IDS:
        text, tree = files[f"{id_}/index.txt"].content, real.content.trees[id_]
        assert tree.reviewed.on.isoformat() in text
        assert "不是法律意见" in text
        assert "CC BY 4.0" in text
        assert len(re.findall("^(把握较大|多半如此|看情况)：", text, re.M)) == len(tree.outcomes)


def test_llms_txt_lists_every_tree(files) -> None:
    text = files["llms.txt"].content
    assert re.match(r"# .+\n\n> .+\n", text)
    for id_ in TREE_IDS:
        assert f"](https://one.example/{id_}/index.txt): " in text


# Discovery


def test_a_page_of_a_tree_names_its_frame_early_and_no_other_page_does(
    site: Path, port: int
) -> None:
    mark = 'type="application/json+oembed"'
    for id_ in TREE_IDS:
        page = (site / id_ / "index.html").read_bytes()
        assert mark.encode() in page[:4096], id_
        address = discovered(page.decode())
        assert address == f"http://127.0.0.1:{port}/api/v1/oembed/{id_}.json"
    for name in ("index.html", "404.html", "about/index.html", "liability/index.html"):
        text = (site / name).read_text("utf-8")
        assert mark not in text
        assert text.count('type="application/atom+xml"') == 1


def test_the_documentation_names_every_kind_of_file() -> None:
    text = (ROOT / "docs/api.md").read_text("utf-8")
    assert [kind.file for kind in KINDS if f"| `{kind.file}` |" not in text] == []


def test_the_changelog_has_the_release() -> None:
    assert f"## {RELEASE}\n" in (ROOT / "docs/api/changelog.md").read_text("utf-8")
