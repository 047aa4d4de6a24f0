"""Faults: whatever breaks off, the published site is never half new."""

from __future__ import annotations

import gzip
import http.client
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Lock

import pytest

from build_hooks.deploy import s3
from build_hooks.deploy.kinds import immutable
from build_hooks.deploy.release import CURRENT, RELEASES, UNFINISHED, NotWholeError, release, switch
from build_hooks.deploy.stamp import stamped
from build_hooks.deploy.upload import Sending, Stored, sending, upload
from build_hooks.deploy.whole import missing
from build_hooks.folders import files_of
from tests.conftest import ROOT
from tests.nginx import Nginx, serving
from tests.s3_server import storage
from tests.two_sites import OLD, PAGES, broken, lay

FAST = 1
FORKS = "ignore:.*fork.*:DeprecationWarning"


@pytest.fixture
def two(tmp_path: Path) -> tuple[Path, Path]:
    """The sites of two releases."""
    one = lay(tmp_path / "one", "one", gone=OLD)
    return one, lay(tmp_path / "two", "two", more=("new-1", "new-2"))


@pytest.fixture
def root(two: tuple[Path, Path], tmp_path: Path) -> Path:
    """A machine on which the first is published."""
    release(two[0], tmp_path / "srv", FAST)
    return tmp_path / "srv"


def which(root: Path) -> str:
    """The release that readers see; fails where it is not one, and whole."""
    site = (root / CURRENT).resolve()
    assert missing(site) == []
    pages = [(site / path).read_text("utf-8") for path in files_of(site) if path.endswith(".html")]
    found = {page.split("release=")[1].split(";")[0] for page in pages if "release=" in page}
    assert len(found) == 1
    return found.pop()


def in_a_fork(root: Path, site: Path, prepare: Callable[[], None]) -> int:
    """Release in a process of its own, in which `prepare` lays the trap; its status."""
    child = os.fork()
    if not child:
        try:
            sys.stderr = sys.stdout = Path(os.devnull).open("w")  # noqa: SIM115
            prepare()
            release(site, root, FAST)
            os._exit(0)
        except BaseException:
            os._exit(1)
    return os.waitpid(child, 0)[1]


STEPS = ("open", "os.", "shutil.")


def kill_at(step: int) -> Callable[[], None]:
    """End this process at its n-th look at, or change of, the disk."""
    count = 0

    def hook(event: str, _: object) -> None:
        nonlocal count
        if event.startswith(STEPS):
            count += 1
            if count == step:
                os.kill(os.getpid(), signal.SIGKILL)

    return lambda: sys.addaudithook(hook)


@pytest.mark.filterwarnings(FORKS)
def test_a_release_killed_at_any_step_leaves_a_whole_one(
    two: tuple[Path, Path], tmp_path: Path
) -> None:
    """60 steps, all over the release: each on a machine of its own."""
    seen = []
    first = tmp_path / "first"
    release(two[0], first, FAST)
    asked = [path for path in files_of(first / CURRENT) if immutable(path)]
    for point in range(60):
        root = tmp_path / f"srv{point}"
        shutil.copytree(first, root, symlinks=True, copy_function=os.link)
        status = in_a_fork(root, two[1], kill_at(1 + point * 14))
        seen.append(which(root))
        for path in asked:  # a page that is open from the release before
            assert (root / CURRENT / path).exists() or (root / "kept" / path).exists()
        assert os.WIFSIGNALED(status) or seen[-1] == "two"
        release(two[1], root, FAST)
        assert which(root) == "two"
        assert not (root / RELEASES / UNFINISHED).exists()
        shutil.rmtree(root)
    assert seen[0] == "one"
    assert seen.count("one") > 30


@pytest.mark.filterwarnings(FORKS)
@pytest.mark.parametrize("size", [0, 1, 100, 300, 1_000, 2_000, 4_000, 8_000])
def test_a_release_that_may_not_write_so_much_leaves_the_old_one(
    size: int, two: tuple[Path, Path], root: Path
) -> None:
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))  # noqa: E731
    assert os.waitstatus_to_exitcode(in_a_fork(root, two[1], limit)) == 1
    assert which(root) == "one"
    assert not (root / RELEASES / UNFINISHED).exists()
    release(two[1], root, FAST)
    assert which(root) == "two"


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk."""
    folder = tmp_path / "disk"
    folder.mkdir()
    made = ["mount", "-t", "tmpfs", "-o", "size=640k", "none", str(folder)]
    if os.geteuid() or subprocess.run(made, capture_output=True, check=False).returncode:
        pytest.skip("only root may mount a small disk")
    yield folder
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_leaves_the_old_release(two: tuple[Path, Path], disk: Path) -> None:
    release(two[0], disk, FAST)
    for free in (0, 4, 12, 24, 48, 64, 96):
        filled = disk / "filled"
        with filled.open("wb") as file:
            space = os.statvfs(disk)
            file.write(b"x" * max(0, space.f_bavail * space.f_frsize - free * 1024))
        with pytest.raises(OSError, match="No space left"):
            release(two[1], disk, FAST)
        assert which(disk) == "one"
        filled.unlink()
    release(two[1], disk, FAST)
    assert which(disk) == "two"


BROKEN: dict[str, Callable[[Path], object]] = {
    "a page cut off": lambda site: os.truncate(site / "a/index.html", 900),
    "a page missing": lambda site: (site / "b/index.html").unlink(),
    "a script missing": lambda site: (site / "assets/decision-tree/text.js").unlink(),
    "a style missing": lambda site: (site / "assets/stylesheets/main.css").unlink(),
    "a shard missing": lambda site: next(site.glob("assets/search/*/t1.json")).unlink(),
    "a shard cut off": lambda site: os.truncate(next(site.glob("assets/search/*/t1.json")), 2),
    "the manifest cut off": lambda site: os.truncate(site / "assets/search/manifest.json", 30),
    "the API cut off": lambda site: os.truncate(site / "api/v1/laws.json", 5),
    "no map": lambda site: (site / "sitemap.xml").unlink(),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_site_that_is_not_whole_is_not_published(
    fault: str, two: tuple[Path, Path], root: Path
) -> None:
    BROKEN[fault](two[1])
    with pytest.raises(NotWholeError) as told:
        release(two[1], root, FAST)
    assert told.value.lacking
    assert which(root) == "one"


def test_a_server_that_will_not_read_the_headers_leaves_the_old_release(
    two: tuple[Path, Path], root: Path
) -> None:
    command = ["deploy", str(two[1]), str(root), "--quality", "1", "--reload", "false"]
    done = subprocess.run(
        [sys.executable, "-m", "build_hooks", *command],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "网站还是原来的" in done.stderr
    assert which(root) == "one"


def test_unchanged_files_keep_their_time_and_take_no_room(
    two: tuple[Path, Path], root: Path
) -> None:
    before = (root / CURRENT / "404.html.gz").stat()
    lay(two[0], "one", gone=OLD)
    release(two[0], root, FAST)
    assert (root / CURRENT / "404.html.gz").stat().st_ino == before.st_ino


def test_old_releases_go_and_their_files_with_them(two: tuple[Path, Path], root: Path) -> None:
    first = (root / CURRENT).resolve()
    aged = first.rename(first.with_name("20000101T000000000000Z"))
    switch(root, aged)
    lone = [path for path in files_of(aged) if immutable(path)]
    release(two[1], root, FAST)
    assert aged.exists()  # the one before stays, for a step back
    release(lay(two[1].with_name("three"), "three"), root, FAST)
    assert not aged.exists()
    assert not any((root / "kept" / path).exists() for path in lone)
    assert which(root) == "three"


# A server that is stopped


@pytest.fixture
def server(root: Path, tmp_path: Path) -> Iterator[Nginx]:
    large = root / CURRENT / "assets/decision-tree/large.bin"
    large.write_bytes(Random(1).randbytes(30_000_000))
    with serving(tmp_path / "nginx", root) as nginx:
        yield nginx


LARGE = "/assets/decision-tree/large.bin"


@contextmanager
def begun(server: Nginx, share: float) -> Iterator[tuple[http.client.HTTPResponse, bytes]]:
    """A transfer of which a part has arrived."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", LARGE)
    answer = connection.getresponse()
    yield answer, answer.read(int(30_000_000 * share))
    answer.close()
    connection.close()


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3])
def test_a_transfer_outlives_a_release_and_a_reload(
    share: float, server: Nginx, root: Path, two: tuple[Path, Path]
) -> None:
    whole = (root / CURRENT / LARGE[1:]).read_bytes()
    with begun(server, share) as (answer, part):
        release(two[1], root, FAST, reload=server.reload)
        assert part + answer.read() == whole
    assert which(root) == "two"
    assert b"release=two;" in page(server)


@pytest.mark.parametrize("share", [0.01, 0.1, 0.3])
def test_a_transfer_that_is_cut_off_is_seen_and_goes_on(
    share: float, server: Nginx, root: Path
) -> None:
    whole = (root / CURRENT / LARGE[1:]).read_bytes()
    with begun(server, share) as (answer, part):
        tag = answer.headers["ETag"]
        server.stop(kill=True)
        with pytest.raises((http.client.IncompleteRead, ConnectionError)) as cut:
            answer.read()
    part += getattr(cut.value, "partial", b"")
    server.start()
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", LARGE, headers={"Range": f"bytes={len(part)}-", "If-Range": tag})
    rest = connection.getresponse()
    assert rest.status == 206
    assert part + rest.read() == whole
    connection.close()


def page(server: Nginx, path: str = "/") -> bytes:
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    connection.request("GET", path)
    answer = connection.getresponse()
    found = answer.read() if answer.status == 200 else b""
    connection.close()
    return found


def test_an_open_page_finds_its_files_after_a_release(
    server: Nginx, root: Path, two: tuple[Path, Path]
) -> None:
    asked = [path for path in files_of(root / CURRENT) if immutable(path) and path[-3:] != ".gz"]
    wanted = [path for path in asked if not path.endswith((".br", "large.bin"))]
    release(two[1], root, FAST, reload=server.reload)
    for path in wanted:
        assert not (root / CURRENT / path).exists()
        assert page(server, f"/{path}")


# Object storage


@pytest.fixture(scope="module")
def s3_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with storage(tmp_path_factory.mktemp("s3") / "log") as address:
        yield address


@pytest.fixture
def new_bucket(s3_address: str, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], s3.Bucket]:
    monkeypatch.setenv("AWS_ENDPOINT_URL", s3_address)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test-secret")
    monkeypatch.setenv("AWS_REGION", "us-east-1")

    def made(name: str) -> s3.Bucket:
        found = s3.bucket(f"s3://{name}/site")
        found.client.make_bucket(name)
        return found

    return made


def text_in(bucket: s3.Bucket) -> Callable[[str], str | None]:
    there = bucket.listed()

    def read(path: str) -> str | None:
        if path not in there:
            return None
        answer = bucket.client.get_object(bucket.name, bucket.prefix + path)
        try:
            packed = answer.headers.get("Content-Encoding") == "gzip"
            body = answer.read(decode_content=False)
        finally:
            answer.close()
            answer.release_conn()
        return (gzip.decompress(body) if packed else body).decode()

    return read


class StoppedError(RuntimeError):
    """The upload was stopped."""


class Stopping:
    """A storage that stops after so many changes."""

    def __init__(self, bucket: s3.Bucket, most: int) -> None:
        self.bucket = bucket
        self.left = most
        self.sent: list[str] = []
        self.lock = Lock()

    def listed(self) -> dict[str, Stored]:
        return dict(self.bucket.listed())

    def _one(self) -> None:
        with self.lock:
            if not self.left:
                raise StoppedError
            self.left -= 1

    def put(self, sending: Sending) -> None:
        self._one()
        self.bucket.put(sending)
        self.sent.append(sending.path)

    def delete(self, path: str) -> None:
        self._one()
        self.bucket.delete(path)


def test_an_upload_that_stops_after_any_object_is_consistent_and_taken_up(
    two: tuple[Path, Path], tmp_path: Path, new_bucket: Callable[[str], s3.Bucket]
) -> None:
    one, other = (stamped(site, tmp_path / f"stamped{n}") for n, site in enumerate(two))
    bucket = new_bucket("steps")
    upload(one, bucket)
    opened = [path for path in files_of(one) if immutable(path)]
    steps = 0
    while True:
        stopping = Stopping(bucket, 1)
        try:
            done = upload(other, stopping)
        except StoppedError:
            steps += 1
            assert broken(text_in(bucket)) == []
            assert set(opened) <= set(bucket.listed())
            continue
        break
    assert steps > 20
    assert done.unchanged == len(files_of(other)) - len(stopping.sent)
    there = set(bucket.listed())
    assert set(files_of(other)) <= there
    assert f"{OLD}/index.html" not in there
    again = Stopping(bucket, 0)
    assert upload(other, again).sent == 0


def test_the_order_of_an_upload(two: tuple[Path, Path], tmp_path: Path) -> None:
    """Fingerprints, what is new, what changes, the manifest, the home page; deletions last."""

    class Memory:
        def __init__(self) -> None:
            self.there: dict[str, Stored] = {}
            self.told: list[str] = []

        def listed(self) -> dict[str, Stored]:
            return dict(self.there)

        def put(self, sending: Sending) -> None:
            self.told.append(sending.path)
            self.there[sending.path] = Stored(sending.etag, s3_now())

        def delete(self, path: str) -> None:
            self.told.append(f"-{path}")

    memory = Memory()
    upload(stamped(two[0], tmp_path / "s1"), memory)
    memory.told.clear()
    upload(stamped(two[1], tmp_path / "s2"), memory)
    told = memory.told
    place = {path: number for number, path in enumerate(told)}
    fixed = [number for path, number in place.items() if immutable(path)]
    assert max(fixed) < place["new-1/index.html"]
    changed = [place[f"{name}/index.html"] for name in PAGES]
    assert max(place["new-1/index.html"], place["new-2/index.html"]) < min(changed)
    assert max(changed) < place["assets/search/manifest.json"] < place["index.html"]
    assert told[place["index.html"] + 1 :] == [f"-{OLD}/index.html"]


def s3_now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.parametrize("moment", [0.05, 0.4])
def test_an_upload_that_is_killed_is_consistent(
    moment: float, two: tuple[Path, Path], new_bucket: Callable[[str], s3.Bucket], tmp_path: Path
) -> None:
    """The real command, killed while it sends."""
    name = f"killed-{int(moment * 100)}"
    bucket = new_bucket(name)
    upload(stamped(two[0], tmp_path / "stamped"), bucket)
    command = [sys.executable, "-m", "build_hooks", "publish", str(two[1]), f"s3://{name}/site"]
    before = len(bucket.listed())
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)
    while process.poll() is None and len(bucket.listed()) == before:
        time.sleep(0.01)
    time.sleep(moment / 4)
    process.kill()
    process.wait()
    assert broken(text_in(bucket)) == []
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "✓ 传了" in done.stdout
    assert broken(text_in(bucket)) == []
    assert "release=two;" in str(text_in(bucket)("index.html"))


def test_objects_have_the_headers_of_their_kind(
    two: tuple[Path, Path], tmp_path: Path, new_bucket: Callable[[str], s3.Bucket]
) -> None:
    site = stamped(two[0], tmp_path / "stamped")
    bucket = new_bucket("kinds")
    upload(site, bucket)
    for path in files_of(site):
        wanted = sending(site, path)
        stat = bucket.client.stat_object(bucket.name, bucket.prefix + path)
        assert (stat.etag or "").strip('"') == wanted.etag
        for header, value in wanted.headers.items():
            assert stat.metadata is not None
            assert stat.metadata.get(header) == value, f"{path}: {header}"


# A build that is stopped: the published site stays


@pytest.mark.parametrize("seconds", [0.5, 4, 9])
def test_a_build_that_is_killed_publishes_nothing(
    seconds: float, root: Path, tmp_path: Path
) -> None:
    process = subprocess.Popen(
        ["sh", str(ROOT / "deploy" / "release.sh"), str(root)],
        env={**os.environ, "PYTHON": sys.executable, "RELOAD": "", "TMPDIR": str(tmp_path)},
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assert which(root) == "one"


@pytest.mark.parametrize("size", [1_000, 300_000])
def test_a_build_that_may_not_write_so_much_publishes_nothing(
    size: int, root: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        ["sh", str(ROOT / "deploy" / "release.sh"), str(root)],
        env={**os.environ, "PYTHON": sys.executable, "RELOAD": "", "TMPDIR": str(tmp_path)},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (size, size)),
        capture_output=True,
        check=False,
    )
    assert done.returncode != 0
    assert which(root) == "one"
