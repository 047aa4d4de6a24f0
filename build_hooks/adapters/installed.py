"""Build a folder of content with the compiler as it is installed, which does not lie beside it."""

from __future__ import annotations

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.utils.yaml import yaml_load

PACKAGE = Path(__file__).parent.parent


def build_installed(config_file: Path, site: Path | None) -> None:
    """Build the site of `config_file` strictly into `site`, or where the file says.

    The hooks, the theme's changes and what to watch come from the package that is running.

    Raises:
        click.ClickException: there is an error or a warning.
    """
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    with config_file.open("rb") as opened:
        theme = yaml_load(opened)["theme"]
    config = load_config(
        str(config_file),
        hooks=[str(PACKAGE / "hooks.py")],
        theme=theme | {"custom_dir": str(PACKAGE / "theme")},
        watch=[],
        strict=True,
        **({"site_dir": str(site.absolute())} if site else {}),
    )
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
