//! The names that instructions mention, for questions whether something is used at all.

use std::collections::HashMap;

use dlint_linter::Cx;
use dlint_model::{Base, Stage, Step};
use dlint_syntax::{Arguments, Instruction};

/// The names in the texts of a stage's steps, each with the last step that mentions it.
#[derive(Debug, Default)]
pub(crate) struct Names<'a> {
    last: HashMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    /// The names that a stage mentions, those that its `ARG`s only declare not among them.
    pub(crate) fn of(stage: &'a Stage<'a>) -> Self {
        let mut names = Self::default();
        for step in stage.steps.iter().chain(&stage.triggers) {
            names.add(step);
        }
        names
    }

    fn add(&mut self, step: &'a Step<'a>) {
        let at = step.index;
        if let Arguments::Arg(definitions) = &step.instruction.arguments {
            for value in definitions.iter().filter_map(|one| one.value.as_ref()) {
                self.add_text(value, at);
            }
            return;
        }
        self.add_text(behind_keyword(step.instruction), at);
        for heredoc in step.heredocs() {
            self.add_text(&heredoc.body, at);
        }
    }

    fn add_text(&mut self, text: &'a str, at: usize) {
        for name in names_in(text) {
            self.last.entry(name).and_modify(|last| *last = at.max(*last)).or_insert(at);
        }
    }

    /// Whether a name is mentioned at all.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.last.contains_key(name)
    }

    /// Whether a name is mentioned in this step or behind it.
    pub(crate) fn has_from(&self, name: &str, step: usize) -> bool {
        self.last.get(name).is_some_and(|last| *last >= step)
    }
}

/// The text of an instruction without its keyword, which names nothing; of `ONBUILD`, without that of the trigger.
pub(crate) fn behind_keyword(instruction: &Instruction) -> &str {
    let trigger = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
    trigger.unwrap_or(instruction).after_keyword()
}

/// Everything in a text that may be the name of a variable.
pub(crate) fn names_in(text: &str) -> impl Iterator<Item = &str> {
    let letters = |c: char| c == '_' || c.is_ascii_alphanumeric();
    text.split(move |c| !letters(c)).filter(|name| name.starts_with(|c: char| !c.is_ascii_digit()))
}

/// Whether it can be the name of a variable at all.
pub(crate) fn is_name(name: &str) -> bool {
    name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric())
}

/// The stages that are built from a stage, directly or not, or may be: `FROM base-$TARGETARCH`.
pub(crate) fn built_from<'c>(stage: usize, cx: &'c Cx<'_>) -> impl Iterator<Item = &'c Stage<'c>> {
    cx.stages.iter().filter(move |other| {
        let is_above = || cx.build.chain(other.index).any(|below| below.index == stage);
        other.index > stage && (other.root == Base::Unknown || is_above())
    })
}

/// A stage, and the stages that are built from it, or may be.
pub(crate) fn with_built_from<'c>(stage: usize, cx: &'c Cx<'_>) -> impl Iterator<Item = &'c Stage<'c>> {
    cx.stages.get(stage).into_iter().chain(built_from(stage, cx))
}
