"""`compress`: write compressed forms beside the files of a built site."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.locale import ui


@click.command("compress")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--quality", type=click.IntRange(0, 11), default=11, help="Brotli 的级别，最大 11。")
def command(site: Path, quality: int) -> None:
    """在 SITE 的每个文件旁边写好 .gz 和 .br，服务器不用临时压缩。

    例：python -m build_hooks compress site
    """
    from build_hooks.deploy.compress import compress  # noqa: PLC0415 - of the group `deploy`

    sizes = compress(site, quality)
    numbers = (round(size / 1e6, 1) for size in (sizes.plain, sizes.gzip, sizes.brotli))
    plain, gzip, brotli = numbers
    click.echo(ui("deploy.compressed", files=sizes.files, plain=plain, gzip=gzip, brotli=brotli))
