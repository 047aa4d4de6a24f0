"""`chores`: what has to be done from time to time, as the text of an issue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

import click

from build_hooks.checking import Checked, check
from build_hooks.chores.addresses import addresses
from build_hooks.chores.laws import law_changes, laws_text
from build_hooks.chores.links import links_text
from build_hooks.chores.probe import Manners, probe_all
from build_hooks.chores.reviews import old_reviews, reviews_text
from build_hooks.commands.check import TREES
from build_hooks.commands.words import DOCS
from build_hooks.locale import ui


def _links(checked: Checked, _: date) -> str:
    places = addresses(checked.content.registers, DOCS)
    return links_text(probe_all(places, Manners()), places)


KINDS: dict[str, Callable[[Checked, date], str]] = {
    "reviews": lambda checked, _: reviews_text(old_reviews(checked)),
    "laws": lambda checked, today: laws_text(law_changes(checked.content, today), today),
    "links": _links,
}


@click.command("chores")
@click.argument("kind", type=click.Choice(list(KINDS)))
@click.option(
    "--today", type=click.DateTime(["%Y-%m-%d"]), help="当作今天的日子，例如 2026-11-22。"
)
@click.option("--trees", default=TREES, type=click.Path(path_type=Path), help="树所在的文件夹。")
def command(kind: str, today: datetime | None, trees: Path) -> None:
    """列出该做的事：太久没审阅的树（reviews）、快变或变了的法（laws）、失效的网址（links）。

    没有要做的，就什么也不打印。links 会上网，每个网站一次只问一个网址，要几分钟。

    例：python -m build_hooks chores laws
    """
    if not trees.is_dir():
        raise click.ClickException(ui("check.none", path=trees))
    day = today.date() if today else date.today()
    click.echo(KINDS[kind](check(trees, day), day), nl=False)
