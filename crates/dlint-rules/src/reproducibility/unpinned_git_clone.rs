//! `DK6003` unpinned-git-clone. Spec: rules/DK6003-unpinned-git-clone.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_model::effects::{Action, Origin};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DK6003", "unpinned-git-clone", Check::Command(&["git"], check))
    .category(Category::Reproducibility)
    .severity(Severity::Style)
    .off();

/// How many later steps are looked through for what chooses a commit.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The options that choose what is taken.
const OPTIONS: &[&str] = &["-b", "--branch", "--revision"];

/// What chooses a commit of a clone that is there.
const VERBS: &[&str] = &[
    "am",
    "bisect",
    "checkout",
    "cherry-pick",
    "fetch",
    "merge",
    "pull",
    "rebase",
    "reset",
    "switch",
    "worktree",
];

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = command.step.model.filter(|_| command.step.keyword == Keyword::Run) else { return };
    let words = command.arguments();
    let Some(verb) = words.iter().find(|word| word.is("clone")) else { return };
    let clones = command
        .effects(cx)
        .any(|effect| matches!(effect.action, Action::Write { origin: Origin::Clone, .. }));
    let chooses = words.iter().any(|word| {
        let text = &*word.beginning;
        let is_option = |option: &&str| {
            text == *option
                || option.starts_with("--") && text.starts_with(&format!("{option}="))
                || *option == "-b" && text.starts_with("-b") && text.len() > 2
        };
        // What a variable brings may be an option.
        OPTIONS.iter().any(is_option) || !word.known && text.is_empty()
    });
    // A clone without files is one to choose from.
    let is_bare =
        ["--bare", "--mirror", "--no-checkout", "-n"].iter().any(|option| command.has_argument(option));
    if !clones || chooses || is_bare {
        return;
    }
    let later =
        cx.stages.get(model.stage).map(|stage| stage.steps.get(model.index + 1..).unwrap_or_default());
    let later = later.unwrap_or_default().iter().take(MOST_STEPS);
    let bodies = later.flat_map(|step| cx.build.scripts(step)).chain(cx.build.scripts(model));
    let mut others = bodies.flat_map(|script| &script.script.body().commands);
    let is_chosen = others
        .any(|other| other.base_name() == Some("git") && VERBS.iter().any(|verb| other.has_argument(verb)));
    if is_chosen {
        return;
    }
    out.report(&RULE, verb.span(), "this takes whatever the default branch holds that day")
        .why("the cache keeps the clone as it was, for it never asks again, and a build without the cache gets another one")
        .help("name a tag with `--branch`, or check a commit out");
}
