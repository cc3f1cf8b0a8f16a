# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The archive of a release.
release
"$root/packaging/archive.sh" "$(dirname "$built")" x86_64-unknown-linux-gnu "$folder/archive" >/dev/null
name=dlint-$version-x86_64-unknown-linux-gnu
tar -xzf "$folder/archive/$name.tar.gz" -C "$folder/archive"
behaves "$folder/archive/$name/dlint"
for file in README.md CHANGELOG.md LICENSE-MIT LICENSE-APACHE man/dlint.1 complete/dlint.bash complete/_dlint; do
    check "$file is in it" test -s "$folder/archive/$name/$file"
done
check "Bash reads its completions" bash -n "$folder/archive/$name/complete/dlint.bash"
echo "archive: $(size "$folder/archive/$name.tar.gz")"
