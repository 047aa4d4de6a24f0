"""One table of all figures beside the peers, and its place in docs/benchmarks.md."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tests.conftest import ROOT

BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"
HEAD = "| what | unit | ours | peer | theirs | ratio |"
LONGEST = 160
"""Characters of a reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """A figure of ours beside one of a peer."""

    what: str
    unit: str
    ours: float | None
    peer: str
    """Name and version."""
    theirs: float | None
    """None where the peer could not be had or asked."""
    more: bool = False
    """Whether more of it is better."""
    note: str = ""

    @property
    def ratio(self) -> str:
        """How many times better ours is; under 1 the peer is better."""
        if self.ours is None or self.theirs is None:
            return "–"
        good, bad = (self.ours, self.theirs) if self.more else (self.theirs, self.ours)
        return f"{good / bad:.2f}" if bad else "–"

    def cells(self) -> str:
        """As a row of a Markdown table."""
        theirs = self.note if self.theirs is None else figure(self.theirs) + self.note
        return (
            f"| {self.what} | {self.unit} | {figure(self.ours)} | {self.peer} | {theirs} "
            f"| {self.ratio} |"
        )


def figure(value: float | None) -> str:
    """A figure with three digits that count, and no fewer than it has before the point."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def absent(what: str, peer: str, error: BaseException) -> Row:
    """The row of what could not be measured, with the reason."""
    said = getattr(error, "stderr", None) or str(error) or type(error).__name__
    said = said.decode(errors="replace") if isinstance(said, bytes) else said
    reason = re.sub(r"[\s|]+", " ", said).strip()[:LONGEST]
    return Row(what, "", None, peer, None, note=f"not measured: {reason}")


def table(rows: Iterable[Row]) -> list[str]:
    """All rows as Markdown."""
    return [
        HEAD,
        "|---|---|---|---|---|---|",
        *(row.cells() for row in rows),
    ]


def machine() -> str:
    """Processor, cores and memory; no names."""
    text = Path("/proc/cpuinfo").read_text("utf-8") if Path("/proc/cpuinfo").exists() else ""
    named = re.search(r"^model name\s*: (.*)$", text, re.MULTILINE)
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{named[1].strip() if named else platform.machine()}, {os.cpu_count()} cores, "
        f"{memory:.0f} GiB of memory, {platform.system()}"
    )


def head(quick: bool, load: tuple[float, float]) -> str:
    """When and with what it was measured; `load` before and after."""
    done = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    command = "make bench QUICK=1" if quick else "make bench"
    return (
        f"`{command}`, {date.today().isoformat()}, commit {done.stdout.strip() or 'unknown'}: "
        f"{machine()}; Python {platform.python_version()}; load {load[0]:.1f} before and "
        f"{load[1]:.1f} after."
    )


def written(text: str, lines: Iterable[str]) -> str:
    """A document with `lines` between its two markers.

    Raises:
        ValueError: it has not both markers, once each and in order.
    """
    before, begin, rest = text.partition(BEGIN + "\n")
    _, end, after = rest.partition(END + "\n")
    if not begin or not end or BEGIN in after or END in after:
        raise ValueError(f"{BEGIN} and {END} must stand there once, each on a line")
    return f"{before}{begin}\n" + "\n".join(lines) + f"\n\n{end}{after}"
