"""The bill of materials (CycloneDX): all code of others that a release needs or carries.

`cyclonedx-py` describes every package of this Python; kept are those that ours needs. What the site
carries beside Python's packages is added: Pyodide and the scripts under `docs/assets/vendor/`.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from build_hooks.playground.runtime import HASHES, VERSION
from build_hooks.release.state import ReleaseError

FORMAT = "1.6"
PROJECT = "pyproject.toml"
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
    # not checked against the schema here: it takes a minute, and we leave out most of it
    tool = [sys.executable, "-m", "cyclonedx_py", "environment", "--no-validate"]
    options = ["--output-reproducible", "--sv", FORMAT, "--pyproject", str(root / PROJECT)]
    done = subprocess.run(
        [*tool, *options, sys.executable],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"cyclonedx-py: {done.stderr.strip()}")
    project = tomllib.loads((root / PROJECT).read_text("utf-8"))["project"]
    made = with_carried(needed(json.loads(done.stdout), project["dependencies"]), root)
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def needed(bom: Json, requirements: Iterable[str]) -> Json:
    """The bill without the components that none of the main component's `requirements` asks for.

    The tool draws a line to whatever an extra of a package could ask for; an installed test tool
    would so become a part of what is published. Here only extras count that somebody asks for.
    """
    links: dict[str, set[str]] = {}
    root = _walk(requirements, frozenset(), links)
    links.setdefault(CARRIED, set())  # it is installed without what it asks for
    refs = {str(canonicalize_name(each["name"])): each["bom-ref"] for each in bom["components"]}
    missing = sorted(links.keys() - refs.keys() - {CARRIED})
    if missing:
        raise ReleaseError(f"not installed, but needed: {', '.join(missing)}")
    found = {refs[name]: names for name, names in links.items() if name in refs}
    found[bom["metadata"]["component"]["bom-ref"]] = root | ({CARRIED} & refs.keys())
    return bom | {
        "components": [each for each in bom["components"] if each["bom-ref"] in found],
        "dependencies": [
            {"ref": ref, "dependsOn": sorted(refs[name] for name in names)}
            for ref, names in sorted(found.items())
        ],
    }


def _walk(
    requirements: Iterable[str], extras: frozenset[str], links: dict[str, set[str]]
) -> set[str]:
    """The packages that are asked for here; into `links`, for each of all, those it asks for."""
    asked = set()
    for requirement in map(Requirement, requirements):
        marker = requirement.marker
        if marker and not any(marker.evaluate({"extra": extra}) for extra in ("", *extras)):
            continue
        name = str(canonicalize_name(requirement.name))
        asked.add(name)
        if name not in links or requirement.extras:
            links.setdefault(name, set())
            links[name] |= _walk(_requires(name), frozenset(requirement.extras), links)
    return asked


def _requires(name: str) -> list[str]:
    try:
        return requires(name) or []
    except PackageNotFoundError:
        return []  # told by its absence from the bill


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
