//! A Dockerfile as the build that it describes.

mod make;
mod refer;
mod ship;

use std::cell::OnceCell;
use std::collections::HashMap;

use dlint_shell::Shell;
use dlint_syntax::expand::Expander;
use dlint_syntax::{File, lowercase};
use dlint_text::SourceFile;

use crate::effects::{self, Effects};
use crate::scripts::{self, StepScript};
use crate::secrets::{self, Secret};
use crate::stage::{Base, Stage};
use crate::step::Step;
use crate::variables::{Scopes, Variables};

/// What is known of a build besides its Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The names of further build contexts: `--build-context name=…`.
    pub contexts: Vec<String>,
    /// The stages that are built, by name or number: `--target …`. Without any, it is the last one.
    pub targets: Vec<String>,
    /// The values that `ARG`s are given: `--build-arg NAME=VALUE`. Of two with one name, the later counts.
    pub build_args: Vec<(String, String)>,
}

impl Options {
    /// Nothing is known.
    pub const NONE: Self = Self { contexts: Vec::new(), targets: Vec::new(), build_args: Vec::new() };

    /// The value that an `ARG` of this name is given.
    pub fn build_arg(&self, name: &str) -> Option<&str> {
        let args = self.build_args.iter().rev();
        args.filter(|(given, _)| given == name).map(|(_, value)| value.as_str()).next()
    }
}

/// The build that a Dockerfile describes.
///
/// Stages, variables and what is in force at each step are worked out at once; what a step runs and does, when it is
/// asked for, and only once.
///
/// ```
/// use dlint_model::Build;
/// use dlint_text::SourceFile;
///
/// let text = "FROM golang:1.23 AS build\nRUN go build -o /app .\nFROM scratch\nCOPY --from=build /app /\n";
/// let source = SourceFile::new("Dockerfile", text);
/// let file = dlint_syntax::parse(&source);
/// let build = Build::new(&source, &file);
/// assert!(build.stages()[0].is_needed);
/// assert!(!build.stages()[0].is_shipped);
/// ```
#[derive(Debug)]
pub struct Build<'a> {
    source: &'a SourceFile,
    file: &'a File,
    stages: Vec<Stage<'a>>,
    /// The stages by their names in lower case, as they are looked up.
    names: HashMap<String, usize>,
    scopes: Scopes,
    /// The shell that a comment at the top of the file says to assume.
    assumed_shell: Option<Shell>,
    options: Options,
    secrets: OnceCell<Vec<Secret>>,
}

impl<'a> Build<'a> {
    /// The build of a file of which nothing else is known.
    pub fn new(source: &'a SourceFile, file: &'a File) -> Self {
        Self::with_options(source, file, Options::default())
    }

    /// The build of a file.
    pub fn with_options(source: &'a SourceFile, file: &'a File, options: Options) -> Self {
        let (stages, names) = Default::default();
        let scopes = Scopes::given(&options.build_args);
        let assumed_shell = make::shell_comment(source, file, None);
        let secrets = OnceCell::new();
        let mut build = Self { source, file, stages, names, scopes, assumed_shell, options, secrets };
        for (index, instruction) in file.preamble().iter().enumerate() {
            if let Some(definitions) = instruction.as_definitions() {
                build.define(None, index, definitions);
            }
        }
        for stage in file.stages() {
            build.add_stage(&stage);
            if let Some(name) = stage.name() {
                // A later stage takes a name over.
                build.names.insert(lowercase(name), stage.index);
            }
        }
        build.find_needed();
        build
    }

    /// The text of the file.
    pub const fn source(&self) -> &'a SourceFile {
        self.source
    }

    /// The file.
    pub const fn file(&self) -> &'a File {
        self.file
    }

    /// The stages, in order.
    pub fn stages(&self) -> &[Stage<'a>] {
        &self.stages
    }

    /// The stage that a step runs in.
    pub fn stage_of(&self, step: &Step<'_>) -> Option<&Stage<'a>> {
        self.stages.get(step.stage)
    }

    /// The variables that a step sees.
    pub fn variables(&self, step: &Step<'_>) -> Variables<'_> {
        self.scopes.at(Some(step.stage), step.index)
    }

    /// The variables that are set when a stage is through.
    pub const fn variables_at_end(&self, stage: &Stage<'_>) -> Variables<'_> {
        self.scopes.at(Some(stage.index), usize::MAX)
    }

    pub(crate) const fn variables_at(&self, stage: usize, step: usize) -> Variables<'_> {
        self.scopes.at(Some(stage), step)
    }

    /// The variables that a `FROM` sees.
    pub const fn global_variables(&self) -> Variables<'_> {
        self.scopes.at(None, usize::MAX)
    }

    /// A stage and those it is built from, itself first.
    pub fn chain(&self, stage: usize) -> impl Iterator<Item = &Stage<'a>> {
        // A stage is built from an earlier one, so this ends.
        std::iter::successors(self.stages.get(stage), |stage| match stage.base {
            Base::Stage(parent) if parent < stage.index => self.stages.get(parent),
            _ => None,
        })
    }

    /// The scripts of a step. Each is read once.
    pub fn scripts<'s>(&self, step: &'s Step<'_>) -> &'s [StepScript] {
        step.scripts.get_or_init(|| scripts::scripts(step, self.variables(step)))
    }

    /// What a step does to the image. Worked out once.
    pub fn effects<'s>(&self, step: &'s Step<'_>) -> &'s Effects {
        step.effects.get_or_init(|| effects::effects(step, self))
    }

    /// The secrets that are written out in the file, in order. Worked out once.
    pub fn secrets(&self) -> &[Secret] {
        self.secrets.get_or_init(|| secrets::find(self))
    }

    pub(crate) fn expander(&self) -> Expander {
        Expander::new(self.file.escape)
    }
}
