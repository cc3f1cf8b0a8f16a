//! Copied files that are read as passwords: by their names, or because a program that sets passwords gets them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, ReadFrom, Shape};
use dlint_model::path::ImagePath;

use super::layers_below::Kept;
use super::secret_files::{Holds, by_name};

/// How many steps behind the copy are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The programs that read passwords from what they are given.
const PROGRAMS: &[&str] = &["chpasswd", "newusers", "pdbedit", "smbpasswd"];

/// The copied file that a step up to this one reads as a password.
pub(crate) fn fed_secret<'s>(kept: &Kept<'_>, last: &Step<'_>, cx: &Cx<'s>) -> Option<&'s ImagePath> {
    let is_copy = kept.step.instruction.as_transfer().is_some() && kept.step.stage == last.stage;
    if !is_copy || matches!(kept.effect.action, Action::Write { shape: Shape::Tree, .. }) {
        return None;
    }
    let steps = &cx.stages.get(last.stage)?.steps;
    let behind = steps.iter().skip(kept.step.index + 1).take_while(|step| step.index <= last.index);
    behind.take(MOST_STEPS).find_map(|step| {
        let mut effects = cx.build.effects(step).all.iter();
        effects.find_map(|effect| {
            let Action::Read { path, from: ReadFrom::Here } = &effect.action else { return None };
            let reads_it = kept.path.covers(path).is_yes() && path.is_exact();
            (reads_it && (is_password(path) || is_fed(effect, step, cx))).then_some(path)
        })
    })
}

/// What to do instead of copying it.
pub(crate) fn instead_of_secret(path: &ImagePath) -> String {
    format!(
        "mount it as a secret in the `RUN` that needs it (`RUN --mount=type=secret,id=password,target={path}`) instead of \
         copying it"
    )
}

/// Whether the name says so: `password.txt`, `db-passwords.txt`.
fn is_password(path: &ImagePath) -> bool {
    by_name(path.as_str()) == Some(Holds::Surely)
}

/// Whether the command that reads it sets passwords, or hands it to one that does: `cat file | chpasswd`.
fn is_fed(effect: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(id) = effect.command else { return false };
    let commands =
        cx.build.scripts(step).get(id.script).map(|script| script.script.body().commands.as_slice());
    let Some([reader, behind @ ..]) = commands.and_then(|all| all.get(id.command..)) else { return false };
    let sets = |name: Option<&str>| name.is_some_and(|name| PROGRAMS.contains(&name));
    let is_piped = |end: u32, start: u32| {
        start > end
            && cx.source.slice(dlint_text::Span::new(end, start)).trim_matches([' ', '\t', '\n', '\r', '\\'])
                == "|"
    };
    sets(reader.base_name())
        || behind
            .first()
            .is_some_and(|next| sets(next.base_name()) && is_piped(reader.span.end, next.span.start))
}
