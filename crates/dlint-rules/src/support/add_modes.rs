//! The owner and the mode of a file that `ADD` fetches: only root may read it, unless a flag says otherwise.

use dlint_diagnostics::Change;
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_syntax::Keyword;
use dlint_text::Span;

use super::attributes::AttributeChange;
use super::copy_flags::is_known;
use super::layers_below::Kept;
use super::rows::{cut_span, end_of, row};
use super::whole_lines::whole_lines;

/// The instruction that fetches a file, if it is an `ADD` that does.
pub(crate) fn fetched_by_add<'s>(kept: &Kept<'s>) -> Option<&'s Step<'s>> {
    let is_fetched = matches!(kept.effect.action, Action::Write { origin: Origin::Download, .. });
    (is_fetched && kept.step.instruction.keyword == Keyword::Add).then_some(kept.step)
}

/// The flags for `ADD` that make changes needless, where all that they meet is what `ADD` fetches.
pub(crate) fn flags_of_adds(met: &[(AttributeChange<'_>, Vec<Kept<'_>>)]) -> Option<String> {
    let mut flags: Vec<String> = Vec::new();
    for (change, below) in met {
        if !below.iter().all(|one| fetched_by_add(one).is_some() && !one.is_tree() && one.path == change.path)
        {
            return None;
        }
        let value = change.value.and_then(|value| value_for(change.flag, value));
        let flag = format!("--{}={}", change.flag, value.unwrap_or("…"));
        if !flags.contains(&flag) {
            flags.push(flag);
        }
    }
    Some(flags.join(" "))
}

/// What the flag is to say. A program that is made executable is there for everybody.
fn value_for<'v>(flag: &str, value: &'v str) -> Option<&'v str> {
    match value {
        _ if value.contains('$') || value.starts_with(':') => None,
        "+x" | "a+x" | "u+x" | "+rx" | "a+rx" if flag == "chmod" => Some("755"),
        _ => Some(value),
    }
}

/// The edits that have an `ADD` do what a command did, and what they change.
pub(crate) struct Given {
    /// The value of the flag.
    pub(crate) value: String,
    /// Each place, with its text.
    pub(crate) edits: Vec<(Span, String)>,
    /// What is different in the build.
    pub(crate) changes: Vec<Change>,
}

/// Moves a change of one fetched file to the `ADD` that fetches it, where the command does nothing else.
pub(crate) fn give_to_adds(
    step: &Step<'_>,
    effect: &Effect,
    flag: &str,
    value: Option<&str>,
    below: &[Kept<'_>],
    cx: &Cx<'_>,
) -> Option<Given> {
    let [one] = below else { return None };
    let add = fetched_by_add(one).filter(|add| add.onbuild.is_none())?;
    let instruction = add.instruction;
    let is_alone = instruction.as_transfer().is_some_and(|transfer| transfer.sources.len() == 1);
    if !is_alone || instruction.flag("chown").is_some() || instruction.flag("chmod").is_some() {
        return None;
    }
    let value = value_for(flag, value?)?;
    let fits = match flag {
        "chmod" => value.bytes().all(|byte| byte.is_ascii_digit()),
        _ => value.split(':').all(|name| is_known(name, add, cx)),
    };
    let commands = row(step, cx).ok()?;
    let own = commands.iter().position(|command| command.span.contains(effect.span.start))?;
    let command = commands.get(own)?;
    if !fits || command.words.len() != 3 || !command.redirections.is_empty() {
        return None;
    }
    let name = command.base_name()?.to_owned();
    let cut = cut_span(&commands, own).unwrap_or_else(|| whole_lines(step.instruction, cx));
    let text = cx.source.slice(Span::new(command.span.start, end_of(command)));
    if text.contains('\n') {
        return None;
    }
    let changes = vec![
        Change::Flags { keyword: "ADD", flag: flag.to_owned() },
        Change::RunsNoMore(text.to_owned()),
        Change::RunsNoMore(name),
        Change::Layers,
    ];
    let at = Span::at(instruction.keyword_text.span().end);
    let edits = vec![(at, format!(" --{flag}={value}")), (cut, String::new())];
    Some(Given { value: value.to_owned(), edits, changes })
}
