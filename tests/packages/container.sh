# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# The container, as root with buildah: of a program that is linked against nothing, for no registry is asked.
target=x86_64-unknown-linux-musl
if ! command -v buildah >/dev/null || [ "$(id -u)" != 0 ]; then
    complain "it needs buildah and root"
    return
fi
release "$target"
exits 0 "$dlint" "$root/packaging/container"
given=$root/dist/container/amd64
mkdir -p "$given"
cp "$built" "$given/dlint"
store=(--root "$folder/store/root" --runroot "$folder/store/run" --storage-driver vfs)
image=localhost/dlint:test
exits 0 buildah "${store[@]}" bud --quiet --pull-never --isolation chroot --build-arg BINARY=given --build-arg TARGETARCH=amd64 \
    --tag "$image" --file "$root/packaging/container/Dockerfile" "$root"
rm -rf "$root/dist/container"

# What a run of it says of itself.
buildah "${store[@]}" inspect --type image --format '{{.OCIv1.Config.User}} {{.OCIv1.Config.WorkingDir}} {{.OCIv1.Config.Entrypoint}}' \
    "$image" >"$folder/out"
says "65532:65532 /work [/usr/bin/dlint]"
container=$(buildah "${store[@]}" from --pull-never "$image")
# buildah has no `docker run`: it starts what it is told, as the user and in the folder of the image.
in_container() {
    buildah "${store[@]}" run --isolation chroot --volume "$folder/projects:/work:ro" "$container" -- /usr/bin/dlint "$@"
}
chmod -R a+rX "$folder/projects" && chmod a+x "$folder"
exits 0 in_container --version
says "dlint $version"
exits 0 in_container good
exits 1 in_container bad
says NoEmptyContinuation
exits 2 in_container wrong
# Without a path it is the folder that is mounted.
exits 2 in_container
says "wrong/dlint.toml:1:1"
mount=$(buildah "${store[@]}" mount "$container")
find "$mount" -type f -printf '%p %s\n' >"$folder/out"
check "there is nothing but dlint in it" test "$(grep -c . "$folder/out")" -le 4
exits 0 buildah "${store[@]}" push --quiet "$image" "oci-archive:$folder/image.tar"
echo "container: $(size "$folder/image.tar") packed, $(size "$mount/usr/bin/dlint") unpacked"
buildah "${store[@]}" umount "$container" >/dev/null
buildah "${store[@]}" rm "$container" >/dev/null

# What is sent to the builder is enough to build dlint of, and no more.
printf 'FROM scratch\nCOPY . /\n' >"$folder/context.Dockerfile"
exits 0 buildah "${store[@]}" bud --quiet --pull-never --isolation chroot --tag localhost/context --file "$folder/context.Dockerfile" "$root"
container=$(buildah "${store[@]}" from --pull-never localhost/context)
mount=$(buildah "${store[@]}" mount "$container")
mkdir -p "$folder/context"
cp -r "$mount/." "$folder/context"
buildah "${store[@]}" umount "$container" >/dev/null
check "there are no tests in the context" test ! -e "$folder/context/tests"
# With the dependencies that are there already, which is a minute.
exits 0 env -C "$folder/context" cargo check --quiet --locked --offline --package dlint
