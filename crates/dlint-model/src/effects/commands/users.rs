//! Commands that add, change and remove users and groups.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};
use crate::path::ImagePath;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("addgroup", addgroup),
    ("adduser", adduser),
    ("chpasswd", passwords),
    ("chsh", accounts),
    ("delgroup", accounts),
    ("deluser", accounts),
    ("groupadd", groupadd),
    ("groupdel", accounts),
    ("groupmod", accounts),
    ("gpasswd", accounts),
    ("passwd", passwords),
    ("useradd", useradd),
    ("userdel", accounts),
    ("usermod", accounts),
    ("vipw", accounts),
];

/// The files that hold the users and groups.
fn edit(out: &mut Out<'_>, names: &[&str]) {
    for name in names {
        out.write(ImagePath::new(name), Shape::File, Origin::Edit, out.span);
    }
}

fn accounts(_call: &Call<'_>, out: &mut Out<'_>) {
    edit(out, &["/etc/passwd", "/etc/group"]);
}

fn passwords(_call: &Call<'_>, out: &mut Out<'_>) {
    edit(out, &["/etc/shadow"]);
}

/// `useradd` of shadow: <https://manpages.debian.org/useradd.8>.
fn useradd(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "bcdefgGkKpRPsuZ",
        &[
            "--base-dir",
            "--comment",
            "--home-dir",
            "--home",
            "--expiredate",
            "--inactive",
            "--gid",
            "--groups",
            "--skel",
            "--key",
            "--password",
            "--root",
            "--prefix",
            "--shell",
            "--uid",
            "--selinux-user",
        ],
    ));
    let uid = parsed.value(&["-u", "--uid"]).and_then(|uid| call.value_of(uid).known()?.parse().ok());
    let Some(word) = parsed.operands.first() else { return };
    let name = call.text(word);
    out.add(Action::AddUser { name: name.clone(), uid, group: false }, word.span());
    edit(out, &["/etc/passwd", "/etc/group", "/etc/shadow"]);
    if parsed.has(&["-m", "--create-home"]) {
        let home = match parsed.value(&["-d", "--home-dir", "--home"]) {
            Some(home) => call.option_path(home),
            None => ImagePath::new("/home")
                .join(&call.values(word).into_iter().next().map_or_else(String::new, |value| value.text)),
        };
        out.write(home, Shape::Tree, Origin::Create, word.span());
    }
}

/// The `adduser` of Debian, and the one of busybox: <https://manpages.debian.org/adduser.8>. Options of both.
fn adduser(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new(
        "hgsGuk",
        &[
            "--home",
            "--shell",
            "--gecos",
            "--comment",
            "--uid",
            "--gid",
            "--ingroup",
            "--conf",
            "--firstuid",
            "--lastuid",
            "--add_extra_groups",
        ],
    ));
    let uid = parsed.value(&["-u", "--uid"]).and_then(|uid| call.value_of(uid).known()?.parse().ok());
    let Some(word) = parsed.operands.first() else { return };
    if parsed.operands.len() > 1 {
        // `adduser user group`: nobody is new.
        return edit(out, &["/etc/group"]);
    }
    let group = parsed.has(&["--group"]) && !parsed.has(&["--system"]);
    out.add(Action::AddUser { name: call.text(word), uid, group }, word.span());
    edit(out, &["/etc/passwd", "/etc/group", "/etc/shadow"]);
    let system = parsed.has(&["-S", "--system", "-H", "--no-create-home"]) && !parsed.has(&["--home", "-h"]);
    if !system && !group {
        let home = match parsed.value(&["-h", "--home"]) {
            Some(home) => call.option_path(home),
            None => ImagePath::new("/home")
                .join(&call.values(word).into_iter().next().map_or_else(String::new, |value| value.text)),
        };
        out.write(home, Shape::Tree, Origin::Create, word.span());
    }
}

fn groupadd(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed =
        call.parse(&Usage::new("gKpRPU", &["--gid", "--key", "--password", "--root", "--prefix", "--users"]));
    add_group(call, out, &parsed);
}

fn addgroup(call: &Call<'_>, out: &mut Out<'_>) {
    let parsed = call.parse(&Usage::new("g", &["--gid", "--conf", "--firstgid", "--lastgid"]));
    if parsed.operands.len() > 1 {
        // `addgroup user group`: the group is there.
        return edit(out, &["/etc/group"]);
    }
    add_group(call, out, &parsed);
}

fn add_group(call: &Call<'_>, out: &mut Out<'_>, parsed: &crate::effects::options::Parsed<'_>) {
    let gid = parsed.value(&["-g", "--gid"]).and_then(|gid| call.value_of(gid).known()?.parse().ok());
    let Some(word) = parsed.operands.first() else { return };
    out.add(Action::AddUser { name: call.text(word), uid: gid, group: true }, word.span());
    edit(out, &["/etc/group"]);
}
