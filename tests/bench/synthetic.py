"""Documents and queries of any number that look like ours: for measuring sizes, the same each time.

Characters follow one another as often as in the real trees (a chain of pairs); documents come in
trees of thirty that share phrases of a real document, so that hits lie together as they do here;
and each tree has names of its own, drawn by Zipf, so that the vocabulary grows with the number.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from build_hooks.search.documents import Document

SEED = 20261121
PER_TREE = 30
NAMES = 200_000
KINDS = ("question", "option", "option", "option", "outcome", "provision", "guide", "case")
PHRASE = re.compile(r"[\u4e00-\u9fff]{2,}")


@dataclass(frozen=True)
class Chain:
    """What follows what in real texts."""

    sources: Sequence[Document]

    @cached_property
    def phrases(self) -> list[list[str]]:
        """Per real document its phrases."""
        found = (PHRASE.findall(f"{doc.title}，{doc.text}") for doc in self.sources)
        return [phrases for phrases in found if len(phrases) > 1]

    @cached_property
    def followers(self) -> dict[str, list[str]]:
        """Per character those that follow it, as often as they do."""
        found: dict[str, list[str]] = defaultdict(list)
        for phrases in self.phrases:
            for phrase in phrases:
                for first, second in pairwise(phrase):
                    found[first].append(second)
        return dict(found)

    @cached_property
    def characters(self) -> list[str]:
        """All characters of which names are made."""
        return sorted(self.followers)

    def phrase(self, chance: random.Random, length: int) -> str:
        """A phrase that nobody has written."""
        followers = self.followers
        found = [chance.choice(chance.choice(chance.choice(self.phrases)))[0]]
        while len(found) < length:
            choices = followers.get(found[-1]) or self.characters
            found.append(choices[int(chance.random() * len(choices))])
        return "".join(found)

    def name(self, chance: random.Random) -> str:
        """One of many names, few of them frequent."""
        rank = int(NAMES ** chance.random())
        own = random.Random(rank)
        return "".join(own.choice(self.characters) for _ in range(own.choice((2, 2, 3))))


def synthetic(sources: Iterable[Document], count: int) -> Iterator[Document]:
    """`count` documents; the first ones are the same for every count."""
    chain = Chain(list(sources))
    chance = random.Random(SEED)
    for number in range(0, count, PER_TREE):
        grown = _Grown.on(chain, chance)
        for step in range(min(PER_TREE, count - number)):
            yield grown.document(f"t/{number // PER_TREE}/#n{step}")


@dataclass(frozen=True)
class _Grown:
    """A tree of synthetic documents: what they share."""

    chain: Chain
    chance: random.Random
    own: list[list[str]]
    names: list[str]
    place: str

    @classmethod
    def on(cls, chain: Chain, chance: random.Random) -> _Grown:
        own = [chance.choice(chain.phrases) for _ in range(2)]
        names = [chain.name(chance) for _ in range(4)]
        return cls(chain, chance, own, names, chain.phrase(chance, chance.randint(6, 12)))

    def document(self, url: str) -> Document:
        chance, chain = self.chance, self.chain
        name = chance.choice(self.names)
        title = self.part() + (name if chance.random() < 0.2 else "") + "？"
        parts = [self.part() for _ in range(chance.randint(3, 12))]
        text = "，".join([*parts, chance.choice(self.names)]) + "。"
        words = " ".join(chain.phrase(chance, 3) for _ in range(3)) if chance.random() < 0.1 else ""
        return Document(chance.choice(KINDS), url, title, self.place, text, words)

    def part(self) -> str:
        if self.chance.random() < 0.3:
            return self.chance.choice(self.chance.choice(self.own))
        return self.chain.phrase(self.chance, self.chance.randint(4, 14))


def queries(sources: Iterable[Document], count: int) -> list[str]:
    """What somebody could type: parts of real phrases, alone, in pairs, or a little changed."""
    chain = Chain(list(sources))
    chance = random.Random(SEED + 1)
    found = []
    for _ in range(count):
        phrases = chance.choice(chain.phrases)
        parts = [_part(chance, chance.choice(phrases)) for _ in range(chance.choice((1, 1, 2)))]
        if chance.random() < 0.2:
            parts.append(chain.phrase(chance, 2))
        found.append(chance.choice(("", " ")).join(parts))
    return found


def _part(chance: random.Random, phrase: str) -> str:
    length = chance.choice((2, 3, 4, 4, 5, 6))
    start = chance.randint(0, max(0, len(phrase) - length))
    return phrase[start : start + length]
