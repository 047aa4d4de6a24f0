"""Serve a folder on this machine with everything compressed beforehand, as nginx would."""

from __future__ import annotations

import gzip
import http.server
import mimetypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote, urlsplit

PACKED = (".html", ".js", ".css", ".json", ".svg", ".xml")


class Files(dict[str, tuple[str, bytes]]):
    """Type and compressed content by path, read when first asked for."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self.folder = folder

    def __missing__(self, path: str) -> tuple[str, bytes]:
        file = self.folder / path.lstrip("/")
        file = file / "index.html" if file.is_dir() else file
        type_ = "text/javascript" if file.suffix == ".js" else mimetypes.guess_type(file.name)[0]
        content = file.read_bytes()
        content = gzip.compress(content, 9) if file.suffix in PACKED else content
        self[path] = (type_ or "application/octet-stream", content)
        return self[path]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers from the files of its server; the connection stays open."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = unquote(urlsplit(self.path).path)
        try:
            type_, content = self.server.files[path]  # type: ignore[attr-defined]
        except OSError:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", type_)
        self.send_header("Content-Length", str(len(content)))
        if content[:2] == b"\x1f\x8b":
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The address of a folder while it is served."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.files = Files(folder)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
