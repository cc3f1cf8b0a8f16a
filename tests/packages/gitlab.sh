# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The script of the job for GitLab, as a runner would run it.
job=$folder/gitlab
mkdir -p "$job"
# The lines of the script's only entry, without their indentation.
sed -n '/^    - |$/,/^  artifacts:/p' "$root/ci/gitlab/dlint.yml" | sed '1d;$d;s/^      //' >"$job/script"
check "the script is found" grep -q '"\$dlint"' "$job/script"

gitlab() { # STATUS NAME=VALUE…
    exits "$1" env -C "$folder/projects" DLINT_VERSION="$version" DLINT_SHA256= DLINT_PATH= DLINT_PATHS=. DLINT_FAIL_ON= \
        DLINT_DOWNLOAD_BASE="file://$job/releases" "${@:2}" sh "$job/script"
}

cat >"$job/says" <<'SH'
#!/bin/sh
for argument; do printf '<%s>' "$argument"; done
SH
chmod +x "$job/says"
gitlab 0 DLINT_PATH="$job/says" DLINT_PATHS="good *.x" DLINT_FAIL_ON=error
says "<--output-format><full><--output-format><gitlab=gl-code-quality-report.json><--fail-on=error><--><good><*.x>"

target=$(uname -m)-unknown-linux-musl
mkdir -p "$job/releases/v$version" "$job/built"
wrapper "$job/built/dlint"
"$root/packaging/archive.sh" "$job/built" "$target" "$job/releases/v$version" >/dev/null
(cd "$job/releases/v$version" && sha256sum ./*.tar.gz | sed 's|\./||' >SHA256SUMS)
if printf 'FROM scratch\n' | "$dlint" --output-format gitlab - >/dev/null 2>&1; then
    gitlab 0 DLINT_PATHS=good
    gitlab 1 DLINT_PATHS=bad
    check "the report is written" grep -q NoEmptyContinuation "$folder/projects/gl-code-quality-report.json"
    gitlab 2 DLINT_PATHS=wrong
else
    echo "gitlab: this dlint has no format for GitLab yet; the script was run with a stand-in"
fi
gitlab 1 DLINT_SHA256="$(printf '%064d' 0)"
echo tampered >>"$job/releases/v$version/dlint-$version-$target.tar.gz"
gitlab 1
check "the job runs the version of these sources" grep -qF "DLINT_VERSION: \"$version\"" "$root/ci/gitlab/dlint.yml"
