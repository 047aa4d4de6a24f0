"""A release is made of a commit: refused for anything else, the same bytes twice, and it works."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import venv
import zipfile
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import yaml
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from build_hooks.release.archives import files_in, repacked, tar_gz, zipped
from build_hooks.release.make import write
from build_hooks.release.provenance import statement, sums
from build_hooks.release.state import ReleaseError, source, version_of
from tests.conftest import ROOT
from tests.content import SMALL

COPIED = (
    "build_hooks", "docs/assets", ".ci", ".github/changes", ".gitignore", "pyproject.toml",
    "README.md", "LICENSE", "LICENSE-CONTENT", "CHANGELOG.md",
)  # fmt: skip
VERSION = version_of(ROOT)
BASE = f"weiquan-{VERSION}"
SECONDS = 1_795_000_000
WHO = ("-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *WHO, *arguments], cwd=folder, check=True, capture_output=True, text=True
    )
    return done.stdout


def write_content(folder: Path) -> None:
    """The smallest content: one tree, one page of prose, the real settings but the navigation."""
    for name, text in SMALL.items():
        file = folder / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(str(text), "utf-8")
    (folder / "docs").mkdir(exist_ok=True)
    (folder / "docs/index.md").write_text("# 首页\n", "utf-8")
    settings = (ROOT / "mkdocs.yml").read_text("utf-8")
    (folder / "mkdocs.yml").write_text(re.sub(r"(?ms)^nav:.*?(?=^\w)", "", settings), "utf-8")


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real program with small content, committed."""
    folder = tmp_path_factory.mktemp("repository")
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in COPIED:
        there, here = ROOT / name, folder / name
        here.parent.mkdir(parents=True, exist_ok=True)
        shutil.copytree(there, here, ignore=ignored) if there.is_dir() else shutil.copy(there, here)
    write_content(folder)
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-qm", "all")
    return folder


@pytest.fixture
def clean(repository: Path) -> Iterator[Path]:
    """The repository, as it was afterwards."""
    head = git(repository, "rev-parse", "HEAD").strip()
    yield repository
    for tag in git(repository, "tag").split():
        git(repository, "tag", "-d", tag)
    git(repository, "reset", "-q", "--hard", head)
    git(repository, "clean", "-fdq")


def make(folder: Path, to: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `make release` runs."""
    plain = {k: v for k, v in os.environ.items() if not k.startswith(("GITHUB_", "SITE_", "REPO_"))}
    return subprocess.run(
        [sys.executable, "-m", "build_hooks.release", str(to)],
        cwd=folder, capture_output=True, text=True, check=False, env={**plain, **environment},
    )  # fmt: skip


@pytest.fixture(scope="module")
def released(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    done = make(repository, folder)
    assert done.returncode == 0, done.stderr
    return folder


def test_it_holds_what_is_promised(released: Path) -> None:
    assert {file.name for file in released.iterdir()} == {
        f"{BASE}-py3-none-any.whl", f"{BASE}.tar.gz", f"{BASE}-site.tar.gz", f"{BASE}-site.zip",
        f"{BASE}-single-files.zip", f"{BASE}.cdx.json", f"{BASE}.provenance.json", "SHA256SUMS",
    }  # fmt: skip
    with tarfile.open(released / f"{BASE}-site.tar.gz") as archive:
        packed = set(archive.getnames())
    with zipfile.ZipFile(released / f"{BASE}-site.zip") as archive:
        assert set(archive.namelist()) == packed
        page = archive.read(f"{BASE}-site/liability/small/index.html")
    assert "看得出是谁在卖吗？" in page.decode()
    with zipfile.ZipFile(released / f"{BASE}-single-files.zip") as archive:
        assert any("small" in name for name in archive.namelist())


def test_the_same_commit_gives_the_same_bytes(
    repository: Path, released: Path, tmp_path: Path
) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", str(repository), str(clone))
    (clone / "docs/index.md").chmod(0o600)
    (clone / "build_hooks/ignored.egg-info").mkdir()
    (clone / "build_hooks/ignored.egg-info/x").write_text("of this machine")
    done = make(clone, tmp_path / "dist", TZ="Pacific/Auckland")
    assert done.returncode == 0, done.stderr
    found = {file.name: file.read_bytes() for file in (tmp_path / "dist").iterdir()}
    assert found == {file.name: file.read_bytes() for file in released.iterdir()}


def test_the_sums_are_right_and_notice_a_changed_file(released: Path, tmp_path: Path) -> None:
    copy = tmp_path / "dist"
    shutil.copytree(released, copy)
    command = ["sha256sum", "--strict", "--check", "SHA256SUMS"]
    assert subprocess.run(command, cwd=copy, check=False, capture_output=True).returncode == 0
    lines = (copy / "SHA256SUMS").read_text("utf-8").splitlines()
    assert len(lines) == len(list(copy.iterdir())) - 1
    with (copy / f"{BASE}-site.zip").open("ab") as file:
        file.write(b"x")
    assert subprocess.run(command, cwd=copy, check=False, capture_output=True).returncode == 1


def test_the_wheel_builds_a_site_where_no_program_lies(released: Path, tmp_path: Path) -> None:
    fresh = tmp_path / "fresh"
    venv.create(fresh, symlinks=True)
    packages = next(fresh.glob("lib/python*/site-packages"))
    with zipfile.ZipFile(released / f"{BASE}-py3-none-any.whl") as wheel:
        wheel.extractall(packages)
    # what the wheel asks for, as it is installed here; a path in a .pth brings no editable packages
    (packages / "needed.pth").write_text(f"{Path(yaml.__file__).parent.parent}\n")
    content = tmp_path / "content"
    shutil.copytree(ROOT / "docs/assets", content / "docs/assets")
    write_content(content)
    run = "import build_hooks.cli as c; print(c.__file__); c.main(['site', '-d', 'out'])"
    done = subprocess.run(
        [fresh / "bin/python", "-c", run],
        cwd=content, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith(str(packages))
    assert "网站已生成。" in done.stdout
    with tarfile.open(released / f"{BASE}-site.tar.gz") as archive:
        wanted = {
            member.name.removeprefix(f"{BASE}-site/"): (archive.extractfile(member) or io.BytesIO())
            .read()
            for member in archive
        }  # fmt: skip
    made = files_in(content / "out", "x")
    dated = {"sitemap.xml", "sitemap.xml.gz"}  # they have the day of the build or of the commit
    assert {n.removeprefix("x/") for n in made} == wanted.keys()
    assert [n for n in wanted if n not in dated and made[f"x/{n}"] != wanted[n]] == []


def test_a_warning_stops_the_site_of_the_installed_program(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "docs/assets", tmp_path / "docs/assets")
    write_content(tmp_path)
    (tmp_path / "docs/index.md").write_text("[x](nowhere.md)\n", "utf-8")
    done = subprocess.run(
        [sys.executable, "-c", "from build_hooks.cli import main; main(['site', '-d', 'out'])"],
        cwd=tmp_path, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode != 0
    assert "nowhere.md" in done.stderr
    assert "网站已生成。" not in done.stdout


def bill(released: Path) -> Any:
    return json.loads((released / f"{BASE}.cdx.json").read_text("utf-8"))


def test_the_bill_is_cyclonedx(released: Path) -> None:
    whole = bill(released)
    # every kind of component there is; the schema takes a second for each
    few = [whole["components"][0], *whole["components"][-2:]]
    refs = [each["bom-ref"] for each in few]
    links = [{"ref": ref} for ref in refs]
    text = json.dumps(whole | {"components": few, "dependencies": links})
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    broken = text.replace('"type": "library"', '"type": "nothing"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


def test_the_bill_names_what_is_needed_and_nothing_else(released: Path) -> None:
    found = {each["name"].lower().replace("_", "-"): each for each in bill(released)["components"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[>=<; ]", each)[0].lower() for each in project["dependencies"]}
    assert needed <= found.keys()
    assert {"markdown", "pymdown-extensions"} <= found.keys(), "what others need"
    assert {"flet-web", "pyodide", "qrcode-generator"} <= found.keys(), "what the site carries"
    assert not {"pytest", "coverage", "mypy", "playwright", "weiquan"} & found.keys()
    carried = {name: found[name] for name in ("pyodide", "qrcode-generator")}
    assert carried["pyodide"]["components"][0]["hashes"][0]["alg"] == "SHA-256"
    file = ROOT / "docs/assets/vendor/qrcode-generator/qrcode.js"
    (stated,) = carried["qrcode-generator"]["hashes"]
    assert stated["content"] == sha256(file.read_bytes()).hexdigest()


def test_the_bill_tells_nothing_of_this_machine(released: Path) -> None:
    text = (released / f"{BASE}.cdx.json").read_text("utf-8")
    assert str(ROOT) not in text
    assert "file:" not in text
    assert sys.prefix not in text


def test_the_provenance_names_files_commit_and_packages(repository: Path, released: Path) -> None:
    found = json.loads((released / f"{BASE}.provenance.json").read_text("utf-8"))
    assert found["_type"] == "https://in-toto.io/Statement/v1"
    assert found["predicateType"] == "https://slsa.dev/provenance/v1"
    named = {each["name"]: each["digest"]["sha256"] for each in found["subject"]}
    others = {file.name for file in released.iterdir()}
    assert named.keys() == others - {f"{BASE}.provenance.json", "SHA256SUMS"}
    for name, digest in named.items():
        assert sha256((released / name).read_bytes()).hexdigest() == digest
    code, packages = found["predicate"]["buildDefinition"]["resolvedDependencies"]
    assert code["digest"]["gitCommit"] == git(repository, "rev-parse", "HEAD").strip()
    lock = (repository / ".ci/constraints.txt").read_bytes()
    assert packages["digest"]["sha256"] == sha256(lock).hexdigest()
    assert found["predicate"]["runDetails"]["builder"]["id"].endswith("weiquan#make-release")


def test_the_provenance_names_githubs_workflow_and_the_settings() -> None:
    world = {
        "GITHUB_SERVER_URL": "https://github.example",
        "GITHUB_WORKFLOW_REF": "o/r/.github/workflows/release.yml@refs/tags/v1.0.0",
        "GITHUB_REF": "refs/tags/v1.0.0",
        "SITE_URL": "https://site.example/",
        "GH_TOKEN": "secret",
    }
    text = statement({"a": b"a"}, "c" * 40, b"", "https://github.example/o/r", world).decode()
    predicate = json.loads(text)["predicate"]
    builder = "https://github.example/o/r/.github/workflows/release.yml@refs/tags/v1.0.0"
    assert predicate["runDetails"]["builder"]["id"] == builder
    build = predicate["buildDefinition"]
    assert build["externalParameters"]["environment"] == {"SITE_URL": "https://site.example/"}
    assert build["resolvedDependencies"][0]["uri"].endswith("o/r@refs/tags/v1.0.0")
    assert "secret" not in text


def test_changes_without_a_commit_are_refused(clean: Path, tmp_path: Path) -> None:
    (clean / "docs/index.md").write_text("# 改了\n", "utf-8")
    (clean / "docs/new.md").write_text("# 新的\n", "utf-8")
    done = make(clean, tmp_path)
    assert done.returncode == 1
    assert "docs/index.md" in done.stderr
    assert "docs/new.md" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_tag_that_does_not_fit_is_refused(clean: Path) -> None:
    git(clean, "tag", "v9.9.9")
    with pytest.raises(ReleaseError, match=rf"v9\.9\.9, but pyproject\.toml says {VERSION}"):
        source(clean)


def test_a_tag_that_is_no_version_is_none(clean: Path) -> None:
    git(clean, "tag", "victory")
    assert source(clean).tag is None


def test_a_tagged_version_must_be_written_up(clean: Path) -> None:
    for file in (clean / ".github/changes").glob("+*"):
        file.unlink()
    fragment = clean / ".github/changes/+left.added.md"
    fragment.write_text("x\n", "utf-8")
    git(clean, "add", "-A")
    git(clean, "commit", "-qm", "one fragment")
    git(clean, "tag", f"v{VERSION}")
    with pytest.raises(ReleaseError, match=r"\+left\.added\.md"):
        source(clean)
    git(clean, "tag", "-d", f"v{VERSION}")
    subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--yes", "--date", "2026-11-22"],
        cwd=clean, check=True, capture_output=True,
    )  # fmt: skip
    assert f"## [{VERSION}] - 2026-11-22" in (clean / "CHANGELOG.md").read_text("utf-8")
    git(clean, "add", "-A")
    git(clean, "commit", "-qm", "written up")
    git(clean, "tag", f"v{VERSION}")
    assert source(clean).tag == f"v{VERSION}"
    git(clean, "tag", "-d", f"v{VERSION}")
    fragment.write_text("y\n", "utf-8")
    git(clean, "add", "-A")
    git(clean, "commit", "-qm", "and one more")
    git(clean, "tag", f"v{VERSION}")
    with pytest.raises(ReleaseError, match=r"\+left\.added\.md"):
        source(clean)


def test_a_folder_without_git_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReleaseError, match="not a git repository"):
        source(tmp_path)


def test_files_of_others_in_the_folder_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("x")
    with pytest.raises(ReleaseError, match=r"thesis\.txt"):
        write({"SHA256SUMS": b""}, tmp_path)
    (tmp_path / "thesis.txt").unlink()
    (tmp_path / "weiquan-0.0.1-site.zip").write_text("old")
    write({"SHA256SUMS": b""}, tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["SHA256SUMS"]


def test_archives_hold_the_files_and_nothing_of_who_packed_them(tmp_path: Path) -> None:
    names = ["b/c.txt", "a.txt", "b.txt"]
    for order in (names, names[::-1]):
        folder = tmp_path / order[0].replace("/", "-")
        for name in order:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(name)
            os.utime(folder / name, (len(order[0]), 1_000_000))
            (folder / name).chmod(0o600 if order is names else 0o755)
    one, two = (files_in(folder, "p") for folder in sorted(tmp_path.iterdir()))
    assert list(one.values()) != []
    assert tar_gz(one, SECONDS) == tar_gz(two, SECONDS) != tar_gz(one, SECONDS + 1)
    assert zipped(one, SECONDS) == zipped(two, SECONDS) != zipped(one, SECONDS + 2)
    assert tar_gz(one, SECONDS)[4:8] == SECONDS.to_bytes(4, "little"), "gzip has a time of its own"
    with tarfile.open(fileobj=io.BytesIO(tar_gz(one, SECONDS))) as archive:
        about = {(m.name, m.mtime, m.uid, m.uname, m.mode) for m in archive}
    assert about == {(f"p/{name}", SECONDS, 0, "", 0o644) for name in names}


def test_a_source_archive_loses_its_times_when_packed_again() -> None:
    one, two = (tar_gz({"x/a": b"1", "x/b": b"2"}, seconds) for seconds in (1, 2))
    assert one != two
    assert repacked(one, SECONDS) == repacked(two, SECONDS)


def test_sums_are_sorted_as_sha256sum_reads_them() -> None:
    assert sums({"b": b"", "a": b"x"}).decode().splitlines() == [
        f"{sha256(b'x').hexdigest()}  a",
        f"{sha256(b'').hexdigest()}  b",
    ]


def test_every_fragment_is_of_a_known_kind(repository: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    files = [file for file in (ROOT / ".github/changes").glob("*.md") if file.name[0] != "_"]
    assert done.stdout.count("\n- ") == len(files)
    strange = repository / ".github/changes/+x.novelty.md"
    strange.write_text("x")
    again = subprocess.run(
        [sys.executable, "-m", "towncrier", "build", "--draft"],
        cwd=repository, capture_output=True, text=True, check=False,
    )  # fmt: skip
    strange.unlink()
    assert again.returncode != 0


def test_the_repository_has_one_address() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert f'"{project["urls"]["Repository"]}"' in (ROOT / "mkdocs.yml").read_text("utf-8")
