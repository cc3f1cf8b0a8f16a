//! Shells and interpreters that run a script: what is in the script is not known.

use super::Handler;
use crate::effects::call::{Call, Out};
use crate::effects::options::Usage;
use crate::effects::{Action, Origin, Shape};

pub(super) const COMMANDS: &[(&str, Handler)] = &[
    ("ash", script),
    ("bash", script),
    ("busybox", wrapper),
    ("chroot", script),
    ("dash", script),
    ("eval", super::unknown),
    ("gosu", wrapper),
    ("java", interpreter),
    ("ksh", script),
    ("lua", interpreter),
    ("node", interpreter),
    ("nodejs", interpreter),
    ("perl5", interpreter),
    ("php", interpreter),
    ("Rscript", interpreter),
    ("ruby", interpreter),
    ("runuser", wrapper),
    ("rustup", rustup),
    ("rustup-init", rustup),
    ("service", wrapper),
    ("sh", script),
    ("su", wrapper),
    ("su-exec", wrapper),
    ("sudo", wrapper),
    ("tini", wrapper),
    ("xargs", wrapper),
    ("zsh", script),
];

/// `sh file`: the file is read, and does what it likes.
fn script(call: &Call<'_>, out: &mut Out<'_>) {
    if super::only_asks(call) {
        return;
    }
    let parsed = call.parse(&Usage { stops: true, ..Usage::new("oO", &["--rcfile", "--init-file"]) });
    if let Some(word) = parsed.operands.first() {
        for path in call.paths(word) {
            out.read(path, word.span());
        }
    }
    super::unknown(call, out);
}

/// The same for programs in other languages, unless they only show something.
fn interpreter(call: &Call<'_>, out: &mut Out<'_>) {
    let first = |name: &str| call.words().first().is_some_and(|word| word.is(name));
    let prints = |option: &str, beginnings: &[&str]| {
        let code = call.words().get(1).map(|word| word.beginning.trim_start());
        first(option) && code.is_some_and(|code| beginnings.iter().any(|start| code.starts_with(start)))
    };
    let shows = match call.name {
        "php" => {
            ["-m", "-i", "--ini", "--modules", "--info"].iter().any(|name| first(name))
                || prints("-r", &["echo "])
        }
        "node" | "nodejs" => first("-p") || first("--print") || prints("-e", &["console.log("]),
        "java" => first("--list-modules"),
        "ruby" => prints("-e", &["puts ", "print "]),
        _ => false,
    };
    if !shows && !super::only_asks(call) {
        super::unknown(call, out);
    }
}

/// Something that runs a command which could not be seen.
fn wrapper(call: &Call<'_>, out: &mut Out<'_>) {
    if !call.words().is_empty() && !super::only_asks(call) {
        super::unknown(call, out);
    }
}

/// <https://rust-lang.github.io/rustup/environment-variables.html>
fn rustup(call: &Call<'_>, out: &mut Out<'_>) {
    let home = call.variable_path("RUSTUP_HOME").unwrap_or_else(|| call.home().join(".rustup"));
    let fetches = call.name == "rustup-init"
        || call
            .words()
            .iter()
            .any(|word| matches!(word.value(), Some("install" | "add" | "update" | "default")));
    if fetches {
        out.add(Action::Download { url: None, to: Some(home.clone()) }, out.span);
        out.write(home, Shape::Tree, Origin::Download, out.span);
    }
    if call.name == "rustup-init" {
        let cargo = call.variable_path("CARGO_HOME").unwrap_or_else(|| call.home().join(".cargo"));
        out.write(cargo.join("bin"), Shape::Tree, Origin::Download, out.span);
    }
}
