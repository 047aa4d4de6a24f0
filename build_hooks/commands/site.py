"""`site`: the whole site of a folder, with the compiler that is installed."""

from __future__ import annotations

import os
from pathlib import Path

import click

from build_hooks.locale import ui

CONFIG = "mkdocs.yml"


@click.command("site")
@click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    default=CONFIG,
    show_default=True,
    help="网站的设置。",
)
@click.option("-d", "--dir", "folder", type=click.Path(path_type=Path), help="写到哪个文件夹。")
def command(config: Path, folder: Path | None) -> None:
    """生成整个网站。文件夹里只要有 mkdocs.yml、trees/ 和 docs/，程序用装好的那一份。

    有一个错误或提醒，就不生成。

    例：weiquan site -d /srv/weiquan
    """
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")  # of a version that is not ours
    from build_hooks.adapters.installed import build_installed  # noqa: PLC0415 - after that

    build_installed(config, folder)
    click.echo(ui("site.done"))
