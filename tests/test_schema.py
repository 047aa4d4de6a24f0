"""The schemas say what the loader says: of every committed file, and of every single mistake."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft7Validator

from build_hooks.checking import check
from build_hooks.cli import main
from build_hooks.findings import Report
from build_hooks.load.fields import Flag, Reader, UnreadableError
from build_hooks.load.folder import FILES, SCHEMAS
from build_hooks.load.formulas import read_formula
from build_hooks.load.guards import read_guard
from build_hooks.load.source import Mapping, Node, Sequence, parse
from build_hooks.load.specs import key_of, specs
from build_hooks.model.cases import CaseFile
from build_hooks.model.content import Content
from build_hooks.model.formula import Formula, Operation
from build_hooks.model.guard import DATE_WORDS, NUMBER_SIGNS, UNANSWERED, Guard
from build_hooks.model.registers import Registers
from build_hooks.model.tree import Tree
from build_hooks.place import NOWHERE, Place, Text
from build_hooks.render.pages import pages
from build_hooks.schema.classes import choices, mappings
from build_hooks.schema.definitions import Definitions
from build_hooks.schema.examples import flow, plain_value
from build_hooks.schema.files import CLASSES, schema, schemas, stale
from build_hooks.schema.reference import EXAMPLE
from build_hooks.schema.words import lineage, name_of, words
from tests.conftest import ROOT, TODAY, TREES
from tests.editors import by_core, by_old

GONE = object()
VALUES: list[Any] = [
    *(None, "", " ", [], {}, [[]], [""], [None], [{}], [" "], [["x"]], {"x": "y"}, {"x": None}),
    *({"Not an id": "x"}, {"x": {}}, {"x": []}, {"x": [""]}, {"x": {"has": "a"}}, [{"x": "y"}]),
    *({"x": {"lacks": ["a", "b"]}}, {"x": {"has": "a", "lacks": "b"}}, {"x": {"had": "a"}}),
    *({"x": {"has": []}}, {"x": "unanswered"}, {"x": "< 500"}, {"x": "< 500 元"}, {"x": ">= -0.5"}),
    *({"x": "< １,０００。5"}, {"x": "< 1.234"}, {"x": "< 007"}, {"x": "<"}, {"x": "< "}, {"x": 5}),
    *({"x": "before 2026-02-01"}, {"x": "until 2026/2/1"}, {"x": "on 2026-13-01"}, {"x": True}),
    *({"x": "from"}, {"x": "from here"}, {"x": ["< 5"]}, {"x": "beforehand"}, {"x：y": ""}),
    *(
        {"x:y": ""},
        {"times": []},
        {"times": [3, "price"]},
        {"times": 3},
        {"power": [2]},
        {"plus": ["1,000"]},
    ),
    *({"max": [{"min": [0.5, 1e8]}]}, {"max": [{"min": []}]}, {"plus": [1], "max": [2]}),
    *({"plus": ["三"]}, {"plus": [-1]}, {"plus": [10**9]}, {"plus": ["1a"]}, {"plus": ["0.12345"]}),
    *("text", "no-such-word", 5, 0, -1, 7.5, 10**9, True, False, "true", "yes", "7", "7 天"),
    *("2026-02-01", "2026-2-1", "2026-13-01", "2026-01-32", "去年", "0.01"),
    *("https://example.org/a?b=1", "ftp://example.org", "https://a b", "example.org", "two\nlines"),
]
"""What may be written in the place of a value; some of it fits somewhere."""
UNSAYABLE = {
    "bad-date": lambda value: '2026-02-30"' in value or "-30" in value,
    "bad-number": lambda value: re.search(r"\d\.0\b", value),
    "bad-constant": lambda value: re.search(r"\d\.\d{5,}|e-?\d", value),
}
"""What a schema cannot say, and how to know it: that February has no 30th; how a number is written,
of which an editor knows only the value (`7.0`, 0.00001). The other way round a schema refuses the
words `null` and `~`, which are text to the loader and nothing to an editor. Not here because they
are no mistakes of one value: the kinds of the YAML itself (`yaml-…`, `duplicate-key`, `empty-file`,
`not-a-mapping`), which an editor reports too, and those of the verifier, such as `unknown-target`,
which need the whole content."""


def as_node(value: Any) -> Node:
    """A value as the loader finds it: all text."""
    if isinstance(value, dict):
        return Mapping(tuple((Text(k), as_node(v)) for k, v in value.items()), NOWHERE)
    if isinstance(value, list):
        return Sequence(tuple(map(as_node, value)), NOWHERE)
    if value is None or isinstance(value, str):
        return Text(value or "")
    return Text(json.dumps(value))


def findings(type_: Any, node: Node) -> set[str]:
    """The kinds of findings that the loader has for a class."""
    report = Report()
    reader = Reader(report, {Guard: read_guard, Formula: read_formula})
    try:
        reader.read(node, type_, id=Text("x"), place=Place("x"))
    except UnreadableError:
        assert report.findings
    return {finding.kind for finding in report.findings}


@cache
def validator(type_: Any) -> Draft7Validator:
    """The schema of one class."""
    definitions = Definitions()
    return Draft7Validator({**definitions.named_class(type_), "definitions": definitions.made})


ROOTS = CLASSES.values()
MAPPINGS = list(dict.fromkeys(each for root in ROOTS for each in mappings(root)))
ENUMS = {each for root in ROOTS for each in choices(root)} | {Flag, Operation}


def full(type_: Any) -> dict[str, Any]:
    """A value of a class with the first example of each key."""
    told = {key: words().of_key(type_, key) for key in specs(type_).by_key}
    return {key: plain_value(each.examples[0].node) for key, each in told.items()}


def least(type_: Any) -> dict[str, Any]:
    """A value of a class with only what has to be there."""
    whole = full(type_)
    return {key_of(name): whole[key_of(name)] for name in specs(type_).required}


def real_values(node: Node, type_: Any) -> Iterator[tuple[Any, Any]]:
    """Every value of every class in a real file, with its class."""
    origin = get_origin(type_)
    if origin is tuple:
        for item in node.items if isinstance(node, Sequence) else (node,):
            yield from real_values(item, get_args(type_)[0])
    elif origin is dict and isinstance(node, Mapping):
        for _, value in node.entries:
            yield from real_values(value, get_args(type_)[1])
    elif type_ in MAPPINGS:
        yield type_, node
        if isinstance(node, Mapping):
            for key, value in node.entries:
                yield from real_values(value, specs(type_).by_key[key].type)


def kind_of(file: Path) -> Any:
    if file.parent.name == "reference":
        return Registers
    return CaseFile if file.name.endswith(".cases.yaml") else Tree


def mistakes(value: dict[str, Any], type_: Any) -> Iterator[dict[str, Any]]:
    """`value` with one key gone, one too many, or one whose value is another."""
    for key in specs(type_).by_key:
        yield {each: kept for each, kept in value.items() if each != key}
        yield from ({**value, key: put} for put in VALUES)
    yield {**value, "no-such-key": "x"}


def agree(type_: Any, value: Any) -> set[str]:
    """Hold the schema against the loader; the kinds of what the loader has found."""
    found = findings(type_, as_node(value))
    fits = validator(type_).is_valid(value)
    written = json.dumps(value, ensure_ascii=False)
    unsayable = {kind for kind in found if kind in UNSAYABLE and UNSAYABLE[kind](written)}
    assert fits is not bool(found - unsayable) or (unsayable and not fits), (found, written)
    return found


FILES_OF_TREES = sorted(TREES.glob("*/*.yaml"))
WHOLE = {type_: Draft7Validator(schema(type_)) for type_ in CLASSES.values()}


@pytest.mark.parametrize("file", FILES_OF_TREES, ids=lambda file: file.name)
def test_every_committed_file_fits(file: Path) -> None:
    text = file.read_text("utf-8")
    name = SCHEMAS[list(CLASSES.values()).index(kind_of(file))]
    assert text.startswith(f"# yaml-language-server: $schema=../{name}\n")
    value, old = by_core(text), by_old(text)
    assert [error.message for error in WHOLE[kind_of(file)].iter_errors(value)] == []
    if old != value:
        assert WHOLE[kind_of(file)].is_valid(old)


@pytest.mark.parametrize("name", SCHEMAS)
def test_the_committed_schemas_are_current_and_are_schemas(name: str) -> None:
    text = (TREES / name).read_text("utf-8")
    assert text == schemas()[name], "run: python -m build_hooks schema"
    Draft7Validator.check_schema(json.loads(text))


@pytest.mark.parametrize("name", SCHEMAS)
def test_patterns_are_javascript_too(name: str) -> None:
    """With its flag `u`, JavaScript refuses to escape what need not be escaped."""
    patterns = re.findall(r'"pattern": (".*")', schemas()[name])
    assert patterns
    for pattern in map(json.loads, patterns):
        assert set(re.findall(r"\\(.)", pattern)) <= {"s", "S"}, pattern


@pytest.mark.parametrize("type_", MAPPINGS, ids=name_of)
def test_the_schema_refuses_what_the_loader_refuses_and_nothing_else(type_: Any) -> None:
    for value in (full(type_), least(type_)):
        assert agree(type_, value) == set()
    for wrong in mistakes(least(type_), type_):
        agree(type_, wrong)
    for value in VALUES:
        agree(type_, value)


def test_mistakes_in_real_values_are_judged_alike() -> None:
    """One real value for every class and every set of keys, with one of its keys gone or wrong."""
    seen: dict[Any, Any] = {}
    for file in FILES_OF_TREES:
        node = parse(file.read_text("utf-8"), file.name)
        for type_, value in real_values(node, kind_of(file)):
            if isinstance(value, Mapping) and type_ not in (Tree, CaseFile, Registers):
                seen.setdefault((type_, frozenset(value_keys(value))), value)
    assert len({type_ for type_, _ in seen}) > 25
    assert len(seen) > 150
    for (type_, _), node in seen.items():
        value = plain_value(node)
        assert agree(type_, value) == set()
        for key in value:
            agree(type_, {each: kept for each, kept in value.items() if each != key})
            agree(type_, {**value, key: [[]]})
            agree(type_, {**value, f"{key}s": value[key]})


def value_keys(node: Mapping) -> Iterator[str]:
    return (str(key) for key, _ in node.entries)


def test_the_mistakes_are_of_every_kind_that_the_readers_know() -> None:
    known = set()
    for name in ("fields", "guards", "formulas"):
        text = (ROOT / f"build_hooks/load/{name}.py").read_text("utf-8")
        known |= set(re.findall(r'(?:\.add|_fail)\(\s*"([a-z-]+)"', text))
    found = set()
    for type_ in MAPPINGS:
        for wrong in mistakes(least(type_), type_):
            found |= findings(type_, as_node(wrong))
    assert found == known | {"bad-decimal"}


scalars = st.one_of(
    st.sampled_from([value for value in VALUES if not isinstance(value, list | dict)]),
    st.text(st.characters(codec="utf-8", exclude_categories=["C"]), max_size=6),
    st.integers(-5, 2000),
    st.from_regex(r"(<=|>=|<|>|=|before|on) ?[-0-9.,a]{1,10}", fullmatch=True),
)
names = st.one_of(
    st.sampled_from(sorted({key for type_ in MAPPINGS for key in specs(type_).by_key})),
    st.sampled_from([*Operation, "has", "lacks", "price", "Not an id"]),
)
anything = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=400)
@given(data=st.data())
def test_whatever_stands_there_is_judged_alike(data: st.DataObject) -> None:
    type_ = data.draw(st.sampled_from(MAPPINGS))
    key = data.draw(st.sampled_from(list(specs(type_).by_key)))
    agree(type_, {**least(type_), key: data.draw(anything)})


def test_a_file_holds_only_its_own_registers() -> None:
    for names in FILES.values():
        mine = {name: full(Registers)[name] for name in names}
        assert WHOLE[Registers].is_valid(mine)
        other = {name: value for name, value in full(Registers).items() if name not in names}
        for name, value in other.items():
            assert not WHOLE[Registers].is_valid({**mine, name: value})


@pytest.mark.parametrize("type_", MAPPINGS, ids=name_of)
def test_every_key_has_its_words_and_examples_that_the_loader_reads(type_: Any) -> None:
    assert words().of_class(type_).plain
    for key in specs(type_).by_key:
        told = words().of_key(type_, key)
        assert told.title
        assert told.examples, key
        for example in told.examples:
            value = {**least(type_), key: plain_value(example.node)}
            assert findings(type_, as_node(value)) == set(), (key, value)
            line = parse(f"{key}: {flow(example.node)}", "x")
            assert isinstance(line, Mapping)
            assert as_node(plain_value(line)) == as_node({key: plain_value(example.node)})


def test_there_are_no_words_for_keys_that_do_not_exist() -> None:
    told = words()
    users = dict.fromkeys(told.common, 0)
    keys: dict[str, set[str]] = {}
    for type_ in MAPPINGS:
        own = set(specs(type_).by_key)
        for name in lineage(type_):
            keys[name] = keys.get(name, set()) | own
        for key in own & set(users):
            users[key] += not any(key in told.classes[n].keys for n in lineage(type_))
    assert set(told.classes) == set(keys)
    for name, found in told.classes.items():
        assert set(found.keys) <= keys[name], name
    assert all(count > 1 for count in users.values()), users


def test_every_choice_has_its_words() -> None:
    told = words().enums
    assert {name_of(each): {member.value for member in each} for each in ENUMS} == {
        name: set(found.members) for name, found in told.items()
    }


def test_no_sentence_of_the_words_is_long() -> None:
    for type_ in MAPPINGS:
        for key in specs(type_).by_key:
            told = words().of_key(type_, key)
            assert all(len(part) <= 60 for part in re.split("[。：]", told.plain)), told.plain


def test_the_forms_of_guards_and_formulas_are_read() -> None:
    for told, read in ((words().guards, read_guard), (words().formulas, read_formula)):
        report = Report()
        for form in told:
            read(form.example.node, report)
        assert report.findings == []
    written = "".join(flow(form.example.node) + form.plain for form in words().guards)
    assert all(sign in written for sign in (*NUMBER_SIGNS, *DATE_WORDS, "has", "lacks", UNANSWERED))


def test_the_small_tree_of_the_manual_has_no_findings(tmp_path: Path) -> None:
    trees = tmp_path / "trees"
    shutil.copytree(TREES / "reference", trees / "reference")
    (trees / "liability").mkdir()
    shutil.copy(EXAMPLE, trees / "liability/small.yaml")
    mine = [each for each in check(trees, TODAY).findings if "small" in each.place.path]
    assert mine == []
    assert WHOLE[Tree].is_valid(by_core(EXAMPLE.read_text("utf-8")))


def test_the_reference_has_every_key_and_every_choice() -> None:
    page = next(each for each in pages(Content(), {}) if each.path == "contribute/reference.md")
    text = str(page.content)
    ids = re.findall(r'id="([^"]+)"', text)
    assert len(set(ids)) == len(ids)
    rows = {f"{name_of(each)}--{key}" for each in MAPPINGS for key in specs(each).by_key}
    assert rows <= set(ids)
    assert set(re.findall(r'href="#([^"]+)"', text)) <= set(ids)
    for each in ENUMS:
        assert all(f"<td><code>{member}</code></td>" in text for member in each)
    needed = sum(len(specs(each).required) for each in MAPPINGS)
    assert text.count("<strong>必写</strong>") == needed


def run(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["schema", *arguments])
    return done.exit_code, done.output


def test_the_command_writes_what_is_stale_and_says_so(tmp_path: Path) -> None:
    trees = ("--trees", str(tmp_path))
    code, said = run("--check", *trees)
    assert (code, said.count("python -m build_hooks schema")) == (1, 3)
    assert run(*trees)[1].count("写好了") == 3
    assert run("--check", *trees) == (0, "编辑器用的 *.schema.json 都是最新的。\n")
    (tmp_path / SCHEMAS[1]).write_text("{}", "utf-8")
    assert stale(tmp_path) == [SCHEMAS[1]]
    assert run("--check", *trees)[0] == 1


def test_the_command_needs_the_folder_of_the_trees(tmp_path: Path) -> None:
    code, said = run("--trees", str(tmp_path / "nowhere"))
    assert code == 1
    assert "没有找到“" in said


def test_an_editor_finds_the_schema_of_each_file_without_its_first_line() -> None:
    kept = json.loads((ROOT / ".vscode/settings.json").read_text("utf-8"))["yaml.schemas"]
    assert set(kept) == {f"./trees/{name}" for name in SCHEMAS}
    for file in FILES_OF_TREES:
        path = file.relative_to(ROOT)
        fitting = [
            name
            for name, patterns in kept.items()
            if any(path.match(each.strip("/")) for each in patterns if each[0] != "!")
            and not any(path.match(each.strip("!/")) for each in patterns if each[0] == "!")
        ]
        assert fitting == [f"./trees/{SCHEMAS[list(CLASSES.values()).index(kind_of(file))]}"]
