//! What a rule can look at.

use std::cell::OnceCell;
use std::ops::Deref;

use dlint_model::base_image::Date;
use dlint_model::context::{BuildContext, FindContext};
use dlint_model::{Build, Stage};
use dlint_syntax::{File, Instruction};
use dlint_text::{SourceFile, Span};

use crate::suppress::Ignores;
use crate::{Builder, Frontend, ImageKind, Input, RuleOptions, Settings};

/// The file around whatever a rule is handed.
#[derive(Debug)]
#[non_exhaustive]
pub struct Cx<'a> {
    /// The text.
    pub source: &'a SourceFile,
    /// What the parser made of it.
    pub file: &'a File,
    /// The build that it describes.
    pub build: &'a Build<'a>,
    /// The stages, in order.
    pub stages: &'a [Stage<'a>],
    /// What rules are told.
    pub options: &'a RuleOptions,
    today: Date,
    ignores: &'a Ignores<'a>,
    find: &'a dyn FindContext,
    context: OnceCell<Box<dyn BuildContext>>,
}

impl<'a> Cx<'a> {
    pub(crate) fn new(
        input: &Input<'a>,
        file: &'a File,
        build: &'a Build<'a>,
        settings: &'a Settings,
        ignores: &'a Ignores<'a>,
    ) -> Self {
        let (source, find) = (input.source, input.context);
        let (options, today) = (settings.options(), settings.today());
        let stages = build.stages();
        Self { source, file, build, stages, options, today, ignores, find, context: OnceCell::new() }
    }

    /// The day to go by: unless somebody said which, that of the data that dlint brings, so that a run does not depend
    /// on a clock.
    pub const fn today(&self) -> Date {
        self.today
    }

    /// The comments that are written to ignore findings, of whatever tool, in order; whether they do is another matter.
    pub fn ignoring_comments(&self) -> &'a [Span] {
        self.ignores.places()
    }

    /// Whether a comment that is written to ignore findings begins in a part of the file. What such a comment is about
    /// is where it stands, so no fix may put it into another instruction.
    pub fn has_ignoring_comment(&self, part: Span) -> bool {
        let comments = self.ignoring_comments();
        let next = comments.partition_point(|comment| comment.start < part.start);
        comments.get(next).is_some_and(|comment| comment.start < part.end)
    }

    /// Who builds the image, where somebody said so.
    pub const fn builder(&self) -> Option<Builder> {
        self.options.project.builder
    }

    /// The oldest version of `BuildKit`'s frontend that has to read the file, where somebody said so.
    pub const fn frontend(&self) -> Option<Frontend> {
        self.options.project.frontend
    }

    /// What the image is for.
    pub const fn image_kind(&self) -> ImageKind {
        self.options.project.image_kind
    }

    /// The build context, which is looked for when it is asked for.
    pub fn context(&self) -> &dyn BuildContext {
        &**self.context.get_or_init(|| self.find.find(&self.build.plain_sources()))
    }
}

/// An instruction where a builder meets it. It reads like an [`Instruction`].
#[derive(Debug, Clone, Copy)]
pub struct Step<'a> {
    /// The instruction: for an `ONBUILD`, also its trigger, as a step of its own.
    pub instruction: &'a Instruction,
    /// The `ONBUILD` whose trigger it is. Such a step has findings, but no fixes.
    pub onbuild: Option<&'a Instruction>,
    /// The index of the stage it is in; `None` before the first.
    pub stage: Option<usize>,
    /// What the model knows of it; nothing of a `FROM`, and of what stands before the first one.
    pub model: Option<&'a dlint_model::Step<'a>>,
}

impl Deref for Step<'_> {
    type Target = Instruction;

    fn deref(&self) -> &Instruction {
        self.instruction
    }
}

/// All steps of a file, in order.
pub(crate) fn steps<'a>(file: &'a File, build: &'a Build<'a>) -> Vec<Step<'a>> {
    let mut steps = Vec::with_capacity(file.instructions.len());
    for instruction in file.preamble() {
        add(&mut steps, Step { instruction, onbuild: None, stage: None, model: None });
    }
    for stage in build.stages() {
        let in_stage = Some(stage.index);
        steps.push(Step { instruction: stage.from, onbuild: None, stage: in_stage, model: None });
        let mut triggers = stage.triggers.iter();
        for model in stage.own_steps() {
            let instruction = model.instruction;
            steps.push(Step { instruction, onbuild: None, stage: in_stage, model: Some(model) });
            if has_trigger(instruction)
                && let Some(model) = triggers.next()
            {
                let onbuild = Some(instruction);
                steps.push(Step {
                    instruction: model.instruction,
                    onbuild,
                    stage: in_stage,
                    model: Some(model),
                });
            }
        }
    }
    steps
}

/// Adds a step, and what it triggers if it is an `ONBUILD` that no stage knows of.
fn add<'a>(steps: &mut Vec<Step<'a>>, step: Step<'a>) {
    steps.push(step);
    if let Some(trigger) = step.instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref()) {
        steps.push(Step { instruction: trigger, onbuild: Some(step.instruction), ..step });
    }
}

fn has_trigger(instruction: &Instruction) -> bool {
    instruction.as_onbuild().is_some_and(|onbuild| onbuild.trigger.is_some())
}
