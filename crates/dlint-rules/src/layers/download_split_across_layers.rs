//! `DK1003` download-split-across-layers. Spec: rules/DK1003-download-split-across-layers.md

use std::borrow::Cow;

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Reporter, Rule};
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::{Stage, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::layers::archive_copied_then_extracted::is_for_add;
use crate::support::append::append;
use crate::support::archives::{
    Later, NO_NAME, copied_name, in_shell, is_used_packed, is_what_came, later, place, sets_up_source,
    unpacked,
};
use crate::support::instead_of_copy::mount_of;
use crate::support::join::join;
use crate::support::layers_below::{Kept, above_layers, calls, mentions};
use crate::support::mounted_copies::{Fate, mount_instead};
use crate::support::packages::calls_manager;
use crate::support::unpacked_later::instead_of_fetch;

pub(crate) static RULE: Rule = Rule::new("DK1003", "download-split-across-layers", Check::Stage(check))
    .category(Category::Layers)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// The programs that unpack something.
const PROGRAMS: &[&str] =
    &["7z", "7za", "bsdtar", "bunzip2", "gunzip", "jar", "tar", "unxz", "unzip", "unzstd"];

/// What is written wherever something is unpacked or installed.
const WORDS: &[&str] = &["-U", "7z", "add", "dpkg", "install", "jar", "rpm", "tar", "un", "zip"];

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    if !mentions(stage, WORDS, cx) {
        return;
    }
    let wanted = |step: &Step<'_>| {
        step.instruction.keyword == Keyword::Run && (calls(step, PROGRAMS, cx) || calls_manager(step, cx))
    };
    above_layers(
        stage,
        cx,
        wanted,
        |_, effect| is_stored_packed(effect),
        |step, kept| look(step, kept, cx, out),
    );
}

/// Whether it is a file from outside.
fn is_stored_packed(effect: &Effect) -> bool {
    let origins = [Origin::Download, Origin::Context, Origin::Copy];
    effect.is_certain && matches!(&effect.action, Action::Write { origin, .. } if origins.contains(origin))
}

fn look(step: &Step<'_>, kept: &[Kept<'_>], cx: &Cx<'_>, out: &mut Findings<'_>) {
    let all = &cx.build.effects(step).all;
    let mut said = Vec::new();
    for (index, effect) in all.iter().enumerate() {
        for path in unpacked(effect) {
            let is_own = all.iter().take(index).any(|other| other.action.stored() == Some(path));
            let Some(one) = kept.iter().rev().find(|one| is_what_came(one, path)).filter(|_| !is_own) else {
                continue;
            };
            if effect.mount.is_none()
                && !is_used_packed(one.path)
                && !is_for_add(one, effect, step)
                && !said.contains(&one.effect.span)
            {
                said.push(one.effect.span);
                report(step, one, effect, place(effect, path, step, cx), cx, out);
            }
        }
    }
}

fn report(
    step: &Step<'_>,
    kept: &Kept<'_>,
    unpacks: &Effect,
    used: Span,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    let own = cx
        .stages
        .get(step.stage)
        .and_then(|stage| stage.steps.get(step.index))
        .filter(|own| std::ptr::eq(*own, step));
    let end = own.map(|own| later(kept.path, own, cx));
    if matches!(end, Some(Later::Needed)) {
        return;
    }
    let is_archive = matches!(unpacks.action, Action::Extract { .. });
    let (message, there) = if is_archive {
        ("the archive is in one layer, and what is in it in a later one", "it is unpacked here")
    } else {
        ("the package is in one layer, and what it installs in a later one", "it is installed here")
    };
    let mut reporter = out
        .report(&RULE, kept.effect.span, message)
        .why("the packed file stays in its layer for good, whatever a later step deletes, and every pull carries both")
        .help(help(kept, unpacks, step, cx))
        .secondary(used, there);
    if sets_up_source(unpacks, kept.path) {
        // It has a few kilobytes.
        reporter = reporter.severity(Severity::Info).pedantic();
    }
    let last = match end {
        Some(Later::Deleted(last)) => {
            let removal = cx.build.effects(last).all.iter().find(|effect| {
                effect.action.removed().is_some_and(|removed| removed.covers(kept.path).is_yes())
            });
            if let Some(removal) = removal {
                reporter = reporter.secondary(removal.span, "this frees nothing");
            }
            last
        }
        _ => step,
    };
    let Some(stage) = cx.stages.get(step.stage).filter(|_| own.is_some() && kept.step.stage == step.stage)
    else {
        reporter.no_fix(NoFix::new("what stores the files is in another stage"));
        return;
    };
    let steps: Vec<&Step<'_>> =
        stage.steps.iter().skip(kept.step.index).take_while(|other| other.index <= last.index).collect();
    let joined = match join(&steps, cx) {
        Ok(joined) => joined,
        Err(_) if kept.step.instruction.keyword != Keyword::Run => {
            mount(kept, step, last, cx, reporter);
            return;
        }
        Err(reason) => {
            reporter.no_fix(reason);
            return;
        }
    };
    let removed = steps.iter().any(|one| {
        let behind =
            cx.build.effects(one).all.iter().filter(|effect| effect.span.start > kept.effect.span.start);
        let mut removed = behind.filter_map(|effect| effect.action.removed());
        removed.any(|path| path.covers(kept.path).is_yes())
    });
    let last = dlint_linter::Step {
        instruction: last.instruction,
        onbuild: None,
        stage: Some(last.stage),
        model: Some(last),
    };
    let remove = || {
        let path = in_shell(kept.path, used, last.model.unwrap_or(step), cx);
        append(&last, &format!("rm -f {}", path.ok_or(NoFix::new(NO_NAME))?), cx)
    };
    let remove = match (!removed).then(remove).transpose() {
        Ok(remove) => remove,
        Err(reason) => {
            reporter.no_fix(reason);
            return;
        }
    };
    reporter
        .fix("join the steps, and delete the packed file", Safety::Safe, |edits| {
            edits.replace_all(joined);
            if let Some(remove) = remove {
                edits.insert(remove.offset, remove.text);
            }
        })
        .declares([Change::Layers, Change::Runs("rm -f".into())]);
}

/// Mounts what is copied for the step that unpacks it, where no other one needs or deletes it.
fn mount(kept: &Kept<'_>, step: &Step<'_>, last: &Step<'_>, cx: &Cx<'_>, reporter: Reporter<'_>) {
    if !std::ptr::eq(step, last) {
        reporter.no_fix(NoFix::new("a later step deletes it"));
        return;
    }
    mount_instead(&[*kept], Fate::Unpacked, step, cx, reporter);
}

fn help(kept: &Kept<'_>, unpacks: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> Cow<'static, str> {
    Cow::Borrowed(match (&kept.effect.action, kept.step.instruction.keyword) {
        (_, Keyword::Run) => "fetch, unpack and delete it in one `RUN`",
        (Action::Write { origin: Origin::Download, .. }, _) => {
            return Cow::Owned(instead_of_fetch(kept, unpacks, step, cx));
        }
        _ => {
            let path = copied_name(kept).map_or_else(|| kept.path.clone(), |name| kept.path.join(name));
            let mount = mount_of(kept, &path, cx);
            return Cow::Owned(format!("mount it for that one step instead of copying it: `RUN {mount}`"));
        }
    })
}
