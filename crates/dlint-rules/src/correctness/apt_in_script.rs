//! DL3027 apt-in-script. Spec: rules/DL3027-apt-in-script.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_shell::Word;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::add_words::add_words;
use crate::support::first_in_step::{first_in_step, same_in_step};
use crate::support::given::Given;

pub(crate) static RULE: Rule = Rule::new("DL3027", "apt-in-script", Check::Command(&["apt"], check))
    .category(Category::Correctness)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Safe));

/// The option of `apt-get upgrade` that `apt upgrade` has by itself.
const NEW: &str = "--with-new-pkgs";

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(word) = command.name_word().filter(|_| command.step.keyword == Keyword::Run) else { return };
    // One will do for a step.
    if !first_in_step(command, cx) {
        return;
    }
    let mut reporter = out
        .report(&RULE, word.span(), "`apt` is made for people at a terminal")
        .why("its options and its output may change from one release to the next, and it says so itself at every call")
        .help("call `apt-get`, or `apt-cache` to search");
    for other in same_in_step(command, cx).skip(1).filter_map(|other| other.command.name_word()) {
        reporter = reporter.secondary(other.span(), "and here");
    }
    let others: Vec<Command<'_>> = same_in_step(command, cx).collect();
    let all: Vec<(Span, &'static str)> = others.iter().filter_map(|other| replacement(other, cx)).collect();
    if !all.is_empty() {
        reporter
            .fix("call `apt-get` or `apt-cache`", Safety::Safe, |edits| {
                edits.scattered();
                for (span, instead) in all {
                    edits.replace(span, instead);
                }
                for (other, verb) in others.iter().filter_map(|other| Some((other, upgrade(other, cx)?))) {
                    add_words(edits, other, verb, &[NEW], cx);
                    // With another word, it is another command.
                    edits.declare_all([
                        Change::Runs("apt-get".to_owned()),
                        Change::RunsNoMore("apt".to_owned()),
                    ]);
                }
            })
            .declares(
                ["apt-get", "apt-cache"].map(|to| Change::Renames { from: "apt".into(), to: to.into() }),
            );
    }
}

/// The word `apt` and what to write instead, if that is the same.
fn replacement(command: &Command<'_>, cx: &Cx<'_>) -> Option<(Span, &'static str)> {
    // `/usr/bin/apt` is written so by choice.
    let word = command.name_word().filter(|word| &*word.text == "apt")?;
    Some((word.span(), instead(&Given::of(command, cx))?))
}

/// The verb of an `apt upgrade`, which installs what the new versions need besides; of `apt-get`, an option does.
fn upgrade(command: &Command<'_>, cx: &Cx<'_>) -> Option<Span> {
    replacement(command, cx)?;
    let has_it = command.arguments().iter().any(|word| word.beginning.ends_with("-new-pkgs"));
    let verb = command.arguments().iter().find(|word| !word.beginning.starts_with('-'));
    verb.filter(|word| word.is("upgrade") && !has_it).map(Word::span)
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
