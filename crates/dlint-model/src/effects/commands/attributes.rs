//! Commands that change what a file is, and leave its bytes alone: its mode, its owner. A layer stores the whole file
//! again all the same.

use super::Handler;
use crate::effects::Action;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("chattr", chattr),
    ("chcon", chattr),
    ("chgrp", chgrp),
    ("chmod", chmod),
    ("chown", chown),
    ("setcap", setcap),
    ("setfacl", setfacl),
    ("setfattr", setfattr),
];

fn chmod(call: &Call<'_>, out: &mut Out<'_>) {
    // A mode can look like an option: `chmod -x file`.
    let mode =
        |text: &str| text.len() > 1 && text.chars().skip(1).all(|letter| "rwxXstugoa,+=-".contains(letter));
    let is_mode =
        |text: &str| text.starts_with('-') && !matches!(text, "-R" | "-v" | "-c" | "-f") && mode(text);
    // Behind `--` it is the first operand.
    let mut options = call.words().iter().take_while(|word| !word.is("--"));
    let dashed = options.find(|word| is_mode(&word.beginning) && !word.beginning.starts_with("--"));
    let parsed = call.parse(&Usage::new("", &["--reference"]));
    let recursive = parsed.has(&["-R", "--recursive"]);
    let mut operands = parsed.operands.as_slice();
    let mut to = dashed.and_then(|word| call.text(word));
    if dashed.is_none() && !parsed.has(&["--reference"]) {
        let Some((first, rest)) = operands.split_first() else { return };
        to = call.text(first);
        operands = rest;
    }
    for word in operands {
        for path in call.paths(word) {
            out.add(Action::Mode { path, mode: to.clone(), recursive }, word.span());
        }
    }
}

fn chown(call: &Call<'_>, out: &mut Out<'_>) {
    change_owner(call, out, |owner| owner);
}

fn chgrp(call: &Call<'_>, out: &mut Out<'_>) {
    change_owner(call, out, |group| format!(":{group}"));
}

fn change_owner(call: &Call<'_>, out: &mut Out<'_>, owner_of: impl Fn(String) -> String) {
    let parsed = call.parse(&Usage::new("", &["--reference", "--from"]));
    let recursive = parsed.has(&["-R", "--recursive"]);
    let mut operands = parsed.operands.as_slice();
    let mut owner = None;
    if !parsed.has(&["--reference"]) {
        let Some((first, rest)) = operands.split_first() else { return };
        owner = call.values(first).into_iter().next().map(|value| owner_of(value.text));
        operands = rest;
    }
    for word in operands {
        for path in call.paths(word) {
            out.add(Action::Owner { path, owner: owner.clone(), recursive }, word.span());
        }
    }
}

fn setfacl(call: &Call<'_>, out: &mut Out<'_>) {
    let usage = Usage::new("mxM", &["--modify", "--remove", "--modify-file", "--restore"]);
    others(call, out, &usage, 0);
}

fn setfattr(call: &Call<'_>, out: &mut Out<'_>) {
    others(call, out, &Usage::new("nvx", &["--name", "--value", "--remove"]), 0);
}

fn chattr(call: &Call<'_>, out: &mut Out<'_>) {
    others(call, out, &Usage::default(), 1);
}

fn setcap(call: &Call<'_>, out: &mut Out<'_>) {
    let usage = Usage::new("n", &[]);
    let removes = call.parse(&usage).has(&["-r"]);
    others(call, out, &usage, usize::from(!removes));
}

/// All operands but the first `skip` are files.
fn others(call: &Call<'_>, out: &mut Out<'_>, usage: &Usage, skip: usize) {
    let parsed = call.parse(usage);
    let recursive = parsed.has(&["-R", "--recursive"]);
    for word in parsed.operands.iter().skip(skip) {
        for path in call.paths(word) {
            out.add(Action::Owner { path, owner: None, recursive }, word.span());
        }
    }
}
