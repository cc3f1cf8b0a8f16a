//! DL3047 noisy-wget. Spec: rules/DL3047-noisy-wget.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_model::base_image::Family;
use dlint_syntax::Keyword;

use crate::support::add_words::add_words;
use crate::support::given::Given;

pub(crate) static RULE: Rule = Rule::new("DL3047", "noisy-wget", Check::Command(&["wget"], check))
    .category(Category::Style)
    .severity(Severity::Info)
    .off()
    .fix(FixKind::Sometimes(Safety::Safe));

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(step), Some(word)) = (command.step.model, command.name_word()) else { return };
    let errors_go_elsewhere = command.redirections.iter().any(|redirection| {
        redirection.operator.writes() && redirection.number() == 2
            || matches!(
                redirection.operator,
                dlint_shell::RedirectionOperator::WriteBoth | dlint_shell::RedirectionOperator::AppendBoth
            )
    });
    if command.step.keyword != Keyword::Run
        || step.state.is_windows()
        || errors_go_elsewhere
        || is_quiet(&Given::of(command, cx))
    {
        return;
    }
    let reporter = out
        .report(&RULE, word.span(), "the progress of `wget` floods the build log")
        .why("where there is no terminal it writes a line for every few kilobytes, and what matters drowns in them")
        .help("add `--progress=dot:giga`, or `-nv` for no progress at all");
    // BusyBox' own refuses the option.
    let is_gnu = matches!(
        step.state.family,
        Some(Family::Debian | Family::Ubuntu | Family::Rhel | Family::Suse | Family::Arch)
    );
    if is_gnu {
        reporter.fix("report less progress", Safety::Safe, |edits| {
            add_words(edits, command, word.span(), &["--progress=dot:giga"], cx);
        });
    }
}

fn is_quiet(given: &Given) -> bool {
    let long = |word: &String| {
        let name = word.split('=').next().unwrap_or_default();
        matches!(
            name,
            "--progress"
                | "--quiet"
                | "--output-file"
                | "--append-output"
                | "--no-verbose"
                | "--help"
                | "--version"
        )
    };
    given.may_have_more
        || given.words.iter().any(long)
        || ['q', 'o', 'a'].iter().any(|letter| given.letter(*letter, "OPUTtwQioaeDlABIXR") > 0)
        || given.words.iter().any(|word| word.starts_with("-n") && word.contains('v'))
}
