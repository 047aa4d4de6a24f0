"""The bill of materials (CycloneDX): all code of others that a release needs or carries.

`cyclonedx-py` describes every package of this Python; kept are those that ours needs. What the site
carries beside Python's packages is added: Pyodide and the scripts under `docs/assets/vendor/`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from build_hooks.playground.runtime import HASHES, VERSION
from build_hooks.release.state import ReleaseError

FORMAT = "1.6"
CARRIED = "flet-web"
"""The package that Pyodide's files come out of; nothing of ours depends on it."""
VENDOR = Path("docs/assets/vendor/README.md")
ROW = re.compile(
    r"^\| `(?P<file>[^`]+)` \| (?P<name>[\w.-]+) (?P<version>[\w.]+) \| (?P<site>\S+) \| .*"
    r"`(?P<hash>[0-9a-f]{64})` \| (?P<licence>[\w.-]+)",
    re.MULTILINE,
)
Json = dict[str, Any]


def bill(root: Path, environment: dict[str, str]) -> bytes:
    """The bill of the version in `root`, as JSON.

    Raises:
        ReleaseError: the tool failed.
    """
    command = [sys.executable, "-m", "cyclonedx_py", "environment", "--output-reproducible"]
    options = ["--sv", FORMAT, "--pyproject", str(root / "pyproject.toml"), sys.executable]
    done = subprocess.run(
        [*command, *options], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ReleaseError(f"cyclonedx-py: {done.stderr.strip()}")
    made = with_carried(needed(json.loads(done.stdout)), root)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def needed(bom: Json) -> Json:
    """The bill without the components that its main component does not need."""
    root = bom["metadata"]["component"]["bom-ref"]
    uses = {each["ref"]: each.get("dependsOn", []) for each in bom["dependencies"]}
    carried = [each["bom-ref"] for each in bom["components"] if each["name"] == CARRIED]
    uses[root] = [*uses.get(root, []), *carried]
    for ref in carried:
        uses[ref] = []  # it is installed without what it asks for
    found, waiting = {root}, [root]
    while waiting:
        new = set(uses.get(waiting.pop(), [])) - found
        found |= new
        waiting += new
    kept = [each for each in bom["components"] if each["bom-ref"] in found]
    links = [{"ref": ref, "dependsOn": sorted(uses[ref])} for ref in sorted(uses) if ref in found]
    return bom | {"components": kept, "dependencies": links}


def with_carried(bom: Json, root: Path) -> Json:
    """The bill with the code that the site carries and no package of Python's names."""
    text = (root / VENDOR).read_text("utf-8")
    return bom | {"components": [*bom["components"], _pyodide(), *_vendored(text)]}


def _pyodide() -> Json:
    files = [
        {"type": "file", "name": name, "hashes": [_hash(value)]} for name, value in HASHES.items()
    ]
    about = _component("pyodide", VERSION, "MPL-2.0", "https://github.com/pyodide/pyodide")
    return about | {"components": files}


def _vendored(text: str) -> Iterator[Json]:
    for row in ROW.finditer(text):
        about = _component(row["name"], row["version"], row["licence"], row["site"])
        yield about | {"hashes": [_hash(row["hash"])]}


def _component(name: str, version: str, licence: str, site: str) -> Json:
    purl = f"pkg:npm/{name}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"license": {"id": licence}}],
        "externalReferences": [{"type": "vcs", "url": site}],
    }


def _hash(value: str) -> Json:
    return {"alg": "SHA-256", "content": value}
