"""Make a release of the current commit: `python -m build_hooks.release [FOLDER]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from build_hooks.release.make import release, write
from build_hooks.release.state import ReleaseError, source


def main(arguments: list[str]) -> int:
    """Write the files, say which; 1 with the reason where there can be no release."""
    folder = Path(arguments[0] if arguments else "dist")
    try:
        found = source(Path.cwd())
        print(f"==> {found.version} of commit {found.commit[:12]}, {found.tag or 'without a tag'}")
        files = release(found, os.environ)
        write(files, folder)
    except ReleaseError as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    for name, content in files.items():
        print(f"{len(content):>12,}  {folder / name}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
