"""`publish`: send a built site to object storage."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import click

from build_hooks.commands.deploy import tell_lacking
from build_hooks.locale import ui
from build_hooks.terminal import say


@click.command("publish")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("address")
@click.option("--plain", is_flag=True, help="不存成 gzip，由 CDN 来压缩。")
@click.option("--days", type=click.IntRange(1), default=30, help="带指纹的旧文件留几天。")
def command(site: Path, address: str, plain: bool, days: int) -> None:
    """把生成好的 SITE 传到对象存储 ADDRESS：先传新文件，后换页面，最后才删旧的。

    断了就再运行一次，传过的不重传。钥匙和地址写在环境变量 AWS_ACCESS_KEY_ID、
    AWS_SECRET_ACCESS_KEY、AWS_ENDPOINT_URL、AWS_REGION 里。

    例：python -m build_hooks publish site s3://weiquan
    """
    from build_hooks.deploy.s3 import bucket  # noqa: PLC0415 - see `compress`
    from build_hooks.deploy.stamp import stamped  # noqa: PLC0415
    from build_hooks.deploy.upload import upload  # noqa: PLC0415
    from build_hooks.deploy.whole import missing  # noqa: PLC0415

    try:
        storage = bucket(address)
    except ValueError:
        raise click.ClickException(ui("deploy.no-bucket", found=address)) from None
    with TemporaryDirectory() as folder:
        made = stamped(site, Path(folder) / "site")
        lacking = missing(made)
        if lacking:
            tell_lacking(lacking)
            raise SystemExit(1)
        done = upload(made, storage, encode=not plain, days=days)
    say(ui("deploy.published", sent=done.sent, unchanged=done.unchanged, deleted=done.deleted))
