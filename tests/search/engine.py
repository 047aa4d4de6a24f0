"""Ask the page's own search in a real Chromium: the code that readers run, query by query."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.search.judged import Query, place

MANIFEST = "/assets/search/manifest.json"
EXTRAS = ("synonyms", "pinyin", "initials", "traditional", "homophones", "prefix")
"""What can be switched off in a query: the third argument of `search`."""
ASK = """
async ([manifest, texts, options, cold]) => {
  const { search } = await import('/assets/decision-tree/search-index.js');
  const { openIndex } = await import('/assets/decision-tree/shards.js');
  const open = () => openIndex(new URL(manifest, location.href));
  const original = window.fetch;
  let files = [];
  window.fetch = (address, ...rest) => {
    files.push(new URL(String(address), location.href).pathname);
    return original(address, ...rest);
  };
  const answers = [];
  let index = await open();
  for (const text of texts) {
    if (cold) {
      files = [];
      index = await open();
    }
    const { found } = await search(index, text, options);
    answers.push({ hits: found.map((card) => card[1]), files });
  }
  window.fetch = original;
  return answers;
}
"""


@dataclass(frozen=True)
class Answer:
    """What the search found for a query."""

    query: Query
    hits: list[str]
    """Places, best first."""
    files: list[str]
    """Paths that were fetched for it; of a cold search only."""


def ask(
    page: Page,
    queries: Iterable[Query],
    off: Iterable[str] = (),
    manifest: str = MANIFEST,
    cold: bool = False,
) -> list[Answer]:
    """Search with a page of the site; a cold search begins anew with each query."""
    asked = list(queries)
    options = dict.fromkeys(off, False)
    found = page.evaluate(ASK, [manifest, [query.text for query in asked], options, cold])
    return [
        Answer(query, list(dict.fromkeys(map(place, answer["hits"]))), answer["files"])
        for query, answer in zip(asked, found, strict=True)
    ]
