//! DL3015 apt-recommends. Spec: rules/DL3015-apt-recommends.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::packages::{Manager, Operation};
use dlint_syntax::Keyword;

use crate::support::add_words::add_words;
use crate::support::earlier::Said;
use crate::support::given::Given;
use crate::support::packages::packages;

pub(crate) static RULE: Rule =
    Rule::new("DL3015", "apt-recommends", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Size)
        .severity(Severity::Info)
        .fix(FixKind::Always(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What is not part of the image may be as large as it likes.
    if !step.stage.and_then(|stage| cx.stages.get(stage)).is_some_and(|stage| stage.is_in_image) {
        return;
    }
    let said = Said::default();
    for ran in packages(step, cx) {
        let action = ran.action;
        let installs = action.manager == Manager::Apt && action.operation == Operation::Install;
        if !installs || !matches!(&*action.program, "apt" | "apt-get") {
            continue;
        }
        let given = Given::of(&ran.command, cx);
        let verb_installs = given.has(&["install"]);
        let decides = given.has(&["--no-install-recommends", "--install-recommends", "--no-recommends"])
            || given.mentions("install-recommends");
        if !verb_installs || decides || given.may_have_more || said.ask(step, cx, "apt::install-recommends") {
            continue;
        }
        out.report(&RULE, action.verb, "recommended packages are installed, too")
            .why("Debian recommends what most desktops want, and an image carries all of it")
            .help("add `--no-install-recommends`, and name those that the image needs: `ca-certificates` for downloads")
            .fix("leave out recommended packages", Safety::Unsafe, |edits| {
                add_words(edits, &ran.command, action.verb, &["--no-install-recommends"]);
            });
    }
}
