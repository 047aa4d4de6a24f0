"""`chores` finds what is due: on a calendar that the test sets, and on a real server of its own."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from build_hooks.checking import Checked
from build_hooks.chores.addresses import addresses
from build_hooks.chores.laws import law_changes, laws_text
from build_hooks.chores.links import links_text
from build_hooks.chores.probe import Answer, Manners, State, not_reached, probe, probe_all
from build_hooks.cli import main
from build_hooks.model.registers import Registers
from tests.conftest import ROOT, TODAY, Check
from tests.content import LAWS, SMALL, with_tree
from tests.test_behaviour import written
from tests.test_markup import HOSTILE, html_of, outside_code

HASTY = Manners(pause=0.05, timeout=0.4)


@dataclass
class Seen:
    """What the server was asked, and how many questions it had at once."""

    asked: Counter[tuple[str, str]] = field(default_factory=Counter)
    now: int = 0
    most: int = 0
    times: list[float] = field(default_factory=list)


class Handler(BaseHTTPRequestHandler):
    """Says what the path asks for."""

    seen: Seen

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        seen = self.seen
        seen.asked[self.command, self.path] += 1
        seen.times.append(time.monotonic())
        seen.now += 1
        seen.most = max(seen.most, seen.now)
        time.sleep(0.02)
        seen.now -= 1
        what = self.path.strip("/")
        if what == "slow":
            time.sleep(1)
        if what == "moved":
            self.reply(301, Location="/200")
        elif what == "home":
            self.reply(302, Location="/")
        elif what == "circle":
            self.reply(302, Location="/circle")
        elif what == "no-head":
            self.reply(405 if self.command == "HEAD" else 200)
        elif what == "head-lies":
            self.reply(404 if self.command == "HEAD" else 200)
        elif what == "second-time":
            tries = sum(count for (_, path), count in seen.asked.items() if path == self.path)
            self.reply(500 if tries <= 2 else 200)
        else:
            self.reply(int(what) if what.isdecimal() else 200)

    def reply(self, code: int, **headers: str) -> None:
        self.send_response(code)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[tuple[str, Seen]]:
    seen = Seen()
    handler = type("Own", (Handler,), {"seen": seen})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as running:
        threading.Thread(target=running.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{running.server_port}", seen
        running.shutdown()


@pytest.mark.parametrize(
    ("path", "state", "why"),
    [
        ("200", State.ALIVE, ""),
        ("中文", State.ALIVE, ""),
        ("moved", State.ALIVE, ""),
        ("no-head", State.ALIVE, ""),
        ("head-lies", State.ALIVE, ""),
        ("second-time", State.ALIVE, ""),
        ("404", State.DEAD, "404"),
        ("410", State.DEAD, "410"),
        ("403", State.UNSURE, "403"),
        ("429", State.UNSURE, "429"),
        ("500", State.UNSURE, "500"),
        ("circle", State.UNSURE, "302"),
        ("home", State.UNSURE, "front-page"),
        ("slow", State.UNSURE, "timeout"),
    ],
)
def test_what_a_server_says(path: str, state: State, why: str, server: tuple[str, Seen]) -> None:
    answer = probe(f"{server[0]}/{path}", HASTY)
    assert (answer.state, answer.why) == (state, why)


def test_one_who_turns_us_away_is_not_asked_again(server: tuple[str, Seen]) -> None:
    address, seen = server
    probe(f"{address}/429", HASTY)
    assert seen.asked == {("HEAD", "/429"): 1}


def test_what_failed_is_asked_once_more(server: tuple[str, Seen]) -> None:
    address, seen = server
    probe(f"{address}/404", HASTY)
    assert seen.asked == {("HEAD", "/404"): 2, ("GET", "/404"): 2}


def test_nobody_there() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}/"
    assert probe(address, HASTY) == Answer(State.UNSURE, "ConnectionRefusedError")
    assert probe("http://no-such-host.invalid/", HASTY).state is not State.ALIVE


def test_a_name_that_nobody_has_is_told_apart_from_a_lost_network() -> None:
    nobody = not_reached(socket.gaierror(socket.EAI_NONAME, "unknown"))
    lost = not_reached(socket.gaierror(socket.EAI_AGAIN, "no answer"))
    assert (nobody.state, lost.state) == (State.DEAD, State.UNSURE)


def test_a_host_is_asked_one_thing_at_a_time_with_pauses(server: tuple[str, Seen]) -> None:
    address, seen = server
    urls = [f"{address}/{number}" for number in range(200, 206)]
    answers = probe_all(urls, HASTY)
    assert {answer.state for answer in answers.values()} == {State.ALIVE}
    assert seen.most == 1
    gaps = [after - before for before, after in zip(seen.times, seen.times[1:], strict=False)]
    assert min(gaps) >= HASTY.pause


def test_hosts_are_asked_side_by_side(server: tuple[str, Seen]) -> None:
    address, seen = server
    probe_all([f"{address}/200", f"{address.replace('127.0.0.1', 'localhost')}/200"], HASTY)
    assert seen.asked == {("HEAD", "/200"): 2}


def test_addresses_of_registers_and_prose_are_found_once(
    check_files: Check, tmp_path: Path
) -> None:
    docs = tmp_path / "docs"
    (docs / "decisions").mkdir(parents=True)
    (docs / "a.md").write_text(
        "看[这里](https://www.samr.gov.cn/x?a=1&b=2)和 <https://www.gov.cn/>。\n"
        "`https://code.gov.cn/` [例](https://weiquan.example/) [本页](b.md)\n",
        "utf-8",
    )
    (docs / "decisions/b.md").write_text("[x](https://left.gov.cn/)", "utf-8")
    found = addresses(check_files(SMALL).content.registers, docs)
    assert found == {
        "https://www.samr.gov.cn/x?a=1&b=2": ["trees/reference/laws.yaml:16", "docs/a.md:1"],
        "https://www.gov.cn/": ["docs/a.md:1"],
    }


def test_real_registers_have_addresses(real: Checked) -> None:
    found = addresses(real.content.registers, ROOT / "docs")
    assert len(found) > 30
    assert all(re.match(r"https?://", url) for url in found)
    assert addresses(Registers(), ROOT / "nowhere") == {}


def test_dead_links_are_told_with_their_places() -> None:
    answers = {
        "https://a.cn/1": Answer(State.ALIVE, ""),
        "https://a.cn/2": Answer(State.DEAD, "404"),
        "https://a.cn/3": Answer(State.UNSURE, "timeout"),
    }
    text = links_text(answers, {url: ["trees/reference/laws.yaml:7"] for url in answers})
    assert text.startswith("这 1 个网址打不开了。")
    assert "- [ ] `https://a.cn/2`：`404`，写在 `trees/reference/laws.yaml:7`" in text
    assert "- `https://a.cn/3`：等太久没有回答" in text
    assert "a.cn/1" not in text
    assert links_text({"https://a.cn/3": Answer(State.UNSURE, "403")}, {}) == ""


def chores(trees: Path, kind: str, today: str) -> Result:
    return CliRunner().invoke(main, ["chores", kind, "--trees", str(trees), "--today", today])


def test_a_review_is_due_after_a_year(tmp_path: Path) -> None:
    trees = written(tmp_path, SMALL)
    assert chores(trees, "reviews", "2027-11-20").output == ""
    text = chores(trees, "reviews", "2027-11-21").output
    assert "这 1 棵树超过一年没有人对照法律看过" in text
    assert "- [ ] 小树（`liability/small`）：上次是 2026-11-20，测试" in text


FUTURE = LAWS.replace("gist: 卖家负责。", "gist: 卖家负责。, until: 2027-02-28")
"""The tree was reviewed on 2026-11-20; from 2027-03-01 it rests on law that is no more."""


@pytest.mark.parametrize(
    ("today", "said"),
    [
        ("2026-11-30", ""),
        ("2026-12-01", "九十天内要变"),
        ("2027-02-28", "九十天内要变"),
        ("2027-03-01", "审阅以后变了"),
        ("2027-06-01", "审阅以后变了"),
    ],
)
def test_law_that_ends_is_told_before_and_after(today: str, said: str, tmp_path: Path) -> None:
    trees = written(tmp_path, {**SMALL, "reference/laws.yaml": FUTURE})
    text = chores(trees, "laws", today).output
    if not said:
        assert text == ""
        return
    assert said in text
    assert (
        "- [ ] 2027-03-01 起不再有效：新办法第一条（`rule-1`），用到它的树：`liability/small`"
        in text
    )


def test_a_later_review_settles_it(check_files: Check) -> None:
    read = with_tree("on: 2026-11-20", "on: 2027-03-01")["liability/small.yaml"]
    files = {**SMALL, "reference/laws.yaml": FUTURE, "liability/small.yaml": read}
    content = check_files(files).content
    assert law_changes(content, date(2027, 3, 2)) == []


def test_law_that_begins_is_told_through_what_rests_on_it(check_files: Check) -> None:
    laws = LAWS.replace("gist: 平台负责。", "gist: 平台负责。, from: 2027-01-01")
    (change,) = law_changes(check_files({**SMALL, "reference/laws.yaml": laws}).content, TODAY)
    assert (change.how, change.day, change.id) == ("begins", date(2027, 1, 1), "rule-2")
    assert change.trees == ("liability/small",)


@pytest.mark.parametrize("payload", HOSTILE)
def test_hostile_words_stay_words_in_an_issue(payload: str, check_files: Check) -> None:
    bad = '"' + payload.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    laws = FUTURE.replace("short: 新办法", f"short: {bad}")
    content = check_files({**SMALL, "reference/laws.yaml": laws}).content
    html = html_of(laws_text(law_changes(content, date(2027, 3, 2)), date(2027, 3, 2)))
    tags = set(re.findall(r"<\s*/?\s*([a-zA-Z!?][\w-]*)", html))
    assert tags <= {"p", "ul", "li", "code", "input"}
    assert not re.search(r"@\w|#\d|://|www\.", outside_code(html))


def test_a_missing_folder_is_one_clear_line(tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["chores", "laws", "--trees", str(tmp_path / "nowhere")])
    assert (done.exit_code, done.output.startswith("✗ 没有找到")) == (1, True)
