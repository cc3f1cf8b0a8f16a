#!/usr/bin/env bash
# Tests editors/emacs in a real Emacs without a screen, with Eglot and with lsp-mode.
# Debian: apt-get install emacs-nox elpa-eglot elpa-lsp-mode elpa-dockerfile-mode
#
#   run.sh DLINT [eglot|lsp…]
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: run.sh DLINT [eglot|lsp…]   (DLINT is the file of dlint, for instance target/release/dlint)" >&2
    exit 2
fi
dlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ $# -gt 0 ] || set -- eglot lsp
failed=0
for client in "$@"; do
    folder=$(mktemp -d)
    mkdir -p "$folder/bin" "$folder/home" "$folder/work"
    ln -s "$dlint" "$folder/bin/dlint"
    env HOME="$folder/home" PATH="$folder/bin:$PATH" DLINT_WORK="$folder/work" DLINT_CLIENT="$client" \
        timeout 120 emacs --batch --eval '(package-initialize)' -L "$here/../../../editors/emacs" -l "$here/check.el" ||
        failed=$((failed + 1))
    rm -rf "$folder"
done
echo "$failed clients failed"
[ "$failed" = 0 ]
