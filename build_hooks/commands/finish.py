"""`finish`: what is left to do with a site that another builder has written."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.finish import finish


@click.command("finish")
@click.argument(
    "site", metavar="网站", type=click.Path(path_type=Path, file_okay=False, exists=True)
)
def command(site: Path) -> None:
    """去掉生成好的网站里没有网页用到的样式和主题自己的脚本，手机少下载一些。

    例：python -m build_hooks finish .cache/zensical/site
    """
    finish(site)
