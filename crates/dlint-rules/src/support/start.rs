//! What an image starts: the program, what it is told, and what the image has for it.

pub(crate) mod jobs;
pub(crate) mod own_ways;
pub(crate) mod services;
pub(crate) mod words;

use dlint_linter::Cx;
use dlint_model::effects::Effect;
use dlint_model::{Stage, Step};
use dlint_syntax::{Instruction, Keyword};

use words::CommandWords;

/// What an image starts.
#[derive(Debug)]
pub(crate) struct Start<'s> {
    /// The step that names the program.
    pub(crate) step: &'s Step<'s>,
    /// The words of its `ENTRYPOINT` and its `CMD` together.
    pub(crate) words: CommandWords<'s>,
    /// The stage that makes the image.
    pub(crate) stage: &'s Stage<'s>,
    /// The steps of the image, but for inherited triggers; the last one comes first.
    pub(crate) steps: Vec<&'s Step<'s>>,
    /// The file.
    pub(crate) cx: &'s Cx<'s>,
}

impl<'s> Start<'s> {
    /// What the image that a stage makes starts, if its file says so.
    pub(crate) fn of(stage: &'s Stage<'s>, cx: &'s Cx<'s>) -> Option<Self> {
        let parts = cx.build.chain(stage.index);
        let steps: Vec<&Step<'_>> =
            parts.flat_map(|part| part.own_steps().collect::<Vec<_>>().into_iter().rev()).collect();
        let [entrypoint, cmd] = last_starts(steps.iter().copied());
        let words = CommandWords::of([entrypoint, cmd].map(instruction));
        Some(Self { step: entrypoint.or(cmd)?, words, stage, steps, cx })
    }

    /// What the steps do to the image, step by step, the last one first.
    pub(crate) fn effects(&self) -> impl Iterator<Item = &'s Effect> {
        self.steps.iter().flat_map(|step| &self.cx.build.effects(step).all)
    }
}

/// The last `ENTRYPOINT` and the last `CMD` among steps of which the last one comes first.
pub(crate) fn last_starts<'s, 'a>(steps: impl Iterator<Item = &'s Step<'a>>) -> [Option<&'s Step<'a>>; 2] {
    let (mut entrypoint, mut cmd) = (None, None);
    for step in steps {
        match step.instruction.keyword {
            Keyword::Entrypoint => entrypoint = entrypoint.or(Some(step)),
            Keyword::Cmd => cmd = cmd.or(Some(step)),
            _ => {}
        }
        if entrypoint.is_some() && cmd.is_some() {
            break;
        }
    }
    [entrypoint, cmd]
}

/// The `ENTRYPOINT` and the `CMD` that say what the image of a stage starts, inherited triggers among them.
pub(crate) fn starts_of<'s>(stage: &Stage<'_>, cx: &'s Cx<'_>) -> [Option<&'s Step<'s>>; 2] {
    last_starts(cx.build.chain(stage.index).flat_map(|stage| stage.steps.iter().rev()))
}

/// The instruction of a step.
pub(crate) fn instruction<'s>(step: Option<&'s Step<'_>>) -> Option<&'s Instruction> {
    step.map(|step| step.instruction)
}
