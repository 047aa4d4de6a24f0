#!/bin/sh
# Build the site and publish it on this machine: deploy/release.sh /srv/weiquan
# The build goes into a folder of its own: if it fails or is stopped, the published site stays.
# RELOAD: the command that lets nginx read the security headers again.
set -eu
root=${1:?usage: deploy/release.sh FOLDER}
reload=${RELOAD-systemctl reload nginx}
cd "$(dirname "$0")/.."
python=${PYTHON:-.venv/bin/python}
site=$(mktemp -d)
trap 'rm -rf "$site"' EXIT
"$python" -m mkdocs build --strict --site-dir "$site"
set -- "$site" "$root"
if [ -n "$reload" ]; then set -- "$@" --reload "$reload"; fi
"$python" -m build_hooks deploy "$@"
