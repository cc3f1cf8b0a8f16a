# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The lines of the pages, as they stand there.
mkdir -p "$folder/pages/bin" "$folder/pages/home" "$folder/pages/project"
ln -sf "$dlint" "$folder/pages/bin/dlint"
cp "$folder/projects/bad/Dockerfile" "$folder/pages/project/"
export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_SYSTEM=/dev/null
git() { command git -c user.name=dlint -c user.email=dlint@localhost -c init.defaultBranch=main "$@"; }
git -C "$folder/pages/project" init --quiet
git -C "$folder/pages/project" add --all
git -C "$folder/pages/project" commit --quiet --message "a project"

# The lines of a page's blocks for a shell that begin with `dlint` or `mkdir`.
lines_of() { # PAGE
    sed -n '/^```sh$/,/^```$/p' "$root/$1" | grep -E '^(dlint|mkdir) '
}
for page in docs/ci.md docs/installing.md; do
    lines_of "$page" >"$folder/pages/lines"
    check "$page has lines" test -s "$folder/pages/lines"
    while IFS= read -r line; do
        status=0
        (cd "$folder/pages/project" && HOME=$folder/pages/home PATH=$folder/pages/bin:$PATH sh -c "$line") \
            >"$folder/out" 2>&1 </dev/null || status=$?
        case $line in
            # What is known, and what nobody changed, is no reason to fail.
            *baseline* | *--new-since* | mkdir* | *completions* | *man* | *'--fail-on error'*) expected=0 ;;
            *) expected=1 ;;
        esac
        [ "$status" = "$expected" ] || {
            complain "$page: \`$line\` exits with $status, not with $expected"
            sed 's/^/    /' "$folder/out" >&2
        }
    done <"$folder/pages/lines"
done
check "SARIF is written" grep -q NoEmptyContinuation "$folder/pages/project/dlint.sarif"
check "the manual is written" test -s "$folder/pages/home/.local/share/man/man1/dlint.1"

# The recipe that commits repairs: its steps, with a folder in the place of GitHub.
recipe=$folder/pages/recipe
sed -n '/^      - name: Push what was repaired$/,/^        env:$/p' "$root/docs/ci.md" | sed '1,2d;$d;s/^          //' >"$recipe"
check "the recipe is found" grep -q '^git push' "$recipe"
git clone --quiet --bare "$folder/pages/project" "$folder/pages/server.git"
git clone --quiet "$folder/pages/server.git" "$folder/pages/clone"
branch='a;touch${IFS}pwned'
push() {
    env -C "$folder/pages/clone" GITHUB_REPOSITORY=owner/name BRANCH="$branch" TOKEN=secret GIT_CONFIG_COUNT=1 \
        GIT_CONFIG_KEY_0="url.$folder/pages/server.git.insteadOf" \
        GIT_CONFIG_VALUE_0="https://x-access-token:secret@github.com/owner/name" bash -e "$recipe"
}
exits 0 push
check "nothing is pushed where nothing was repaired" test -z "$(git -C "$folder/pages/server.git" branch --list 'a;*')"
exits 0 "$dlint" --fix-only "$folder/pages/clone"
exits 0 push
check "what was repaired is pushed" test "$(git -C "$folder/pages/server.git" log --oneline "$branch" | wc -l)" = 2
check "the name of a branch is no script" test ! -e "$folder/pages/clone/pwned"
exits 0 "$dlint" --fix-only "$folder/pages/clone"
exits 0 push
check "a second run changes nothing" test "$(git -C "$folder/pages/server.git" log --oneline "$branch" | wc -l)" = 2
