//! Moves a change of owner or mode from a `RUN` to the copies that bring the files.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect};
use dlint_text::Span;

use super::join::plain_body;
use super::layers_below::Kept;

/// How many steps are looked through for users.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The edits that give each copy the flag, and leave the command to change the folder alone. `None` where that would not
/// do the same, or nobody knows.
pub(crate) fn give_to_copies(
    step: &Step<'_>,
    change: &Effect,
    (flag, value): (&str, &str),
    copies: &[Kept<'_>],
    cx: &Cx<'_>,
) -> Option<Vec<(Span, String)>> {
    let body = plain_body(step, cx)?;
    let command = body.commands.get(change.command?.command)?;
    let first = copies.iter().map(|copy| copy.step).min_by_key(|step| step.index)?;
    let fits = match flag {
        "chmod" => is_octal(value),
        _ => value
            .split_once(':')
            .is_some_and(|(user, group)| is_known(user, first, cx) && is_known(group, first, cx)),
    };
    if !fits || command.open_ended || command.standing.nest.is_some() {
        return None;
    }
    let recursive = command.arguments().iter().find(|word| matches!(&*word.text, "-R" | "--recursive"))?;
    let at = command.words.iter().position(|word| word.span() == recursive.span())?;
    let next = command.words.get(at + 1)?;
    let mut edits = vec![(Span::new(recursive.span().start, next.span().start), String::new())];
    let mut done: Vec<Span> = Vec::new();
    for copy in copies {
        let instruction = copy.step.instruction;
        instruction.as_transfer()?;
        if copy.step.onbuild.is_some()
            || instruction.flag("chown").is_some()
            || instruction.flag("chmod").is_some()
        {
            return None;
        }
        if !done.contains(&instruction.span) {
            done.push(instruction.span);
            let at = Span::at(instruction.keyword_text.span().end);
            edits.push((at, format!(" --{flag}={value}")));
        }
    }
    Some(edits)
}

fn is_octal(mode: &str) -> bool {
    (3..=4).contains(&mode.len()) && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte))
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
