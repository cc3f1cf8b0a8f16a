//! Stages: what each begins with, what it needs of others, and the steps it runs.

use std::rc::Rc;

use dlint_syntax::Instruction;
use dlint_text::{MappedText, Span};

use crate::base_image::Facts;
use crate::image::Image;
use crate::state::State;
use crate::step::Step;
use crate::variables::Text;

/// What a stage begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Base {
    /// Nothing: `FROM scratch`.
    Scratch,
    /// An earlier stage of the file.
    Stage(usize),
    /// An image from elsewhere.
    Image(BaseImage),
    /// A build context that the command line names.
    Context(String),
    /// Only the build knows: a variable without a value is in it, or nothing stands there at all.
    Unknown,
}

/// The image that a stage begins with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BaseImage {
    /// The reference, variables resolved.
    pub text: String,
    /// Its parts. Where variables were resolved, their places are those of the whole word in the file.
    pub image: Image,
    /// What is known of it; with a digest, what is known of the tag beside it.
    pub facts: Option<Rc<Facts>>,
}

/// What is referred to by `COPY --from`, `ADD --from` or a mount's `from`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A stage of the file.
    Stage(usize),
    /// A build context that the command line names.
    Context(String),
    /// An image.
    Image(String),
    /// Only the build knows.
    Unknown,
}

/// The place that a stage, an image or a context is referred to from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// What it refers to.
    pub target: Target,
    /// The step it is in.
    pub step: usize,
    /// The mount it is in, as an index into the instruction's; `None` for `COPY --from`.
    pub mount: Option<usize>,
    /// The name or number as written.
    pub span: Span,
}

/// A build stage.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a question that rules ask on its own")]
pub struct Stage<'a> {
    /// Its number, from 0.
    pub index: usize,
    /// Its `FROM`.
    pub from: &'a Instruction,
    /// The instructions behind the `FROM`, up to the next one.
    pub instructions: &'a [Instruction],
    /// Its name as written, if it has one.
    pub name: Option<&'a MappedText>,
    /// What it begins with.
    pub base: Base,
    /// The image that the chain of stages it is built from begins with; `Base::Stage` never.
    pub root: Base,
    /// `--platform`, variables resolved.
    pub platform: Option<Text>,
    /// What it runs: first what its base stage's `ONBUILD`s say, then its own instructions.
    pub steps: Vec<Step<'a>>,
    /// What its own `ONBUILD`s would run in a stage built from it right away. They run in each stage that is built
    /// from it; here they are for rules that look at what is written.
    pub triggers: Vec<Step<'a>>,
    /// What it refers to, other than by its `FROM`.
    pub references: Vec<Reference>,
    /// What is in force behind its last step.
    pub end: State,
    /// Whether it is what the build ends with: a target, or the last stage where there are none.
    pub is_built: bool,
    /// Whether a stage that is built is it, is built from it, or copies or mounts something of it, directly or not.
    pub is_needed: bool,
    /// Whether it is part of an image that is built: it is one, one is built from it, or from an archive that a step
    /// makes of it; or it may be so, as a variable decides. Where the last stage is there for a chore, an upload or a
    /// test, the image is the one before it that says what runs.
    pub is_shipped: bool,
    /// Whether all that it installs is in the image that is built: it is part of it, or its whole file system is copied
    /// there.
    pub is_in_image: bool,
}

impl<'a> Stage<'a> {
    /// What people call it: its name, or its number.
    pub fn label(&self) -> String {
        self.name.map_or_else(|| self.index.to_string(), ToString::to_string)
    }

    /// What is known of the image that the chain of stages begins with.
    pub fn facts(&self) -> Option<&Facts> {
        match &self.root {
            Base::Image(image) => image.facts.as_deref(),
            _ => None,
        }
    }

    /// The steps that its own instructions are, without those it inherits.
    pub fn own_steps(&self) -> impl Iterator<Item = &Step<'a>> {
        self.steps.iter().filter(|step| step.inherited_from.is_none())
    }
}
