//! `DK7003` cd-has-no-effect. Spec: rules/DK7003-cd-has-no-effect.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::variables::Lookup;
use dlint_shell::{Command, Joined, Quoting, Word};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::join::plain_body;
use crate::support::last_commands::{Lost, ending};
use crate::support::own_end::own_end;
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule =
    Rule::new("DK7003", "cd-has-no-effect", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Correctness)
        .severity(Severity::Error)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows()) else { return };
    if !step.text.contains("cd") && step.heredocs.is_empty() {
        return;
    }
    let scripts = cx.build.scripts(model);
    if let Some(word) = run_as_program(step) {
        out.report(&RULE, word, "`cd` is a part of the shell, and no program")
            .why("this form starts the program without a shell: there is none of this name, and the build stops here")
            .help("write `WORKDIR` with the folder");
        return;
    }
    // Another shell may read its script behind the last command.
    let Some(end) = scripts.first().filter(|_| scripts.len() == 1).and_then(ending) else { return };
    let Some((command, Lost::Folder)) = end.lost.last() else { return };
    let Some(word) = command.name_word() else { return };
    let is_alone = end.before.is_empty() && end.lost.iter().all(|(_, what)| *what == Lost::Folder);
    let changes = |command: &&Command| matches!(command.base_name(), Some("cd" | "pushd" | "popd"));
    let is_way_back = !is_alone && {
        let others = end.lost.iter().rev().skip(1).map(|(command, _)| *command);
        end.before.iter().copied().chain(others).any(|other| changes(&other))
    };
    let path = command.arguments().last().map(|word| folder(word, model, cx));
    let reporter = out
        .report(&RULE, word.span(), "this `cd` has no effect")
        .why("each step starts in the folder that `WORKDIR` sets: this change is gone as soon as the step ends")
        .severity(if is_alone { Severity::Error } else { Severity::Warning });
    let reporter = if is_way_back { reporter.pedantic() } else { reporter };
    let reporter = match (&path, is_way_back) {
        (Some(Some(path)), false) => {
            reporter.help(format!("write `WORKDIR {path}`, which holds for all steps behind it"))
        }
        (_, true) => reporter.help("take it out"),
        _ => reporter.help("set the folder with `WORKDIR`, which holds for all steps behind it"),
    };
    let Some(Some(path)) = path.filter(|_| !is_way_back && !end.in_text) else { return };
    let Ok(body) = plain_body(model, cx) else { return };
    let place = step.text.span();
    if end.lost.len() == 1 && end.before.is_empty() && body.commands.len() == 1 && step.flags.is_empty() {
        reporter
            .fix(format!("write `WORKDIR {path}`"), Safety::Unsafe, |edits| {
                edits.replace(place, format!("WORKDIR {path}"));
            })
            .declares([
                Change::RunsNoMore("cd".into()),
                Change::Adds("WORKDIR", path.clone()),
                Change::Workdir,
            ]);
    } else if let Some(before) = end.before.last().filter(|_| end.lost.len() == 1)
        && command.standing.joined == Joined::And
        && !before.standing.background
        && whole_lines(step.instruction, cx).end > place.end
    {
        let gap = Span::new(own_end(before), own_end(command));
        reporter
            .fix(format!("write `WORKDIR {path}` behind the step"), Safety::Unsafe, |edits| {
                edits.delete(gap);
                edits.insert(whole_lines(step.instruction, cx).end, format!("WORKDIR {path}\n"));
            })
            .declares([
                Change::RunsNoMore("cd".into()),
                Change::Adds("WORKDIR", path.clone()),
                Change::Workdir,
            ]);
    }
}

/// The word of an exec form that is to be run, where it is `cd`.
fn run_as_program(step: &Step<'_>) -> Option<Span> {
    let words = step.command_line()?.exec.as_ref()?;
    words.first().filter(|word| word.as_str() == "cd").map(|word| word.span)
}

/// A folder as `WORKDIR` can have it: as written, with the same variables; `None` where the shell makes something else of
/// it.
fn folder(word: &Word, step: &dlint_model::Step<'_>, cx: &Cx<'_>) -> Option<String> {
    let text = match word.quoting {
        Quoting::None => word.text.as_str(),
        Quoting::Double => word.text.trim_matches('"'),
        Quoting::Single | Quoting::Mixed => return None,
    };
    let variables = cx.build.variables(step);
    let is_kept = |name: &str| matches!(variables.get(name), Lookup::Set(_) | Lookup::Image(_));
    let plain = !word.pattern
        && !word.braces
        && !text.contains(['`', '(', '~', ' ', '\\'])
        && !text.starts_with('-')
        && !text.is_empty()
        && word.variables.iter().all(|one| one.plain && is_kept(&one.name));
    if !plain {
        return None;
    }
    if text.starts_with(['/', '$']) {
        return Some(text.to_owned());
    }
    let path = step.state.workdir.join(text);
    (!path.has_holes() && !path.is_open()).then(|| path.to_string())
}
