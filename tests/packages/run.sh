#!/usr/bin/env bash
# Packs dlint in every way in which people get it, installs it beside everything else, and runs it.
#
#   run.sh DLINT [CASE…]
#
# DLINT is the program that is run where nothing has to be packed; the packages hold a release, which is built if it is
# not there. `CARGO_TARGET_DIR` says where. README.md says what each case does and needs.
# shellcheck disable=SC2034 # what is set here is for the cases
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: run.sh DLINT [CASE…]   (DLINT is the file of dlint, for instance target/release/dlint)" >&2
    exit 2
fi
dlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ $# -gt 0 ] || set -- action gitlab progress man pages archive wheel npm container cargo

cache=${XDG_CACHE_HOME:-$HOME/.cache}/dlint-packages
mkdir -p "$cache"
export CARGO_TARGET_DIR=${CARGO_TARGET_DIR:-$root/target}
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

failed=0
complain() {
    echo "FAILED $case: $1" >&2
    failed=$((failed + 1))
}
check() { # WHAT, and a test
    "${@:2}" || complain "$1"
}
# Runs a program, keeps what it says in $folder/out, and looks at its exit status.
exits() { # STATUS COMMAND…
    local status=0
    "${@:2}" >"$folder/out" 2>&1 || status=$?
    if [ "$status" != "$1" ]; then
        complain "\`${*:2}\` exits with $status, not with $1"
        sed 's/^/    /' "$folder/out" >&2
    fi
}
says() { grep -qF -- "$1" "$folder/out" || complain "it does not say \`$1\`"; }
says_not() { ! grep -qF -- "$1" "$folder/out" || complain "it says \`$1\`"; }

# A project with a warning, one without, and one whose configuration is wrong.
projects() {
    mkdir -p "$1/bad" "$1/good" "$1/wrong"
    printf 'FROM debian:12\nRUN true \\\n\n  && true\nUSER nobody\n' >"$1/bad/Dockerfile"
    printf 'FROM debian:12\nUSER nobody\n' | tee "$1/good/Dockerfile" >"$1/wrong/Dockerfile"
    echo 'selct = []' >"$1/wrong/dlint.toml"
}

# What is asked of every installed dlint.
behaves() { # COMMAND…
    exits 0 "$@" --version
    says "dlint $version"
    exits 0 "$@" "$folder/projects/good"
    exits 1 "$@" "$folder/projects/bad"
    says NoEmptyContinuation
    exits 2 "$@" "$folder/projects/wrong"
    says "did you mean"
}

# The program of a release, built if need be: for this machine, or linked against nothing.
release() { # [TARGET]
    if [ -z "${1:-}" ]; then
        (cd "$root" && cargo build --quiet --release --locked --package dlint)
        built=$CARGO_TARGET_DIR/release/dlint
    else
        (cd "$root" && cargo build --quiet --release --locked --package dlint --target "$1")
        built=$CARGO_TARGET_DIR/$1/release/dlint
    fi
}

# A program that calls the one that is tested.
wrapper() { # FILE
    printf '#!/bin/sh\nexec "%s" "$@"\n' "$dlint" >"$1"
    chmod +x "$1"
}

size() { du -bh "$1" | cut -f 1; }

for case in "$@"; do
    if [ ! -e "$here/$case.sh" ]; then
        echo "there is no case \`$case\`" >&2
        exit 2
    fi
    start=$SECONDS
    rm -rf "$folder/projects"
    projects "$folder/projects"
    # shellcheck source=/dev/null
    . "$here/$case.sh"
    echo "$case: done in $((SECONDS - start)) s"
done
[ "$failed" = 0 ]
