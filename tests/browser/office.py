"""Find a LibreOffice that opens what the site saves, or install one.

Run as a program (`make office`) it installs Debian's package where apt and root are there.
`SOFFICE=/path/to/soffice` names one.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.browser.chromium import apt_install, has_apt

NAMES = ("soffice", "libreoffice")
DEBIAN = "libreoffice-writer-nogui"
MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
ADVICE = (
    "error: no LibreOffice to open saved letters with; install it "
    f"(Debian: apt-get install {DEBIAN}) or name it: SOFFICE=/path/to/soffice make test"
)


def find() -> str | None:
    """Return the path of LibreOffice's program, or None."""
    named = os.environ.get("SOFFICE")
    if named:
        return shutil.which(named)
    return next(filter(None, map(shutil.which, (*NAMES, MAC))), None)


def as_text(document: Path, folder: Path) -> str:
    """The text of a document as LibreOffice reads it; `folder` takes what it writes."""
    program = find()
    if program is None:
        raise FileNotFoundError(ADVICE)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    convert = ("--headless", "--convert-to", "txt:Text (encoded):UTF8", "--outdir", str(folder))
    done = subprocess.run(
        [program, profile, *convert, str(document)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    made = folder / f"{document.stem}.txt"
    if not made.exists():
        raise ValueError(f"LibreOffice cannot open {document.name}: {done.stdout}{done.stderr}")
    return made.read_text("utf-8-sig")


def main() -> int:
    """Make sure that there is a LibreOffice; say what to do if there cannot be one."""
    if os.environ.get("SOFFICE") and not find():
        print(f"error: SOFFICE={os.environ['SOFFICE']} is not a program", file=sys.stderr)
        return 1
    if not find() and has_apt():
        print("==> installing LibreOffice Writer to open saved letters with")
        apt_install(DEBIAN)
    if not find():
        print(ADVICE, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
