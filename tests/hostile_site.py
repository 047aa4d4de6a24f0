"""The real build of content made of words, by the real MkDocs, in a folder of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.hostile import write

HOME = "---\ntitle: 首页\n---\n\n# 首页\n\n```tree\ncomplaint/t0\n```\n"


def build(folder: Path, files: Mapping[str, Any], address: str) -> Path:
    """Build the content `files` for an address; the site's folder."""
    write(folder, files)
    for name in ("assets", "embed"):
        shutil.copytree(ROOT / "docs" / name, folder / "docs" / name)
    for page in (folder / "docs/embed").glob("*.md"):
        page.unlink()
    (folder / "docs/index.md").write_text(HOME, "utf-8")
    shutil.copytree(ROOT / "build_hooks", folder / "build_hooks")
    config = (ROOT / "mkdocs.yml").read_text("utf-8")
    config = re.sub(r"\nnav:\n(?: .*\n)+", "\n", config)
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=folder, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "SITE_URL": address},
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / "site"
