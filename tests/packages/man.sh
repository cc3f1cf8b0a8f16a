# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# Manual pages: one for each command, which `man` reads without a complaint, and which say what the help says.
exits 0 "$dlint" man --folder "$folder/man"
for page in dlint dlint-check dlint-config dlint-config-show dlint-rule dlint-image dlint-hadolint dlint-lsp dlint-man \
    dlint-completions dlint-debug; do
    check "$page(1) is there" test -s "$folder/man/$page.1"
done
"$dlint" man >"$folder/dlint.1"
check "\`dlint man\` prints dlint(1)" cmp -s "$folder/dlint.1" "$folder/man/dlint.1"
if command -v man >/dev/null && command -v groff >/dev/null; then
    for page in "$folder"/man/*.1; do
        LC_ALL=C.UTF-8 MANWIDTH=100 man --warnings=w -l "$page" >"$folder/page" 2>"$folder/out"
        check "$(basename "$page") is read without a complaint" test ! -s "$folder/out"
    done
    LC_ALL=C.UTF-8 MANWIDTH=100 man -l "$folder/man/dlint.1" >"$folder/out" 2>&1
    says "--fail-on"
    says "Exit status: 0 nothing at or above --fail-on"
else
    echo "man: nobody reads the pages, for there is no man or no groff here"
fi
# Where it cannot write, it says so.
exits 2 "$dlint" man --folder "$folder/dlint.1"
says "the manual pages could not be written to"
