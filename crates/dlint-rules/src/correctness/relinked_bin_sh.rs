//! DL4005 relinked-bin-sh. Spec: rules/DL4005-relinked-bin-sh.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL4005", "relinked-bin-sh", Check::Command(&["ln"], check))
    .category(Category::Correctness)
    .severity(Severity::Warning);

fn check(command: &Command<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    let operands = command.arguments().iter().filter(|word| !word.beginning.starts_with('-'));
    // What is linked comes first: `ln -s /bin/sh /bin/ash` leaves the shell alone.
    let Some(link) = operands.skip(1).last() else { return };
    if command.step.keyword == Keyword::Run && matches!(link.value(), Some("/bin/sh" | "/usr/bin/sh")) {
        out.report(&RULE, link.span(), "the system's shell is replaced by a link")
            .why("every script of the image runs in another shell than it was written for, and an update of the shell's package puts the old one back")
            .help("choose the shell of the build with `SHELL`");
    }
}
