#!/usr/bin/env bash
# Makes all npm packages of the archives of a release.
#
#   all.sh ARCHIVES OUT
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
archives=$1 out=$2
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$here/../../Cargo.toml" | head -n 1)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

node "$here/build.mjs" "$out"
node "$here/build.mjs" --platforms | while read -r platform target; do
    name=dlint-$version-$target
    tar -xzf "$archives/$name.tar.gz" -C "$work"
    case $target in
        *windows*) program=dlint.exe ;;
        *) program=dlint ;;
    esac
    node "$here/build.mjs" "$out" "$platform" "$work/$name/$program"
done
