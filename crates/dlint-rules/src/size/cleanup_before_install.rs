//! `DK5017` cleanup-before-install. Spec: rules/DK5017-cleanup-before-install.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::Manager;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::append::append;
use crate::support::early_cleanups::early_cleanup;
use crate::support::left_caches::left_caches;
use crate::support::rows::{Cut, cut_from_list, end_of, outermost};

pub(crate) static RULE: Rule =
    Rule::new("DK5017", "cleanup-before-install", Check::Instruction(&[Keyword::Run], check))
        .category(Category::Size)
        .severity(Severity::Warning)
        .fix(FixKind::Sometimes(Safety::Safe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !step.stage.and_then(|stage| cx.stages.get(stage)).is_some_and(|stage| stage.is_shipped) {
        return;
    }
    let mut said: Vec<Manager> = Vec::new();
    for (manager, filled) in left_caches(step, cx).into_iter().rev() {
        if said.contains(&manager) {
            continue;
        }
        if let Some(cleanup) = early_cleanup(filled, manager, step, cx) {
            said.push(manager);
            report(step, manager, cleanup, filled, cx, out);
        }
    }
}

fn report(
    step: &Step<'_>,
    manager: Manager,
    cleanup: &Effect,
    filled: &Effect,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let verb = filled.command.and_then(|id| {
        let mut packages = cx.build.effects(step.model?).packages();
        packages.find(|(effect, _)| effect.command == Some(id)).map(|(_, action)| action.verb)
    });
    let place = match &cleanup.action {
        Action::Packages(action) => action.verb,
        _ => cleanup.span,
    };
    let reporter = out
        .report(
            &RULE,
            place,
            format!("what `{}` leaves behind is cleaned up before the last install", manager.facts().name),
        )
        .why("the install fills the cache again, and the layer keeps it")
        .help("clean up at the end of the step")
        .secondary(verb.unwrap_or(filled.span), "this fills it again");
    let moved = moved(step, cleanup, cx);
    match moved.and_then(|(cut, text)| Ok((cut, append(step, &text, cx)?, text))) {
        Ok((cut, appended, text)) => reporter.fix("move it to the end", Safety::Safe, |edits| {
            edits.delete(cut.span);
            edits.declare_all(cut.changes);
            edits.insert(appended.offset, appended.text);
            edits.declare_all(text.split_whitespace().take(2).map(|name| Change::Moves(name.to_owned())));
        }),
        Err(reason) => reporter.no_fix(reason),
    };
}

/// What is taken out, and what is put at the end instead.
fn moved(step: &Step<'_>, cleanup: &Effect, cx: &Cx<'_>) -> Result<(Cut, String), NoFix> {
    let (model, id) = step.model.zip(cleanup.command).ok_or(NoFix::new("it is no command of its own"))?;
    let effects = cx.build.effects(model);
    let removals = effects.of_command(id).filter(|effect| effect.action.removed().is_some());
    if removals.count() > 1 {
        return Err(NoFix::new("the command deletes other things, too"));
    }
    let cut = cut_from_list(model, id, cx)?;
    let own = outermost(model, Some(id), cx);
    let text = own.map(|own| cx.source.slice(Span::new(own.span.start, end_of(own))));
    let text = text.filter(|text| !text.contains('\n'));
    Ok((cut, text.ok_or(NoFix::new("it has more than a line"))?.to_owned()))
}
