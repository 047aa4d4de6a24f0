"""Send mutated files to the reader and the verifier until the time is up; stop at what goes wrong.

python -m tests.fuzz.run [SECONDS] [SEED]

Nothing may raise, take long, or name a place outside of the file. What did is kept in a new
temporary folder, whose name is printed: cut it down, mend the fault, add it to `corpus/`.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.answered import answered
from tests.content import CASES, REGISTERS, SMALL, TREE
from tests.fuzz.bombs import corpus

SEEDS = {
    "liability/small.yaml": TREE,
    "liability/small.cases.yaml": CASES,
    **{name: str(text) for name, text in REGISTERS.items()},
}
PIECES = (
    *(b": ", b"- ", b"\n", b"\n  ", b"{", b"}", b"[", b"]", b",", b"#", b"'", b'"', b"&a ", b"*a"),
    *(b"!!str ", b"|\n", b">-\n", b"? ", b"---\n", b"...\n", b"%YAML 1.1\n", b"<<: ", b"\t", b"\r"),
    *(b"\0", b"\x7f", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\xa8", b"\xc2\x85", b"\xed\xa0\x80"),
    *(b"when: ", b"next: ", b"options: ", b"items: ", b"input: ", b"use: ", b"unanswered", b"{}"),
    *(b"before 0001-01-01", b"until 9999-12-31", b"< 0", b">= 999999999999.99", b"9" * 20, b"~"),
    *(
        "：".encode(),
        "，".encode(),
        "１".encode(),
        "😀".encode(),
        "的".encode(),
        b'"\\0"',
        b'"\\ud8',
    ),
)


def mutate(data: bytes, others: list[bytes], source: random.Random) -> bytes:
    """Change some bytes, lines or pieces; sometimes cross with another file."""
    for _ in range(source.choice((1, 1, 2, 3, 8))):
        at, end = sorted((source.randrange(len(data) + 1), source.randrange(len(data) + 1)))
        head, passage, tail = data[:at], data[at:end], data[end:]
        near = data[min(len(data), at + source.randrange(12)) :]
        other = source.choice(others)
        changed = (
            head + source.choice(PIECES) + passage + tail,
            head + source.choice(PIECES) + near,
            head + near,
            head + passage * 2 + tail,
            head + source.randbytes(source.randrange(4)) + near,
            shuffled(data, source),
            head + other[source.randrange(len(other) + 1) :],
        )
        data = source.choice(changed)[:100_000]
    return data


def shuffled(data: bytes, source: random.Random) -> bytes:
    """Some lines in another order."""
    lines = data.splitlines(keepends=True)
    return b"".join(source.sample(lines, source.randrange(len(lines) + 1)))


def rounds(seconds: float, seed: int, most: int = sys.maxsize) -> int:
    """Run until the time is up or `most` files were sent; return how many were.

    Raises:
        AssertionError: an answer was not what every answer must be.
    """
    source = random.Random(seed)
    pool = [*corpus().values(), *(text.encode() for text in SEEDS.values())]
    until = time.monotonic() + seconds
    done = 0
    while time.monotonic() < until and done < most:
        name = source.choice(list(SEEDS))
        start = SEEDS[name].encode() if source.random() < 0.7 else source.choice(pool)
        data = mutate(start, pool, source)
        try:
            answered({**SMALL, name: data})
        except Exception as error:
            raise AssertionError(f"{name}: {kept(data)}") from error
        done += 1
    return done


def kept(data: bytes) -> Path:
    """Write down an input that went wrong."""
    file = Path(tempfile.mkdtemp(prefix="fuzz-")) / "input.yaml"
    file.write_bytes(data)
    return file


def main(seconds: float, seed: int) -> int:
    """Say how many files were sent, or what went wrong."""
    try:
        print(f"{rounds(seconds, seed)} files in {seconds:.0f} s, nothing went wrong (seed {seed})")
    except AssertionError:
        traceback.print_exc()
        return 1
    return 0


if __name__ == "__main__":
    given = sys.argv[1:]
    sys.exit(main(float(given[0]) if given else 600, int(given[1]) if len(given) > 1 else 1))
