"""What a page needs beside the index to understand a query; `query.js` and `repair.js` read it.

All of it is fetched only when a query needs it: pinyin and characters (`pinyin.py`) when a word is
in no document, `story.json` when somebody pastes a whole story.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from build_hooks.search.index import Seen
from build_hooks.search.pinyin import pinyin_files
from build_hooks.search.tokenizer import tokens

TELLING = 3_000
"""Words of which the most telling ones of a long story are chosen."""

HEARD = 4
"""How often a word of the people counts as said where no document has it."""


def word_files(terms: Mapping[str, Seen], synonyms: Mapping[str, str]) -> dict[str, object]:
    """The files by their names, without ending; a word of the people may be misspelt too."""
    counts = {term: seen.documents for term, seen in terms.items()}
    heard = " ".join([*synonyms, *synonyms.values()])
    for word in tokens(heard):
        counts.setdefault(word, HEARD)
    return {**pinyin_files(counts, set(heard.split()) & set(counts)), "story": _telling(terms)}


def _telling(terms: Mapping[str, Seen]) -> str:
    """Rare words that stand in titles wherever they stand, the most telling first."""
    most = 2 * max((seen.documents for seen in terms.values()), default=1)

    def telling(term: str) -> float:
        seen = terms[term]
        return log(most / seen.documents) * seen.named / seen.documents

    named = [term for term, seen in terms.items() if seen.named > 1 and len(term) > 1]
    kept = sorted(named, key=lambda term: (-terms[term].named, term))[:TELLING]
    return " ".join(sorted(kept, key=lambda term: (-telling(term), term)))
