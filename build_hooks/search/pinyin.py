"""Pinyin of the words of the index, for those who type without an input method or mistype.

`repair.js` reads what is made here; nobody fetches it before a query needs it:

- `p<letter>.json`: pairs of characters by the pinyin of the first, then of the second, most
  frequent first, each followed by a digit that says how frequent: `{"tui": {"huo": "退货8"}}`.
- `h<number>.json`: of single characters the simplified form (`s`) and the readings (`r`), in the
  file of the last bits of their code. A look-alike has the reading of what it is taken for too.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import product

from opencc import OpenCC

from build_hooks.search.readings import is_word, reading, word_reading
from build_hooks.search.tokenizer import HAN, STOP

MOST = 8_000
"""Pairs that are kept, the most frequent ones, however large the site."""
FILES = 16
"""Into which the characters are dealt out; repair.js knows it too."""
WORD = 8
"""How much more a pair counts that is a word than one cut out of two others."""
TOGETHER = 0.1
"""From which share of its places on a character belongs to the one beside it."""
PAIR = re.compile(f"{HAN.pattern}{{2}}")
LOOK_ALIKES = (
    *("己已巳", "未末", "拆诉折析", "贷货", "帐账", "款歉", "券卷", "侯候", "狠狼", "赔陪倍培"),
    *("买卖", "退腿", "运远", "发友", "货贸", "骗编偏", "铺辅", "真直", "主王", "播潘", "淘陶"),
    *("凭赁", "效郊", "期欺斯", "拒柜", "据剧", "保堡褓", "质贡", "坏环", "换唤", "价介阶"),
    *("诈炸", "证征", "举拳", "报服", "诉拆", "津律", "师帅", "责贵", "任仕", "被披", "受爱"),
    *("假暇", "冒昌", "牌脾碑", "伪为", "劣省", "食良", "药约", "毒素", "烫汤", "伤份"),
)
"""Characters that are taken for one another because they look alike."""

SPOKEN = {"谁": "shei", "这": "zhei", "哪": "nei"}
"""Readings that people use and dictionaries put last."""


def pinyin_files(counts: Mapping[str, int], words: Collection[str] = ()) -> dict[str, object]:
    """The files by their names; `counts` says how many documents have a term, `words` are known."""
    pairs = _frequent(counts, words)
    readings = _readings(pairs)
    known = {char for term in counts for char in HAN.findall(term)}
    found: dict[str, object] = {}
    for letter, shard in sorted(_by_letter(pairs, readings).items()):
        found[f"p{letter}"] = shard
    simplified = _simplified(known)
    spoken = _spoken(known | set(_common()), readings)
    for number in range(FILES):
        found[f"h{number}"] = {
            "s": {a: b for a, b in simplified.items() if ord(a) % FILES == number},
            "r": {a: b for a, b in spoken.items() if ord(a) % FILES == number},
        }
    return found


def _frequent(counts: Mapping[str, int], known: Collection[str]) -> dict[str, int]:
    """The pairs to keep, each with its digit, the most frequent first."""
    pairs = {term: count for term, count in counts.items() if PAIR.fullmatch(term)}
    words = {*_words(pairs), *known}
    weights = {pair: count * (WORD if pair in words else 1) for pair, count in pairs.items()}
    kept = sorted(pairs, key=lambda pair: (-weights[pair], pair))[:MOST]
    return {pair: _digit(weights[pair], pair in words) for pair in kept}


def _digit(weight: int, is_word: bool) -> int:
    """From 4 on it is a word: only words take the place of what was mistyped."""
    size = weight.bit_length()
    return min(9, max(4, size)) if is_word else min(3, size)


def _words(pairs: Mapping[str, int]) -> Iterator[str]:
    """The pairs that a dictionary knows, or whose characters seldom meet others; no stop words."""
    first: Counter[str] = Counter()
    second: Counter[str] = Counter()
    for pair, count in pairs.items():
        first[pair[0]] += count
        second[pair[1]] += count
    for pair, count in pairs.items():
        together = count / min(first[pair[0]], second[pair[1]])
        is_one = is_word(pair) or (count > 1 and together > TOGETHER)
        if is_one and not STOP & set(pair):
            yield pair


def _readings(pairs: Iterable[str]) -> dict[str, set[str]]:
    """How each character is read: alone, and in the words among the pairs."""
    found: dict[str, set[str]] = defaultdict(set, {char: {also} for char, also in SPOKEN.items()})
    for pair in pairs:
        for char, alone in zip(pair, map(reading, pair), strict=True):
            found[char].add(alone)
        if is_word(pair):
            for char, inside in zip(pair, word_reading(pair), strict=True):
                found[char].add(inside)
    return found


def _by_letter(
    pairs: Mapping[str, int], readings: Mapping[str, set[str]]
) -> dict[str, dict[str, dict[str, str]]]:
    found: dict[str, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for pair, digit in pairs.items():
        for first, second in _ways(pair, readings):
            row = found[first[0]][first]
            row[second] = row.get(second, "") + f"{pair}{digit}"
    return found


def _ways(pair: str, readings: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """A word is read as the dictionary says, a pair cut out of words in every way."""
    if is_word(pair):
        first, second = word_reading(pair)
        yield first, second
    else:
        yield from product(sorted(readings[pair[0]]), sorted(readings[pair[1]]))


def _simplified(known: Iterable[str]) -> dict[str, str]:
    """Traditional forms of the characters that documents have."""
    every = "".join(map(chr, range(0x4E00, 0xA000)))
    kept = set(known)
    pairs = zip(every, OpenCC("t2s").convert(every), strict=True)
    return {a: b for a, b in pairs if a != b and b in kept and a not in kept}


def _common() -> Iterator[str]:
    """The 3,755 characters of the first level of GB 2312: what people type."""
    for row in range(0xB0, 0xD8):
        yield from bytes(b for cell in range(0xA1, 0xFF) for b in (row, cell)).decode(
            "gb2312", "ignore"
        )


def _spoken(chars: Iterable[str], readings: Mapping[str, set[str]]) -> dict[str, str]:
    """Readings by character, one after the other with a space between."""
    alike = _alike()
    found = {}
    for char in sorted(chars):
        own = {reading(char), *readings.get(char, ())}
        own.update(reading(other) for other in alike.get(char, ()))
        found[char] = " ".join(sorted(own))
    return found


def _alike() -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for group in LOOK_ALIKES:
        for char in group:
            found[char] |= set(group) - {char}
    return found
