//! DL3027 apt-in-script. Spec: rules/DL3027-apt-in-script.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_syntax::Keyword;

use crate::support::given::Given;

pub(crate) static RULE: Rule = Rule::new("DL3027", "apt-in-script", Check::Command(&["apt"], check))
    .category(Category::Correctness)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Safe));

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(word) = command.name_word().filter(|_| command.step.keyword == Keyword::Run) else { return };
    let instead = instead(&Given::of(command, cx));
    let reporter = out
        .report(&RULE, word.span(), "`apt` is made for people at a terminal")
        .why("its options and its output may change from one release to the next, and it says so itself at every call")
        .help("call `apt-get`, or `apt-cache` to search");
    // `/usr/bin/apt` is written so by choice.
    if let Some(instead) = instead.filter(|_| &*word.text == "apt") {
        reporter.fix(format!("call `{instead}`"), Safety::Safe, |edits| edits.replace(word.span(), instead));
    }
}

/// The program that has the same command in the same words.
fn instead(given: &Given) -> Option<&'static str> {
    let verb = given.words.iter().find(|word| !word.starts_with('-')).filter(|_| !given.may_have_more)?;
    // A file is installed by its path, an option of `apt` alone is none of the other's.
    match verb.as_str() {
        "install" | "update" | "upgrade" | "remove" | "purge" | "autoremove" | "clean" | "reinstall"
        | "build-dep" | "source" | "download" | "autoclean" => Some("apt-get"),
        "search" | "show" | "policy" | "showsrc" | "depends" | "rdepends" => Some("apt-cache"),
        _ => None,
    }
}
