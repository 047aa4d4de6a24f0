"""Seed the same faults into our trees and into SurveyJS surveys; print who finds which.

python -m tests.bench.peer_linter

The peer is `survey-core` by its own linter (`survey-core/linter`) together with the errors that
loading into its model reports. npm installs it into a temporary folder; nothing of it stays, and
nothing is asserted. Whether a finding is the right one is for the reader of the table to judge: it
counts as found if the sound version has no finding and the one with the fault has some.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml

from tests.answered import checked
from tests.strategies import files

PEER = "survey-core@3.1.1"
FOLDER = Path(__file__).parent / "peer"
TREE = (FOLDER / "tree.yaml").read_text("utf-8")
SURVEY = (FOLDER / "survey.json").read_text("utf-8")
Fault = dict[str, Any]
FAULTS: dict[str, Fault] = yaml.safe_load((FOLDER / "faults.yaml").read_text("utf-8"))
SOUND = "(sound)"


def seeded(text: str, passages: list[list[str]]) -> str:
    """A text with passages replaced, each of which stands there once."""
    for old, new in passages:
        if text.count(old) != 1:
            raise ValueError(f"{old!r} stands {text.count(old)} times")
        text = text.replace(old, new)
    return text


def versions(text: str, side: str) -> dict[str, str]:
    """The sound text, and one for every fault that this side can say."""
    said = {name: fault[side] for name, fault in FAULTS.items() if side in fault}
    return {SOUND: text} | {name: seeded(text, passages) for name, passages in said.items()}


def ours() -> tuple[dict[str, list[str]], float]:
    """Our findings by fault, and the milliseconds they took."""
    texts = versions(TREE, "ours")
    begin = time.perf_counter()
    found = {
        name: sorted({f.kind for f in checked(files(t)).findings}) for name, t in texts.items()
    }
    return found, (time.perf_counter() - begin) * 1000


def theirs() -> tuple[dict[str, list[str]], float]:
    """The peer's findings by fault, and the milliseconds they took without starting Node."""
    with tempfile.TemporaryDirectory() as folder:
        _install(Path(folder))
        shutil.copy(FOLDER / "lint.cjs", folder)
        done = subprocess.run(
            ["node", "lint.cjs"],
            cwd=folder,
            input=json.dumps(versions(SURVEY, "theirs")),
            capture_output=True,
            text=True,
            check=True,
        )
    answer = json.loads(done.stdout)
    found = {name: sorted({f["kind"] for f in list_}) for name, list_ in answer["results"].items()}
    return found, float(answer["milliseconds"])


def _install(folder: Path) -> None:
    """Install the peer with the npm of this machine, as it is set up."""
    (folder / "package.json").write_text('{"private": true}', "utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--no-save", "--ignore-scripts", PEER]
    subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True)


def missing() -> str | None:
    """What the benchmark needs and this machine does not have."""
    return next((name for name in ("node", "npm") if shutil.which(name) is None), None)


def table(own: dict[str, list[str]], peer: dict[str, list[str]]) -> list[str]:
    """A row per fault: what each side says, `missed`, or `–` where it cannot be said."""

    def cell(found: dict[str, list[str]], name: str) -> str:
        return "–" if name not in found else ", ".join(found[name]) or "**missed**"

    rows = [
        f"| {name} | {fault['where']} | {cell(own, name)} | {cell(peer, name)} |"
        for name, fault in FAULTS.items()
    ]
    return ["| fault | group | ours | theirs |", "|---|---|---|---|", *rows]


def ratios(own: dict[str, list[str]], peer: dict[str, list[str]]) -> list[str]:
    """Found of said, by group and in all; first where both can say it, which is the fair part."""

    def share(found: dict[str, list[str]], names: list[str]) -> str:
        said = [name for name in names if name in found]
        return f"{sum(bool(found[name]) for name in said)} of {len(said)}" if said else "–"

    groups: dict[str, Callable[[str], bool]] = {
        "both can say it": lambda name: name in own and name in peer,
        **{
            f"both, {where}": lambda name, where=where: (  # type: ignore[misc]
                name in own and name in peer and FAULTS[name]["where"] == where
            )
            for where in ("names", "shape", "logic")
        },
        "only ours can": lambda name: name not in peer,
        "only theirs can": lambda name: name not in own,
    }
    rows = []
    for title, belongs in groups.items():
        names = [name for name in FAULTS if belongs(name)]
        rows.append(f"| {title} | {share(own, names)} | {share(peer, names)} |")
    return ["| faults | ours | theirs |", "|---|---|---|", *rows]


def main() -> int:
    """Run both, print the tables."""
    absent = missing()
    if absent:
        print(f"error: no {absent} on this machine: the peer cannot be run", file=sys.stderr)
        return 1
    own, own_time = ours()
    try:
        peer, peer_time = theirs()
    except subprocess.CalledProcessError as error:
        print(f"error: {PEER} could not be installed or run:\n{error.stderr}", file=sys.stderr)
        return 1
    lines = [*table(own, peer), "", *ratios(own, peer)]
    print("\n".join(lines))
    print(f"\nsound versions: ours {own[SOUND]}, theirs {peer[SOUND]}")
    print(f"{len(own)} trees in {own_time:.0f} ms, {len(peer)} surveys in {peer_time:.0f} ms")
    return 0


if __name__ == "__main__":
    sys.exit(main())
