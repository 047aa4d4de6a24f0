"""`llms.txt`: for machines that read, what the site is and where each tree is as plain text."""

from __future__ import annotations

from collections.abc import Iterator

from build_hooks.api.index import OPENAPI
from build_hooks.api.published import Published
from build_hooks.api.tree import head
from build_hooks.locale import ui
from build_hooks.model.tree import Topic


def llms(published: Published) -> str:
    """The list, in the form of llmstxt.org: a title, a summary, notes, sections of links."""
    name = published.publisher.name
    lines = [f"# {name}", "", f"> {ui('llms.plain')}", "", ui("llms.how"), "", ui("disclaimer")]
    lines += ["", ui("api.rights")]
    for topic in Topic:
        lines += ["", f"## {ui(f'topic.{topic}')}", "", *_trees(topic, published)]
    lines += ["", f"## {ui('llms.data')}", "", *_data(published)]
    return "\n".join(lines) + "\n"


def _trees(topic: Topic, published: Published) -> Iterator[str]:
    for proof in published.live:
        if proof.tree.topic is topic:
            found = head(proof.tree, published)
            on = found.reviewed.on
            yield f"- [{found.title}]({found.text}): {ui('llms.tree', what=found.summary, on=on)}"


def _data(published: Published) -> Iterator[str]:
    for name in ("laws", "channels", "glossary", "cases"):
        yield f"- [{ui(f'api.{name}')}]({published.file(f'{name}.json')})"
    yield f"- [{ui('llms.api')}]({published.file(OPENAPI)})"
