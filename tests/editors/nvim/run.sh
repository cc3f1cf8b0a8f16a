#!/usr/bin/env bash
# Tests the Neovim plugin in a real Neovim without a screen, with a real dlint.
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
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dlint-editors/nvim
"$here/setup.sh" "$cache"
nvim=${DLINT_NVIM:-$cache/venv/bin/nvim}

[ $# -gt 0 ] || set -- $(cd "$here/cases" && ls | sed 's/\.lua$//')
start=$SECONDS
failed=0
for case in "$@"; do
    if [ ! -e "$here/cases/$case.lua" ]; then
        echo "there is no case \`$case\`: $(cd "$here/cases" && ls | sed 's/\.lua$//' | xargs)" >&2
        exit 2
    fi
    folder=$(mktemp -d)
    mkdir -p "$folder/bin" "$folder/home" "$folder/work"
    ln -s "$dlint" "$folder/bin/dlint"
    # A home of its own, dlint in the PATH, and the plugin as it stands. Nothing else.
    env -u NVIM HOME="$folder/home" XDG_CONFIG_HOME="$folder/home/config" XDG_DATA_HOME="$folder/home/data" \
        XDG_STATE_HOME="$folder/home/state" XDG_CACHE_HOME="$folder/home/cache" \
        PATH="$folder/bin:$PATH" DLINT="$folder/bin/dlint" DLINT_WORK="$folder/work" DLINT_CACHE="$cache" \
        DLINT_TESTS="$here" DLINT_CASE="$case" \
        timeout 120 "$nvim" --headless --clean --cmd "set rtp^=$here/../../../editors/nvim" -c "luafile $here/check.lua" \
        2>"$folder/messages" || {
        failed=$((failed + 1))
        tail -n 20 "$folder/messages" >&2
    }
    rm -rf "$folder"
done
echo
echo "$failed cases failed, in $((SECONDS - start)) s"
[ "$failed" = 0 ]
