"""`deploy`: publish a built site on this machine."""

from __future__ import annotations

import shlex
from pathlib import Path
from subprocess import CalledProcessError, run

import click

from build_hooks.locale import ui
from build_hooks.policy.rules import NoSiteError
from build_hooks.terminal import say

SHOWN = 10


@click.command("deploy")
@click.argument("site", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("root", type=click.Path(file_okay=False, path_type=Path))
@click.option("--quality", type=click.IntRange(0, 11), default=11, help="Brotli 的级别，最大 11。")
@click.option("--days", type=click.IntRange(1), default=30, help="旧版本留几天。")
@click.option("--reload", "reload_", help="让服务器重读响应头的命令，如 nginx -s reload。")
def command(site: Path, root: Path, quality: int, days: int, reload_: str | None) -> None:
    """把生成好的 SITE 发布到本机的 ROOT：全部备好了，才换上新的。

    例：python -m build_hooks deploy site /srv/weiquan
    """
    from build_hooks.deploy.release import NotWholeError, release  # noqa: PLC0415 - see `compress`

    try:
        made = release(site, root, quality, days, lambda: _run(reload_))
    except NotWholeError as error:
        tell_lacking(error.lacking)
        raise SystemExit(1) from None
    except NoSiteError:
        raise click.ClickException(ui("headers.no-site", path=site)) from None
    except CalledProcessError as error:
        raise click.ClickException(ui("deploy.failed", why=error)) from None
    except OSError as error:
        raise click.ClickException(ui("deploy.failed", why=error.strerror or error)) from None
    say(ui("deploy.released", name=made.name, root=root))


def _run(words: str | None) -> None:
    if words:
        run(shlex.split(words), check=True)


def tell_lacking(lacking: list[str]) -> None:
    """Say what a site lacks, at most a few lines of it."""
    say(ui("deploy.not-whole", count=len(lacking)), err=True)
    for line in lacking[:SHOWN]:
        click.echo(f"  {line}", err=True)
