#!/usr/bin/env bash
# Makes the wheel: the program, its manual pages, and what shells need to complete it.
#
#   wheel.sh MATURIN OUT [OPTION OF MATURIN…]
#
# What is built already is not built again. `pip install .` makes the same wheel without the pages, for it asks maturin
# alone.
set -euo pipefail

root=$(cd "$(dirname "$0")/.." && pwd)
maturin=$1 out=$2
shift 2
target=
previous=
for option in "$@"; do
    [ "$previous" != --target ] || target=$option
    previous=$option
done

cd "$root"
cargo build --release --locked --package dlint ${target:+--target "$target"}
folder=${CARGO_TARGET_DIR:-target}/${target:+$target/}release
dlint=$folder/dlint
[ -e "$dlint" ] || dlint=$dlint.exe

# maturin packs what lies in `packaging/wheel`. Git knows nothing of what is made here.
share=$root/packaging/wheel/data/share
clean() { rm -rf "$share/man" "$share/bash-completion" "$share/zsh" "$share/fish"; }
trap clean EXIT
clean
mkdir -p "$share/bash-completion/completions" "$share/zsh/site-functions" "$share/fish/vendor_completions.d"
"$dlint" man --folder "$share/man/man1"
"$dlint" completions bash >"$share/bash-completion/completions/dlint"
"$dlint" completions zsh >"$share/zsh/site-functions/_dlint"
"$dlint" completions fish >"$share/fish/vendor_completions.d/dlint.fish"
"$maturin" build --release --locked --out "$out" "$@"
