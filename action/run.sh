#!/usr/bin/env bash
# The second step of the action: runs dlint and says how it ended.
#
# Reads DLINT and INPUT_WORKING_DIRECTORY, INPUT_PATHS, INPUT_ARGS, INPUT_FAIL_ON, INPUT_ANNOTATE, INPUT_SARIF_FILE.
# Writes the outputs `exit-code` and `sarif-file`, and exits as dlint does.
set -euo pipefail

fail() {
    printf '::error title=dlint::%s\n' "$(printf '%s' "$1" | tr '\r\n' '  ' | sed 's/%/%25/g')"
    echo "exit-code=2" >>"$GITHUB_OUTPUT"
    exit 2
}

# One argument a line. An empty line is none, and a line is never split. Bash 3 of macOS has no `mapfile`.
lines() { # TEXT
    found=()
    while IFS= read -r line || [ -n "$line" ]; do
        line=${line%$'\r'}
        [ -z "$line" ] || found+=("$line")
    done <<<"$1"
}

arguments=()
case ${INPUT_ANNOTATE:-true} in
    true) arguments+=(--output-format github) ;;
    false) arguments+=(--output-format full) ;;
    *) fail "annotate is \`$INPUT_ANNOTATE\`, and can be true or false" ;;
esac
sarif=${INPUT_SARIF_FILE:-}
case $sarif in
    *$'\n'* | *$'\r'*) fail "sarif-file has more than one line" ;;
    "") ;;
    *) arguments+=(--output-format "sarif=$sarif") ;;
esac
[ -z "${INPUT_FAIL_ON:-}" ] || arguments+=("--fail-on=$INPUT_FAIL_ON")
lines "${INPUT_ARGS:-}"
[ ${#found[@]} = 0 ] || arguments+=("${found[@]}")
lines "${INPUT_PATHS:-.}"
[ ${#found[@]} = 0 ] || arguments+=(-- "${found[@]}")

folder=${INPUT_WORKING_DIRECTORY:-.}
cd -- "$folder" || fail "there is no folder \`$folder\`"

status=0
"$DLINT" "${arguments[@]}" || status=$?

echo "exit-code=$status" >>"$GITHUB_OUTPUT"
if [ -n "$sarif" ] && [ -f "$sarif" ]; then
    # Where it is seen from the repository, for the steps that follow run there.
    case $sarif in
        /* | [A-Za-z]:*) place=$sarif ;;
        *) place=$folder/$sarif ;;
    esac
    printf 'sarif-file=%s\n' "${place#./}" >>"$GITHUB_OUTPUT"
fi
exit "$status"
