//! `DK1004` archive-left-in-layer. Spec: rules/DK1004-archive-left-in-layer.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::append::append;
use crate::support::archives::{
    Later, NO_NAME, in_shell, is_used_packed, later, place, sets_up_source, unpacked,
};
use crate::support::layers_below::calls;
use crate::support::packages::command;
use crate::support::rows::end_in_list;

pub(crate) static RULE: Rule =
    Rule::new("DK1004", "archive-left-in-layer", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Layers)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe));

/// The programs that fetch something.
const PROGRAMS: &[&str] = &["aria2c", "curl", "wget"];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(model) = step.model.filter(|model| !model.state.is_windows() && calls(model, PROGRAMS, cx))
    else {
        return;
    };
    if !cx.stages.get(model.stage).is_some_and(|stage| stage.is_shipped) {
        return;
    }
    let mut left: Vec<Left<'_>> = Vec::new();
    let all = &cx.build.effects(model).all;
    for effect in cx.build.stored(model) {
        let Action::Write { path, origin: Origin::Download, .. } = &effect.action else { continue };
        let behind = all.iter().skip_while(|other| !std::ptr::eq(*other, effect)).skip(1);
        let mut used = behind.clone().filter(|other| unpacked(other).contains(&path));
        let Some(used) = used.next().filter(|_| effect.is_certain) else { continue };
        // What may be deleted is not what anybody should complain about.
        let mut removals = behind.filter_map(|other| other.action.removed());
        let is_known = left.iter().any(|(_, other, ..)| *other == path);
        if !is_known && !is_used_packed(path) && !removals.any(|removed| removed.covers(path).is_possible()) {
            left.push((effect, path, place(used, path, model, cx), sets_up_source(used, path), used));
        }
    }
    left.retain(|(_, path, ..)| match own(model, cx) {
        Some(own) => matches!(later(path, own, cx), Later::Nothing),
        None => true,
    });
    report(step, &left, cx, out);
}

/// The step among those of its stage; `None` for a trigger.
fn own<'s>(step: &ModelStep<'_>, cx: &Cx<'s>) -> Option<&'s ModelStep<'s>> {
    cx.stages.get(step.stage)?.steps.get(step.index).filter(|_| step.onbuild.is_none())
}

/// How to delete it: by a name that holds at the end of the step, or else where it is unpacked.
fn help(step: &Step<'_>, path: &ImagePath, used: Span, cx: &Cx<'_>) -> String {
    let written = cx.source.slice(used);
    match step.model.and_then(|model| in_shell(path, used, model, cx)) {
        Some(name) => format!("delete it at the end of the step: `rm -f {name}`"),
        None if written.contains(char::is_whitespace) => "delete it in the step that unpacks it".to_owned(),
        None => format!("delete it right behind the command that unpacks it: `rm -f {written}`"),
    }
}

/// What is left: the effect that fetches it, the path, the word that names it where it is unpacked, whether it only sets
/// up a package source, and the effect that unpacks it.
type Left<'s> = (&'s Effect, &'s ImagePath, Span, bool, &'s Effect);

/// Where the command ends that unpacks a file, and the command that deletes it there by the same word.
fn behind(unpacks: &Effect, used: Span, step: &Step<'_>, cx: &Cx<'_>) -> Option<(u32, String)> {
    let model = step.model.filter(|_| step.onbuild.is_none())?;
    let offset = end_in_list(model, unpacks.command?, cx)?;
    let word = cx.source.slice(used);
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-+=@%,${}".contains(c);
    let inner = word.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(word);
    if !inner.chars().all(is_plain) || inner.starts_with('-') {
        return None;
    }
    let word = if inner.contains('$') { format!("\"{inner}\"") } else { word.to_owned() };
    Some((offset, format!("rm -f {word}")))
}

fn report(step: &Step<'_>, left: &[Left<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let in_nest = |effect: &Effect| {
        let command = effect.command.and_then(|id| command(step, id, cx));
        command.is_none_or(|command| command.standing.nest.is_some() || command.wrapped_by.is_some())
    };
    let name = |(effect, path, used, ..): &Left<'_>| {
        if in_nest(effect) {
            return Err(NoFix::new("it is fetched in a loop, a condition or a subshell"));
        }
        step.model.and_then(|model| in_shell(path, *used, model, cx)).ok_or(NoFix::new(NO_NAME))
    };
    let paths: Result<Vec<String>, NoFix> = left.iter().map(name).collect();
    let fix = paths.and_then(|paths| {
        let remove = format!("rm -f {}", paths.join(" "));
        Ok((append(step, &remove, cx)?, remove))
    });
    let (mut fix, no_fix) = match fix {
        Ok(fix) => (Some(fix), NoFix::new("the fix of the finding before deletes it, too")),
        Err(reason) => (None, reason),
    };
    // What cannot be named at the end of the step has a name where it is unpacked.
    let is_apart = fix.is_none();
    for (_, path, used, is_source, unpacks) in left {
        let name = path.file_name().unwrap_or("the archive");
        let mut reporter = out
            .report(&RULE, *used, format!("`{name}` stays in the layer, packed as it came"))
            .why("nobody needs it once it is unpacked, a later step cannot take it out of this layer, and every pull carries it")
            .help(help(step, path, *used, cx));
        if *is_source {
            // It has a few kilobytes.
            reporter = reporter.severity(Severity::Info).pedantic();
        }
        // One edit deletes all of them.
        if let Some((appended, remove)) = fix.take() {
            reporter
                .fix(format!("append `{remove}`"), Safety::Safe, |edits| {
                    edits.insert(appended.offset, appended.text);
                })
                .declares([Change::Runs(remove)]);
        } else if let Some((offset, remove)) = is_apart.then(|| behind(unpacks, *used, step, cx)).flatten() {
            reporter
                .fix(format!("delete it right there: `{remove}`"), Safety::Safe, |edits| {
                    edits.insert(offset, format!(" && {remove}"));
                })
                .declares([Change::Runs(remove)]);
        } else {
            reporter.no_fix(no_fix.clone());
        }
    }
}
