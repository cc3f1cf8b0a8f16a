#!/bin/sh
# Makes the stand-ins for base images that the build proofs begin with. No registry is asked.
#
# Usage, as root: setup.sh FOLDER IMAGE…
#
# An image is one of busybox, alpine, debian, python, node. What the folder has already is not made again.
#   busybox  Debian's busybox-static, and nothing else
#   alpine   the same with a stand-in for apk (`apk.sh`), for there is no apk without Alpine's own servers
#   debian   debootstrap, set up as the official image is
#   python   debian with python3 and pip
#   node     debian with nodejs and npm
set -eu

here=$(cd "$(dirname "$0")" && pwd)
folder=$1
shift
mkdir -p "$folder"
mirror=${DLINT_BUILD_MIRROR:-http://deb.debian.org/debian}
# Builds trust whom this machine trusts; Debian's own package would replace the usual file.
trusted=/etc/ssl/machine.crt

in_store() {
    buildah --root "$folder/root" --runroot "$folder/run" --storage-driver overlay "$@"
}

# Names an image that is built from a folder, with the Dockerfile of standard input.
build() {
    in_store bud --quiet --format docker --pull-never --isolation chroot --network host \
        --tag "docker.io/library/$1" --file - "$2"
}

there() {
    in_store inspect --type image "docker.io/library/$1" >/dev/null 2>&1
}

make_busybox() {
    there busybox:1.36 && return
    root=$folder/busybox
    rm -rf "$root"
    mkdir -p "$root/bin" "$root/etc" "$root/home" "$root/root" "$root/sbin" "$root/usr/bin" "$root/var"
    mkdir -m 1777 "$root/tmp"
    cp "$(command -v busybox)" "$root/bin/busybox"
    for applet in $(busybox --list); do
        [ "$applet" = busybox ] || ln -s busybox "$root/bin/$applet"
    done
    echo 'root:x:0:0:root:/root:/bin/sh' >"$root/etc/passwd"
    echo 'root:x:0:' >"$root/etc/group"
    printf 'FROM scratch\nCOPY . /\nCMD ["sh"]\n' | build busybox:1.36 "$root"
    rm -rf "$root"
}

make_alpine() {
    there alpine:3.22 && return
    make_busybox
    printf 'FROM busybox:1.36\nCOPY --chmod=755 apk.sh /sbin/apk\nRUN mkdir -p /etc/apk /lib/apk/db /var/cache/apk\n' |
        build alpine:3.22 "$here"
}

make_debian() {
    there debian:12 && return
    root=$folder/debian
    rm -rf "$root"
    debootstrap --variant=minbase bookworm "$root" "$mirror"
    echo "deb $mirror bookworm main" >"$root/etc/apt/sources.list"
    # What the official image sets, as far as it decides what a layer holds.
    apt=$root/etc/apt/apt.conf.d
    clean='rm -f /var/cache/apt/archives/*.deb /var/cache/apt/archives/partial/*.deb /var/cache/apt/*.bin || true'
    printf 'DPkg::Post-Invoke { "%s"; };\nAPT::Update::Post-Invoke { "%s"; };\n' "$clean" "$clean" >"$apt/docker-clean"
    printf 'Dir::Cache::pkgcache "";\nDir::Cache::srcpkgcache "";\n' >>"$apt/docker-clean"
    echo 'Acquire::Languages "none";' >"$apt/docker-no-languages"
    echo 'Acquire::GzipIndexes "true";' >"$apt/docker-gzip-indexes"
    echo 'force-unsafe-io' >"$root/etc/dpkg/dpkg.cfg.d/docker"
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod 755 "$root/usr/sbin/policy-rc.d"
    rm -rf "$root"/usr/share/doc/* "$root"/usr/share/info/* "$root"/usr/share/locale/* "$root"/usr/share/man/*
    rm -rf "$root"/var/lib/apt/lists/* "$root"/var/cache/apt/*.bin "$root"/var/cache/apt/archives/*.deb
    rm -rf "$root"/var/log/*.log "$root"/var/log/apt/*
    mkdir -p "$root/etc/ssl"
    cp -L /etc/ssl/certs/ca-certificates.crt "$root$trusted"
    printf 'FROM scratch\nCOPY . /\nCMD ["bash"]\n' | build debian:12 "$root"
    rm -rf "$root"
}

make_python() {
    there python:3.11 && return
    make_debian
    mkdir -p "$folder/empty"
    build python:3.11 "$folder/empty" <<DOCKERFILE
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip \\
    && rm -rf /var/lib/apt/lists/* /usr/lib/python3.11/EXTERNALLY-MANAGED && ln -s python3 /usr/bin/python
ENV PIP_CERT=$trusted
DOCKERFILE
}

make_node() {
    there node:18 && return
    make_debian
    mkdir -p "$folder/empty"
    build node:18 "$folder/empty" <<DOCKERFILE
FROM debian:12
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
ENV NODE_EXTRA_CA_CERTS=$trusted
DOCKERFILE
}

# What another version of this script made is no base to compare with.
stamp=$(cat "$here/setup.sh" "$here/apk.sh" | cksum)
if [ "$(cat "$folder/stamp" 2>/dev/null)" != "$stamp" ]; then
    in_store rmi --all --force
    echo "$stamp" >"$folder/stamp"
fi
for image in "$@"; do
    "make_$image"
done
