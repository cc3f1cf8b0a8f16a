//! What earlier steps say: settings that a program reads from a file.

use std::cell::OnceCell;

use dlint_linter::{Cx, Step};
use dlint_model::Step as ModelStep;

/// How many steps are looked through. A setting stands at the beginning of a file of common length.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The programs whose settings are asked for.
const MANAGERS: &[&str] = &["apt", "apt-get", "aptitude", "dnf", "microdnf", "sudo", "tdnf", "yum"];

/// Asks [`is_said`] once for a step, however many commands want to know.
#[derive(Debug, Default)]
pub(crate) struct Said(OnceCell<bool>);

impl Said {
    pub(crate) fn ask(&self, step: &Step<'_>, cx: &Cx<'_>, text: &str) -> bool {
        *self.0.get_or_init(|| is_said(step, cx, text))
    }
}

/// Whether this step, or an earlier one of the stages it is built on, has this text in a command's word, in any case:
/// `echo 'APT::Get::Assume-Yes "true";' > /etc/apt/apt.conf.d/90yes`.
pub(crate) fn is_said(step: &Step<'_>, cx: &Cx<'_>, text: &str) -> bool {
    let Some(model) = step.model.filter(|_| step.stage.is_some()) else { return false };
    says(model, cx, text) || earlier_steps(step, cx).any(|other| says(other, cx, text))
}

/// The steps before this one, of its stage and of those that is built on, the last one first; not all of a very long
/// chain.
pub(crate) fn earlier_steps<'a>(step: &Step<'a>, cx: &Cx<'a>) -> impl Iterator<Item = &'a ModelStep<'a>> {
    let here = step.model.zip(step.stage);
    let earlier = here.into_iter().flat_map(|(model, stage)| {
        cx.build.chain(stage).flat_map(move |stage| {
            let is_own = stage.index == model.stage;
            let end = stage.steps.partition_point(|other| !is_own || other.index < model.index);
            stage.steps.get(..end).unwrap_or_default().iter().rev()
        })
    });
    earlier.take(MOST_STEPS)
}

fn says(step: &ModelStep<'_>, cx: &Cx<'_>, text: &str) -> bool {
    let commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    // What a program is told by its own words holds for that one call.
    let commands = commands.filter(|command| !MANAGERS.iter().any(|name| command.base_name() == Some(name)));
    let mut words = commands.flat_map(|command| {
        let heredocs = command.redirections.iter().filter_map(|redirection| redirection.heredoc.as_ref());
        command.words.iter().map(|word| &*word.text).chain(heredocs.map(|heredoc| &**heredoc))
    });
    words.any(|word| !word.starts_with('-') && contains_ignoring_case(word, text))
}

fn contains_ignoring_case(word: &str, text: &str) -> bool {
    word.len() >= text.len() && word.to_ascii_lowercase().contains(text)
}
