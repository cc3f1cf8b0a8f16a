#!/usr/bin/env bash
# Makes the archive of a release: the program, its manual pages, what shells need to complete it, and the licences.
#
#   archive.sh FOLDER TARGET OUT     FOLDER has the program, for instance target/x86_64-unknown-linux-musl/release
#
# The program has to run on this machine, for the pages are made by it.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
folder=$1 target=$2 out=$3
version=$(sed -n 's/^version = "\(.*\)"$/\1/p' "$root/Cargo.toml" | head -n 1)
case $target in
    *windows*) program=dlint.exe ;;
    *) program=dlint ;;
esac

name=dlint-$version-$target
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/$name/complete" "$out"
cp "$folder/$program" "$root/README.md" "$root/CHANGELOG.md" "$root/LICENSE-MIT" "$root/LICENSE-APACHE" "$work/$name/"
chmod 755 "$work/$name/$program"
dlint=$work/$name/$program
"$dlint" man --folder "$work/$name/man"
"$dlint" completions bash >"$work/$name/complete/dlint.bash"
"$dlint" completions zsh >"$work/$name/complete/_dlint"
"$dlint" completions fish >"$work/$name/complete/dlint.fish"
"$dlint" completions powershell >"$work/$name/complete/_dlint.ps1"
tar -czf "$out/$name.tar.gz" -C "$work" "$name"
echo "$out/$name.tar.gz"
