"""The playground's Python says what ours says; what is packed for the browser is enough."""

from __future__ import annotations

import io
import json
import random
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import yaml

from build_hooks.catalogue import SMALL_TREE, catalogue
from build_hooks.checking import Checked, check
from build_hooks.embed.markup import Dress
from build_hooks.findings import Finding
from build_hooks.load import source
from build_hooks.load.source import Mapping, Node, Sequence, SourceError, Text
from build_hooks.playground.files import FOLDER, offered_playground
from build_hooks.playground.known import NEW, Known, known_of, new_text
from build_hooks.playground.pack import KNOWN, pack
from build_hooks.playground.runtime import HASHES, ForeignRuntimeError, release_file, runtime
from build_hooks.playground.session import Session
from build_hooks.publisher import NOBODY
from build_hooks.render.links import Links
from tests.conftest import ROOT, TODAY, TREES
from tests.content import SMALL, TREE
from tests.test_catalogue import CASES_FILE, stored

BARE = Dress("", "", "")
FILES = sorted(TREES.rglob("*.yaml"))
SIGNS = (*":-{}[]\"'#,?|>%@`", "\n", "\n  ", ": ", "- ", " #", "：", "“")
"""What people type by mistake; anchors and tags inside of brackets are none of it."""


@pytest.fixture(scope="module")
def known(real: Checked) -> Known:
    return known_of(real.content, TREES, NOBODY, BARE)


# The loader without libyaml -------------------------------------------------------------


def plain(node: Node) -> object:
    """A node with all its places, to compare."""
    if isinstance(node, Text):
        return str(node), node.place
    if isinstance(node, Sequence):
        return node.place, [plain(item) for item in node.items]
    assert isinstance(node, Mapping)
    return node.place, [(plain(key), plain(value)) for key, value in node.entries]


def read(text: str, loader: type, monkeypatch: pytest.MonkeyPatch) -> object:
    """What becomes of a text: its nodes, or what is wrong and where."""
    monkeypatch.setattr(source, "LOADER", loader)
    monkeypatch.setattr(source, "REMEMBERED", -1)
    try:
        return plain(source.parse(text, "x.yaml"))
    except SourceError as error:
        return error.kind, error.place, error.data


def both(text: str, monkeypatch: pytest.MonkeyPatch) -> tuple[object, object]:
    return (
        read(text, yaml.CBaseLoader, monkeypatch),
        read(text, source.PythonLoader, monkeypatch),
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(TREES).as_posix())
def test_without_libyaml_every_file_has_the_same_nodes(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = both(file.read_text("utf-8"), monkeypatch)
    assert fast == slow


def broken_files() -> dict[str, str]:
    """Failing examples of every kind, and what fuzzing has found."""
    found = {}
    for kind, explained in catalogue().items():
        for name, content in stored(explained).items() if not explained.size else ():
            if isinstance(content, bytes) and explained.encoding == "utf-8":
                found[f"{kind}-{name}"] = content.decode()
    for file in sorted((ROOT / "tests/fuzz/corpus").glob("*.yaml")):
        found[file.name] = file.read_bytes().decode("utf-8-sig")
    return found


def test_without_libyaml_broken_files_are_broken_in_the_same_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    texts = broken_files()
    assert len(texts) > 200
    for name, text in texts.items():
        fast, slow = both(text, monkeypatch)
        assert fast == slow, name


@pytest.mark.parametrize("seed", range(4))
def test_without_libyaml_a_slip_of_the_finger_is_told_in_the_same_place(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    chance = random.Random(seed)
    for _ in range(100):
        at = chance.randrange(len(TREE))
        typed = chance.choice((*SIGNS, "", "", ""))
        text = TREE[:at] + typed + TREE[at + (0 if typed else chance.randint(1, 4)) :]
        fast, slow = both(text, monkeypatch)
        assert fast == slow, f"{typed!r} at {at}"


@pytest.mark.parametrize("text", ["a: {b: c?, d: ?e}", "a: [b?]", "a: {b: , c: }", "a: [b: ]"])
def test_what_the_two_loaders_read_in_different_ways_is_set_right(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    fast, slow = both(text, monkeypatch)
    assert fast == slow
    assert read(text, yaml.BaseLoader, monkeypatch) != fast, "PyYAML has changed: less to set right"


# The check of one tree beside all others ------------------------------------------------


def told(finding: Finding) -> dict[str, object]:
    return {
        "kind": finding.kind,
        "path": finding.place.path,
        "line": finding.place.line,
        "column": finding.place.column,
        "message": finding.message,
        "severity": str(finding.severity),
    }


def said(session: Session, id_: str, text: str) -> tuple[list[dict[str, object]], str | None]:
    answer = json.loads(session.check(id_, text))
    keys = ("kind", "path", "line", "column", "message", "severity")
    return [{key: found[key] for key in keys} for found in answer["findings"]], answer["proof"]


def test_every_tree_is_proved_as_by_the_check(real: Checked, known: Known, tmp_path: Path) -> None:
    session = Session(known, tmp_path, TODAY)
    for id_, proof in real.proofs.items():
        findings, line = said(session, id_, (TREES / f"{id_}.yaml").read_text("utf-8"))
        assert findings == [told(f) for f in real.only([f"trees/{id_}.yaml"]).findings]
        assert line
        assert line.startswith(f"✓ {id_}：{proof.figures['nodes']} 个节点")
        assert f"{proof.figures['routes']} 条路线" in line
        assert f"{proof.figures['cases']} 个案例相符" in line


def in_the_tree() -> list[str]:
    """Kinds whose failing example changes the tree alone, or its cases too."""
    ours = {SMALL_TREE, f"trees/{CASES_FILE}"}
    return [
        kind
        for kind, explained in catalogue().items()
        if explained.encoding == "utf-8" and {passage.path for passage in explained.failing} <= ours
    ]


@pytest.mark.parametrize("kind", in_the_tree())
def test_every_kind_of_finding_is_found_beside_known_content(kind: str, tmp_path: Path) -> None:
    explained = catalogue()[kind]
    files = stored(explained)
    whole = written(tmp_path / "whole", files)
    expected = check(whole, TODAY).only([SMALL_TREE])
    content = check(written(tmp_path / "good", SMALL), TODAY).content
    known = known_of(content, whole, NOBODY, BARE)
    text = bytes(files["liability/small.yaml"]).decode()
    findings, line = said(Session(known, tmp_path / "work", TODAY), "liability/small", text)
    assert kind in {finding["kind"] for finding in findings}
    assert findings == [told(finding) for finding in expected.findings]
    assert bool(line) is bool(expected.proofs)


def written(folder: Path, files: dict[str, str | bytes]) -> Path:
    for name, content in files.items():
        file = folder / "trees" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
    return folder / "trees"


def test_the_new_tree_is_sound(known: Known, tmp_path: Path) -> None:
    findings, line = said(Session(known, tmp_path), NEW, new_text(known.content))
    assert findings == []
    assert line


# What is packed -------------------------------------------------------------------------

ALONE = """
import json, sys
from build_hooks.playground.session import begin
session = begin("known.pickle", sys.argv[1])
text = session.known.sources["trees/liability/new-tree.yaml"]
answer = json.loads(session.check("liability/new-tree", text))
print(json.dumps([answer["findings"], answer["proof"], answer["page"].count("data-option")]))
print(json.dumps(sorted({name.split(".")[0] for name in sys.modules})))
"""


def test_the_pack_runs_with_nothing_else_installed(known: Known, tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(known))) as archive:
        archive.extractall(tmp_path / "play")
    python = [sys.executable, "-S", "-E", "-s", "-c", ALONE, str(tmp_path / "work")]
    done = subprocess.run(
        python, cwd=tmp_path / "play", capture_output=True, text=True, check=True, timeout=60
    )
    answer, modules = map(json.loads, done.stdout.splitlines())
    line = said(Session(known, tmp_path / "x"), NEW, new_text(known.content))[1]
    assert answer == [[], line, 6]
    assert not {"click", "pydantic", "mkdocs", "pygraphviz", "tinycss2"} & set(modules)


def test_the_pack_has_python_templates_words_licences_and_nothing_else(known: Known) -> None:
    with zipfile.ZipFile(io.BytesIO(pack(known))) as archive:
        names = archive.namelist()
        words = json.loads(archive.read("build_hooks/locales/zh.json"))
    assert {name.split("/")[0] for name in names} == {
        *("build_hooks", "yaml", "jinja2", "markupsafe", "chinese_calendar"),
        *("licences", KNOWN),
    }
    assert {Path(name).suffix for name in names if name.startswith("build_hooks/")} == {
        *(".py", ".j2", ".json"),
    }
    assert {name.split("/")[1].split("-")[0] for name in names if name.startswith("licences/")} == {
        *("PyYAML", "Jinja2", "MarkupSafe", "chinesecalendar"),
    }
    assert "finding.unknown-target" in words
    assert not any(".js." in f".{key}" for key in words)


def test_equal_content_makes_an_equal_pack(known: Known) -> None:
    assert pack(known) == pack(known)


# The runtime ----------------------------------------------------------------------------


def test_the_runtime_is_pyodides_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    files = runtime()
    assert files
    assert runtime() == files, "as it was kept"
    assert set(files) == {
        *("pyodide.js", "pyodide.asm.js", "python.bin", "library.bin", "LICENSE.txt"),
    }
    assert files["LICENSE.txt"].startswith(b"Mozilla Public License Version 2.0")
    assert sum(map(len, files.values())) < 6_500_000
    with zipfile.ZipFile(io.BytesIO(files["library.bin"])) as archive:
        names = set(archive.namelist())
    assert {"json/__init__.py", "encodings/utf_8.py", "asyncio/__init__.py"} <= names
    assert not {"encodings/big5.py", "unittest/mock.py"} & names


def test_a_runtime_that_is_not_pyodides_is_refused(tmp_path: Path) -> None:
    for name in HASHES:
        (tmp_path / name).write_bytes(b"else")
        with pytest.raises(ForeignRuntimeError, match=name):
            release_file(tmp_path / name)


def test_without_a_runtime_the_page_says_so() -> None:
    text = offered_playground(None, Links("../../"), "")
    assert "没有带上试写页要用的文件" in text
    assert "<script" not in text


# The site -------------------------------------------------------------------------------


def test_no_other_page_is_any_heavier(site: Path) -> None:
    named = {
        file.relative_to(site).as_posix()
        for file in site.rglob("*.html")
        if f"{FOLDER}/" in file.read_text("utf-8")
    }
    assert named == {"contribute/playground/index.html"}


def test_the_page_says_how_much_it_loads(site: Path) -> None:
    text = (site / "contribute/playground/index.html").read_text("utf-8")
    sent = sum(file.stat().st_size for file in (site / FOLDER).rglob("*.bin"))
    assert f'data-bytes="{sent}"' in text
    assert len(list((site / FOLDER).glob("*.bin"))) == 1
    assert "这里要开脚本（JavaScript）才能用" in text


def test_a_draft_is_checked_beside_cases_that_stay(known: Known, tmp_path: Path) -> None:
    """A file of the tree before leaves nothing behind for the next."""
    session = Session(known, tmp_path, TODAY)
    session.check("liability/price", known.sources["trees/liability/price.yaml"])
    session.check(NEW, known.sources[f"trees/{NEW}.yaml"])
    assert [file.name for file in tmp_path.glob("trees/*/*")] == ["new-tree.yaml"]
