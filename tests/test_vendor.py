"""What comes from others is what its README says it is."""

from __future__ import annotations

import hashlib
import re

from tests.conftest import ROOT

VENDOR = ROOT / "docs/assets/vendor"


def test_every_file_of_others_has_its_hash_and_licence_noted() -> None:
    readme = (VENDOR / "README.md").read_text("utf-8")
    noted = dict(re.findall(r"^\| `([^`]+)` .*`([0-9a-f]{64})`", readme, re.MULTILINE))
    files = {
        path.relative_to(VENDOR).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDOR.rglob("*")
        if path.is_file() and path.name != "README.md"
    }
    assert noted == files
    assert files
    for name in files:
        assert f"\n## {name.split('/')[0]}\n" in readme
