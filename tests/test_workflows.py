"""Workflows are pinned and may do little; their shell runs here, against a recorder named `gh`.

The recorder is the edge of the outside world: it answers with what GitHub's API answers, and notes
what it was told to write.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Command, Context
from hypothesis import given

from build_hooks.cli import main
from build_hooks.markup import JOINER
from build_hooks.review.document import LONGEST
from tests.conftest import ROOT
from tests.test_markup import HOSTILE, WORDS, html_of, outside_code

FOLDER = ROOT / ".github/workflows"
FILES = sorted(FOLDER.glob("*.yml"))
PINNED = re.compile(r"uses: [\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+\n")
HEAD = "a" * 40
MARKER = "<!-- weiquan-review -->"
needs_jq = pytest.mark.skipif(not shutil.which("jq"), reason="the recorder reads with jq")

GH = """\
#!{python} -IS
'''Answers from $GH_ANSWERS as the API does, and notes what it is told to write in $GH_NOTES.'''
import json, os, pathlib, subprocess, sys
arguments = sys.argv[1:]
answers = json.loads(pathlib.Path(os.environ["GH_ANSWERS"]).read_text("utf-8"))
if arguments[:2] == ["run", "download"]:
    folder = pathlib.Path(arguments[arguments.index("--dir") + 1])
    folder.mkdir()
    for name, text in answers[folder.name].items():
        (folder / name).write_text(text, "utf-8")
    sys.exit()
assert arguments.pop(0) == "api"
method, query, fields, path = "GET", None, {{}}, None
while arguments:
    word = arguments.pop(0)
    if word == "--method":
        method = arguments.pop(0)
    elif word == "--jq":
        query = arguments.pop(0)
    elif word in ("-f", "-F"):
        key, value = arguments.pop(0).split("=", 1)
        is_file = word == "-F" and value.startswith("@")
        fields[key] = pathlib.Path(value[1:]).read_text("utf-8") if is_file else value
    elif not word.startswith("--"):
        path = word
if method != "GET":
    with open(os.environ["GH_NOTES"], "a", encoding="utf-8") as notes:
        notes.write(json.dumps([method, path, fields]) + "\\n")
    sys.exit()
answer = answers[path.split("?")[0]]
if path.endswith("/zip"):
    sys.stdout.buffer.write(pathlib.Path(answer).read_bytes())
    sys.exit()
done = subprocess.run(["jq", "-r", query], input=json.dumps(answer), text=True, stdout=-1)
sys.stdout.write(done.stdout)
sys.exit(done.returncode)
"""


def workflow(name: str) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((FOLDER / f"{name}.yml").read_text("utf-8"))
    return found


def steps(name: str) -> Iterator[dict[str, Any]]:
    for job in workflow(name)["jobs"].values():
        yield from job["steps"]


def scripts() -> Iterator[tuple[str, str]]:
    for file in FILES:
        for number, step in enumerate(steps(file.stem)):
            if "run" in step:
                yield f"{file.stem}-{number}", step["run"]


def granted(name: str) -> dict[str, dict[str, str]]:
    return {id_: job.get("permissions", {}) for id_, job in workflow(name)["jobs"].items()}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_action_is_pinned_by_hash_with_its_version(file: Path) -> None:
    lines = [
        line
        for line in file.read_text("utf-8").splitlines(keepends=True)
        if re.search(r"\buses:", line)
    ]
    assert all(PINNED.search(line) for line in lines), lines
    assert all(step.get("uses", "").count("@") == ("uses" in step) for step in steps(file.stem))


def test_one_action_has_one_version_everywhere() -> None:
    text = "".join(file.read_text("utf-8") for file in FILES)
    used = set(re.findall(r"uses: (\S+)@(\S+)", text))
    assert len({action for action, _ in used}) == len(used) == 6


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_nothing_is_permitted_unless_a_job_says_so(file: Path) -> None:
    assert workflow(file.stem)["permissions"] == {}


def test_each_job_may_do_what_it_needs_and_no_more() -> None:
    found = {name: granted(name) for name in sorted(file.stem for file in FILES)}
    assert found == {
        "check": {"trees": {"contents": "read"}, "code": {"contents": "read"}},
        "chores": {"look": {"contents": "read"}, "tell": {"actions": "read", "issues": "write"}},
        "comment": {"comment": {"actions": "read", "pull-requests": "write"}},
        "pages": {
            "build": {"contents": "read", "pages": "read"},
            "deploy": {"pages": "write", "id-token": "write"},
        },
        "release": {
            "make": {"contents": "read", "pages": "read"},
            "publish": {
                "actions": "read",
                "attestations": "write",
                "contents": "write",
                "id-token": "write",
            },
        },
        "reviewed": {"wake": {}},
        "second-reader": {"count": {"pull-requests": "read", "statuses": "write"}},
    }


def test_no_workflow_of_the_branch_has_secrets_or_may_write() -> None:
    text = (FOLDER / "check.yml").read_text("utf-8")
    assert "secrets." not in text
    assert "github.token" not in text
    for file in FILES:
        assert "pull_request_target" not in file.read_text("utf-8")
        for step in steps(file.stem):
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", ["comment", "second-reader"])
def test_what_may_write_runs_no_code_of_the_branch(name: str) -> None:
    assert not any("uses" in step for step in steps(name)), "not even a checkout"
    assert workflow(name)[True]["workflow_run"]["workflows"], "YAML reads `on` as true"
    assert "build_hooks" not in "".join(step["run"] for step in steps(name))


def test_workflows_that_wait_for_others_know_their_names() -> None:
    names = {workflow(file.stem)["name"] for file in FILES}
    for name in ("comment", "second-reader"):
        assert set(workflow(name)[True]["workflow_run"]["workflows"]) <= names


def called(text: str) -> Iterator[tuple[str, list[str]]]:
    joined = text.replace("\\\n", " ")
    for line in re.findall(r"-m build_hooks ([^\n|>]*)", joined):
        name, *rest = line.split()
        yield name, [word for word in rest if word.startswith("--")]


def assert_commands_exist(text: str) -> list[str]:
    """The names of our commands in a text, which all exist with their options."""
    names = []
    for name, options in called(text):
        command = main.get_command(Context(main), name)  # type: ignore[attr-defined]
        assert isinstance(command, Command), name
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(options) <= known
        names.append(name)
    return names


@pytest.mark.parametrize("script", list(scripts()), ids=lambda script: script[0])
def test_every_command_that_is_called_exists(script: tuple[str, str]) -> None:
    assert_commands_exist(script[1])
    targets = (ROOT / "Makefile").read_text("utf-8")
    for target in re.findall(r"\bmake ([a-z]+)\b", script[1]):
        assert f"\n{target}: " in targets
    for path in re.findall(r"(?<![\w/])\.ci/\w+\b(?!\.)", script[1]):
        assert os.access(ROOT / path, os.X_OK)


def test_the_hooks_before_a_commit_call_what_exists() -> None:
    found = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    entries = [hook["entry"] for repo in found["repos"] for hook in repo["hooks"]]
    assert assert_commands_exist("\n".join(entries)) == ["check", "fmt", "schema"]
    assert {entry.split()[0] for entry in entries} <= {
        f".venv/bin/{tool}" for tool in ("python", "ruff", "zizmor")
    }


@pytest.mark.parametrize("script", list(scripts()), ids=lambda script: script[0])
def test_shellcheck_has_nothing_to_say(script: tuple[str, str]) -> None:
    shellcheck = Path(sys.executable).parent / "shellcheck"
    done = subprocess.run(
        [shellcheck, "--shell=bash", "-"],
        input=script[1],
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


@dataclass
class World:
    """A runner's folder, with a recorder in the place of GitHub."""

    folder: Path
    answers: dict[str, Any]

    def run(self, name: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run all shell steps of a workflow's last job, as a runner does."""
        (self.folder / "answers.json").write_text(json.dumps(self.answers), "utf-8")
        *_, job = workflow(name)["jobs"].values()
        fixed = {key: value for key, value in job["env"].items() if "${{" not in value}
        done = None
        for step in job["steps"]:
            done = subprocess.run(
                ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
                cwd=self.folder,
                env={
                    "PATH": f"{self.folder}/bin:{os.environ['PATH']}",
                    "RUNNER_TEMP": str(self.folder),
                    "GH_ANSWERS": str(self.folder / "answers.json"),
                    "GH_NOTES": str(self.folder / "notes"),
                    "REPO": "o/r",
                    **fixed,
                    **environment,
                },
                capture_output=True,
                text=True,
                check=False,
            )
            if done.returncode:
                break
        assert done is not None
        return done

    @property
    def notes(self) -> list[tuple[str, str, dict[str, str]]]:
        """What was written: method, path, fields."""
        file = self.folder / "notes"
        lines = file.read_text("utf-8").splitlines() if file.exists() else []
        return [tuple(json.loads(line)) for line in lines]


@pytest.fixture
def world(tmp_path: Path) -> World:
    (tmp_path / "bin").mkdir()
    gh = tmp_path / "bin/gh"
    gh.write_text(GH.format(python=sys.executable), "utf-8")
    gh.chmod(0o755)
    return World(tmp_path, {})


def pull(world: World, review: str | bytes, number: str = "7", **more: Any) -> None:
    """An artifact and the pull request that it is about."""
    file = world.folder / "artifact.zip"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("review.md", review)
        packed.writestr("number", number + "\n")
    artifact = {"id": 5, "size_in_bytes": file.stat().st_size, "expired": False}
    world.answers |= {
        "repos/o/r/actions/runs/9/artifacts": {"artifacts": [artifact]},
        "repos/o/r/actions/artifacts/5/zip": str(file),
        "repos/o/r/pulls/7": {"state": "open", "head": {"sha": HEAD}},
        "repos/o/r/pulls/7/files": [{"filename": "trees/liability/price.yaml"}],
        "repos/o/r/issues/7/comments": [],
        **more,
    }


def comment(world: World) -> subprocess.CompletedProcess[str]:
    return world.run("comment", RUN="9", HEAD=HEAD, RUN_URL="https://github.com/o/r/actions/runs/9")


def posted(world: World) -> str:
    assert comment(world).returncode == 0
    ((method, path, fields),) = world.notes
    assert (method, path) == ("POST", "repos/o/r/issues/7/comments")
    return fields["body"]


@needs_jq
def test_a_first_comment_is_posted_with_its_marker(world: World) -> None:
    pull(world, "## 变了什么\n\n**1 棵树有改动。**\n")
    body = posted(world)
    assert body.startswith(f"{MARKER}\n## 变了什么\n\n**1 棵树有改动。**\n")
    assert "(https://github.com/o/r/actions/runs/9#artifacts)" in body
    assert "也改了程序" not in body


@needs_jq
def test_the_next_comment_replaces_the_first(world: World) -> None:
    bot, user = {"login": "github-actions[bot]"}, {"login": "someone"}
    comments = [
        {"id": 1, "user": user, "body": f"{MARKER} 我也会写"},
        {"id": 2, "user": bot, "body": "别的评论"},
        {"id": 3, "user": bot, "body": f"{MARKER}\n旧的"},
        {"id": 4, "user": bot, "body": f"{MARKER}\n更新的"},
    ]
    pull(world, "新的", **{"repos/o/r/issues/7/comments": comments})
    assert comment(world).returncode == 0
    ((method, path, _),) = world.notes
    assert (method, path) == ("PATCH", "repos/o/r/issues/comments/3")


@needs_jq
@pytest.mark.parametrize("number", ["7; rm -rf /", "../7", "", "007", "$(id)", "7\n8", "1" * 30])
def test_a_number_that_is_none_is_refused(number: str, world: World) -> None:
    pull(world, "x", number)
    assert comment(world).returncode == 1
    assert world.notes == []


@needs_jq
@pytest.mark.parametrize(
    "now",
    [{"state": "open", "head": {"sha": "b" * 40}}, {"state": "closed", "head": {"sha": HEAD}}],
)
def test_a_pull_request_that_is_not_the_one_checked_is_left_alone(
    now: dict[str, Any], world: World
) -> None:
    pull(world, "x", **{"repos/o/r/pulls/7": now})
    assert comment(world).returncode == 0
    assert world.notes == []


@needs_jq
def test_an_artifact_that_is_too_large_or_missing(world: World) -> None:
    pull(world, "x")
    world.answers["repos/o/r/actions/runs/9/artifacts"]["artifacts"][0]["size_in_bytes"] = 400_001
    assert comment(world).returncode == 1
    world.answers["repos/o/r/actions/runs/9/artifacts"] = {"artifacts": []}
    assert comment(world).returncode == 0
    assert world.notes == []


@needs_jq
def test_an_empty_review_is_not_posted(world: World) -> None:
    pull(world, "")
    assert comment(world).returncode == 0
    assert world.notes == []


@needs_jq
def test_a_bomb_becomes_a_short_comment(world: World) -> None:
    pull(world, b"0" * 50_000_000)
    body = posted(world)
    assert len(body) < 500
    assert "太长，放不下" in body


@needs_jq
def test_bytes_that_are_no_text_do_no_harm(world: World) -> None:
    pull(world, b"\xff\xfe\x00\x1b[31m\xe4\xb8\n" + "好".encode())
    assert f"{MARKER}\n[31m\n好\n" in posted(world)


@needs_jq
def test_a_changed_program_is_told(world: World) -> None:
    files = [{"filename": "trees/liability/price.yaml"}, {"filename": "build_hooks/markup.py"}]
    pull(world, "一切都好", **{"repos/o/r/pulls/7/files": files})
    assert posted(world).startswith(f"{MARKER}\n> 这次也改了程序")


FORGED = (
    "<!-- x --><h1>已批准</h1><img src=https://evil.example/x.png>",
    "[点我](https://evil.example) ![图](https://evil.example/x.png)",
    "[x][y]\n\n[y]: https://evil.example\n",
    "<https://evil.example> https://evil.example www.evil.example WWW.evil.example a@evil.example",
    "@octocat @org/team #12 GH-12 o/r#12",
    "<details><summary>x</summary><script>alert(1)</script></details>",
    "<details open onclick=x><a href=x>y</a>",
    "<?php ?><!DOCTYPE x><![CDATA[ x ]]>",
    "</details><form><input>",
    "[x]:https://evil.example\n[x]",
    "[x]\n(https://evil.example)",
    "[^1]\n\n[^1]: https://evil.example",
    "&#64;octocat &#x40;octocat &commat;octocat &#35;12 https&#58;//evil.example &lt;b&gt; &amp;",
)


@needs_jq
@pytest.mark.parametrize("text", [*FORGED, *HOSTILE])
def test_a_forged_review_links_and_calls_nobody(text: str, world: World) -> None:
    pull(world, text)
    body = posted(world)
    shown = body.removeprefix(MARKER).rsplit("\n---\n", 1)[0]
    html = html_of(shown)
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?][\w-]*)", html))
    assert not tags & {"a", "img", "script", "form", "input", "b", "!", "!--"}, tags
    assert not re.search(r"@\w|#\d|GH-\d|://|www\.", unescape(outside_code(html)))
    assert "onclick" not in "".join(re.findall(r"<\w+ ([^>]*)>", html))


@needs_jq
def test_a_real_review_is_posted_as_it_is(world: World, tmp_path: Path) -> None:
    review = (
        "## 变了\n\n- `a`：**b**\n\n<details open><summary>图</summary>\n\n"
        "```mermaid\nflowchart TD\n"
        '  n0(["改：a#40;1#41;"])\n  n0 -.->|"x"| n1\n  classDef gone fill:mistyrose,color:black\n'
        "```\n\n</details>\n\n<details><summary>文字</summary>\n\n```diff\n-旧\n+新\n```\n\n</details>\n"
    )
    pull(world, review)
    assert review.rstrip("\n") in posted(world)


@given(WORDS)
def test_the_line_that_breaks_links_is_the_same_for_any_words(text: str) -> None:
    (script,) = [step["run"] for step in steps("comment") if "sed -E" in step["run"]]
    rules = " ".join(re.findall(r'-e "[^"]*"', script))
    command = f"j='{JOINER}'; sed -E {rules}"
    data = text.replace("\x00", "").encode("utf-8", "ignore").decode()
    done = subprocess.run(
        ["bash", "-c", command], input=data, text=True, capture_output=True, check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    )  # fmt: skip
    html = html_of(f"x {done.stdout}")
    assert not re.search(r"<(a|img|script)\b", html), html
    assert not re.search(r"@\w|://", unescape(outside_code(html))), html


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=x", "-c", "user.email=x@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.mark.parametrize(
    ("event", "changed", "code"),
    [
        ("pull_request", ["trees/liability/x.yaml", "docs/guides/a.md"], "no"),
        ("pull_request", ["trees/liability/x.yaml", "build_hooks/x.py"], "yes"),
        ("pull_request", ["docs/assets/x.js"], "yes"),
        ("pull_request", [f"docs/{'a' * 90}{n}.md" for n in range(999)] + ["zz.py"], "yes"),
        ("push", ["trees/liability/x.yaml"], "yes"),
    ],
)
def test_only_trees_and_prose_skip_the_tests_of_programs(
    event: str, changed: list[str], code: str, tmp_path: Path
) -> None:
    git(tmp_path, "init", "-q")
    git(tmp_path, "commit", "-q", "--allow-empty", "-m", "before")
    for name in changed:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", "utf-8")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "after")
    (script,) = [step["run"] for step in steps("check") if step.get("id") == "changed"]
    files = {name: str(tmp_path / name) for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    environment = {**os.environ, **files, "GITHUB_EVENT_NAME": event}
    subprocess.run(["bash", "-e", "-c", script], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "GITHUB_OUTPUT").read_text("utf-8") == f"code={code}\n"


def reader(name: str, state: str = "APPROVED", commit: str = HEAD) -> Any:
    return {"user": {"login": name}, "state": state, "commit_id": commit}


ANN, BEN, EVE = reader("ann"), reader("ben"), reader("eve")
MAY = {"ann": "write", "ben": "admin", "cid": "write", "eve": "read", "author": "write"}
"""Of `zoe` GitHub knows nothing."""
PERMISSIONS = {
    f"repos/o/r/collaborators/{who}/permission": {"permission": may} for who, may in MAY.items()
}


@needs_jq
@pytest.mark.parametrize(
    ("reviews", "state"),
    [
        ([], "pending"),
        ([ANN], "pending"),
        ([ANN, ANN], "pending"),
        ([ANN, BEN], "success"),
        ([ANN, EVE], "pending"),
        ([ANN, reader("author")], "pending"),
        ([ANN, reader("ben", commit="b" * 40)], "pending"),
        ([ANN, BEN, reader("ben", "CHANGES_REQUESTED")], "pending"),
        ([ANN, BEN, reader("ben", "DISMISSED")], "pending"),
        ([ANN, reader("ben", "CHANGES_REQUESTED"), BEN], "success"),
        ([ANN, BEN, reader("ben", "COMMENTED")], "success"),
        ([ANN, reader("ben", "COMMENTED")], "pending"),
        ([ANN, BEN, reader("cid")], "success"),
        ([ANN, reader("zoe")], "pending"),
        ([ANN, {**BEN, "user": None}], "pending"),
    ],
)
def test_two_who_may_write_have_read_the_last_commit(
    reviews: list[Any], state: str, world: World
) -> None:
    world.answers = {
        "repos/o/r/pulls": [{"number": 7, "head": {"sha": HEAD}, "user": {"login": "author"}}],
        "repos/o/r/pulls/7/files": [{"filename": "trees/liability/price.cases.yaml"}],
        "repos/o/r/pulls/7/reviews": reviews,
        **{
            f"repos/o/r/collaborators/{who}/permission": {"permission": may}
            for who, may in MAY.items()
        },
    }
    assert world.run("second-reader").returncode == 0
    ((_, path, fields),) = world.notes
    assert path == f"repos/o/r/statuses/{HEAD}"
    assert (fields["state"], fields["context"]) == (state, "第二位审阅人")


@needs_jq
@pytest.mark.parametrize(
    ("files", "state"),
    [
        ([{"filename": "trees/quality/x.yaml"}], "success"),
        ([{"filename": "docs/trees/liability/x.md"}], "success"),
        ([{"filename": "x.md", "previous_filename": "trees/liability/x.yaml"}], "pending"),
        ([{"filename": f"docs/{number}.md"} for number in range(3000)], "pending"),
    ],
)
def test_whom_a_second_reader_is_for(files: list[Any], state: str, world: World) -> None:
    world.answers = {
        "repos/o/r/pulls": [{"number": 7, "head": {"sha": HEAD}, "user": {"login": "author"}}],
        "repos/o/r/pulls/7/files": files,
        "repos/o/r/pulls/7/reviews": [],
    }
    assert world.run("second-reader").returncode == 0
    assert [fields["state"] for _, _, fields in world.notes] == [state]


@needs_jq
def test_every_open_pull_request_gets_its_status(world: World) -> None:
    heads = ["a" * 40, "b" * 40, "c" * 40]
    world.answers = {
        "repos/o/r/pulls": [
            {"number": number, "head": {"sha": head}, "user": {"login": "author"}}
            for number, head in enumerate(heads, start=1)
        ]
    }
    for number in (1, 2, 3):
        world.answers[f"repos/o/r/pulls/{number}/files"] = [{"filename": "trees/liability/x.yaml"}]
        world.answers[f"repos/o/r/pulls/{number}/reviews"] = []
    assert world.run("second-reader").returncode == 0
    assert [path for _, path, _ in world.notes] == [f"repos/o/r/statuses/{head}" for head in heads]
    world.answers["repos/o/r/pulls"] = []
    assert world.run("second-reader").returncode == 0
    assert len(world.notes) == 3


def chore(kind: str, number: int = 3, **more: Any) -> dict[str, Any]:
    return {"number": number, "body": f"<!-- weiquan-chore: {kind} -->\n旧的", **more}


@needs_jq
def test_chores_open_update_and_close_one_issue_each(world: World) -> None:
    world.answers = {
        "chores": {"reviews.md": "看树\n", "laws.md": "看法\n", "links.md": "", "packages.md": ""},
        "repos/o/r/issues": [
            {"number": 1, "body": None},
            {"number": 2, "body": "用户写的"},
            chore("laws", 3),
            chore("links", 4),
        ],
    }
    done = world.run("chores", RUN="9")
    assert done.returncode == 0, done.stderr
    assert world.notes == [
        (
            "POST",
            "repos/o/r/issues",
            {
                "title": "有的树超过一年没有审阅",
                "body": "<!-- weiquan-chore: reviews -->\n看树\n",
            },
        ),
        ("PATCH", "repos/o/r/issues/3", {"body": "<!-- weiquan-chore: laws -->\n看法\n"}),
        ("PATCH", "repos/o/r/issues/4", {"state": "closed", "state_reason": "completed"}),
    ]


@needs_jq
def test_no_chores_and_no_issues_write_nothing(world: World) -> None:
    empty = {f"{kind}.md": "" for kind in ("reviews", "laws", "links", "packages")}
    world.answers = {"chores": empty, "repos/o/r/issues": []}
    assert world.run("chores", RUN="9").returncode == 0
    assert world.notes == []


@needs_jq
def test_too_many_chores_are_cut(world: World) -> None:
    texts = {
        "reviews.md": "- [ ] 一棵树\n" * 20_000,
        "laws.md": "",
        "links.md": "",
        "packages.md": "",
    }
    world.answers = {"chores": texts, "repos/o/r/issues": []}
    done = world.run("chores", RUN="9")
    assert done.returncode == 0, done.stderr
    ((_, _, fields),) = world.notes
    assert len(fields["body"]) < 65_000
    assert fields["body"].endswith("……太多，放不下了。先做上面的。\n")


def test_a_review_leaves_room_for_what_is_added() -> None:
    assert LONGEST + 1_000 < 65_000


def forms() -> list[Path]:
    folder = ROOT / ".github/ISSUE_TEMPLATE"
    return [file for file in sorted(folder.glob("*.yml")) if file.name != "config.yml"]


@pytest.mark.parametrize("file", forms(), ids=lambda file: file.stem)
def test_forms_are_chinese_and_warn_of_personal_data(file: Path) -> None:
    form = yaml.safe_load(file.read_text("utf-8"))
    assert re.search(r"[一-鿿]", form["name"] + form["description"])
    labels = [part["attributes"].get("label", "文") for part in form["body"]]
    assert all(re.search(r"[一-鿿]", label) for label in labels)
    if file.stem != "law-changed":
        assert "姓名" in file.read_text("utf-8")


def test_who_wants_to_complain_is_sent_to_the_site() -> None:
    config = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/config.yml").read_text("utf-8"))
    assert config["blank_issues_enabled"] is False
    (link,) = config["contact_links"]
    assert "不受理" in link["name"]
    tree = re.search(r"weiquan\.example/(.+)/$", link["url"])
    assert tree
    assert (ROOT / f"trees/{tree[1]}.yaml").is_file()


def test_every_owned_path_exists() -> None:
    lines = (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
    owned = [line.split() for line in lines if line and not line.startswith("#")]
    assert len(owned) > 10
    for path, *owners in owned:
        assert path == "*" or (ROOT / path.strip("/")).exists(), path
        assert owners
        assert all(re.fullmatch(r"@[\w-]+/[\w-]+", owner) for owner in owners)


def step(name: str, part: str) -> str:
    """The only shell step of a workflow that has these words."""
    (found,) = [each["run"] for each in steps(name) if part in each.get("run", "")]
    return str(found)


def in_shell(script: str, folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip


AUDIT = """\
#!{python} -IS
'''Ends as pip-audit does: 0 without holes, 1 with some or without an answer.'''
import pathlib, sys
assert "--strict" in sys.argv
said = {said!r}
if said is not None:
    pathlib.Path(sys.argv[sys.argv.index("--output") + 1]).write_text(said, "utf-8")
sys.exit({code})
"""


@pytest.mark.parametrize(
    ("said", "code", "ends", "told"),
    [
        ("Name | Version | ID\n--- | --- | ---\nx | 1 | PYSEC-1\n", 1, 0, "PYSEC-1"),
        ("", 0, 0, ""),
        (None, 0, 0, ""),
        ("Name | Skip Reason\n", 0, 0, ""),
        (None, 1, 1, None),
        ("", 1, 1, None),
    ],
)
def test_holes_are_told_and_no_answer_is_not_taken_for_none(
    said: str | None, code: int, ends: int, told: str | None, tmp_path: Path
) -> None:
    audit = tmp_path / ".venv/bin/pip-audit"
    audit.parent.mkdir(parents=True)
    (tmp_path / "out").mkdir()
    audit.write_text(AUDIT.format(python=sys.executable, said=said, code=code), "utf-8")
    audit.chmod(0o755)
    assert in_shell(step("chores", "pip-audit"), tmp_path).returncode == ends
    if told is not None:
        text = (tmp_path / "out/packages.md").read_text("utf-8")
        assert bool(text) == bool(told)
        assert told in text


def test_pip_audit_knows_its_options_and_reads_our_list(tmp_path: Path) -> None:
    folder = Path(sys.executable).parent
    words = step("chores", "pip-audit").replace("\\\n", " ")
    options = set(re.findall(r"(?<!\S)--[\w-]+", words))
    helped = subprocess.run(
        [folder / "pip-audit", "--help"], capture_output=True, text=True, check=True
    ).stdout
    assert {"--strict", "--no-deps", "--disable-pip", "--requirement"} <= options
    assert all(option in helped for option in options), options
    pinned = (ROOT / ".ci/constraints.txt").read_text("utf-8").splitlines()[1:]
    assert all(re.fullmatch(r"[\w.-]+==[\w.]+", line) for line in pinned), "else nothing is read"


def test_the_notes_of_a_version_are_its_section(tmp_path: Path) -> None:
    text = (
        "# Changelog\n\n## [1.10.0] - 2027-01-01\n\nnot\n\n## [1.1.0] - 2026-12-01\n\n### Added\n"
    )
    (tmp_path / "CHANGELOG.md").write_text(f"{text}\n- x\n\n## [1.0.0] - 2026-11-01\n\nold\n")
    script = step("release", "notes.md\n")
    assert in_shell(script, tmp_path, TAG="v1.1.0").returncode == 0
    assert (tmp_path / "notes/notes.md").read_text("utf-8").split() == ["###", "Added", "-", "x"]
    shutil.rmtree(tmp_path / "notes")
    assert in_shell(script, tmp_path, TAG="v1.1").returncode == 1


@pytest.mark.parametrize("harm", ["", "changed", "more", "less"])
def test_only_files_with_their_sums_are_published(harm: str, world: World) -> None:
    sums = "".join(
        f"{sha256(name.encode()).hexdigest()}  {name}\n" for name in ("a.whl", "site.zip")
    )
    files = {"a.whl": "a.whl", "site.zip": "site.zip", "SHA256SUMS": sums}
    if harm == "less":
        del files["a.whl"]
    files |= {"changed": {"site.zip": "x"}, "more": {"evil.zip": "x"}}.get(harm, {})
    world.answers = {"dist": files, "notes": {"notes.md": "x"}}
    script = step("release", "sha256sum")
    (world.folder / "answers.json").write_text(json.dumps(world.answers), "utf-8")
    path = f"{world.folder}/bin:{os.environ['PATH']}"
    answers = str(world.folder / "answers.json")
    done = in_shell(script, world.folder, PATH=path, GH_ANSWERS=answers, RUN="1", REPO="o/r")
    assert (done.returncode == 0) == (harm == ""), done.stderr


def test_what_publishes_a_release_runs_nothing_of_the_repository() -> None:
    job = workflow("release")["jobs"]["publish"]
    used = [each["uses"].split("@")[0] for each in job["steps"] if "uses" in each]
    assert used == ["actions/attest-build-provenance"]
    assert not re.search(
        r"build_hooks|make |python", "".join(e.get("run", "") for e in job["steps"])
    )
    assert list(workflow("release")[True]) == ["push"]
    assert list(workflow("release")[True]["push"]) == ["tags"]
