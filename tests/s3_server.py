"""A server on this machine that speaks S3: moto's, in an environment of its own.

Run as a program (`make s3`) it installs it into `.cache/s3/`: moto wants older packages than the
project has. `S3_SERVER=/path/to/moto_server` names one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.conftest import ROOT
from tests.nginx import free_port

HOME = ROOT / ".cache" / "s3"
PACKAGE = "moto[server]==5.2.5"
ADVICE = "error: no server that speaks S3 to try uploads with; run `make s3`"


def find() -> str | None:
    """The path of the server's program, or None."""
    named = os.environ.get("S3_SERVER")
    return shutil.which(named or str(HOME / "bin" / "moto_server"))


@contextmanager
def storage(log: Path) -> Iterator[str]:
    """The address of an empty storage, which forgets everything when it ends."""
    program = find()
    if program is None:
        raise FileNotFoundError(ADVICE)
    port = free_port()
    with log.open("wb") as output:
        server = subprocess.Popen(
            [program, "-H", "127.0.0.1", "-p", str(port)], stdout=output, stderr=output
        )
    try:
        _wait(f"http://127.0.0.1:{port}/moto-api/", server)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.kill()
        server.wait()


def _wait(address: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(address, timeout=10):
                return
        except OSError:
            if server.poll() is not None:
                break
            time.sleep(0.1)
    raise TimeoutError(address)


def main() -> int:
    """Make sure that there is a server; say what to do if there cannot be one."""
    if not find():
        print("==> installing a server that speaks S3")
        subprocess.run([sys.executable, "-m", "venv", HOME], check=False)
        pip = [HOME / "bin" / "python", "-m", "pip", "--disable-pip-version-check", "install"]
        subprocess.run([*pip, "--quiet", PACKAGE], check=False)
    if not find():
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
