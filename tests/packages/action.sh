# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The steps of the action for GitHub, as a runner would run them.
action=$root/action
mkdir -p "$folder/action"

step() { # STATUS SCRIPT NAME=VALUE…: a step with nothing but these inputs
    local status=$1 script=$2
    shift 2
    : >"$folder/outputs"
    # With what a runner has of ours.
    exits "$status" env -C "$folder/projects" RUNNER_OS=Linux RUNNER_ARCH=X64 RUNNER_TEMP="$folder/action" \
        GITHUB_ACTION_PATH="$root" GITHUB_OUTPUT="$folder/outputs" "$@" bash "$action/$script"
}
has_output() { grep -qxF -- "$1" "$folder/outputs" || complain "there is no output \`$1\`"; }

# One that is there already, named as a file and by its name.
step 0 install.sh INPUT_DLINT_PATH="$dlint"
has_output "path=$dlint"
has_output "version=dlint $version"
mkdir -p "$folder/action/path"
ln -sf "$dlint" "$folder/action/path/dlint"
step 0 install.sh INPUT_DLINT_PATH=dlint PATH="$folder/action/path:$PATH"
has_output "path=$folder/action/path/dlint"
step 2 install.sh INPUT_DLINT_PATH=no-such-program
says "::error title=dlint::"
step 2 install.sh INPUT_DLINT_PATH=/no/such/program

# A release, as packaging/archive.sh makes it, from a server that is a folder.
target=x86_64-unknown-linux-musl
base=$folder/action/releases
mkdir -p "$base/v$version" "$folder/action/built"
# What is packed calls the real one: a dlint that was not built for a release takes long to pack.
wrapper "$folder/action/built/dlint"
"$root/packaging/archive.sh" "$folder/action/built" "$target" "$base/v$version" >/dev/null
archive=dlint-$version-$target.tar.gz
(cd "$base/v$version" && sha256sum ./*.tar.gz | sed 's|\./||' >SHA256SUMS)
step 0 install.sh INPUT_DOWNLOAD_BASE="file://$base"
has_output "version=dlint $version"
installed=$(sed -n 's/^path=//p' "$folder/outputs")
check "it is the one of the release" cmp -s "$installed" "$folder/action/built/dlint"
step 0 install.sh INPUT_DOWNLOAD_BASE="file://$base" INPUT_VERSION="v$version"
sum=$(cut -d ' ' -f 1 "$base/v$version/SHA256SUMS")
step 0 install.sh INPUT_DOWNLOAD_BASE="file://$base" INPUT_SHA256="$(printf '%s' "$sum" | tr a-f A-F)"
# What is not what was released is not run.
step 2 install.sh INPUT_DOWNLOAD_BASE="file://$base" INPUT_SHA256="$(printf '%064d' 0)"
says "it is not what was released"
echo tampered >>"$base/v$version/$archive"
step 2 install.sh INPUT_DOWNLOAD_BASE="file://$base"
says "it is not what was released"
: >"$base/v$version/SHA256SUMS"
step 2 install.sh INPUT_DOWNLOAD_BASE="file://$base"
says "there is no SHA-256"
step 2 install.sh INPUT_DOWNLOAD_BASE="file://$base" INPUT_VERSION=9.9.9
says "cannot be downloaded"
step 2 install.sh INPUT_DOWNLOAD_BASE="http://localhost" INPUT_VERSION=9.9.9
says "cannot be downloaded"
step 2 install.sh RUNNER_ARCH=RISCV64
says "there is no release for Linux on RISCV64"
# An input is no script, no option and no second command to the runner.
step 2 install.sh INPUT_VERSION='$(touch pwned)'
step 2 install.sh INPUT_VERSION='../../x'
step 2 install.sh INPUT_VERSION=$'0.1.0\n::set-output name=x::y'
check "nothing of an input is run" test ! -e "$folder/projects/pwned"
check "an input ends no line" test "$(grep -c '^::' "$folder/out")" = 1

# What dlint is called with. A stand-in says it; it ends as it is told.
cat >"$folder/action/says" <<'SH'
#!/bin/sh
for argument; do printf '<%s>' "$argument"; done
pwd
exit "${STATUS:-0}"
SH
chmod +x "$folder/action/says"
step 0 run.sh DLINT="$folder/action/says"
says "<--output-format><github><--><.>"
has_output exit-code=0
step 1 run.sh DLINT="$folder/action/says" STATUS=1 INPUT_ANNOTATE=false INPUT_FAIL_ON=error INPUT_SARIF_FILE=a.sarif \
    INPUT_ARGS=$'--select\nALL\n\n--ignore=DL3007\r' INPUT_PATHS=$'-x\na b/Dockerfile' INPUT_WORKING_DIRECTORY=good
says "<--output-format><full><--output-format><sarif=a.sarif><--fail-on=error><--select><ALL><--ignore=DL3007><--><-x><a b/Dockerfile>"
says "$folder/projects/good"
has_output exit-code=1
check "a file that is not there is no output" test "$(grep -c sarif-file "$folder/outputs")" = 0
step 0 run.sh DLINT="$folder/action/says" INPUT_ARGS='$(touch pwned) `touch pwned`; touch pwned' INPUT_PATHS='* $(touch pwned)'
says '<$(touch pwned) `touch pwned`; touch pwned><--><* $(touch pwned)>'
check "nothing of an input is run" test ! -e "$folder/projects/pwned"
step 2 run.sh DLINT="$folder/action/says" INPUT_ANNOTATE=perhaps
has_output exit-code=2
step 2 run.sh DLINT="$folder/action/says" INPUT_SARIF_FILE=$'a\nexit-code=0'
step 2 run.sh DLINT="$folder/action/says" INPUT_WORKING_DIRECTORY=nowhere

# And the real one.
if printf 'FROM scratch\n' | "$dlint" --output-format github - >/dev/null 2>&1; then
    step 0 run.sh DLINT="$dlint" INPUT_PATHS=good INPUT_SARIF_FILE=dlint.sarif
    has_output exit-code=0
    has_output sarif-file=dlint.sarif
    step 1 run.sh DLINT="$dlint" INPUT_PATHS=Dockerfile INPUT_SARIF_FILE=dlint.sarif INPUT_WORKING_DIRECTORY=bad
    says "::warning file="
    has_output exit-code=1
    has_output sarif-file=bad/dlint.sarif
    check "SARIF is written" grep -q NoEmptyContinuation "$folder/projects/bad/dlint.sarif"
    step 0 run.sh DLINT="$dlint" INPUT_PATHS=bad INPUT_FAIL_ON=error INPUT_ANNOTATE=false
    says "NoEmptyContinuation"
    # What the recipe of docs/ci.md does, and what it says of forks.
    step 1 run.sh DLINT="$dlint" INPUT_PATHS=bad INPUT_ARGS=--diff INPUT_ANNOTATE=false
    step 0 run.sh DLINT="$dlint" INPUT_PATHS=bad INPUT_ARGS=--fix-only INPUT_ANNOTATE=false
    step 2 run.sh DLINT="$dlint" INPUT_PATHS=wrong
    has_output exit-code=2
else
    echo "action: this dlint has no format for GitHub yet; the steps were run with a stand-in"
fi

# No text of a workflow becomes a part of a script.
check "inputs reach the scripts through the environment" \
    test -z "$(sed -n '/^runs:/,$p' "$root/action.yml" | grep -n 'run:.*\${{' || true)"
