//! `DK7010` command-not-in-image. Spec: rules/DK7010-command-not-in-image.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule};
use dlint_model::Base;
use dlint_model::packages::Manager;
use dlint_syntax::Keyword;

use crate::support::first_in_step::first_in_step;
use crate::support::missing_programs::{is_missing, package_of};

pub(crate) static RULE: Rule = Rule::new(
    "DK7010",
    "command-not-in-image",
    Check::Command(&["bash", "curl", "git", "pip", "pip3", "python", "python3", "wget"], check),
)
.category(Category::Correctness)
.severity(Severity::Warning);

fn check(command: &Command<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(step) = command.step.model.filter(|model| !model.state.is_windows()) else { return };
    let starts = matches!(command.step.keyword, Keyword::Cmd | Keyword::Entrypoint);
    if command.step.keyword != Keyword::Run && !starts {
        return;
    }
    let (Some(program), Some(word), Some(stage)) =
        (command.base_name(), command.name_word(), cx.build.stage_of(step))
    else {
        return;
    };
    let is_plain = command.name().is_some_and(|name| {
        name == program
            || ["/bin/", "/usr/bin/"].iter().any(|folder| name.strip_prefix(folder) == Some(program))
    });
    // Whoever asks whether it is there knows that it may not be.
    let is_asked = command
        .body()
        .commands
        .iter()
        .any(|other| matches!(other.base_name(), Some("command" | "which" | "type" | "hash")));
    let is_certain = !command.body().is_conditional(command.command) && !is_forgiven(command);
    if !is_plain || is_asked || !is_certain || !first_in_step(command, cx) {
        return;
    }
    // What a container starts with finds all that the stage has, and another stage's is never started.
    let before = (!starts).then_some((step, command.id));
    if starts && !stage.is_built || !is_missing(program, stage, before, cx) {
        return;
    }
    let Base::Image(base) = &stage.root else { return };
    let facts = base.facts.as_deref();
    let install = match facts.and_then(|facts| facts.package_manager) {
        Some(dlint_model::base_image::PackageManager::Apk) => {
            format!("install it first: `{}`", add(Manager::Apk, program))
        }
        Some(dlint_model::base_image::PackageManager::Apt) => {
            format!("install it first: `{}`", add(Manager::Apt, program))
        }
        _ => "install it first, or begin with an image that has it".to_owned(),
    };
    out.report(&RULE, word.span(), format!("`{}` has no `{program}`", base.text))
        .why(if starts {
            "no step installs it, and the container does not start"
        } else {
            "no step before this one installs it: the shell does not find it, and the step fails"
        })
        .help(install)
        .secondary(stage_place(stage.index, cx).unwrap_or(word.span()), "the image");
}

/// Whether a failure is no matter.
fn is_forgiven(command: &Command<'_>) -> bool {
    let next = command.body().commands.iter().find(|other| {
        other.wrapped_by.is_none()
            && other.span.start > command.span.start
            && !other.standing.pipeline.reads_pipe()
    });
    command.standing.negated
        || command.standing.background
        || next.is_some_and(|next| next.standing.joined == dlint_shell::Joined::Or)
}

/// The command that installs a program.
fn add(manager: Manager, program: &str) -> String {
    if manager == Manager::Apk {
        format!("apk add --no-cache {program}")
    } else {
        format!("apt-get update && apt-get install -y --no-install-recommends {}", package_of(program))
    }
}

/// The place where the chain of stages names its image.
fn stage_place(stage: usize, cx: &Cx<'_>) -> Option<dlint_text::Span> {
    let root = cx.build.chain(stage).last()?;
    let image = root.from.as_from()?.image.as_ref()?;
    Some(image.word.span)
}
