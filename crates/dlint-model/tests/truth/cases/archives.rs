//! `tar`, `unzip`, `zip`, `cpio`, `ar`.

use crate::case::{Case, case};

/// Packs `dir` as `a.tar`, and puts it away.
const TAR: &str = "tar cf a.tar dir && rm -r dir";
const TGZ: &str = "tar czf a.tgz dir && rm -r dir";
const ZIP: &str = "zip -qr a.zip dir && rm -r dir";
const DIR: &[&str] = &["dir/x", "dir/sub/y"];

pub(crate) const CASES: &[Case] = &[
    case("tar: extracts", DIR, "tar xf a.tar").first(TAR),
    case("tar: extracts with dashes", DIR, "tar -x -v -f a.tar").first(TAR),
    case("tar: extracts with long options", DIR, "tar --extract --file a.tar").first(TAR),
    case("tar: extracts with long options and equals signs", DIR, "tar --get --file=a.tar --verbose")
        .first(TAR),
    case("tar: extracts into a folder", DIR, "mkdir o && tar -xf a.tar -C o").first(TAR),
    case("tar: extracts into a folder of a long option", DIR, "mkdir o && tar xf a.tar --directory=o")
        .first(TAR),
    case("tar: letters without a dash, in their order", DIR, "mkdir o && tar xfC a.tar o").first(TAR),
    case("tar: an absolute folder", DIR, "mkdir @/opt; tar -C @/opt -xzf a.tgz").first(TGZ),
    case("tar: without the first folder", DIR, "tar xzf a.tgz --strip-components=1").first(TGZ),
    case("tar: without the first folder, in two words", DIR, "tar xzf a.tgz --strip-components 1").first(TGZ),
    case("tar: one member", DIR, "tar xf a.tar dir/sub").first(TAR),
    case("tar: a member into a folder", DIR, "mkdir o && tar xzf a.tgz -C o --strip-components=1 dir/x")
        .first(TGZ),
    case("tar: members by a pattern", DIR, "tar xf a.tar --wildcards 'dir/s*'").first(TAR),
    case("tar: without some", DIR, "tar xf a.tar --exclude sub").first(TAR),
    case("tar: prints a member", DIR, "tar xOf a.tar dir/x > x").first(TAR),
    case("tar: lists", DIR, "tar tf a.tar && tar -tvzf b.tgz").first("tar cf a.tar dir && tar czf b.tgz dir"),
    case("tar: from a pipe", DIR, "cat a.tar | tar x").first(TAR),
    case("tar: from a pipe, by a dash", DIR, "mkdir o && gzip -dc a.tgz | tar -C o -xf -").first(TGZ),
    case("tar: from a redirection", DIR, "tar xz < a.tgz").first(TGZ),
    case("tar: then the archive is deleted", DIR, "tar xf a.tar && rm a.tar").first(TAR),
    case("tar: bzip2", DIR, "tar xjf a.tbz").first("tar cjf a.tbz dir").needs("bzip2"),
    case("tar: xz", DIR, "tar -xJf a.txz -C dir").first("tar cJf a.txz dir").needs("xz"),
    case("tar: a program of its own", DIR, "tar -I gzip -xf a.tgz").first(TGZ),
    case("tar: keeps the owner", DIR, "tar --no-same-owner -xpf a.tar").first(TAR),
    case("tar: one folder for all", DIR, "tar xf a.tar --one-top-level=top").first(TAR),
    case("tar: packs", DIR, "tar cf out.tar dir"),
    case("tar: packs with a dash", DIR, "tar -czf out.tgz dir"),
    case("tar: packs with long options", DIR, "tar --create --gzip --file=out.tgz dir"),
    case("tar: packs from a folder", DIR, "tar -cf out.tar -C dir x sub"),
    case("tar: packs all of a folder", DIR, "tar -C dir -czf out.tgz ."),
    case("tar: packs without some", DIR, "tar czf out.tgz --exclude=sub dir"),
    case("tar: packs a pattern", DIR, "cd dir && tar cf ../out.tar *"),
    case("tar: packs into a pipe", DIR, "tar cf - dir | gzip > out.tgz"),
    case("tar: copies through a pipe", DIR, "mkdir o && tar cf - dir | tar xf - -C o"),
    case(
        "tar: copies through a pipe from a folder",
        DIR,
        "mkdir o && tar -C dir -cf - . | (cd o && tar xf -)",
    ),
    case("tar: packs and deletes", DIR, "tar cf out.tar --remove-files dir"),
    case("tar: adds", DIR, "tar rf a.tar dir/x").first("tar cf a.tar dir"),
    case("tar: members from a list", &["dir/x", "list: dir/x"], "tar cf out.tar -T list"),
    case("unzip: extracts", DIR, "unzip -q a.zip").first(ZIP),
    case("unzip: into a new folder", DIR, "unzip -q a.zip -d o").first(ZIP),
    case("unzip: into a folder, options together", DIR, "unzip -qod o a.zip").first(ZIP),
    case("unzip: one member", DIR, "unzip -o a.zip dir/x").first(ZIP),
    case("unzip: without some", DIR, "unzip a.zip -x 'dir/sub/*' dir/sub").first(ZIP),
    case("unzip: without folders", DIR, "unzip -j a.zip dir/x -d o").first(ZIP),
    case("unzip: prints a member", DIR, "unzip -p a.zip dir/x > x").first(ZIP),
    case("unzip: lists", DIR, "unzip -l a.zip && unzip -tq a.zip").first(ZIP),
    case("unzip: several, by a quoted pattern", DIR, "unzip -q '*.zip'").first(ZIP),
    case("unzip: without the ending", DIR, "unzip -q a").first(ZIP),
    case("zip: packs", DIR, "zip -qr out.zip dir"),
    case("zip: packs files", &["a", "b"], "zip -9 out.zip a b"),
    case("zip: adds the ending", &["a"], "zip out a"),
    case("zip: without some", DIR, "zip -r out.zip dir -x 'dir/sub/*' '*.git*'"),
    case("zip: moves", &["a", "b"], "zip -m out.zip a"),
    case("zip: into a pipe", &["a"], "zip -q - a > out.zip"),
    case("zip: deletes a member", DIR, "zip -d a.zip dir/x").first(ZIP),
    case("cpio: extracts", DIR, "cpio -idm < a.cpio").first("find dir | cpio -o > a.cpio && rm -r dir"),
    case("cpio: copies", DIR, "mkdir o && find dir | cpio -pdm o"),
    case("cpio: packs", DIR, "find dir | cpio -o > a.cpio"),
    case("ar: packs and extracts", &["a", "b"], "ar rc x.a a b && rm a && ar x x.a a"),
];
