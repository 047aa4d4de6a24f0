"""A real nginx with the configuration of `deploy/nginx/`, on this machine, without rights.

Run as a program (`make nginx`) it installs Debian's package where apt and root are there.
`NGINX=/path/to/nginx` names one.
"""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from tests.browser.chromium import apt_install, has_apt

CONFIG = Path(__file__).parent.parent / "deploy" / "nginx"
DEBIAN = ("nginx-light", "libnginx-mod-http-brotli-static", "wrk")
MODULE = "ngx_http_brotli_static_module.so"
MODULES = ("/usr/lib/nginx/modules", "/usr/share/nginx/modules", "/usr/lib64/nginx/modules")
PLACE = "/srv/weiquan"
ADVICE = (
    "error: no nginx with Brotli to try the deployment with; install it "
    f"(Debian: apt-get install {' '.join(DEBIAN[:2])}) or name it: NGINX=/path/to/nginx make test"
)
MAIN = """
load_module {module};
{user}
pid {home}/nginx.pid;
error_log {home}/error.log;
worker_processes {workers};
events {{ worker_connections 4096; }}
http {{
    access_log off;
    client_body_temp_path {home}/body;
    proxy_temp_path {home}/proxy;
    fastcgi_temp_path {home}/fastcgi;
    uwsgi_temp_path {home}/uwsgi;
    scgi_temp_path {home}/scgi;
    include {home}/http.conf;
    server {{
        {listen}
        set $weiquan {root};
        include {home}/site.conf;
    }}
}}
"""


def find() -> str | None:
    """The path of an nginx, or None."""
    named = os.environ.get("NGINX", "nginx")
    return shutil.which(named) or shutil.which(f"/usr/sbin/{named}")


def module() -> str | None:
    """The path of the module that sends `.br` files, or None."""
    found = (Path(folder) / MODULE for folder in MODULES)
    return next((str(file) for file in found if file.exists()), None)


def has_ipv6() -> bool:
    """Whether this machine can listen on the loopback address of IPv6."""
    if not socket.has_ipv6:
        return False
    with closing(socket.socket(socket.AF_INET6)) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            return False
    return True


def free_port() -> int:
    """A port on which nothing listens."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


class Nginx:
    """A server that can be started, told to read its configuration again, and killed."""

    def __init__(self, home: Path, root: Path, port: int, workers: int = 2) -> None:
        self.home = home
        self.port = port
        self.address = f"http://127.0.0.1:{port}"
        home.mkdir(parents=True, exist_ok=True)
        listen = f"listen 127.0.0.1:{port};"
        if has_ipv6():
            listen += f" listen [::1]:{port};"
        # the folders of tests are open to their owner alone
        user = "user root;" if os.geteuid() == 0 else ""
        parts = {"user": user, "module": module(), "home": home, "root": root, "listen": listen}
        (home / "nginx.conf").write_text(MAIN.format(**parts, workers=workers), "utf-8")
        for name in ("http.conf", "site.conf"):
            text = (CONFIG / name).read_text("utf-8").replace(f"{PLACE}/", f"{root}/")
            (home / name).write_text(text, "utf-8")
        program = find()
        if program is None or module() is None:
            raise FileNotFoundError(ADVICE)
        self.command = [program, "-p", str(home), "-c", str(home / "nginx.conf")]
        self.process: subprocess.Popen[bytes] | None = None

    def check(self) -> str:
        """What `nginx -t` says."""
        return subprocess.run(
            [*self.command, "-t", "-q"], capture_output=True, text=True, check=False
        ).stderr

    def start(self) -> None:
        """Start, and wait until it listens."""
        command = [*self.command, "-g", "daemon off;"]
        self.process = subprocess.Popen(
            command, start_new_session=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        for _ in range(600):
            with closing(socket.socket()) as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            if self.process.poll() is not None:
                break
            time.sleep(0.05)
        self.stop()
        raise TimeoutError((self.home / "error.log").read_text("utf-8"))

    def reload(self) -> None:
        """Read the configuration again; running transfers go on."""
        assert self.process
        self.process.send_signal(signal.SIGHUP)

    def stop(self, *, kill: bool = False) -> None:
        """End it with all its workers."""
        if self.process:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL if kill else signal.SIGTERM)
            self.process.wait()
            self.process = None


@contextmanager
def serving(home: Path, root: Path, workers: int = 2) -> Iterator[Nginx]:
    """Serve the releases below `root` on a free port."""
    server = Nginx(home, root, free_port(), workers)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def main() -> int:
    """Make sure that there is an nginx; say what to do if there cannot be one."""
    if not (find() and module()) and has_apt():
        print("==> installing nginx to try the deployment with")
        apt_install(*DEBIAN)
    if not (find() and module()):
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
