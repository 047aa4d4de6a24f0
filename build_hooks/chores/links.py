"""Which links are dead, in words for the people who mend them."""

from __future__ import annotations

from collections.abc import Mapping

from build_hooks.chores.probe import Answer, State
from build_hooks.locale import ui
from build_hooks.markup import code, codes

WHY = {
    "timeout": "chores.links.timeout",
    "front-page": "chores.links.front-page",
    "no-host": "chores.links.no-host",
}
"""What is said in words; anything else is a number or a name of an error."""
MOST_UNSURE = 40


def links_text(answers: Mapping[str, Answer], places: Mapping[str, list[str]]) -> str:
    """The dead ones, then those that nobody could tell; empty if none is dead."""
    dead = [url for url, answer in answers.items() if answer.state is State.DEAD]
    unsure = [url for url, answer in answers.items() if answer.state is State.UNSURE]
    if not dead:
        return ""
    lines = [ui("chores.links", count=len(dead)), ""]
    lines += [_line("chores.links.dead", url, answers, places) for url in dead]
    if unsure:
        lines += ["", ui("chores.links.unsure", count=len(unsure)), ""]
        shown = unsure[:MOST_UNSURE]
        lines += [_line("chores.links.maybe", url, answers, places) for url in shown]
    return "\n".join([*lines, "", ui("chores.links.how")]) + "\n"


def _line(
    key: str, url: str, answers: Mapping[str, Answer], places: Mapping[str, list[str]]
) -> str:
    why = answers[url].why
    said = ui(WHY[why]) if why in WHY else code(why)
    return ui(key, url=code(url), why=said, places=codes(places[url]))
