"""Any builder that reads Markdown from disk: write a project for it, with all that we generate.

The folder holds `mkdocs.yml`, which MkDocs, ProperDocs and Zensical read, `docs/` with all pages as
Markdown and everything else that is published, and `theme/` with our templates. Each page is an
`index.md` in a folder of its own: then an address that is relative to the page is relative to the
file too, and it does not matter whether a builder takes HTML in Markdown as it is.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from posixpath import dirname, join, normpath, relpath
from tempfile import mkdtemp
from typing import Any

from markdown import Markdown

from build_hooks.adapters.settings import FILE, Settings, front_matter, settings, written
from build_hooks.assembly import assemble, searchable
from build_hooks.findings import errors_in
from build_hooks.locale import theme_words, ui
from build_hooks.output import Output
from build_hooks.permitted import on_every_page
from build_hooks.pipeline import Site, build_site
from build_hooks.prose import GUIDES, Parts
from build_hooks.search.documents import Document, guide_documents
from build_hooks.shorten import MINIFIED, minified

LINK = re.compile(r"(?<=\]\()([^)\s#:{]+)(?=[)#])")
"""The path of a link of Markdown to another file of the project."""
ONLY_OURS = ("hooks", "watch", "exclude_docs")
"""Settings for making what now lies in the folder."""
PROSE = "prose"
"""The source of a page that somebody has written in the folder of prose."""
MARK = "# Written by `python -m build_hooks build`; the next one replaces the whole folder."


class BuildError(Exception):
    """The folder was not written; the message says why."""


@dataclass(frozen=True, slots=True)
class Written:
    """What was written."""

    site: Site
    pages: int
    """The number of generated files."""


def write_project(root: Path, target: Path) -> Written:
    """Write the project of `root` for a builder that reads from disk; all of it or nothing.

    Raises:
        BuildError: the content has errors, or `target` holds something else.
        UnknownPartError: a page asks for something that there is not.
        OSError: a file cannot be read or written.
    """
    if target.exists() and not _is_ours(target):
        raise BuildError(ui("build.not-ours", path=target))
    found = settings(root)
    site = build_site(root / "trees", found.publisher)
    if not site.ok:
        raise BuildError("\n".join([*map(str, site.findings), _failed(site)]))
    target.parent.mkdir(parents=True, exist_ok=True)
    new = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
    try:
        count = _write(found, site, new)
        new.chmod(0o755)  # readable for a builder that is somebody else
        _replace(target, new)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return Written(site, count)


def _failed(site: Site) -> str:
    return ui("build.failed", errors=len(errors_in(site.findings)))


def _is_ours(target: Path) -> bool:
    """Whether nothing is lost with a folder: it is empty, or we wrote it."""
    if not target.is_dir():
        return False
    if not any(target.iterdir()):
        return True
    file = target / FILE
    return file.is_file() and file.read_text("utf-8").startswith(MARK)


def _replace(target: Path, new: Path) -> None:
    """Put a folder in the place of another one."""
    if target.exists():
        old = Path(mkdtemp(prefix=f".{target.name}-", dir=target.parent))
        target.rename(old / "old")
        new.rename(target)
        shutil.rmtree(old)
    else:
        new.rename(target)


def _write(found: Settings, site: Site, folder: Path) -> int:
    files = found.files()
    sources = dict(_sources(files))
    assembled = assemble(site, sources, files, found.root / "trees")
    guides: list[Document] = []
    for name, file in files.items():
        output = _published(name, file, assembled.parts)
        _put(folder, _placed(output, found))
        guides += _sections(output, found)
    outputs = [*assembled.outputs, *searchable(site, guides)]
    for output in outputs:
        if output.path in files:
            raise BuildError(ui("build.exists", path=output.path))
        _put(folder, _placed(output, found))
    shutil.copytree(found.theme, folder / "theme")
    (folder / FILE).write_text(f"{MARK}\n{written(_changed(found))}", "utf-8")
    return len(outputs)


def _sources(files: dict[str, Path]) -> Iterator[tuple[str, str]]:
    """Our own scripts and styles by name, as they are written."""
    for name, file in files.items():
        if name.startswith(MINIFIED) and file.suffix in (".js", ".css"):
            yield file.name, file.read_text("utf-8")


def _published(name: str, file: Path, parts: Parts) -> Output:
    """A file of the folder of prose as it is published, where it stands."""
    if file.suffix == ".md":
        text = parts.filled(name, file.read_text("utf-8"))
        return Output(name, _with_front("policy", parts.policy(name), text), PROSE)
    if name.startswith(MINIFIED):
        return Output(name, minified(name, file.read_text("utf-8")))
    return Output(name, file.read_bytes())


def _sections(output: Output, found: Settings) -> Iterator[Document]:
    """What the search can find in a page of prose."""
    if not output.path.endswith(".md") or not output.path.startswith(GUIDES):
        return
    meta, text = front_matter(str(output.content))
    options = found.extensions
    page = Markdown(extensions=list(options), extension_configs=options).convert(text)
    url = f"{output.path.removesuffix('.md').removesuffix('index').rstrip('/')}/"
    yield from guide_documents(url, str(meta["title"]), page)


def _placed(output: Output, found: Settings) -> Output:
    """A file as it is written: a page lies in its own folder and says where it is edited."""
    content = minified(output.path, output.content)
    if not isinstance(content, str) or not output.path.endswith(".md"):
        return Output(output.path, content)
    if output.source is PROSE:
        content = LINK.sub(lambda link: moved(link[1], output.path), content)
    source = f"docs/{output.path}" if output.source is PROSE else output.source
    if source:
        content = _with_front("edit_url", found.edit_address(source), content)
    return Output(in_folder(output.path), content)


def _with_front(key: str, value: str, page: str) -> str:
    """A page that says something of itself, unless there is nothing to say."""
    if not value:
        return page
    front = f"---\n{key}: {json.dumps(value, ensure_ascii=False)}\n"
    return page.replace("---\n", front, 1) if page.startswith("---\n") else f"{front}---\n\n{page}"


def in_folder(path: str) -> str:
    """Where a page lies that has a folder of its own: `law/a.md` in `law/a/index.md`."""
    if not path.endswith(".md") or PurePosixPath(path).name == "index.md":
        return path
    return f"{path.removesuffix('.md')}/index.md"


def moved(link: str, page: str) -> str:
    """A relative path to another file as it is in the page's folder."""
    to = in_folder(normpath(join(dirname(page), link)))
    return relpath(to, dirname(in_folder(page)) or ".")


def _put(folder: Path, output: Output) -> None:
    file = folder / "docs" / PurePosixPath(output.path)
    file.parent.mkdir(parents=True, exist_ok=True)
    content = output.content
    file.write_bytes(content.encode() if isinstance(content, str) else content)


def _changed(found: Settings) -> dict[str, Any]:
    """The project's settings as they are for finished pages."""
    publisher, values = found.publisher, found.values
    kept = {name: value for name, value in values.items() if name not in ONLY_OURS}
    return {
        **kept,
        "site_url": publisher.url,
        "docs_dir": "docs",
        "site_dir": "site",
        "nav": _nav(values["nav"]),
        "theme": {**values["theme"], "custom_dir": "theme", "variant": "classic"},
        "extra": {**values["extra"], "ui": theme_words(), "policy": on_every_page().text},
    }


def _nav(item: Any) -> Any:
    match item:
        case str():
            return in_folder(item)
        case dict():
            return {title: _nav(inner) for title, inner in item.items()}
        case _:
            return [_nav(inner) for inner in item]
