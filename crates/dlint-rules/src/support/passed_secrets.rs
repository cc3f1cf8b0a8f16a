//! Secrets that an `ARG` only hands on to an `ENV`.

use dlint_linter::Cx;
use dlint_model::Step as ModelStep;
use dlint_model::secrets::{Doubt, is_secret};
use dlint_syntax::{Keyword, Pair};
use dlint_text::Span;

use super::instruction_words::expand;
use super::secret_mounts::mentions;
use super::used_names::{names_in, with_built_from};

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// The `ENV` that alone reads an `ARG`.
#[derive(Debug, Clone, Copy)]
pub(crate) struct PassedOn {
    /// The first key that it is passed on to.
    pub(crate) key: Span,
    /// Whether it is said there: each of them is named like a secret, too, and not set to nothing for now.
    pub(crate) is_said: bool,
}

/// Where an `ARG` goes if nothing but `ENV` reads it, and no later step names what it is called there.
pub(crate) fn passed_on(name: &str, arg: &ModelStep<'_>, cx: &Cx<'_>) -> Option<PassedOn> {
    let readers: Vec<&ModelStep<'_>> = behind(arg, cx).filter(|step| mentions(step, name)).collect();
    let is_env = |step: &&&ModelStep<'_>| step.instruction.keyword == Keyword::Env;
    let pairs: Vec<(&ModelStep<'_>, &Pair)> = readers
        .iter()
        .take_while(is_env)
        .flat_map(|step| pairs(step).iter().map(|pair| (*step, pair)))
        .filter(|(_, pair)| names_in(&pair.value).any(|other| other == name))
        .collect();
    let (_, first) = pairs.first()?;
    let is_read_by_run = behind(arg, cx)
        .filter(|step| step.instruction.keyword == Keyword::Run)
        .any(|step| mentions(step, name) || pairs.iter().any(|(_, pair)| mentions(step, &pair.key)));
    if is_read_by_run || !readers.iter().all(|step| is_env(&step)) {
        return None;
    }
    let is_said = pairs.iter().all(|(step, pair)| {
        let value = expand(&pair.value, step, cx);
        is_secret(&pair.key, Some(&value.text)).is_some_and(|doubt| doubt != Doubt::Empty)
    });
    Some(PassedOn { key: first.key.span(), is_said })
}

/// The steps behind one, of its stage and of those that are built on it.
fn behind<'a>(step: &ModelStep<'_>, cx: &'a Cx<'_>) -> impl Iterator<Item = &'a ModelStep<'a>> {
    let (index, own) = (step.index, step.stage);
    let stages = with_built_from(own, cx);
    let steps = stages.flat_map(move |stage| {
        let first = if stage.index == own { index + 1 } else { 0 };
        stage.steps.get(first..).unwrap_or_default()
    });
    steps.take(MOST_STEPS)
}

fn pairs<'a>(step: &'a ModelStep<'_>) -> &'a [Pair] {
    step.instruction.as_pairs().unwrap_or_default()
}
