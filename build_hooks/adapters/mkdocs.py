"""MkDocs (and ProperDocs): hand the site's outputs to the builder, and its findings to the log."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from build_hooks.adapters.finished import FinishedPage, anchors, finish_page
from build_hooks.adapters.serving import Built, Stamps, only_prose, rebuild, stamps
from build_hooks.assembly import assemble, searchable
from build_hooks.checking import check_only
from build_hooks.findings import Finding, Severity, errors_in
from build_hooks.finish import UNUSED, finish
from build_hooks.locale import theme_words, ui
from build_hooks.model.tree import Status
from build_hooks.output import Output, Shelved
from build_hooks.permitted import on_every_page
from build_hooks.pipeline import Site, build_site
from build_hooks.policy.inline import strays
from build_hooks.preview import with_drafts, with_edited
from build_hooks.prose import GUIDES, Parts, UnknownPartError
from build_hooks.publisher import Publisher
from build_hooks.render.environment import read_again
from build_hooks.render.pages import tree_pages
from build_hooks.search.documents import Document, guide_documents
from build_hooks.shorten import MINIFIED, minified

log = logging.getLogger("mkdocs.weiquan")


@dataclass(slots=True)
class _State:
    """What lasts from one event to the next; while serving, from one build to the next."""

    serving: bool = False
    site: Site | None = None
    """The last site without errors."""
    is_good: bool = False
    """Whether that is the site of the trees as they were last looked at."""
    generated: frozenset[str] = frozenset()
    """The source paths of our own pages."""
    parts: Parts | None = None
    """What fences of prose pages stand for."""
    aside: dict[str, str] = field(default_factory=dict)
    """The players of the page of prose that is being read, by the marks that stand for them."""
    guides: list[Document] = field(default_factory=list)
    built: Built | None = None
    """What a quick build needs of the last whole one, while serving."""
    stamps: Stamps = field(default_factory=dict)
    """The files as they were before that build read them."""


_state = _State()


def on_startup(*, command: str, dirty: bool) -> None:  # noqa: ARG001 - MkDocs passes both
    """Remember whether a failed build may keep the last good site."""
    _state.serving = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Check the trees before the builder empties the site's folder."""
    trees = Path(config.config_file_path).parent / "trees"
    config.watch.append(str(trees))
    config.extra["ui"] = theme_words()
    config.extra["policy"] = "" if _state.serving else on_every_page().text  # it adds a script
    _state.built = None
    before, _state.stamps = _state.stamps, stamps(config) if _state.serving else {}
    publisher = _publisher(config)
    is_good = _state.is_good and _site().publisher == publisher
    if not (is_good and only_prose(before, _state.stamps)):
        read_again()
        _state.site = _checked_site(trees, publisher)
    _state.guides = []
    return config


def _publisher(config: MkDocsConfig) -> Publisher:
    url = (config.site_url or "").rstrip("/") + "/"
    return Publisher(url, config.site_name, (config.repo_url or "").rstrip("/"))


def _checked_site(trees: Path, publisher: Publisher) -> Site:
    """Build the site; errors stop a build, while serving they keep the last good one."""
    site = build_site(trees, publisher)
    if _state.serving:
        site = Site(with_drafts(site.checked), publisher)
    _tell(site.findings)
    _state.is_good = site.ok
    if site.ok:
        log.info(ui("build.done", trees=len(site.checked.proofs), pages=len(site.outputs)))
        return site
    count = len(errors_in(site.findings))
    if _state.serving and _state.site:
        log.error(ui("build.kept", errors=count))
        return _state.site
    raise PluginError(ui("build.failed", errors=count))


def _tell(findings: list[Finding]) -> None:
    for finding in findings:
        level = logging.ERROR if finding.severity is Severity.ERROR else logging.INFO
        log.log(level, str(finding))


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add every generated page and script, shorten our own, leave the theme's search out."""
    for file in list(files):
        if UNUSED.fullmatch(file.src_uri):
            files.remove(file)
    sources = _shorten(files)
    _state.generated = frozenset(output.path for output in _site().outputs)
    there = {file.src_uri for file in files}
    trees = Path(config.config_file_path).parent / "trees"
    assembled = assemble(_site(), sources, there, trees)
    _state.parts = assembled.parts
    if not assembled.parts.playground:
        log.warning(ui("playground.missing"))
    for output in assembled.outputs:
        if files.get_file_from_path(output.path):
            raise PluginError(ui("build.exists", path=output.path))
        files.append(_file(output, config))
    return files


def _shorten(files: Files) -> dict[str, str]:
    """Shorten our own scripts and styles; by name, as they were written."""
    sources = {}
    for file in files:
        if file.src_uri.startswith(MINIFIED) and file.src_uri.endswith((".js", ".css")):
            text = sources[PurePosixPath(file.src_uri).name] = file.content_string
            file.content_string = str(minified(file.src_uri, text))
    return sources


def _file(output: Output, config: MkDocsConfig) -> File:
    where = InclusionLevel.NOT_IN_NAV
    if isinstance(output.held, Shelved):  # none of these is a script or a style
        file = str(output.held.file)
        made = File.generated(config, output.path, abs_src_path=file, inclusion=where)
    else:
        content = minified(output.path, output.content)
        made = File.generated(config, output.path, content=content, inclusion=where)
    made.edit_uri = f"../{output.source}" if output.source else None
    return made


def on_pre_page(page: Page, **_: Any) -> Page:
    """Take generated pages past Markdown."""
    if page.file.src_uri in _state.generated:
        finish_page(page)
    return page


def on_page_markdown(markdown: str, page: Page, **_: Any) -> str:
    """Fill in parts of ours in pages of prose."""
    if isinstance(page, FinishedPage):
        return markdown
    assert _state.parts, "files come before pages"
    try:
        _state.aside = {}
        filled = _state.parts.filled(page.file.src_uri, markdown, _state.aside)
    except UnknownPartError as error:
        raise PluginError(str(error)) from None
    policy = _state.parts.policy(page.file.src_uri)
    if policy and not _state.serving:
        page.meta["policy"] = policy
    return filled


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Look for what the policy would stop in pages of prose, index the guides, put players in."""
    if isinstance(page, FinishedPage):
        return html
    for stray in strays(html, on_every_page()):
        log.warning(ui("build.stray", page=page.file.src_uri, found=stray))
    if page.file.src_uri.startswith(GUIDES):
        _state.guides += guide_documents(page.url, str(page.title), html)
    for mark, part in _state.aside.items():
        html = html.replace(mark, part, 1)
    if _state.aside:
        page.present_anchor_ids = anchors(html)
    return Markup(html)


def on_env(env: Any, *, files: Files, config: MkDocsConfig) -> Any:
    """Write the search, now that all pages have been read; make the theme escape what it shows."""
    env.autoescape = True  # the theme fills titles and descriptions in as they are
    for output in searchable(_site(), _state.guides):
        files.append(_file(output, config))
    if _state.serving:
        _state.built = Built(config, files, env, stamps=_state.stamps)
    return env


def on_page_context(
    context: dict[str, Any], nav: Navigation, page: Page, **_: Any
) -> dict[str, Any]:
    """Put the text of a finished page in; keep the navigation for quick builds."""
    if isinstance(page, FinishedPage):
        page.take_in()
    if _state.built:
        _state.built.nav = nav
    return context


def on_post_page(output: str, page: Page, **_: Any) -> str:
    """Let go of the text of a finished page: of a thousand trees it is a gigabyte."""
    if isinstance(page, FinishedPage):
        page.content = ""
    return output


def on_serve(server: Any, builder: Callable[[], None], **_: Any) -> Any:
    """Show edited trees at once."""
    server.builder = lambda: rebuild(_state.built, _edited, builder)
    return server


def _edited(paths: list[str]) -> list[Output] | None:
    """The pages of the trees whose files were edited, none where there are errors.

    None where a tree is published or withdrawn by the edit: that changes other pages too.
    """
    trees = Path(_site_config().config_file_path).parent / "trees"
    part = with_drafts(check_only(trees, paths))
    _tell(part.findings)
    if not part.ok:
        log.error(ui("build.kept", errors=len(errors_in(part.findings))))
        return []
    site = _site()
    known = site.checked.content.trees
    for id_, tree in part.content.trees.items():
        if tree.status is not Status.LIVE or id_ not in known or known[id_].status != tree.status:
            return None
    checked = with_edited(site.checked, part)
    _state.site = Site(checked, site.publisher)
    return [o for proof in part.proofs.values() for o in tree_pages(proof, checked.content)]


def _site_config() -> MkDocsConfig:
    assert _state.built, "a whole build comes first"
    return _state.built.config


def on_post_build(config: MkDocsConfig) -> None:
    """Leave out of the theme's style what no page of the finished site has."""
    finish(Path(config.site_dir))


def _site() -> Site:
    if _state.site is None:
        raise PluginError(ui("build.failed", errors=0))
    return _state.site
