//! Moves a change of owner or mode from a `RUN` to the copies that bring the files.

use dlint_diagnostics::NoFix;
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect};
use dlint_text::Span;

use super::join::{Edited, plain_body};
use super::layers_below::Kept;

/// How many steps are looked through for users.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The edits that give each copy the flag, and leave the command to change the folder alone.
///
/// # Errors
///
/// Why that would not do the same, or nobody knows.
pub(crate) fn give_to_copies(
    step: &Step<'_>,
    change: &Effect,
    (flag, value): (&str, &str),
    copies: &[Kept<'_>],
    cx: &Cx<'_>,
) -> Result<Edited, NoFix> {
    let refused = |reason: &'static str| Err(NoFix::new(reason));
    let body = plain_body(step, cx)?;
    let command = change.command.and_then(|id| body.commands.get(id.command));
    let first = copies.iter().map(|copy| copy.step).min_by_key(|step| step.index);
    let (Some(command), Some(first)) = (command, first) else {
        return refused("a part of the shell code cannot be read");
    };
    // Who changes the user alone leaves the group that a copy gives, which is root's; `--chown=user` gives the user's own.
    let value = if flag == "chown" && !value.contains(':') { format!("{value}:0") } else { value.to_owned() };
    let fits = match value.split_once(':') {
        None => is_octal(&value),
        // `user.group` and `user:` mean something else to the command than to the flag.
        Some((user, group)) if [user, group].iter().any(|name| name.is_empty() || name.contains('.')) => {
            false
        }
        Some((user, group)) => {
            let is_there = || is_nobody_added(first, step, cx);
            (is_known(user, first, cx) && is_known(group, first, cx)) || is_there()
        }
    };
    if !fits {
        return refused(match flag {
            "chmod" => "the mode is not a number, and what it comes to depends on each file",
            _ => "the user or the group is not known to be there before the copy",
        });
    }
    if command.open_ended || command.standing.nest.is_some() {
        return refused("it runs in a loop, a condition, a function or a subshell");
    }
    let words = &command.words;
    let recursive = words.iter().position(|word| matches!(&*word.text, "-R" | "--recursive"));
    let pair = recursive.and_then(|at| Some((words.get(at)?, words.get(at + 1)?)));
    let Some((recursive, next)) = pair else {
        return refused("the command changes single files, or more than that in one word");
    };
    let mut edits = vec![(Span::new(recursive.span().start, next.span().start), String::new())];
    let mut done: Vec<Span> = Vec::new();
    for copy in copies {
        let instruction = copy.step.instruction;
        if instruction.as_transfer().is_none() {
            return refused("commands store some of the files");
        }
        if copy.step.onbuild.is_some()
            || instruction.flag("chown").is_some()
            || instruction.flag("chmod").is_some()
        {
            return refused("the copy has an owner or a mode of its own");
        }
        if !done.contains(&instruction.span) {
            done.push(instruction.span);
            let at = Span::at(instruction.keyword_text.span().end);
            edits.push((at, format!(" --{flag}={value}")));
        }
    }
    Ok(edits)
}

fn is_octal(mode: &str) -> bool {
    (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
}

/// Whether no user or group is added from one step to another: who is there in the end was there before.
fn is_nobody_added(first: &Step<'_>, last: &Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = cx.stages.get(last.stage);
    let between = stage.and_then(|stage| stage.steps.get(first.index..=last.index)).unwrap_or_default();
    let may_add = |effect: &Effect| {
        matches!(effect.action, Action::AddUser { .. } | Action::Unknown { .. } | Action::Packages(_))
    };
    between.len() <= MOST_STEPS
        && !between.is_empty()
        && !between.iter().any(|step| cx.build.effects(step).all.iter().any(may_add))
}

/// Whether a user or group is known to be there when a step runs: by its number, or as an earlier step adds it.
pub(crate) fn is_known(name: &str, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    if name == "root" || !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_digit()) {
        return true;
    }
    let steps = cx.build.chain(step.stage).flat_map(|stage| stage.steps.iter().rev());
    let mut before = steps.filter(|other| other.stage != step.stage || other.index < step.index);
    let adds = |effect: &Effect| match &effect.action {
        Action::AddUser { name: Some(added), .. } => effect.is_certain && added == name,
        _ => false,
    };
    before.by_ref().take(MOST_STEPS).any(|other| cx.build.effects(other).all.iter().any(adds))
}
