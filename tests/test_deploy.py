"""The real site behind a real nginx: headers, types, encodings, caching, what is refused."""

from __future__ import annotations

import gzip
import http.client
import re
import socket
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from click.testing import CliRunner

from build_hooks.cli import main
from build_hooks.deploy.compress import ENDINGS, compress
from build_hooks.deploy.kinds import DATA, IMMUTABLE, PAGE, cache_control, content_type, immutable
from build_hooks.deploy.release import CURRENT, release
from build_hooks.deploy.whole import missing
from build_hooks.folders import files_of
from build_hooks.policy.rules import rules
from tests.conftest import ROOT
from tests.nginx import CONFIG, Nginx, has_ipv6, serving

FAST = 1
MOST_RULES, LONGEST_LINE = 100, 2000
"""What Cloudflare Pages reads of a headers file."""
TREE = "/liability/platform/"
BROWSER = "gzip, deflate, br"


@pytest.fixture(scope="module")
def root(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A machine's folder with one release."""
    folder = tmp_path_factory.mktemp("srv")
    release(site, folder, quality=FAST)
    return folder


@pytest.fixture(scope="module")
def server(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    with serving(tmp_path_factory.mktemp("nginx"), root) as nginx:
        yield nginx


class Answer:
    """What a server said."""

    def __init__(self, answer: http.client.HTTPResponse) -> None:
        self.status = answer.status
        self.headers = answer.headers
        self.body = answer.read()

    def __getitem__(self, name: str) -> str:
        return self.headers.get(name, "")


class Client:
    """One connection that stays open, for many questions."""

    def __init__(self, server: Nginx) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)

    def __call__(self, path: str, method: str = "GET", **headers: str) -> Answer:
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.connection.request(method, path, headers=named)
        return Answer(self.connection.getresponse())


@pytest.fixture
def ask(server: Nginx) -> Iterator[Client]:
    client = Client(server)
    yield client
    client.connection.close()


def current(root: Path) -> Path:
    return (root / "current").resolve()


def test_the_configuration_is_one_that_nginx_takes_without_a_warning(server: Nginx) -> None:
    assert server.check() == ""


def test_the_server_with_certificates_is_one_that_nginx_takes(
    server: Nginx, root: Path, tmp_path: Path
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    subject = ["-subj", "/CN=weiquan.example", "-days", "1", "-newkey", "rsa:2048"]
    subprocess.run(
        ["openssl", "req", "-x509", "-nodes", *subject, "-keyout", key, "-out", certificate],
        check=True,
        capture_output=True,
    )
    text = (CONFIG / "server.conf").read_text("utf-8")
    text = re.sub(r"(ssl_certificate) \S+;", rf"\1 {certificate};", text)
    text = re.sub(r"(ssl_certificate_key) \S+;", rf"\1 {key};", text)
    text = text.replace("/srv/weiquan", str(root)).replace("weiquan/site", f"{server.home}/site")
    home = tmp_path / "nginx"
    whole = Nginx(home, root, server.port)
    config = home / "nginx.conf"
    main = config.read_text("utf-8")
    config.write_text(main[: main.index("    server {")] + text + "}\n", "utf-8")
    assert whole.check() == ""


def test_every_file_has_its_type_its_caching_and_its_headers(
    root: Path, site: Path, ask: Client
) -> None:
    said = rules(current(root))
    paths = [path for path in files_of(current(root)) if not path.endswith((".gz", ".br"))]
    assert len(paths) > 1_000
    for path in paths:
        if path == "404.html":
            continue
        found = ask(f"/{quote(path)}", "HEAD")
        assert found.status == 200, path
        assert found["Content-Type"] == content_type(path), path
        assert found["Cache-Control"] == cache_control(path), path
        rule = max((r for r in said if path.startswith(r.prefix)), key=lambda r: len(r.prefix))
        for name, value in rule.headers.items():
            assert found.headers.get_all(name) == [value], f"{path}: {name}"
        assert found["Server"] == "nginx"


def test_what_never_changes_is_what_the_pages_load(root: Path) -> None:
    fixed = [path for path in files_of(root / "current") if immutable(path)]
    for kind in ("player.js", "style.css", ".min.css", "facets.json", "python.bin", "embed.js"):
        assert any(path.endswith(kind) for path in fixed), kind
    for path in ("index.html", "assets/search/manifest.json", "embed/v1/embed.js"):
        assert not immutable(path)
    page = (root / "current/liability/platform/index.html").read_text("utf-8")
    loaded = re.findall(
        r'(?:<script[^>]*src|rel="(?:stylesheet|modulepreload)" href)="([.][^"]*)', page
    )
    assert len(loaded) >= 10
    assert all(immutable(path.removeprefix("../../")) for path in loaded)


@pytest.mark.parametrize(
    ("accepted", "sent"),
    [(BROWSER, "br"), ("gzip", "gzip"), ("gzip;q=0", ""), ("", ""), ("identity", "")],
)
@pytest.mark.parametrize(
    "path", [TREE, "/api/v1/laws.json", "/assets/decision-tree/maps/liability/price.svg"]
)
def test_the_best_encoding_that_is_understood_is_sent(
    path: str, accepted: str, sent: str, root: Path, ask: Client
) -> None:
    found = ask(path, Accept_Encoding=accepted)
    assert found["Content-Encoding"] == sent
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[sent]
    file = path.lstrip("/") + ("index.html" if path.endswith("/") else "")
    assert unpack(found.body) == (root / "current" / file).read_bytes()
    assert found["Vary"] == "Accept-Encoding"


def test_what_would_not_become_smaller_is_sent_as_it_is(ask: Client) -> None:
    found = ask("/embed/v1/weiquan.zip", Accept_Encoding=BROWSER)
    assert not found["Content-Encoding"]
    assert found.body[:2] == b"PK"


@pytest.mark.parametrize("encoding", ["", "gzip", BROWSER])
def test_a_page_that_did_not_change_is_not_sent_again(encoding: str, ask: Client) -> None:
    first = ask(TREE, Accept_Encoding=encoding)
    again = ask(TREE, Accept_Encoding=encoding, If_None_Match=first["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again["Cache-Control"] == first["Cache-Control"]
    dated = ask(TREE, Accept_Encoding=encoding, If_Modified_Since=first["Last-Modified"])
    assert dated.status == 304
    changed = ask(TREE, Accept_Encoding=encoding, If_None_Match='"other"')
    assert changed.status == 200


def test_encodings_have_tags_of_their_own(ask: Client) -> None:
    tags = {ask(TREE, "HEAD", Accept_Encoding=one)["ETag"] for one in ("", "gzip", "br")}
    assert len(tags) == 3


def test_a_part_of_a_file_can_be_asked_for(root: Path, ask: Client) -> None:
    whole = (root / "current/embed/v1/weiquan.zip").read_bytes()
    part = ask("/embed/v1/weiquan.zip", Range="bytes=1000-1999")
    assert part.status == 206
    assert part["Content-Range"] == f"bytes 1000-1999/{len(whole)}"
    assert part.body == whole[1000:2000]
    end = ask("/embed/v1/weiquan.zip", Range="bytes=-10")
    assert end.body == whole[-10:]
    after = ask("/embed/v1/weiquan.zip", Range=f"bytes={len(whole)}-")
    assert after.status == 416
    old = ask("/embed/v1/weiquan.zip", Range="bytes=0-9", If_Range='"of-another-release"')
    assert (old.status, len(old.body)) == (200, len(whole))


@pytest.mark.parametrize("path", ["/no-such-page/", "/liability/none", "/index.php?id=1", "/没有/"])
def test_a_wrong_address_is_told_in_chinese(path: str, ask: Client) -> None:
    found = ask(quote(path, safe="/?="))
    assert found.status == 404
    assert found["Content-Type"] == "text/html; charset=utf-8"
    assert "<h1>没有这个页面</h1>" in found.body.decode()
    assert "Content-Security-Policy" in found.headers


@pytest.mark.parametrize("path", ["/assets/search/0123456789ab/t1.json", "/api/v1/none.json"])
def test_a_missing_file_costs_few_bytes(path: str, ask: Client) -> None:
    found = ask(path)
    assert (found.status, found.body.decode()) == (404, "没有这个文件\n")
    assert found["Content-Type"] == "text/plain; charset=utf-8"


def test_a_folder_without_its_slash_is_found(ask: Client) -> None:
    found = ask("/liability/platform?size=large")
    assert (found.status, found["Location"]) == (301, "/liability/platform/?size=large")


@pytest.mark.parametrize("path", ["/api/v1/laws.json", "/feed.xml", "/embed/v1/embed.js"])
def test_other_sites_may_read_the_api(path: str, ask: Client) -> None:
    assert ask(path, Origin="https://other.example")["Access-Control-Allow-Origin"] == "*"


def test_other_sites_may_not_read_pages(ask: Client) -> None:
    assert not ask(TREE, Origin="https://other.example")["Access-Control-Allow-Origin"]


REFUSED = (
    "/.git/config",
    "/.env",
    "/liability/.hidden",
    "/index.html.br",
    "/index.html.gz",
    "/../.lock",
    "/%2e%2e/.lock",
    "/assets/..%2f..%2f..%2fheaders-http.conf",
    "/assets/%2e%2e/%2e%2e/headers-http.conf",
    "/..%5c..%5cheaders-http.conf",
    "//../headers-http.conf",
    "/assets/search/0123456789ab/../../../../headers-http.conf",
    "/assets/",
    "/assets/search/",
    "/api/v1/",
    "/assets/decision-tree/",
)


@pytest.mark.parametrize("path", REFUSED)
def test_what_is_no_page_is_refused(path: str, ask: Client) -> None:
    found = ask(path)
    assert found.status in (400, 403, 404)
    assert b"Index of" not in found.body
    assert b"map $uri" not in found.body


def test_a_hidden_file_is_not_served_though_it_is_there(root: Path, ask: Client) -> None:
    hidden = root / CURRENT / ".secret"
    hidden.write_text("secret", "utf-8")
    try:
        assert ask("/.secret").status == 404
    finally:
        hidden.unlink()


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "TRACE"])
def test_nothing_can_be_sent_to_the_site(method: str, ask: Client) -> None:
    assert ask(TREE, method).status == 405


def test_a_link_out_of_the_release_is_the_only_way_to_a_secret(root: Path, ask: Client) -> None:
    """Nothing beside the releases is served, though it lies in the same folder."""
    assert (root / "headers-http.conf").exists()
    assert ask("/headers-http.conf").status == 404


def test_a_large_header_is_refused(ask: Client) -> None:
    assert ask(TREE, Cookie="a" * 20_000).status == 400


@pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")
def test_it_listens_on_ipv6(server: Nginx) -> None:
    with socket.create_connection(("::1", server.port), timeout=10) as connection:
        connection.sendall(b"HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert connection.recv(12) == b"HTTP/1.1 200"


def test_no_page_loads_over_plain_http(root: Path, port: int) -> None:
    own = f"http://127.0.0.1:{port}/"
    loads = re.compile(
        r"""<(?!a\b|link rel="?(?:canonical|alternate))[a-z]+\s[^>]*\b(?:src|href)=["']?http://([^"'\s>]*)"""
    )
    for path in files_of(root / "current"):
        if path.endswith(".html"):
            page = (root / "current" / path).read_text("utf-8")
            strangers = [f"http://{found}" for found in loads.findall(page)]
            assert [s for s in strangers if not s.startswith(own)] == [], path


def test_any_server_may_read_what_is_published(root: Path) -> None:
    """The tests' folders are private, as that of `mktemp -d` is."""
    for path in (current(root), *current(root).rglob("*")):
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644)


def test_what_is_published_is_whole(root: Path) -> None:
    assert missing(root / "current") == []


def test_a_second_run_compresses_nothing_again(site: Path, tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("一样的话。" * 200, "utf-8")
    (tmp_path / "small.html").write_text("短", "utf-8")
    first = compress(tmp_path)
    made = (tmp_path / "page.html.br").stat()
    assert compress(tmp_path) == first
    assert (tmp_path / "page.html.br").stat().st_ino == made.st_ino
    assert first.brotli < first.plain
    assert not (tmp_path / "small.html.br").exists()
    (tmp_path / "page.html").write_text("别的话。" * 200, "utf-8")
    compress(tmp_path)
    unpacked = brotli.decompress((tmp_path / "page.html.br").read_bytes())
    assert unpacked.decode() == "别的话。" * 200


def test_the_manual_names_every_file_of_the_configuration() -> None:
    text = (ROOT / "deploy" / "README.md").read_text("utf-8")
    for file in (*CONFIG.iterdir(), ROOT / "deploy" / "release.sh"):
        assert file.name in text


def by_a_headers_file(text: str, path: str) -> dict[str, str]:
    """The headers that Cloudflare Pages gives a file: all blocks that match, in their order."""
    found: dict[str, str] = {}
    for block in text.split("\n/"):
        pattern, *lines = block.removeprefix("/").splitlines()
        if path != pattern and not (pattern.endswith("*") and path.startswith(pattern[:-1])):
            continue
        for line in lines:
            name, _, value = line.strip().partition(": ")
            if name.startswith("! "):
                found.pop(name[2:], None)
            else:
                assert name not in found, f"{path}: {name} twice, they would be joined"
                found[name] = value
    return found


def test_a_headers_file_says_all_that_nginx_says(root: Path) -> None:
    done = CliRunner().invoke(main, ["headers", str(current(root)), "--for", "headers-file"])
    kept = Counter[str]()
    found = sorted(rules(current(root)), key=lambda rule: -len(rule.prefix))
    for path in (path for path in files_of(current(root)) if not path.endswith(ENDINGS)):
        headers = by_a_headers_file(done.output, path)
        how = headers.pop("Cache-Control")
        assert headers == next(rule.headers for rule in found if path.startswith(rule.prefix)), path
        assert (how == IMMUTABLE) == immutable(path), path
        assert how == PAGE or path.startswith("assets/") or not path.endswith(".html"), path
        kept[how] += 1
    assert len(kept) == len({IMMUTABLE, PAGE, DATA})
    assert done.output.count("\n/") < MOST_RULES
    assert max(map(len, done.output.splitlines())) <= LONGEST_LINE
