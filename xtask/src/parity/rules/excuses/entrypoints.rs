//! `CMD`, `ENTRYPOINT` and `HEALTHCHECK` in shell form that have a reason for it.

use dlint_model::base_image::Setting;
use dlint_syntax::{CommandLine, Keyword};

use super::calls::calls;
use super::{Excuse, Site, ours, theirs};

pub(super) const HADOLINT: &[Excuse] = &[
    theirs("a health check needs its shell", &["DL3025"], |site| {
        site.instruction.keyword == Keyword::Healthcheck
    }),
    theirs("the stage is one of Windows", &["DL3025"], is_windows),
    theirs("a shell is chosen", &["DL3025"], chooses_shell),
    theirs("`exec` takes the place of the shell", &["DL3025"], has_exec),
    ours("an array that is no JSON", &["DL3025"], is_torn),
];

pub(super) const BUILDKIT: &[Excuse] = &[
    theirs("the stage is one of Windows", &["JSONArgsRecommended"], is_windows),
    theirs("a shell is chosen", &["JSONArgsRecommended"], chooses_shell),
    theirs("`exec` takes the place of the shell", &["JSONArgsRecommended"], has_exec),
    theirs("there is no command", &["JSONArgsRecommended"], |site| {
        site.instruction.command_line().is_some_and(CommandLine::is_empty)
    }),
    ours("an array that is no JSON", &["JSONArgsRecommended"], is_torn),
];

fn is_windows(site: &Site<'_>) -> bool {
    site.step.is_some_and(|step| step.state.is_windows())
}

/// Whether a `SHELL` of the file, or the base image, names the shell.
fn chooses_shell(site: &Site<'_>) -> bool {
    let facts = site.stage().and_then(|stage| stage.facts());
    site.step.is_some_and(|step| step.state.shell_is_set)
        || facts.is_some_and(|facts| matches!(facts.shell, Setting::Set(_)))
}

fn has_exec(site: &Site<'_>) -> bool {
    calls(site).iter().any(|call| call.command.name() == Some("exec"))
}

/// `["C:\app.exe"]` and `['app']`: brackets and quotes, and yet a text for the shell.
fn is_torn(site: &Site<'_>) -> bool {
    let line = site.instruction.command_line().filter(|line| !line.is_exec());
    line.is_some_and(|line| line.text.starts_with("[\"") || line.text.starts_with("['"))
}
