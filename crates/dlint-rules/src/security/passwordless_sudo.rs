//! `DK4007` passwordless-sudo. Spec: rules/DK4007-passwordless-sudo.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule, Step};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;
use dlint_model::{Base, Stage, Step as ModelStep};
use dlint_syntax::Keyword;
use dlint_text::{MappedText, Span};

use crate::support::for_people::is_for_people;
use crate::support::last_user::last_user;
use crate::support::switched_off::is_switched_off;

pub(crate) static RULE: Rule = Rule::new(
    "DK4007",
    "passwordless-sudo",
    Check::Instruction(&[Keyword::Add, Keyword::Copy, Keyword::Run], check),
)
.category(Category::Security)
.severity(Severity::Info);

/// How many later steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

const WORD: &str = "NOPASSWD";

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let in_heredoc = model.heredocs().iter().any(|heredoc| heredoc.body.contains(WORD));
    if !step.text.contains(WORD) && !in_heredoc {
        return;
    }
    let Some(stage) = cx.build.stage_of(model) else { return };
    if !(stage.is_shipped || stage.is_in_image) || !has_sudo(stage, cx) {
        return;
    }
    let mut places = Vec::new();
    if step.keyword == Keyword::Run {
        for command in step.commands(cx).filter(|command| !looks_only(command.base_name())) {
            if is_taken_back(&command, step, cx) {
                continue;
            }
            let is_off = is_switched_off(&command, cx);
            let granted = command.words.iter().filter_map(|word| grant(&word.text));
            places.extend(granted.map(|grant| (grant, is_off)));
        }
    }
    places.extend(model.heredocs().iter().filter_map(|heredoc| Some((grant(&heredoc.body)?, false))));
    let Some((first, is_off)) = places.into_iter().min_by_key(|(grant, _)| grant.place.start) else { return };
    let last = last_stage(stage, cx);
    let user = last_user(last, cx);
    // Root needs no `sudo`, and nobody else is there.
    let is_root = user.is_some_and(|(_, user)| user.is_root());
    if is_root || user.is_none() && first.who.starts_with('%') && !has_members(&first.who, last, cx) {
        return;
    }
    let message = match first.who.as_str() {
        "ALL" => "every user becomes root without a password".to_owned(),
        group if group.starts_with('%') => {
            format!(
                "whoever is in the group `{}` becomes root without a password",
                group.trim_start_matches('%')
            )
        }
        _ => "whoever runs as this user becomes root without a password".to_owned(),
    };
    let reporter = out
        .report(&RULE, first.place, message)
        .why("a `USER` then protects nothing: one mistake in the program is enough to be root in the container")
        .help("install what needs root before the `USER`, and name the few commands instead of `ALL` where some are left");
    if is_off || is_for_people(last, cx) {
        reporter.pedantic();
    }
}

/// The stage that is built of this one.
fn last_stage<'c>(stage: &'c Stage<'c>, cx: &'c Cx<'_>) -> &'c Stage<'c> {
    let built = cx.stages.iter().filter(|other| other.is_built);
    let mut of_this = built.filter(|other| cx.build.chain(other.index).any(|part| part.index == stage.index));
    of_this.next().unwrap_or(stage)
}

/// Whether the image has `sudo`: its base is known to, a step installs it, or one calls it.
fn has_sudo(stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let is_known = matches!(&stage.root, Base::Image(base)
        if base.facts.as_deref().is_some_and(|facts| facts.has("sudo") == Some(true)));
    // A later stage may install what this one gives the right to.
    let parts = cx.build.chain(last_stage(stage, cx).index).chain(cx.build.chain(stage.index));
    let steps = parts.flat_map(Stage::own_steps).filter(|step| step.instruction.keyword == Keyword::Run);
    let brings = |step: &ModelStep<'_>| {
        let mut commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
        commands.any(|command| command.base_name() == Some("sudo"))
            || cx.build.effects(step).packages().any(|(_, action)| {
                action.operation == Operation::Install && action.packages.iter().any(|one| one.name == "sudo")
            })
    };
    is_known || steps.take(MOST_STEPS).any(brings)
}

/// Whether a step puts somebody into a group: `usermod -aG wheel app`.
fn has_members(group: &str, stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    const PROGRAMS: &[&str] = &["addgroup", "adduser", "gpasswd", "useradd", "usermod"];
    let group = group.trim_start_matches('%');
    let mut steps = cx.build.chain(stage.index).flat_map(Stage::own_steps);
    steps.any(|step| {
        let mut commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
        commands.any(|command| {
            command.base_name().is_some_and(|name| PROGRAMS.contains(&name))
                && command
                    .words
                    .iter()
                    .any(|word| word.text.split([',', '"', '\'', '=']).any(|one| one == group))
        })
    })
}

/// Whether the line is taken out again, or the file that it is in.
fn is_taken_back(command: &Command<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let deletes = |word: &dlint_shell::Word| {
        let text = word.text.trim_end_matches(['"', '\'']);
        word.text.contains(WORD) && text.ends_with("/d")
    };
    if command.base_name() == Some("sed") && command.words.iter().any(deletes) {
        return true;
    }
    let written: Vec<&ImagePath> = command.effects(cx).filter_map(|effect| effect.action.stored()).collect();
    let Some(model) = step.model else { return false };
    let Some(stage) = cx.build.stage_of(model) else { return false };
    let mut later = stage.steps.iter().skip(model.index).take(MOST_STEPS);
    later.any(|other| {
        let mut commands = cx.build.scripts(other).iter().flat_map(|script| &script.script.body().commands);
        let removed = cx.build.effects(other).all.iter().filter_map(|effect| effect.action.removed());
        commands.any(|one| one.base_name() == Some("sed") && one.words.iter().any(deletes))
            || removed.into_iter().any(|path| written.iter().any(|written| path.covers(written).is_yes()))
    })
}

/// Whether a program only looks for the word, or takes it out.
fn looks_only(name: Option<&str>) -> bool {
    matches!(name, Some("grep" | "egrep" | "fgrep" | "visudo"))
}

/// A line that grants all commands.
struct Grant {
    /// The word that does without a password.
    place: Span,
    /// Whom: a user, `%` and a group, `ALL`; empty where the line does not say.
    who: String,
}

/// The place where all commands are granted: `NOPASSWD:ALL`, `NOPASSWD: SETENV: ALL`.
fn grant(text: &MappedText) -> Option<Grant> {
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find(WORD) {
        let at = from + found;
        let behind = text.get(at + WORD.len()..)?;
        let line = behind.split('\n').next().unwrap_or_default();
        let rest = line.trim_start_matches([':', ' ', '\t', '\\']);
        let rest =
            rest.strip_prefix("SETENV").map_or(rest, |rest| rest.trim_start_matches([':', ' ', '\t', '\\']));
        let is_all = rest
            .strip_prefix("ALL")
            .is_some_and(|end| !end.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_'));
        // A line that `sed` or `#` has put out of force.
        let line_start = text.get(..at)?.rfind('\n').map_or(0, |newline| newline + 1);
        let before = text.get(line_start..at)?;
        let is_comment = before.trim_start_matches(['"', '\'', ' ']).starts_with('#');
        if is_all && !is_comment {
            // Of `s/^%sudo.*/%sudo ALL=…`, what it becomes.
            let line = before.rsplit(['"', '\'', '/', '|']).next().unwrap_or(before);
            let who = line.split_whitespace().next().filter(|who| !who.contains('='));
            let who = who.unwrap_or_default().to_owned();
            return Some(Grant { place: text.source_span(at..at + WORD.len()), who });
        }
        from = at + WORD.len();
    }
    None
}
