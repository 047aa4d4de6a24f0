"""Make the files of a release: from the commit alone, in a folder of their own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from build_hooks.embed.files import ZIP_PATH
from build_hooks.release.archives import files_in, repacked, tar_gz, zipped
from build_hooks.release.provenance import LOCK, statement, sums
from build_hooks.release.sbom import bill
from build_hooks.release.state import ReleaseError, Source

SUMS = "SHA256SUMS"


def release(source: Source, environment: Mapping[str, str]) -> dict[str, bytes]:
    """All files of a release by name; the last are about the others.

    Raises:
        ReleaseError: something of it cannot be built.
    """
    given = {**environment, "SOURCE_DATE_EPOCH": str(source.seconds), "TZ": "UTC"}
    base = f"weiquan-{source.version}"
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        checkout = _checked_out(source, work / "source")
        files = _packages(checkout, work / "packages", source.seconds, given)
        files |= _site(checkout, work / "site", base, source.seconds, given)
        files[f"{base}.cdx.json"] = bill(checkout, given)
        lock = (checkout / LOCK).read_bytes()
        repo = given.get("REPO_URL") or _repository(checkout)
    files[f"{base}.provenance.json"] = statement(files, source.commit, lock, repo, given)
    return files | {SUMS: sums(files)}


def write(files: Mapping[str, bytes], folder: Path) -> None:
    """Write files by name into a folder that holds nothing else afterwards.

    Raises:
        ReleaseError: it has files that no release has; they are left alone.
    """
    folder.mkdir(parents=True, exist_ok=True)
    old = list(folder.iterdir())
    strange = [file.name for file in old if not file.name.startswith(("weiquan-", SUMS))]
    if strange:
        raise ReleaseError(f"{folder} has other files: {', '.join(sorted(strange))}; move them")
    for file in old:
        file.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)


def _checked_out(source: Source, folder: Path) -> Path:
    """The files of the commit, without any that git does not know."""
    command = ["git", "archive", "--format=tar", source.commit]
    done = subprocess.run(command, cwd=source.root, capture_output=True, check=True)
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
    return folder


def _packages(
    checkout: Path, folder: Path, seconds: int, environment: Mapping[str, str]
) -> dict[str, bytes]:
    """The source archive, and the wheel that is built of it."""
    _run(["build", "--no-isolation", "--outdir", str(folder), "."], checkout, environment)
    found = {file.name: file.read_bytes() for file in folder.iterdir()}
    return {
        name: repacked(content, seconds) if name.endswith(".tar.gz") else content
        for name, content in found.items()
    }


def _site(
    checkout: Path, folder: Path, base: str, seconds: int, environment: Mapping[str, str]
) -> dict[str, bytes]:
    """The whole site twice, for those who have tar and for those who have not; the single files."""
    _run(["mkdocs", "build", "--strict", "--site-dir", str(folder)], checkout, environment)
    site = files_in(folder, f"{base}-site")
    return {
        f"{base}-site.tar.gz": tar_gz(site, seconds),
        f"{base}-site.zip": zipped(site, seconds),
        f"{base}-single-files.zip": (folder / ZIP_PATH).read_bytes(),
    }


def _run(module: list[str], folder: Path, environment: Mapping[str, str]) -> None:
    """Run a program of this Python in a folder; `python -m` looks for modules there first."""
    done = subprocess.run(
        [sys.executable, "-m", *module],
        cwd=folder,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise ReleaseError(f"{module[0]} failed:\n{done.stdout}{done.stderr}")


def _repository(checkout: Path) -> str:
    project = tomllib.loads((checkout / "pyproject.toml").read_text("utf-8"))["project"]
    return str(project["urls"]["Repository"])
