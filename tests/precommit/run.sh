#!/usr/bin/env bash
# Runs the hooks of this repository with a real pre-commit, in a repository of their own.
#
#   run.sh DLINT [HOOK…]
#
# DLINT is for `dlint-system`. The other hooks build what stands here; they are built without the optimizations of a
# release, for it is the hooks that are tested. DLINT_PRECOMMIT_PROFILE=release builds them as they come.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
if [ $# -lt 1 ] || [ ! -x "$1" ]; then
    echo "usage: run.sh DLINT [HOOK…]   (DLINT is the file of dlint, for instance target/release/dlint)" >&2
    exit 2
fi
dlint=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
shift
[ $# -gt 0 ] || set -- dlint-system dlint dlint-fix dlint-rust

cache=${XDG_CACHE_HOME:-$HOME/.cache}/dlint-precommit
precommit=$cache/venv/bin/pre-commit
version=4.7.0
if [ "$("$precommit" --version 2>/dev/null)" != "pre-commit $version" ]; then
    rm -rf "$cache/venv"
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/pip" install --quiet "pre-commit==$version"
fi

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir -p "$folder/bin"
ln -s "$dlint" "$folder/bin/dlint"
# What git is told elsewhere counts for nothing here, nor the repository that a hook may have called this from.
unset GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git() { command git -c user.name=dlint -c user.email=dlint@localhost -c init.defaultBranch=main "$@"; }

# What stands here, committed or not, as a repository with one commit. A hook is installed once for each such tree.
# shellcheck disable=SC2016 # it is the inner shell that expands it
tree() {
    (cd "$root" && git ls-files --cached --others --exclude-standard -z |
        xargs -0 sh -c 'for file; do [ ! -f "$file" ] || printf "%s\0" "$file"; done' sh |
        tar --null -T - --sort=name -cf - --owner=0 --group=0 --mtime=@0)
}
stamp=$(tree | sha256sum | cut -c1-16)
hooks=$cache/hooks-$stamp
if [ ! -e "$hooks/.git" ]; then
    rm -rf "${cache:?}"/hooks-* "${cache:?}/home"
    mkdir -p "$hooks"
    tree | tar -xf - -C "$hooks"
    git -C "$hooks" init --quiet
    git -C "$hooks" add --all --force
    git -C "$hooks" commit --quiet --message "what is tested"
fi
export PRE_COMMIT_HOME=$cache/home PRE_COMMIT_COLOR=never
# Not where a release is built, for this is none.
export CARGO_TARGET_DIR=$cache/target
if [ "${DLINT_PRECOMMIT_PROFILE:-}" != release ]; then
    export CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16
fi

failed=0
check() { # WHAT, and a test
    if ! "${@:2}"; then
        echo "FAILED $hook: $1" >&2
        failed=$((failed + 1))
    fi
}
says() { grep -qF -- "$1" "$folder/out"; }
says_not() { ! says "$1"; }

for hook in "$@"; do
    start=$SECONDS
    work=$folder/$hook
    mkdir -p "$work/vendor" "$work/app"
    git -C "$work" init --quiet
    cat >"$work/.pre-commit-config.yaml" <<YAML
repos:
  - repo: $hooks
    rev: $(git -C "$hooks" rev-parse HEAD)
    hooks:
      - id: $hook
        args: [--fail-on, info]
        exclude: ^nowhere/
YAML
    echo 'exclude = ["vendor/"]' >"$work/dlint.toml"
    bad='FROM debian:latest\nMAINTAINER Ada\n'
    printf '%b' "$bad" | tee "$work/Dockerfile" "$work/app/web.dockerfile" "$work/app/Dockerfile-dev" \
        "$work/vendor/Dockerfile" "$work/Dockerfile.md" "$work/Dockerfile.j2" >"$work/notes.txt"
    git -C "$work" add --all
    git -C "$work" commit --quiet --message "a project"

    # `exclude` of a project takes nothing away from what the hook leaves out.
    status=0
    (cd "$work" && PATH=$folder/bin:$PATH "$precommit" run --all-files --verbose) >"$folder/out" 2>&1 || status=$?
    [ "$status" = 1 ] || sed 's/^/    /' "$folder/out" >&2
    check "what is wrong fails the hook" test "$status" = 1
    # A repair is one change of files; the findings that are left are told.
    check "all Dockerfiles are read" says "app/web.dockerfile"
    check "all Dockerfiles are read" says "app/Dockerfile-dev"
    check "they are read in one run" says "(3 files)"
    for other in vendor/Dockerfile Dockerfile.md Dockerfile.j2 notes.txt; do
        check "$other is left alone" says_not "$other"
    done
    if [ "$hook" = dlint-fix ]; then
        check "pre-commit tells of the repair" says "files were modified by this hook"
        check "it is repaired" grep -q '^LABEL ' "$work/app/web.dockerfile"
        check "what is excluded is not repaired" grep -q '^MAINTAINER' "$work/vendor/Dockerfile"
    else
        check "nothing is repaired" git -C "$work" diff --quiet
    fi

    printf 'FROM debian:12.5\nCMD ["true"]\n' | tee "$work/Dockerfile" "$work/app/web.dockerfile" >"$work/app/Dockerfile-dev"
    printf 'USER nobody\n' | tee -a "$work/Dockerfile" "$work/app/web.dockerfile" >>"$work/app/Dockerfile-dev"
    git -C "$work" add --all
    status=0
    (cd "$work" && PATH=$folder/bin:$PATH "$precommit" run) >"$folder/out" 2>&1 || status=$?
    [ "$status" = 0 ] || sed 's/^/    /' "$folder/out" >&2
    check "a clean commit passes" test "$status" = 0

    echo 'selct = []' >"$work/dlint.toml"
    git -C "$work" add --all
    status=0
    (cd "$work" && PATH=$folder/bin:$PATH "$precommit" run --all-files) >"$folder/out" 2>&1 || status=$?
    check "a mistake in the configuration fails the hook" test "$status" = 1
    check "and is told" says 'there is no key'
    echo "$hook: done in $((SECONDS - start)) s"
done
[ "$failed" = 0 ]
