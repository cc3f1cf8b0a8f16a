//! A step: an instruction where a builder runs it.

use std::cell::OnceCell;

use dlint_syntax::{Heredoc, Instruction, Keyword};

use crate::effects::Effects;
use crate::scripts::StepScript;
use crate::state::State;

/// An instruction where a builder runs it, with what is in force there.
#[derive(Debug)]
pub struct Step<'a> {
    /// The instruction; for a trigger, the one behind `ONBUILD`.
    pub instruction: &'a Instruction,
    /// The `ONBUILD` it is the trigger of.
    pub onbuild: Option<&'a Instruction>,
    /// The stage whose `ONBUILD` it is, where another stage runs it.
    pub inherited_from: Option<usize>,
    /// The stage that runs it.
    pub stage: usize,
    /// Its place among the stage's steps.
    pub index: usize,
    /// What is in force when it runs.
    pub state: State,
    pub(crate) scripts: OnceCell<Vec<StepScript>>,
    pub(crate) effects: OnceCell<Effects>,
}

/// What a step adds to the image.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layer {
    /// A layer of files: what is deleted later stays in it.
    Files,
    /// A layer if the folder it names is not there yet, and an empty one.
    Folder,
    /// Nothing but an entry in the image's configuration.
    Configuration,
}

impl Step<'_> {
    /// Its heredocs: those of a trigger are the `ONBUILD`'s.
    pub fn heredocs(&self) -> &[Heredoc] {
        &self.onbuild.unwrap_or(self.instruction).heredocs
    }

    /// What it adds to the image.
    ///
    /// Source: <https://docs.docker.com/build/building/best-practices/> and the exporter of `BuildKit`, which gives
    /// only `RUN`, `COPY`, `ADD` and a `WORKDIR` that creates its folder a layer.
    pub const fn layer(&self) -> Layer {
        match self.instruction.keyword {
            Keyword::Run | Keyword::Copy | Keyword::Add => Layer::Files,
            Keyword::Workdir => Layer::Folder,
            _ => Layer::Configuration,
        }
    }
}
