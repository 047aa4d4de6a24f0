"""Addresses inside the site, relative to the page that holds the link."""

from __future__ import annotations

from dataclasses import dataclass

CARDS_FOLDER = "assets/decision-tree/cards"
MAPS_FOLDER = "assets/decision-tree/maps"


@dataclass(frozen=True, slots=True)
class Links:
    """Builds addresses from a page whose way up to the site's root is `root`."""

    root: str
    """Such as `../../`; empty on the home page."""

    def tree(self, id_: str) -> str:
        """The page of a tree."""
        return f"{self.root}{id_}/"

    def node(self, tree: str, node: str) -> str:
        """A question or an outcome on its tree's page."""
        return f"{self.root}{tree}/#{node}"

    def topic(self, topic: str) -> str:
        """The page that lists a topic's trees."""
        return f"{self.root}{topic}/"

    def law(self, law: str) -> str:
        """The page of a law."""
        return f"{self.root}law/{law}/"

    def provision(self, law: str, provision: str) -> str:
        """A provision on its law's page."""
        return f"{self.root}law/{law}/#{provision}"

    def entry(self, register: str, id_: str) -> str:
        """An entry on its register's page."""
        return f"{self.root}{register}/#{id_}"

    def cards(self, tree: str) -> str:
        """The file of the register entries that a tree shows, from which the player copies."""
        return f"{self.root}{cards_path(tree)}"

    def picture(self, tree: str) -> str:
        """The picture of a whole tree."""
        return f"{self.root}{map_path(tree)}"

    def outline(self, tree: str) -> str:
        """What the picture of a tree shows, in words."""
        return f"{self.root}{outline_path(tree)}"

    def page(self, path: str) -> str:
        """A page of prose, such as `about`."""
        return f"{self.root}{path}/"


def cards_path(tree: str) -> str:
    """Where the register entries of a tree are, from the site's root."""
    return f"{CARDS_FOLDER}/{tree}.html"


def map_path(tree: str) -> str:
    """Where the picture of a tree is, from the site's root."""
    return f"{MAPS_FOLDER}/{tree}.svg"


def outline_path(tree: str) -> str:
    """Where the outline of a tree is, from the site's root."""
    return f"{MAPS_FOLDER}/{tree}.html"


def from_page(path: str) -> Links:
    """Links for the page `path`, such as `liability/who-is-liable`, or for a file's folder."""
    folder = path.rsplit("/", 1)[0] if "." in path else path.removesuffix("index").strip("/")
    return Links("../" * len([part for part in folder.split("/") if part]))
