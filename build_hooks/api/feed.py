"""`feed.xml`: changed trees and laws as an Atom feed (RFC 4287)."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

from build_hooks.api.changes import Change, Changes
from build_hooks.locale import ui
from build_hooks.publisher import Publisher

PATH = "feed.xml"
ATOM = "http://www.w3.org/2005/Atom"
MOST = 60
"""Entries."""


def feed(changes: Changes, publisher: Publisher) -> str:
    """The newest changes that had come by the newest review: a build knows no other today."""
    root = ET.Element("feed", {"xmlns": ATOM, "xml:lang": "zh-CN"})
    _text(root, "id", publisher.url)
    _text(root, "title", ui("feed.title", name=publisher.name))
    _text(root, "updated", _moment(changes.reviewed))
    _text(root, "rights", ui("api.rights"))
    _text(ET.SubElement(root, "author"), "name", publisher.name)
    _link(root, "self", publisher.at(PATH), "application/atom+xml")
    _link(root, "alternate", publisher.url, "text/html")
    come = [change for change in changes.changes if change.day <= changes.reviewed]
    for change in come[:MOST]:
        _entry(root, change)
    ET.indent(root, " ")
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ET.tostring(root, "unicode") + "\n"


def _entry(root: ET.Element, change: Change) -> None:
    entry = ET.SubElement(root, "entry")
    _text(entry, "id", _id(change))
    _text(entry, "title", change.title)
    _text(entry, "updated", _moment(change.day))
    _link(entry, "alternate", change.url, "text/html")
    _text(entry, "summary", change.summary)
    ET.SubElement(entry, "category", {"term": change.kind})


def _id(change: Change) -> str:
    """Another content is another entry, so that feed readers show it."""
    page = change.url.partition("#")[0]
    parts = [change.kind, change.day.isoformat(), *filter(None, [change.digest])]
    return f"{page}#{'-'.join(parts)}"


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"


def _text(parent: ET.Element, name: str, text: str) -> None:
    ET.SubElement(parent, name).text = text


def _link(parent: ET.Element, rel: str, href: str, type_: str) -> None:
    ET.SubElement(parent, "link", {"rel": rel, "href": href, "type": type_})
