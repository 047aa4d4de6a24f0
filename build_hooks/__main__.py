"""`python -m build_hooks`."""

from build_hooks.cli import main

main(prog_name="python -m build_hooks")
