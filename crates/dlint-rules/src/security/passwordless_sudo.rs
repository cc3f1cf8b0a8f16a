//! `DK4007` passwordless-sudo. Spec: rules/DK4007-passwordless-sudo.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Command, Cx, Findings, Rule, Step};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;
use dlint_text::{MappedText, Span};

pub(crate) static RULE: Rule = Rule::new(
    "DK4007",
    "passwordless-sudo",
    Check::Instruction(&[Keyword::Add, Keyword::Copy, Keyword::Run], check),
)
.category(Category::Security)
.severity(Severity::Info);

/// How many later steps are looked through.
const MOST_STEPS: usize = 100;

const WORD: &str = "NOPASSWD";

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    let in_heredoc = model.heredocs().iter().any(|heredoc| heredoc.body.contains(WORD));
    if !step.text.contains(WORD) && !in_heredoc {
        return;
    }
    let is_shipped = cx.build.stage_of(model).is_none_or(|stage| stage.is_shipped || stage.is_in_image);
    if !is_shipped {
        return;
    }
    let mut places = Vec::new();
    if step.keyword == Keyword::Run {
        for command in step.commands(cx).filter(|command| !looks_only(command.base_name())) {
            if is_taken_back(&command, step, cx) {
                continue;
            }
            places.extend(command.words.iter().filter_map(|word| grant(&word.text)));
        }
    }
    places.extend(model.heredocs().iter().filter_map(|heredoc| grant(&heredoc.body)));
    let Some(first) = places.iter().min_by_key(|place| place.start) else { return };
    out.report(&RULE, *first, "whoever runs as this user becomes root without a password")
        .why("a `USER` then protects nothing: one mistake in the program is enough to be root in the container")
        .help("install what needs root before the `USER`, and name the few commands instead of `ALL` where some are left");
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

/// The place where all commands are granted: `NOPASSWD:ALL`, `NOPASSWD: SETENV: ALL`.
fn grant(text: &MappedText) -> Option<Span> {
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
        let is_comment = text.get(line_start..at)?.trim_start_matches(['"', '\'', ' ']).starts_with('#');
        if is_all && !is_comment {
            return Some(text.source_span(at..at + WORD.len()));
        }
        from = at + WORD.len();
    }
    None
}
