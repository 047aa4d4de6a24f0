"""`headers`: the security headers of a built site, for the server that shows it."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.deploy.headers import cached
from build_hooks.locale import ui
from build_hooks.policy.rules import NoSiteError, rules
from build_hooks.policy.written import FORMS, HEADERS_FILE


@click.command("headers")
@click.argument("site", type=click.Path(path_type=Path))
@click.option(
    "--for",
    "form",
    type=click.Choice(list(FORMS)),
    default="json",
    help="给哪种服务器：nginx 放在 http 里，nginx-server 放在 server 和 location 里；"
    "headers-file 是 Cloudflare Pages 的 _headers；json 给别的程序。",
)
@click.option("--root", default="/", show_default=True, help="网站在服务器上的路径。")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="写进这个文件；不写就打印出来。",
)
def command(site: Path, form: str, root: str, output: Path | None) -> None:
    """写出 SITE（生成好的网站）该带的安全响应头。

    网页自己也写着安全策略；响应头还管住别的文件，以及谁可以把网页放进框里。

    例：python -m build_hooks headers site --for nginx --output headers.conf
    """
    try:
        found = rules(site)
        if form == HEADERS_FILE:  # the other servers know how long from the types of files
            found = cached(found, site)
    except NoSiteError:
        raise click.ClickException(ui("headers.no-site", path=site)) from None
    text = FORMS[form](found, f"/{root.strip('/')}/".replace("//", "/"))
    if output is None:
        click.echo(text, nl=False)
        return
    output.write_text(text, "utf-8")
    click.echo(ui("headers.written", path=output))
