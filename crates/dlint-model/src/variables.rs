//! `ARG` and `ENV`: which variables are in scope at a step, and what they hold.
//!
//! Both write to one list, and what was written last counts. A stage begins with the list of the stage it is built
//! from; an `ARG` without a default takes the value of the global one, which no stage sees otherwise. Facts of
//! `BuildKit` (<https://docs.docker.com/reference/dockerfile/#understand-how-arg-and-from-interact>).

mod expand;
mod predefined;
#[cfg(test)]
mod tests;

use std::collections::HashMap;

use dlint_text::Span;

use crate::base_image::Environment;
use crate::path::hole;

pub use expand::Text;
pub use predefined::{is_platform, is_proxy};

/// The longest value that is followed; a longer one counts as unknown.
const LONGEST: usize = 16 * 1024;

/// All values of one file come to no more than this: `ENV A=$A$A` doubles with every line.
const MOST_BYTES: usize = 8 << 20;

/// How many stages a lookup goes up. Nobody stacks more, and each level of a hostile file would cost every lookup.
const MOST_STAGES: usize = 200;

/// What a variable holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// This; for an `ARG`, unless the build is told otherwise.
    Known(String),
    /// Nothing: an `ARG` without a default, unless the build is told otherwise.
    Unset,
    /// Something that only the build knows, with what is known of it: variables that nobody knows stand in it as
    /// `${NAME}`.
    Open(String),
}

impl Value {
    /// The text, where it is known.
    pub fn known(&self) -> Option<&str> {
        if let Self::Known(text) = self { Some(text) } else { None }
    }
}

/// The instruction that sets a variable.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SetBy {
    /// `ARG`: gone from the image, but in its history.
    Arg,
    /// `ENV`: in the image for good.
    Env,
}

/// A variable, from where it is set on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub value: Value,
    /// Which instruction sets it.
    pub set_by: SetBy,
    /// The name where it is set.
    pub span: Span,
    /// The index of the step that sets it, in its stage; for a global `ARG`, its place among them.
    pub step: usize,
}

/// What is known about a name at a point of a build.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lookup<'b> {
    /// An instruction of the file sets it.
    Set(&'b Variable),
    /// The base image sets it; the value, where that is known.
    Image(Option<&'static str>),
    /// The base image may set it.
    Perhaps,
    /// Nothing sets it.
    Missing,
}

/// What the base image of a stage brings along.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(crate) enum BaseEnvironment {
    /// Nothing but `PATH`.
    #[default]
    Empty,
    /// What is known of it.
    Known(Environment),
    /// Nobody knows.
    Unknown,
}

/// The variables of one stage.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scope {
    variables: Vec<Variable>,
    by_name: HashMap<String, Vec<usize>>,
    /// The stage it is built from.
    pub(crate) parent: Option<usize>,
    pub(crate) base: BaseEnvironment,
}

/// The variables of a file.
#[derive(Debug, Clone, Default)]
pub(crate) struct Scopes {
    global: Scope,
    stages: Vec<Scope>,
    bytes: usize,
    /// What the build is given of the variables that need no `ARG`.
    given: HashMap<String, Variable>,
}

impl Scope {
    /// The variable of this name that was set last before `step`, in front of `end`.
    fn get(&self, name: &str, step: usize, end: u32, only_env: bool) -> Option<&Variable> {
        let indexes = self.by_name.get(name)?;
        let is_before = |set: &Variable| set.step < step && set.span.start < end;
        let before = indexes.partition_point(|index| self.variables.get(*index).is_some_and(is_before));
        let variables = indexes.get(..before)?.iter().rev().filter_map(|index| self.variables.get(*index));
        variables.into_iter().find(|variable| !only_env || variable.set_by == SetBy::Env)
    }

    fn push(&mut self, variable: Variable) {
        self.by_name.entry(variable.name.clone()).or_default().push(self.variables.len());
        self.variables.push(variable);
    }
}

impl Scopes {
    /// No variables yet, in a build that is given these values. Those that a file has to ask for are set by its `ARG`s.
    pub(crate) fn given(build_args: &[(String, String)]) -> Self {
        let needs_no_arg = |(name, _): &&(String, String)| is_platform(name) || is_proxy(name);
        let variable = |(name, value): &(String, String)| {
            let value = Value::Known(value.clone());
            let (set_by, span) = (SetBy::Arg, Span::at(0));
            (name.clone(), Variable { name: name.clone(), value, set_by, span, step: 0 })
        };
        Self { given: build_args.iter().filter(needs_no_arg).map(variable).collect(), ..Self::default() }
    }

    /// What a build is given under a name that its file need not ask for: platforms in `FROM`, proxies in stages.
    fn get_given(&self, name: &str, is_wanted: fn(&str) -> bool) -> Option<&Variable> {
        self.given.get(name).filter(|_| is_wanted(name))
    }

    /// Begins the next stage.
    pub(crate) fn begin(&mut self, parent: Option<usize>, base: BaseEnvironment) {
        self.stages.push(Scope { parent, base, ..Scope::default() });
    }

    /// Sets a variable, in a stage or globally.
    pub(crate) fn set(&mut self, stage: Option<usize>, mut variable: Variable) {
        let length = match &variable.value {
            Value::Known(text) | Value::Open(text) => text.len(),
            Value::Unset => 0,
        };
        if length > LONGEST || self.bytes + length > MOST_BYTES {
            variable.value = Value::Open(hole(&variable.name));
        } else {
            self.bytes += length;
        }
        let scope = match stage {
            Some(stage) => self.stages.get_mut(stage),
            None => Some(&mut self.global),
        };
        if let Some(scope) = scope {
            scope.push(variable);
        }
    }

    /// The variables as a step sees them; `None` before the first stage.
    pub(crate) const fn at(&self, stage: Option<usize>, step: usize) -> Variables<'_> {
        Variables { scopes: self, stage, step, end: u32::MAX, only_env: false }
    }
}

/// The variables as they are at one point of a build.
///
/// ```
/// use dlint_model::Build;
/// use dlint_text::SourceFile;
///
/// let source = SourceFile::new("Dockerfile", "ARG V=1\nFROM debian\nARG V\nENV DIR=/opt/$V\nWORKDIR $DIR\n");
/// let file = dlint_syntax::parse(&source);
/// let build = Build::new(&source, &file);
/// let step = &build.stages()[0].steps[2];
/// assert_eq!(build.variables(step).expand("$DIR/bin").known(), Some("/opt/1/bin"));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Variables<'b> {
    scopes: &'b Scopes,
    stage: Option<usize>,
    step: usize,
    /// What is set from this place of the file on does not count.
    end: u32,
    only_env: bool,
}

impl<'b> Variables<'b> {
    /// Those of them that are set in front of a place of the file: each variable of an `ARG` sees the ones before it.
    pub const fn in_front_of(mut self, end: u32) -> Self {
        self.end = end;
        self
    }

    /// The variables that are still there when a container runs: without those of `ARG`.
    pub const fn at_run_time(mut self) -> Self {
        self.only_env = true;
        self
    }

    /// What is known about a name.
    pub fn get(&self, name: &str) -> Lookup<'b> {
        let Some(stage) = self.stage else {
            return match self.scopes.global.get(name, self.step, self.end, false) {
                Some(variable) => Lookup::Set(variable),
                None if is_platform(name) => {
                    self.scopes.get_given(name, is_platform).map_or(Lookup::Perhaps, Lookup::Set)
                }
                None => Lookup::Missing,
            };
        };
        let proxy = self.scopes.get_given(name, is_proxy).filter(|_| !self.only_env);
        let mut step = self.step;
        let mut next = Some(stage);
        for _ in 0..MOST_STAGES {
            let Some(scope) = next.and_then(|stage| self.scopes.stages.get(stage)) else {
                return Lookup::Missing;
            };
            if let Some(variable) = scope.get(name, step, self.end, self.only_env) {
                return Lookup::Set(variable);
            }
            if let Some(proxy) = proxy.filter(|_| scope.parent.is_none()) {
                return Lookup::Set(proxy);
            }
            if scope.parent.is_none() {
                return match &scope.base {
                    BaseEnvironment::Known(environment) if environment.sets(name) => {
                        Lookup::Image(environment.value(name))
                    }
                    BaseEnvironment::Known(environment) if environment.may_set(name) => Lookup::Perhaps,
                    BaseEnvironment::Unknown => Lookup::Perhaps,
                    _ if name == "PATH" => Lookup::Image(None),
                    _ => Lookup::Missing,
                };
            }
            next = scope.parent;
            step = usize::MAX;
        }
        Lookup::Perhaps
    }

    /// Whether the stage begins with an image of which nothing is known: any name may be set there.
    pub fn base_is_unknown(&self) -> bool {
        let parent = |stage: &usize| self.scopes.stages.get(*stage).and_then(|scope| scope.parent);
        let chain = std::iter::successors(self.stage, parent).take(MOST_STAGES);
        let root = chain.last().and_then(|stage| self.scopes.stages.get(stage));
        root.is_some_and(|scope| scope.base == BaseEnvironment::Unknown)
    }

    /// The value of a variable, where it is known.
    pub fn value(&self, name: &str) -> Option<&'b str> {
        match self.get(name) {
            Lookup::Set(variable) => variable.value.known(),
            Lookup::Image(value) => value,
            Lookup::Perhaps | Lookup::Missing => None,
        }
    }

    /// The variables that instructions of this stage set before this point, in order; of a name that is set more than
    /// once, each time.
    pub fn of_this_stage(&self) -> impl Iterator<Item = &'b Variable> + use<'b> {
        let scope = match self.stage {
            Some(stage) => self.scopes.stages.get(stage),
            None => Some(&self.scopes.global),
        };
        let (step, end) = (self.step, self.end);
        let variables = scope.into_iter().flat_map(|scope| &scope.variables);
        variables.take_while(move |variable| variable.step < step && variable.span.start < end)
    }

    /// The global `ARG`, whose value an `ARG` of the same name in a stage takes.
    pub(crate) fn global(&self, name: &str) -> Option<Value> {
        match self.scopes.at(None, usize::MAX).get(name) {
            Lookup::Set(variable) => Some(variable.value.clone()),
            Lookup::Perhaps => Some(Value::Open(hole(name))),
            Lookup::Image(_) | Lookup::Missing => None,
        }
    }
}
