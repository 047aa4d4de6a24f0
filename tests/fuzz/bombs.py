"""Files that somebody could send to break the reader; each is made when it is asked for."""

from __future__ import annotations

import codecs
import random
from collections.abc import Callable
from pathlib import Path

from tests.content import TREE

CORPUS = Path(__file__).parent / "corpus"
"""Small files: the ones that once went wrong, and one of every trick."""
JUST_ALLOWED = 999_000
"""Bytes; the reader takes no more than 1,000,000."""

Bomb = Callable[[], bytes]


def filled(text: str, before: str = "", after: str = "") -> bytes:
    """`text` repeated up to the limit, between two others."""
    room = JUST_ALLOWED - len(before.encode()) - len(after.encode())
    return (before + text * (room // len(text.encode())) + after).encode()


def numbered(pattern: str, before: str = "", after: str = "") -> bytes:
    """`pattern` with a number, again and again up to the limit."""
    text, number = before, 0
    size = len(before.encode()) + len(after.encode())
    parts = [text]
    while size < JUST_ALLOWED - 100:
        part = pattern.format(number)
        parts.append(part)
        size += len(part.encode())
        number += 1
    return "".join([*parts, after]).encode()


def noise(size: int, seed: int = 1) -> bytes:
    """Bytes without any sense."""
    return random.Random(seed).randbytes(size)


def laughs(levels: int = 30) -> bytes:
    """A billion laughs: each level names the one before it ten times."""
    lines = ["a0: &a0 [lol]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, levels)]
    return "\n".join(lines).encode()


HEAD, TAIL = TREE.split("questions:\n")
OUTCOMES = TAIL[TAIL.index("outcomes:") :]
BOMBS: dict[str, Bomb] = {
    "ten-megabytes-of-lists": lambda: b"a: " + b"[" * 10_000_000,
    "lists-up-to-the-limit": lambda: filled("[", "a: "),
    "closed-lists-up-to-the-limit": lambda: b"a: " + b"[" * 490_000 + b"]" * 490_000,
    "deep-flow-mappings": lambda: filled("{a: ", "a: "),
    "deep-block-mappings": lambda: "".join(" " * n + "a:\n" for n in range(1_300)).encode(),
    "deep-block-lists": lambda: filled("- "),
    "deep-keys": lambda: filled("? "),
    "a-billion-laughs": laughs,
    "anchors": lambda: numbered("k{0}: &a{0} x\n"),
    "merge-keys": lambda: b"a: &a {b: c}\nd:\n  <<: *a\n",
    "binary": lambda: noise(200_000),
    "all-bits": lambda: b"\xff" * 100_000,
    "zeros": lambda: bytes(100_000),
    "utf-8-mark": lambda: codecs.BOM_UTF8 + TREE.encode(),
    "two-utf-8-marks": lambda: codecs.BOM_UTF8 * 2 + TREE.encode(),
    "a-mark-inside": lambda: TREE.replace("start:", "\ufeffstart:").encode(),
    "utf-16": lambda: TREE.encode("utf-16"),
    "utf-16-big-end-first": lambda: codecs.BOM_UTF16_BE + TREE.encode("utf-16-be"),
    "utf-32": lambda: TREE.encode("utf-32"),
    "gb18030": lambda: TREE.encode("gb18030"),
    "windows-lines": lambda: TREE.replace("\n", "\r\n").encode(),
    "old-mac-lines": lambda: TREE.replace("\n", "\r").encode(),
    "lines-of-all-systems": lambda: TREE.replace("\n", "\r", 3).replace("\n", "\r\n", 3).encode(),
    "unseen-line-ends": lambda: TREE.replace("。", "\u2028", 2).encode(),
    "lone-surrogate": lambda: b"title: \xed\xa0\x80\n",
    "overlong-slash": lambda: b"title: \xc0\xaf\n",
    "escaped-surrogate": lambda: b'title: "\\ud800"\n',
    "escaped-zero": lambda: TREE.replace("小树", '"小\\0树"').encode(),
    "huge-plain-key": lambda: filled("键", "", ": x"),
    "huge-quoted-key": lambda: filled("键", '? "', '"\n: x\n'),
    "huge-id": lambda: TREE.replace("platform-pays", "p" * 300_000).encode(),
    "huge-target": lambda: TREE.replace("next: platform-pays", f"next: {'鲛' * 200_000}").encode(),
    "one-line-of-text": lambda: filled("字", "title: "),
    "one-line-of-quoted-text": lambda: filled("字 ", 'title: "', '"'),
    "one-line-of-items": lambda: filled("a,", "cites: [", "]"),
    "one-line-of-empty-lists": lambda: filled("[],", "cites: [", "]"),
    "one-line-of-keys": lambda: numbered("k{0}: x, ", "{", "}"),
    "one-key-a-line": lambda: numbered("k{0}: x\n"),
    "one-key-again-and-again": lambda: filled("k: x\n"),
    "one-comment": lambda: filled("# x\n"),
    "colons": lambda: filled(": "),
    "spaces": lambda: filled(" "),
    "empty-lines": lambda: filled("\n"),
    "documents": lambda: filled("---\n"),
    "directives": lambda: filled("%YAML 1.1\n"),
    "exclamation-marks": lambda: filled("!"),
    "open-quote": lambda: filled("x\n", 'title: "'),
    "block-text": lambda: filled("  字\n", "title: |\n"),
    "folded-text-with-an-indicator": lambda: filled(" x\n", "title: >9-\n"),
    "python-tag": lambda: b"a: !!python/object/apply:os.system [ls]\n",
    "misspelt-targets": lambda: questions("{{label: 甲, next: z{0}x}}", 500),
    "options-of-one-question": lambda: question_of(12_000),
    "a-long-chain": lambda: questions("{{label: 甲, next: q{1}}}", 6_000),
    "guards-of-one-input": lambda: branches_of(300),
}


def questions(option: str, count: int) -> bytes:
    """A tree of many questions; `option` gets its own number and the next."""
    text = "".join(
        f"  q{n}:\n    ask: 问？\n    options: {{a: {option.format(n, n + 1)}}}\n"
        for n in range(count)
    )
    last = f"  q{count}:\n    ask: 问？\n    options: {{a: {{label: 甲, next: seller-pays}}}}\n"
    head = HEAD.replace("start: named", "start: q0")
    return f"{head}questions:\n{text}{last}{OUTCOMES}".encode()


def question_of(count: int) -> bytes:
    """A tree of one question with many options."""
    text = "".join(
        f"      o{n}: {{label: 第{n}项, next: {('seller', 'platform')[n % 2]}-pays}}\n"
        for n in range(count)
    )
    head = HEAD.replace("start: named", "start: q")
    return f"{head}questions:\n  q:\n    ask: 问？\n    options:\n{text}{OUTCOMES}".encode()


def branches_of(count: int) -> bytes:
    """A tree of one input with many branches."""
    text = "".join(f"      - {{when: {{q: '< {n}'}}, to: seller-pays}}\n" for n in range(1, count))
    head = HEAD.replace("start: named", "start: q")
    question = "  q:\n    ask: 问？\n    input: {type: money}\n    next:\n"
    return f"{head}questions:\n{question}{text}      - {{to: platform-pays}}\n{OUTCOMES}".encode()


def corpus() -> dict[str, bytes]:
    """The small files by name."""
    return {file.name: file.read_bytes() for file in sorted(CORPUS.iterdir())}
