#!/bin/sh
# A stand-in for apk that leaves behind what apk leaves: an index, a data base, and the packages' files.
#
# A package is a folder with a program of its name; a package ends in 100 kB so that it weighs something.
set -eu
cache=/var/cache/apk
index() {
    mkdir -p "$cache"
    head -c 300000 /bin/busybox >"$cache/APKINDEX.11111111.tar.gz"
    head -c 200000 /bin/busybox >"$cache/APKINDEX.22222222.tar.gz"
}
remove() {
    rm -rf "/usr/lib/$1" "/usr/bin/$1"
    grep -vx "P:$1" /lib/apk/db/installed >/lib/apk/db/installed.new || true
    mv /lib/apk/db/installed.new /lib/apk/db/installed
}
keep=yes
virtual=
verb=
names=
while [ $# -gt 0 ]; do
    case $1 in
    --no-cache) keep=no ;;
    --virtual | -t) virtual=$2 && shift ;;
    --virtual=*) virtual=${1#*=} ;;
    -*) ;;
    *) if [ -z "$verb" ]; then verb=$1; else names="$names $1"; fi ;;
    esac
    shift
done
case $verb in
update) [ $keep = no ] || index ;;
add)
    [ $keep = no ] || [ -e $cache/APKINDEX.11111111.tar.gz ] || index
    for name in $names; do
        mkdir -p "/usr/lib/$name"
        head -c 100000 /bin/busybox >"/usr/lib/$name/data"
        printf '#!/bin/sh\necho %s\n' "$name" >"/usr/bin/$name"
        chmod 755 "/usr/bin/$name"
        echo "P:$name" >>/lib/apk/db/installed
    done
    [ -z "$virtual" ] || echo "$virtual:$names" >>/lib/apk/db/virtual
    ;;
del)
    for name in $names; do
        if grep -q "^$name:" /lib/apk/db/virtual 2>/dev/null; then
            for part in $(sed -n "s/^$name://p" /lib/apk/db/virtual); do remove "$part"; done
            sed -i "/^$name:/d" /lib/apk/db/virtual
        else
            remove "$name"
        fi
    done
    ;;
*) echo "apk: $verb is not known to this stand-in" >&2 && exit 1 ;;
esac
