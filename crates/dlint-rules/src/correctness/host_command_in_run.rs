//! DL3001 host-command-in-run. Spec: rules/DL3001-host-command-in-run.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_syntax::Keyword;

pub(crate) static RULE: Rule = Rule::new("DL3001", "host-command-in-run", Check::Command(NAMES, check))
    .category(Category::Correctness)
    .severity(Severity::Info);

const NAMES: &[&str] =
    &["free", "ifconfig", "kill", "mount", "ps", "service", "shutdown", "ssh", "top", "vim"];

fn check(command: &Command<'_>, _cx: &Cx<'_>, out: &mut Findings<'_>) {
    if command.step.keyword != Keyword::Run {
        return;
    }
    let (Some(name), Some(word)) = (command.base_name(), command.name_word()) else { return };
    // It only asks whether the program is there.
    if ["--version", "--help", "-V"].iter().any(|option| command.has_argument(option)) {
        return;
    }
    let why = match name {
        "free" | "ps" | "top" => {
            "it looks at the machine of the build, which has nothing to do with the container's"
        }
        "ifconfig" | "mount" => "what it sets up is gone when the step ends",
        "kill" | "service" => {
            "a process of the build ends with its step, and is not running in the container"
        }
        // The builder lends the step its keys for just that.
        "ssh" if command.step.mounts.iter().any(|mount| mount.kind() == "ssh") => return,
        "ssh" => "a build that logs in somewhere depends on keys and on a machine that others do not have",
        "vim" => "nobody sits in front of a build",
        _ => "there is no machine that it could act on",
    };
    out.report(&RULE, word.span(), format!("`{name}` has no purpose inside a build"))
        .why(why)
        .help("drop it, or let whoever starts the container do it");
}
