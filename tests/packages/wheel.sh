# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The wheel: made as for a release, installed by pip into a place of its own.
if [ ! -x "$cache/venv/bin/maturin" ]; then
    python3 -m venv "$cache/venv"
    "$cache/venv/bin/pip" install --quiet 'maturin>=1.9,<2'
fi
"$root/packaging/wheel.sh" "$cache/venv/bin/maturin" "$folder/wheel" >"$folder/out" 2>&1 || {
    cat "$folder/out" >&2
    complain "the wheel cannot be made"
}
wheel=$(echo "$folder/wheel/dockerfile_dlint-$version"-py3-none-*.whl)
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --no-index --no-deps "$wheel"
behaves "$folder/venv/bin/dlint"
exits 0 "$folder/venv/bin/pip" show --files dockerfile-dlint
says "share/man/man1/dlint-check.1"
check "it says its licence" grep -qr "^License-Expression: MIT OR Apache-2.0" --include METADATA "$folder/venv/lib"
check "pip puts the pages where man looks" test -s "$folder/venv/share/man/man1/dlint.1"
check "and the completions" test -s "$folder/venv/share/bash-completion/completions/dlint"
check "nothing of it stays in the sources" test ! -e "$root/packaging/wheel/data/share/man"
"$folder/venv/bin/pip" uninstall --quiet --yes dockerfile-dlint
check "pip takes all of it away again" test ! -e "$folder/venv/share/man/man1/dlint.1"
echo "wheel: $(basename "$wheel"), $(size "$wheel")"
