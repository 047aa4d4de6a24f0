"""`serve`: the site on this machine, which follows every edit."""

from __future__ import annotations

import click

from build_hooks.adapters.serving import serve
from build_hooks.locale import ui

ADDRESS = "127.0.0.1:8000"


@click.command("serve")
@click.option("--address", default=ADDRESS, show_default=True, help="网址和端口。")
def command(address: str) -> None:
    """在本机打开网站：改了树，几秒钟就看到；草稿也看得到。按 Ctrl+C 停下。

    有错误时，网页停在上一次没有错误的样子，这里写出哪里不对。

    例：python -m build_hooks serve
    """
    click.echo(ui("serve.begin", address=address))
    try:
        serve(address)
    except OSError as error:
        raise click.ClickException(ui("serve.taken", address=address, why=error.strerror)) from None
