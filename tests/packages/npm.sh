# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The npm packages: packed, and installed from what was packed. No registry is asked.
release
npm=$folder/npm
node "$root/packaging/npm/build.mjs" "$npm/made" >/dev/null
node "$root/packaging/npm/build.mjs" "$npm/made" linux-x64 "$built" >/dev/null
mkdir -p "$npm/packed" "$npm/project" "$npm/alone"
for package in dockerfile-dlint linux-x64; do
    (cd "$npm/packed" && npm pack --silent "$npm/made/$package" >/dev/null)
done
main=$npm/packed/dockerfile-dlint-$version.tgz
platform=$npm/packed/dockerfile-dlint-linux-x64-$version.tgz
for archive in "$main" "$platform"; do
    check "$(basename "$archive") is packed" test -s "$archive"
    tar -tzf "$archive" >"$folder/out"
    says package/LICENSE-MIT
    says package/README.md
done
echo '{ "private": true }' | tee "$npm/project/package.json" >"$npm/alone/package.json"
# Offline, the other platforms' packages are not there, which is what optional means.
(cd "$npm/project" && npm install --silent --offline "$main" "$platform") >"$folder/out" 2>&1 || {
    cat "$folder/out" >&2
    complain "npm cannot install it"
}
cd "$npm/project"
behaves npx --no -- dlint
behaves "$npm/project/node_modules/.bin/dlint"
# Standard input passes through, and so does what it says.
exits 1 sh -c 'printf "FROM debian:12\nRUN true \\\\\n\n && true\n" | node_modules/.bin/dlint -'
says NoEmptyContinuation

# A signal is for dlint, and the launcher ends as dlint does.
mkfifo "$npm/never"
for signal in INT TERM HUP; do
    status=0
    # A shell that is not interactive tells what it starts in the background to ignore SIGINT.
    python3 - "$npm/project/node_modules/.bin/dlint" "$npm/never" "$signal" <<'PYTHON' || status=$?
import os, signal, subprocess, sys, time

program, never, name = sys.argv[1:]
stdin = os.open(never, os.O_RDWR)
number = getattr(signal, "SIG" + name)
process = subprocess.Popen([program, "-"], stdin=stdin)
children = f"/proc/{process.pid}/task/{process.pid}/children"
for _ in range(200):
    time.sleep(0.05)
    if child := open(children).read().split():
        break
time.sleep(0.3)
process.send_signal(number)
assert process.wait(timeout=10) == -number, process.returncode
assert not os.path.exists(f"/proc/{child[0]}"), "dlint goes on"
PYTHON
    check "SIG$signal ends dlint, and is how the launcher ends" test "$status" = 0
done

# Without the package of the platform it says what to do.
(cd "$npm/alone" && npm install --silent --offline --omit=optional "$main") >/dev/null 2>&1
exits 2 "$npm/alone/node_modules/.bin/dlint" --version
says "the package @dockerfile-dlint/linux-x64 is not installed"
exits 2 node -e 'Object.defineProperty(process, "arch", { value: "mips" }); require(process.argv[1])' \
    "$npm/alone/node_modules/dockerfile-dlint/bin/dlint.js"
says "there is no dlint for linux-mips"
# All packages at once, as a release makes them.
mkdir -p "$npm/archives"
for target in $(node "$root/packaging/npm/build.mjs" --platforms | cut -d ' ' -f 2); do
    mkdir -p "$npm/stand-in/dlint-$version-$target"
    : | tee "$npm/stand-in/dlint-$version-$target/dlint" >"$npm/stand-in/dlint-$version-$target/dlint.exe"
    tar -czf "$npm/archives/dlint-$version-$target.tar.gz" -C "$npm/stand-in" "dlint-$version-$target"
done
exits 0 "$root/packaging/npm/all.sh" "$npm/archives" "$npm/all"
check "there is one for each platform" test "$(find "$npm/all" -mindepth 1 -maxdepth 1 | wc -l)" = 6
cd "$root"
echo "npm: main $(size "$main"), linux-x64 $(size "$platform")"
