# shellcheck shell=bash disable=SC2154,SC2016,SC2164 # run.sh sets the variables, and stops where something fails
# `cargo install`, from the folder and from git. What was built for the other packages is used again.
cargo install --quiet --locked --path "$root/crates/dlint" --root "$folder/cargo"
behaves "$folder/cargo/bin/dlint"
if [ "${DLINT_PACKAGE_GIT:-}" = 1 ]; then
    # In a folder of its own, for cargo takes what the same version was built to elsewhere; and without the
    # optimizations of a release.
    env CARGO_TARGET_DIR="$folder/cargo-target" CARGO_PROFILE_RELEASE_LTO=off CARGO_PROFILE_RELEASE_OPT_LEVEL=0 \
        CARGO_PROFILE_RELEASE_CODEGEN_UNITS=16 \
        cargo install --quiet --locked --git "file://$root" --root "$folder/cargo-git" dlint
    behaves "$folder/cargo-git/bin/dlint"
else
    echo "cargo: from git it is built anew, which takes minutes: DLINT_PACKAGE_GIT=1 does it"
fi
