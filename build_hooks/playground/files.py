"""Everything under `assets/playground/`, and what its page must know of it."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

from markupsafe import Markup

from build_hooks.embed.markup import Dress
from build_hooks.output import Output
from build_hooks.playground.known import Known
from build_hooks.playground.pack import LEVEL, pack
from build_hooks.playground.runtime import runtime
from build_hooks.render.environment import fragment
from build_hooks.render.links import Links

FOLDER = "assets/playground"
PLAIN = (".js",)
"""What servers compress; the rest is as small as it gets."""
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Playground:
    """The files of the playground, each under an address that changes with its content."""

    python: str
    """The folder of the runtime; it changes with a new Pyodide alone."""
    pack: str
    """The file with our modules and what is known of the site."""
    files: tuple[Output, ...]
    dress: Dress
    """What stands in the page of a live tree; the policy of the page around it must allow it."""

    @property
    def streamed(self) -> int:
        """Bytes whose arrival can be watched."""
        return sum(len(file.content) for file in self.files if file.path.endswith(".bin"))

    @property
    def megabytes(self) -> str:
        """What a start downloads where scripts are sent compressed."""
        scripts = (str(f.content).encode() for f in self.files if f.path.endswith(PLAIN))
        sent = self.streamed + sum(len(gzip.compress(script, LEVEL)) for script in scripts)
        return f"{sent / MEGABYTE:.1f}"


def playground(known: Known) -> Playground | None:
    """The playground for what is known of a site; None if there is no Python to publish."""
    files = runtime()
    if files is None:
        return None
    packed = pack(known)
    python, content = f"{FOLDER}/{_digest(*files.values())}", f"{FOLDER}/{_digest(packed)}.bin"
    return Playground(
        python, content, (*_outputs(python, files), Output(content, packed)), known.dress
    )


def _outputs(folder: str, files: dict[str, bytes]) -> Iterator[Output]:
    for name, content in files.items():
        text = content if name.endswith(".bin") else content.decode()
        yield Output(f"{folder}/{name}", text)


def _digest(*contents: bytes) -> str:
    return sha256(b"".join(contents)).hexdigest()[:16]


def offered_playground(found: Playground | None, links: Links, repo: str) -> Markup:
    """The place on the page where the playground is; a word instead if there is none."""
    return fragment("playground.html.j2", playground=found, root=links.root, repo=repo)
