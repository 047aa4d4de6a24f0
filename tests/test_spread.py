"""Work in forks gives what work here gives."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from build_hooks import spread
from tests.conftest import ROOT

FORKED = """
import json, os
from build_hooks.spread import spread
print(json.dumps(list(spread(lambda item: [item * 2, os.getpid()], range({count})))))
"""
FAILED = """
from build_hooks.spread import spread
list(spread(lambda item: 1 // (90 - item), range(100)))
"""

ENDLESS = """
import os, time
from build_hooks.spread import spread
def wait(item):
    if item:
        os.write(1, f"{os.getpid()}\\n".encode())
        time.sleep(600)
list(spread(wait, range(100)))
"""
ONE_CORE = "from build_hooks import spread; spread.cores = lambda: 1"
SITE = """
from hashlib import sha256
from pathlib import Path
from build_hooks.pipeline import build_site
{before}
for output in build_site(Path("trees")).outputs:
    print(output.path, sha256(str(output.content).encode()).hexdigest())
"""


def python(script: str) -> subprocess.CompletedProcess[str]:
    """A process of its own: this one may have threads."""
    command = [sys.executable, "-c", script]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def pids(made: list[list[int]]) -> set[int]:
    assert [number for number, _ in made] == [2 * item for item in range(len(made))]
    return {pid for _, pid in made}


@contextmanager
def another_thread() -> Iterator[None]:
    done = threading.Event()
    thread = threading.Thread(target=done.wait)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def test_many_things_are_made_in_processes_of_their_own_in_order() -> None:
    if spread.cores() == 1 or not spread.THREADS.is_dir():
        pytest.skip("one core, or no Linux")
    done = python(FORKED.format(count=200))
    assert 1 < len(pids(json.loads(done.stdout))) <= 1 + spread.cores()


def test_few_things_are_made_here() -> None:
    assert len(pids(json.loads(python(FORKED.format(count=spread.FEW)).stdout))) == 1


def test_beside_a_thread_all_is_made_here() -> None:
    with another_thread():
        made = spread.spread(lambda n: [n * 2, os.getpid()], range(50))
        assert pids(list(made)) == {os.getpid()}


def test_forks_end_with_a_parent_that_is_killed() -> None:
    if spread.cores() == 1 or not spread.THREADS.is_dir():
        pytest.skip("one core, or no Linux")
    command = [sys.executable, "-c", ENDLESS]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        fork = int(parent.stdout.readline())
        parent.kill()
    end = time.monotonic() + 30
    while Path(f"/proc/{fork}").exists() and "zombie" not in status(fork):
        assert time.monotonic() < end, "the fork goes on"
        time.sleep(0.1)


def status(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return "zombie"


def test_what_goes_wrong_in_a_fork_is_told() -> None:
    done = python(FAILED)
    assert done.returncode == 1
    assert "ZeroDivisionError" in done.stderr


def test_a_site_is_the_same_without_forks() -> None:
    here, forked = (python(SITE.format(before=before)) for before in (ONE_CORE, ""))
    assert here.stdout == forked.stdout
    assert here.stdout.count("\n") > 200, here.stderr
