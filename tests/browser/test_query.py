"""From what was typed to clauses and marked words, in a real Chromium on a small index."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from build_hooks.search.documents import Document
from build_hooks.search.shards import MANIFEST_PATH, search_files
from tests.browser.conftest import NewPage, Watch

pytestmark = pytest.mark.browser

GOLDEN = yaml.load(
    (Path(__file__).parents[1] / "golden/queries.yaml").read_text("utf-8"), Loader=yaml.BaseLoader
)
TEXTS = (
    *("直播退货", "退款", "投诉", "质量问题", "三包", "假货", "绿色通道", "爆炸", "保障", "平台"),
    *("MCN", "打12315"),
)
SYNONYMS = {"退款": "退钱 返钱", "平台": "抖音 淘宝"}
CLIENT = ("tokenizer.js", "shards.js", "query.js")
CLIENT_BYTES = 5_000
"""Of what each query needs, as it is served, compressed; the element of search.js comes on top."""
REPAIR_BYTES = 2_400
"""Of what is fetched only for words that no document has."""

PREPARE = """
async ([address, queries, options]) => {
  const { openIndex } = await import('/assets/decision-tree/shards.js');
  const { prepare } = await import('/assets/decision-tree/query.js');
  const index = await openIndex(new URL(address, location.href));
  const found = [];
  for (const query of queries) {
    const { clauses, repaired, instead } = await prepare(query, index, options);
    const terms = clauses.map(({ term, boost, prefix }) =>
      `${term}${boost === 1 ? '' : `·${boost}`}${prefix ? '*' : ''}`);
    found.push({ instead, repaired, terms: terms.join(' ') });
  }
  return found;
}
"""
HIGHLIGHT = """
async ([text, marks, isTitle]) => {
  const { highlight } = await import('/assets/decision-tree/query.js');
  const box = document.createElement('p');
  box.append(highlight(text, marks, isTitle));
  return box.innerHTML;
}
"""


@pytest.fixture(scope="module")
def manifest(site: Path, address: str) -> Iterator[str]:
    """The address of the index of the small documents, which lies beside the site's own."""
    made = [Document("guide", f"{text}/", text, "", text) for text in (*TEXTS, *TEXTS)]
    for output in search_files(made, SYNONYMS):
        file = site / "query" / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(output.content, "utf-8")
    yield f"{address}query/{MANIFEST_PATH}"
    shutil.rmtree(site / "query")


def test_golden_queries(new_page: NewPage, manifest: str) -> None:
    page = new_page("404.html")
    found = page.evaluate(PREPARE, [manifest, list(GOLDEN), {}])
    wanted = [{"instead": "", "repaired": "", **case} for case in GOLDEN.values()]
    assert dict(zip(GOLDEN, found, strict=True)) == dict(zip(GOLDEN, wanted, strict=True))


OFF = {
    "synonyms": "退钱",
    "prefix": "mc",
    "pinyin": "tuikuan",
    "initials": "zbth",
    "traditional": "質量",
    "homophones": "退宽",
}


@pytest.mark.parametrize("part", OFF)
def test_each_help_can_be_switched_off(part: str, new_page: NewPage, manifest: str) -> None:
    page = new_page("404.html")
    (on,) = page.evaluate(PREPARE, [manifest, [OFF[part]], {}])
    (off,) = page.evaluate(PREPARE, [manifest, [OFF[part]], {part: False}])
    assert on["terms"]
    assert off["terms"] == ""


def test_nothing_is_fetched_for_a_query_that_documents_answer(
    new_page: NewPage, manifest: str
) -> None:
    page = new_page("404.html")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    page.evaluate(PREPARE, [manifest, ["直播退货", "mcn 退款", "退钱"], {}])
    assert not [name for name in asked if name[0] in "ph" or name in ("repair.js", "story.json")]
    page.evaluate(PREPARE, [manifest, ["tuikuan"], {}])
    assert "repair.js" in asked
    assert "pt.json" in asked


def test_without_the_tables_the_rest_of_the_query_is_looked_for(
    new_page: NewPage, manifest: str, watch: Watch
) -> None:
    watch.expected.append("ERR_FAILED")
    page = new_page("404.html")
    page.route(re.compile(r"/query/.*/[hp]\w+\.json"), lambda route: route.abort())
    found = page.evaluate(PREPARE, [manifest, ["退款 tuihuo", "退款退宽"], {}])
    assert [case["terms"] for case in found] == ["退款", "退款"]
    assert [case["repaired"] for case in found] == ["", ""]


def test_an_index_that_lies_in_the_page_needs_no_tables(new_page: NewPage, site: Path) -> None:
    page = new_page("404.html")
    inline = """
    async (queries) => {
      const { prepare } = await import('/assets/decision-tree/query.js');
      const index = {
        manifest: {},
        file: () => Promise.reject(new Error('none')),
        unknown: (clauses) => Promise.resolve(
          new Set(clauses.map(({ term }) => term).filter((term) => term !== '退款'))),
      };
      return Promise.all(queries.map((query) => prepare(query, index).then(
        ({ clauses }) => clauses.map(({ term }) => term).join(' '))));
    }
    """
    assert page.evaluate(inline, ["退款", "退宽", "tuikuan", ""]) == ["退款", "", "", ""]


ODD = ("", " ", "\u0000\u0007\u200b", "<img src=x onerror=alert(1)>", "']};alert(1)//", "\ud83d")


def test_odd_input_gives_an_answer(new_page: NewPage, manifest: str) -> None:
    page = new_page("404.html")
    long = ["退" * 10_000, "tui" * 4_000, "a " * 5_000, "貨" * 10_000, "😀" * 5_000, "~" * 100_000]
    found = page.evaluate(PREPARE, [manifest, [*ODD[:-1], *long], {}])
    assert len(found) == len(ODD) - 1 + len(long)
    lone = PREPARE.replace("of queries", "of [String.fromCharCode(0xd83d) + '退款']")
    assert page.evaluate(lone, [manifest, [], {}])[0]["terms"] == "退款"


def test_of_a_long_story_the_most_telling_words_are_looked_for(
    new_page: NewPage, site: Path, address: str
) -> None:
    page = new_page("404.html")
    words = "".join(chr(0x4E00 + 7 * number) for number in range(400))
    story = f"{words}后来我要退款，他说七天无理由不行，{words}我就去投诉了。"
    (found,) = page.evaluate(PREPARE, [f"{address}{MANIFEST_PATH}", [story], {"synonyms": False}])
    terms = found["terms"].split()
    assert len(terms) <= 40
    assert {"退款", "投诉", "理由"} <= set(terms)


MARKED = {
    ("直播间退款", "退款", False): "直播间<mark>退款</mark>",
    ("直播间退款", "直播 播间", False): "<mark>直播间</mark>退款",
    ("退货和退款", "退款 退货", False): "<mark>退货</mark>和<mark>退款</mark>",
    ("什么都没有", "退款", False): "什么都没有",
    ("谁退钱", "退", True): "谁<mark>退</mark>钱",
    ("谁退钱", "退", False): "谁退钱",
    ("ＭＣＮ和mcns", "mcn", False): "<mark>ＭＣＮ</mark>和mcns",
    ("mcn和m", "mc*", False): "<mark>mcn</mark>和m",
    ("<b>退款</b> & 😀退款", "退款", False): (
        "&lt;b&gt;<mark>退款</mark>&lt;/b&gt; &amp; 😀<mark>退款</mark>"
    ),
    ("", "退款", False): "",
    ("İ退款", "退款", False): "İ<mark>退款</mark>",
}


@pytest.mark.parametrize("case", MARKED, ids=lambda case: case[0][:8] or "nothing")
def test_what_matched_is_marked_and_stays_text(
    case: tuple[str, str, bool], new_page: NewPage
) -> None:
    text, terms, is_title = case
    marks = [{"term": term.rstrip("*"), "prefix": term.endswith("*")} for term in terms.split()]
    assert new_page("404.html").evaluate(HIGHLIGHT, [text, marks, is_title]) == MARKED[case]


def test_the_client_is_small(site: Path) -> None:
    sizes = {
        name: len(gzip.compress((site / "assets/decision-tree" / name).read_bytes(), 9))
        for name in (*CLIENT, "repair.js")
    }
    client = sum(sizes[name] for name in CLIENT)
    print(f"\nsearch scripts: {sizes}, client {client} bytes gzip")
    assert client <= CLIENT_BYTES
    assert sizes["repair.js"] <= REPAIR_BYTES


def test_what_a_query_may_need_is_small(site: Path) -> None:
    data: Any = json.loads((site / MANIFEST_PATH).read_text("utf-8"))
    folder = (site / MANIFEST_PATH).parent / data["folder"]
    sizes = {file.name: len(gzip.compress(file.read_bytes(), 9)) for file in folder.iterdir()}
    tables = {name: size for name, size in sizes.items() if name[0] in "ph"}
    rules = gzip.compress(json.dumps(data["synonyms"], ensure_ascii=False).encode(), 9)
    print(f"\n{len(tables)} tables: {sum(tables.values())} bytes, largest {max(tables.values())}; ")
    print(f"synonyms {len(rules)}, story {sizes['story.json']}")
    assert max(tables.values()) < 6_000
    assert len(rules) < 5_000
    assert sizes["story.json"] < 12_000
