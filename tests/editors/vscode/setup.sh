#!/usr/bin/env bash
# Installs what the test of the VS Code extension needs, once: VS Code as code-server,
# playwright-core to drive it, another language server for the test of neighbours, and Chromium.
#
#   setup.sh FOLDER
set -euo pipefail

folder=${1:?setup.sh FOLDER}
code_server=4.100.3   # the last one for Node 20
playwright=1.65.1
dockerfile_server=0.15.0
# What is built below has to be built again for another Node.
mark="$folder/installed-$code_server-$playwright-$dockerfile_server-$(node -p process.versions.modules)"

if ! command -v chromium >/dev/null && [ -z "${DLINT_CHROMIUM:-}" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends chromium fonts-dejavu-core
    else
        echo "Chromium is not installed: install it (Debian: \`apt-get install chromium\`), or name one in DLINT_CHROMIUM" >&2
        exit 2
    fi
fi

[ -e "$mark" ] && exit 0
mkdir -p "$folder/server"
cd "$folder/server"
[ -e package.json ] || echo '{ "private": true }' >package.json
# Its own install script insists on a C library for Kerberos, which nobody needs here.
npm install --no-audit --no-fund --ignore-scripts \
    "code-server@$code_server" "playwright-core@$playwright" \
    "dockerfile-language-server-nodejs@$dockerfile_server"
(cd node_modules/code-server/lib/vscode && npm install --no-audit --no-fund --omit=dev --ignore-scripts)
(cd node_modules/code-server/lib/vscode/extensions && npm install --no-audit --no-fund --omit=dev --ignore-scripts)
(cd node_modules/code-server/lib/vscode && npm rebuild @vscode/spdlog native-watchdog @parcel/watcher)
npm rebuild argon2 --build-from-source
touch "$mark"
