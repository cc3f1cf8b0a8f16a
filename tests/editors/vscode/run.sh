#!/usr/bin/env bash
# Tests the VS Code extension in a real VS Code, with a real dlint.
#
#   run.sh DLINT [CASE…]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: run.sh DLINT [CASE…]   (DLINT is the file of dlint, for instance target/release/dlint)" >&2
    exit 2
fi
dlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dlint-editors/vscode
out=${DLINT_EDITOR_OUT:-$cache/out}

"$here/setup.sh" "$cache"

extension=$here/../../../editors/vscode
cd "$extension"
[ -d node_modules ] || npm ci
rm -f ./*.vsix
# It says a lot, and it matters only where it goes wrong.
said=$(npm run --silent package 2>&1) || { echo "$said" >&2; exit 1; }

exec node "$here/run.mjs" --dlint "$dlint" --cache "$cache" --out "$out" --extension "$PWD" "$@"
