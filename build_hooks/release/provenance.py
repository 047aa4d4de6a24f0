"""What a release was made of, where and how: an in-toto statement, and sums to check files with."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256
from typing import Any

STATEMENT = "https://in-toto.io/Statement/v1"
PREDICATE = "https://slsa.dev/provenance/v1"
BUILD_TYPE = "docs/release.md"
"""What is done and what may be set, in the repository."""
SETTINGS = ("SITE_URL", "SITE_NAME", "REPO_URL")
"""What of the environment goes into the site."""
LOCK = ".ci/constraints.txt"


def digest(content: bytes) -> str:
    """SHA-256, in hexadecimal digits."""
    return sha256(content).hexdigest()


def sums(files: Mapping[str, bytes]) -> bytes:
    """What `sha256sum --check` reads."""
    lines = [f"{digest(content)}  {name}\n" for name, content in sorted(files.items())]
    return "".join(lines).encode()


def statement(
    files: Mapping[str, bytes], commit: str, lock: bytes, repo: str, environment: Mapping[str, str]
) -> bytes:
    """The provenance of `files` as JSON, without the time: the same commit gives the same bytes.

    `lock` is the list of Python packages with their versions, `repo` the repository's address.
    """
    settings = {name: environment[name] for name in SETTINGS if environment.get(name)}
    code = {"uri": f"git+{repo}@{_ref(environment)}", "digest": {"gitCommit": commit}}
    packages = {"uri": f"git+{repo}#{LOCK}", "digest": {"sha256": digest(lock)}}
    value: dict[str, Any] = {
        "_type": STATEMENT,
        "subject": [
            {"name": name, "digest": {"sha256": digest(content)}}
            for name, content in sorted(files.items())
        ],
        "predicateType": PREDICATE,
        "predicate": {
            "buildDefinition": {
                "buildType": f"{repo}/blob/{commit}/{BUILD_TYPE}",
                "externalParameters": {"command": "make release", "environment": settings},
                "resolvedDependencies": [code, packages],
            },
            "runDetails": {"builder": {"id": _builder(repo, environment)}},
        },
    }
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode()


def _ref(environment: Mapping[str, str]) -> str:
    return environment.get("GITHUB_REF") or "HEAD"


def _builder(repo: str, environment: Mapping[str, str]) -> str:
    """GitHub's workflow, or somebody's own machine."""
    workflow = environment.get("GITHUB_WORKFLOW_REF")
    server = environment.get("GITHUB_SERVER_URL")
    return f"{server}/{workflow}" if workflow and server else f"{repo}#make-release"
