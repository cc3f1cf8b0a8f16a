//! DL3046 useradd-high-uid-sparse. Spec: rules/DL3046-useradd-high-uid-sparse.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_syntax::Keyword;

use crate::support::add_words::add_words;
use crate::support::given::Given;

pub(crate) static RULE: Rule =
    Rule::new("DL3046", "useradd-high-uid-sparse", Check::Command(&["useradd"], check))
        .category(Category::Size)
        .severity(Severity::Warning)
        .off()
        .fix(FixKind::Always(Safety::Safe));

/// The highest number whose records are still small: 292 bytes for each number below it.
const HIGHEST: u64 = 99_999;

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let given = Given::of(command, cx);
    let has_records = given.letter('l', "bcdefgGkKpRPsuZ") == 0 && !given.has(&["--no-log-init"]);
    let Some(uid) = uid(&given.words).filter(|uid| *uid > HIGHEST && has_records) else { return };
    let Some(word) = command.name_word().filter(|_| command.step.keyword == Keyword::Run) else { return };
    out.report(&RULE, word.span(), format!("a user with the number {uid} makes huge login records"))
        .why("the files have a place for every number up to it: they take no room on the disk of the build, and gigabytes in the layer")
        .fix("leave the login records alone", Safety::Safe, |edits| {
            add_words(edits, command, word.span(), &["-l"], cx);
        });
}

/// The number that the user is to have: `-u 1000`, `-mu1000`, `--uid=1000`.
fn uid(words: &[String]) -> Option<u64> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        let value = if word == "--uid" {
            words.next()?.as_str()
        } else if let Some(value) = word.strip_prefix("--uid=") {
            value
        } else if let Some((letters, value)) = word.strip_prefix('-').and_then(|word| word.split_once('u'))
            && letters
                .bytes()
                .all(|letter| matches!(letter, b'D' | b'm' | b'M' | b'N' | b'o' | b'r' | b'U' | b'l'))
        {
            if value.is_empty() { words.next()?.as_str() } else { value }
        } else {
            continue;
        };
        return value.parse().ok();
    }
    None
}
