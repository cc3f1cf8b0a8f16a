#!/usr/bin/env bash
# The first step of the action: finds the dlint that is to run, or downloads a release and checks it.
#
# Reads INPUT_VERSION, INPUT_DLINT_PATH, INPUT_SHA256, INPUT_DOWNLOAD_BASE and what a runner sets (RUNNER_OS, RUNNER_ARCH,
# RUNNER_TEMP, GITHUB_OUTPUT, GITHUB_ACTION_PATH). Writes the outputs `path` and `version`.
set -euo pipefail

fail() {
    # Nothing of an input may end the line of a workflow command, or begin another one.
    printf '::error title=dlint::%s\n' "$(printf '%s' "$1" | tr '\r\n' '  ' | sed 's/%/%25/g')"
    exit 2
}

output() { # NAME VALUE
    case $2 in
        *$'\n'* | *$'\r'*) fail "the output $1 has more than one line" ;;
    esac
    printf '%s=%s\n' "$1" "$2" >>"$GITHUB_OUTPUT"
}

# What is there already.
if [ -n "${INPUT_DLINT_PATH:-}" ]; then
    dlint=$INPUT_DLINT_PATH
    # A name is looked for in the path; everything else is a file.
    case $dlint in
        */* | *\\*) ;;
        *) dlint=$(command -v -- "$dlint") || fail "there is no $INPUT_DLINT_PATH in the path" ;;
    esac
    [ -x "$dlint" ] || fail "$dlint is no program"
    # dlint may run in another folder.
    dlint=$(cd "$(dirname "$dlint")" && pwd)/$(basename "$dlint")
    version=$("$dlint" --version) || fail "$dlint does not run"
    output path "$dlint"
    output version "$version"
    exit 0
fi

version=${INPUT_VERSION:-}
if [ -z "$version" ]; then
    # The version of the workspace, which is the first one in its manifest.
    version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/Cargo.toml" | head -n 1)
fi
version=${version#v}
[[ $version =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]] || fail "\`$version\` is no version: write it like 0.1.0"

case ${RUNNER_OS:-}-${RUNNER_ARCH:-} in
    Linux-X64) target=x86_64-unknown-linux-musl ;;
    Linux-ARM64) target=aarch64-unknown-linux-musl ;;
    macOS-X64) target=x86_64-apple-darwin ;;
    macOS-ARM64) target=aarch64-apple-darwin ;;
    Windows-X64) target=x86_64-pc-windows-msvc ;;
    *) fail "there is no release for ${RUNNER_OS:-an unknown system} on ${RUNNER_ARCH:-an unknown processor}; build dlint and name it with dlint-path" ;;
esac
case $target in
    *windows*) program=dlint.exe ;;
    *) program=dlint ;;
esac

archive=dlint-$version-$target.tar.gz
base=${INPUT_DOWNLOAD_BASE%/}/v$version
folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/dlint-XXXXXX")
download() { # NAME
    curl --fail --silent --show-error --location --proto '=https,file' --proto-redir '=https' \
        --retry 3 --max-time 120 --output "$folder/$1" -- "$base/$1" ||
        fail "$base/$1 cannot be downloaded"
}
sum_of() { # FILE
    if command -v sha256sum >/dev/null; then
        sha256sum -- "$1"
    else
        shasum -a 256 -- "$1"
    fi | sed 's/^\\//' | cut -d ' ' -f 1
}

download "$archive"
expected=${INPUT_SHA256:-}
if [ -z "$expected" ]; then
    download SHA256SUMS
    expected=$(awk -v name="$archive" '$2 == name || $2 == "*" name { print $1 }' "$folder/SHA256SUMS")
fi
expected=$(printf '%s' "$expected" | tr 'A-F' 'a-f')
[[ $expected =~ ^[0-9a-f]{64}$ ]] || fail "there is no SHA-256 for $archive"
found=$(sum_of "$folder/$archive")
[ "$found" = "$expected" ] || fail "$archive has the SHA-256 $found, and should have $expected: it is not what was released"

tar -xzf "$folder/$archive" -C "$folder"
dlint=$folder/dlint-$version-$target/$program
[ -x "$dlint" ] || fail "there is no $program in $archive"
said=$("$dlint" --version) || fail "$program of $archive does not run here"
output path "$dlint"
output version "$said"
