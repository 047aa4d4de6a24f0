"""MkDocs (and ProperDocs): hand the site's outputs to the builder, and its findings to the log."""

from __future__ import annotations

import logging
import re
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

from build_hooks.adapters.serving import Built, Stamps, rebuild, stamps
from build_hooks.checking import check_only
from build_hooks.embed.offer import PARTS, Offer, offer, offered
from build_hooks.findings import Finding, Severity, errors_in, suggestion
from build_hooks.locale import ui
from build_hooks.model.tree import Status
from build_hooks.output import Output
from build_hooks.permitted import on_every_page, on_the_playground
from build_hooks.pipeline import Site, build_site
from build_hooks.playground.files import Playground, offered_playground
from build_hooks.policy.inline import strays
from build_hooks.preview import with_drafts, with_edited
from build_hooks.publisher import Publisher
from build_hooks.render.links import from_page
from build_hooks.render.pages import tree_pages
from build_hooks.search.documents import Document, guide_documents
from build_hooks.search.shards import search_files
from build_hooks.shorten import MINIFIED, minified
from build_hooks.theme_style import lighter, used_by

log = logging.getLogger("mkdocs.weiquan")

SUPERFENCES = "pymdownx.superfences"
PROSE = ("guides/", "unknown.md", "corrections.md", "about.md", "privacy.md")
"""Pages that the search knows section by section."""
THEME_STYLES = "assets/stylesheets"
OWN_STYLES = "assets/decision-tree"
UNUSED = re.compile(r"assets/(javascripts/.*|stylesheets/.*\.map)")
"""What the theme brings and no page asks for: its scripts, and maps to its sources."""
ANCHOR = re.compile(r'\bid="([^"]+)"')


@dataclass(slots=True)
class _State:
    """What lasts from one event to the next; while serving, from one build to the next."""

    serving: bool = False
    site: Site | None = None
    """The last site without errors."""
    page: str = ""
    """The page whose Markdown is being converted."""
    generated: frozenset[str] = frozenset()
    """The source paths of our own pages."""
    finished: dict[str, str] = field(default_factory=dict)
    """The HTML of generated pages by source path: it need not pass through Markdown."""
    offer: Offer | None = None
    """What can be put on other sites."""
    playground: Playground | None = None
    """What checks and plays a tree in the browser."""
    playing: set[str] = field(default_factory=set)
    """The pages where it is."""
    complaint: str = ""
    """What is wrong with a fence of the page, if anything."""
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
    """Check the trees before the builder empties the site's folder; add the fence for guides."""
    trees = Path(config.config_file_path).parent / "trees"
    config.watch.append(str(trees))
    _state.built = None
    _state.stamps = stamps(config) if _state.serving else {}  # before anything is read
    _state.site = _checked_site(trees, _publisher(config))
    _state.guides = []
    _state.complaint = ""
    _state.playing = set()
    fences = config.mdx_configs.setdefault(SUPERFENCES, {}).setdefault("custom_fences", [])
    fences.append({"name": "tree", "class": "tree", "format": _fence})
    fences.append({"name": "offer", "class": "offer", "format": _offer_fence})
    fences.append({"name": "playground", "class": "playground", "format": _playground_fence})
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
    embeds = list(_site().embeds(sources, there))
    _state.offer = offer(embeds)
    for output in (*_site().outputs, *embeds, *_playground_files(sources, config)):
        if files.get_file_from_path(output.path):
            raise PluginError(ui("build.exists", path=output.path))
        files.append(_file(output, config))
    return files


def _playground_files(sources: dict[str, str], config: MkDocsConfig) -> tuple[Output, ...]:
    trees = Path(config.config_file_path).parent / "trees"
    _state.playground = _site().playground(sources, trees)
    if _state.playground is None:
        log.warning(ui("playground.missing"))
        return ()
    return _state.playground.files


def _shorten(files: Files) -> dict[str, str]:
    """Shorten our own scripts and styles; by name, as they were written."""
    sources = {}
    for file in files:
        if file.src_uri.startswith(MINIFIED) and file.src_uri.endswith((".js", ".css")):
            text = sources[PurePosixPath(file.src_uri).name] = file.content_string
            file.content_string = str(minified(file.src_uri, text))
    return sources


def _file(output: Output, config: MkDocsConfig) -> File:
    content = minified(output.path, output.content)
    made = File.generated(config, output.path, content=content, inclusion=InclusionLevel.NOT_IN_NAV)
    made.edit_uri = f"../{output.source}" if output.source else None
    return made


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Take generated pages past Markdown; fill in addresses of ours in the others."""
    if page.file.src_uri in _state.generated:
        _state.finished[page.file.src_uri] = markdown
        return ""
    _state.page = _address(page)
    publisher = _publisher(config)
    markdown = markdown.replace("{{ site_url }}", publisher.url)
    return markdown.replace("{{ repo_url }}", publisher.repo)


def on_page_content(html: str, page: Page, **_: Any) -> str:
    """Put generated pages in place, with the anchors that links may name; index the guides."""
    if _state.complaint:
        raise PluginError(_state.complaint)
    finished = _state.finished.pop(page.file.src_uri, None)
    if finished is not None:
        page.present_anchor_ids = set(ANCHOR.findall(finished))
        return Markup(finished)
    for stray in strays(html, on_every_page()):
        log.warning(ui("build.stray", page=page.file.src_uri, found=stray))
    if page.file.src_uri.startswith(PROSE):
        _state.guides += guide_documents(page.url, str(page.title), html)
    return Markup(html)


def on_env(env: Any, *, files: Files, config: MkDocsConfig) -> Any:
    """Write the search, now that all pages have been read; lend the theme words and policies."""
    env.autoescape = True  # the theme fills titles and descriptions in as they are
    env.globals["ui"] = ui
    env.globals["policy"] = _policy
    documents = [*_site().documents, *_state.guides]
    for output in (*search_files(documents, _site().synonyms), _site().search_data(documents)):
        files.append(_file(output, config))
    if _state.serving:
        _state.built = Built(config, files, env, stamps=_state.stamps)
    return env


def _policy(page: Page | None) -> Markup:
    """The Content-Security-Policy of a page; none while serving, where MkDocs adds a script."""
    if _state.serving:
        return Markup()
    plays = page and _address(page) in _state.playing and _state.playground
    policy = on_the_playground(plays.dress) if plays else on_every_page()
    return Markup(policy.text)


def _address(page: Page) -> str:
    return page.file.dest_uri.removesuffix("index.html").rstrip("/")


def on_page_context(context: dict[str, Any], nav: Navigation, **_: Any) -> dict[str, Any]:
    """Keep the navigation for quick builds."""
    if _state.built:
        _state.built.nav = nav
    return context


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
    site = Path(config.site_dir)
    used = used_by(file.read_text("utf-8") for file in site.rglob("*.html"))
    own = "".join(file.read_text("utf-8") for file in (site / OWN_STYLES).glob("*.css"))
    styles = {str(file): file.read_text("utf-8") for file in (site / THEME_STYLES).glob("*.css")}
    for file, style in lighter(styles, used, own).items():
        Path(file).write_text(style, "utf-8")


def _fence(source: str, *_: Any, **__: Any) -> Markup:
    """A fence of the kind `tree` holds a tree's id and becomes its player."""
    id_ = source.strip()
    proofs = _site().checked.proofs
    if id_ not in proofs:  # raised later: superfences would take an error here for its own
        hint = suggestion(id_, proofs)
        _state.complaint = ui("build.unknown-fence", page=_state.page, found=id_, hint=hint)
        return Markup()
    inner = _site().fragment(id_, from_page(_state.page))
    return Markup('<div class="wq-page">{}</div>').format(inner)


def _offer_fence(source: str, *_: Any, **__: Any) -> Markup:
    """A fence of the kind `offer` names a part of what can be put on other sites."""
    part = source.strip()
    if part not in PARTS or not _state.offer:
        hint = suggestion(part, PARTS)
        _state.complaint = ui("build.unknown-offer", page=_state.page, found=part, hint=hint)
        return Markup()
    return offered(_state.offer, part)


def _playground_fence(*_: Any, **__: Any) -> Markup:
    """A fence of the kind `playground` is where a tree can be tried out."""
    _state.playing.add(_state.page)
    repo = _site().publisher.repo
    return offered_playground(_state.playground, from_page(_state.page), repo)


def _site() -> Site:
    if _state.site is None:
        raise PluginError(ui("build.failed", errors=0))
    return _state.site
