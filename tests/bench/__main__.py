"""Measure beside the peers, print one table, write it to docs/benchmarks.md (`make bench`).

python -m tests.bench [--quick] [--print] [NAME ...]    by default all

`--quick` takes fewer routes, documents, queries and runs: minutes instead of an hour. `--print`
leaves the file alone, as naming comparisons does. Peers come from PyPI and npm at run time, into
folders outside the repository; one that cannot be had has a row that says so.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from tests.bench.beside import MEASURES, rows
from tests.bench.table import Row, head, table, written
from tests.conftest import ROOT

DOCUMENT = ROOT / "docs/benchmarks.md"


def main(arguments: Sequence[str]) -> int:
    """Run the comparisons."""
    options = {word for word in arguments if word.startswith("--")}
    names = [word for word in arguments if word not in options]
    unknown = [*(options - {"--quick", "--print"}), *(set(names) - MEASURES.keys())]
    if unknown:
        print(f"error: {', '.join(unknown)}? one of: {' '.join(MEASURES)}", file=sys.stderr)
        return 2
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    before = os.getloadavg()[0]
    found: list[Row] = []
    for row in rows(names or list(MEASURES), "--quick" in options):
        found.append(row)
        print(row.cells(), file=sys.stderr, flush=True)  # something to see while it takes long
    lines = [head("--quick" in options, (before, os.getloadavg()[0])), "", *table(found)]
    print("\n".join(lines))
    if not names and "--print" not in options:
        DOCUMENT.write_text(written(DOCUMENT.read_text("utf-8"), lines), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
