"""`build`: the project as a folder of Markdown, for builders that know no hooks."""

from __future__ import annotations

from pathlib import Path

import click

from build_hooks.adapters.disk import BuildError, write_project
from build_hooks.locale import ui
from build_hooks.prose import UnknownPartError
from build_hooks.terminal import say


@click.command("build")
@click.argument("folder", metavar="文件夹", type=click.Path(path_type=Path))
@click.option("--root", default=Path(), type=click.Path(path_type=Path), help="项目所在的文件夹。")
def command(folder: Path, root: Path) -> None:
    """把全部网页写成 Markdown，连同脚本、搜索、接口和嵌入页，放进一个文件夹，交给别的网站生成器。

    里面的 mkdocs.yml 和 MkDocs、ProperDocs、Zensical 的写法一样。文件夹要是空的，或者是上一次写的。
    网站生成以后，再用 finish 去掉网页用不到的样式和脚本。

    例：python -m build_hooks build .cache/zensical
    """
    try:
        done = write_project(root, folder)
    except (BuildError, UnknownPartError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.ClickException(
            ui("build.os", path=error.filename, why=error.strerror)
        ) from None
    trees = len(done.site.checked.proofs)
    say(ui("build.written", trees=trees, pages=done.pages, path=folder))
