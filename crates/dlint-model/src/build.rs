//! A Dockerfile as the build that it describes.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use dlint_shell::Shell;
use dlint_syntax::expand::Expander;
use dlint_syntax::{Arguments, Definition, File, Instruction, Keyword, lowercase};
use dlint_text::{MappedText, SourceFile};

use crate::base_image::lookup;
use crate::effects::{self, Effects};
use crate::image::{Image, Part};
use crate::scripts::{self, StepScript};
use crate::stage::{Base, BaseImage, Reference, Stage, Target};
use crate::state::{Os, State, User};
use crate::step::Step;
use crate::variables::{BaseEnvironment, Scopes, SetBy, Value, Variable, Variables};

/// What is known of a build besides its Dockerfile.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The names of further build contexts: `--build-context name=…`.
    pub contexts: Vec<String>,
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
    scopes: Scopes,
    options: Options,
}

impl<'a> Build<'a> {
    /// The build of a file of which nothing else is known.
    pub fn new(source: &'a SourceFile, file: &'a File) -> Self {
        Self::with_options(source, file, Options::default())
    }

    /// The build of a file.
    pub fn with_options(source: &'a SourceFile, file: &'a File, options: Options) -> Self {
        let mut build = Self { source, file, stages: Vec::new(), scopes: Scopes::default(), options };
        for (index, instruction) in file.preamble().iter().enumerate() {
            if let Some(definitions) = instruction.as_definitions() {
                build.define(None, index, definitions);
            }
        }
        // The names in lower case, as they are looked up; a later stage takes a name over.
        let mut names: HashMap<String, usize> = HashMap::new();
        let assumed = shell_comment(source, file, None);
        for stage in file.stages() {
            build.add_stage(&stage, &names, assumed);
            if let Some(name) = stage.name() {
                names.insert(lowercase(name), stage.index);
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

    pub(crate) fn expander(&self) -> Expander {
        Expander::new(self.file.escape)
    }

    fn add_stage(
        &mut self,
        syntax: &dlint_syntax::Stage<'a>,
        names: &HashMap<String, usize>,
        assumed: Option<Shell>,
    ) {
        let index = syntax.index;
        let base = self.base(syntax, names);
        let parent = if let Base::Stage(parent) = base { self.stages.get(parent) } else { None };
        let mut state = match (&base, parent) {
            (_, Some(parent)) => parent.end.clone(),
            (Base::Scratch, _) => State::scratch(),
            (Base::Image(image), _) => match &image.facts {
                Some(facts) => State::of_image(facts),
                None => State::unknown(os_of_name(&image.text, self.file)),
            },
            _ => State::unknown(os_of_name("", self.file)),
        };
        if parent.is_none() {
            state.assumed = assumed;
        }
        let root = parent.map_or_else(|| base.clone(), |parent| parent.root.clone());
        let inherited: Vec<(&'a Instruction, usize)> = parent.map_or_else(Vec::new, |parent| {
            let onbuilds = parent.triggers.iter().filter_map(|step| step.onbuild);
            onbuilds.map(|onbuild| (onbuild, parent.index)).collect()
        });
        let environment = match &base {
            Base::Scratch | Base::Stage(_) => BaseEnvironment::Empty,
            Base::Image(BaseImage { facts: Some(facts), .. }) => {
                BaseEnvironment::Known(facts.environment.clone())
            }
            Base::Image(_) | Base::Context(_) | Base::Unknown => BaseEnvironment::Unknown,
        };
        self.scopes.begin(parent.map(|parent| parent.index), environment);
        let platform = syntax.from.flag("platform").and_then(|flag| flag.value.as_ref());
        let platform = platform.map(|text| self.global_variables().expand_with(text, self.expander()));
        let mut stage = Stage {
            index,
            from: syntax.from,
            instructions: syntax.instructions,
            name: syntax.name(),
            base,
            root,
            platform,
            steps: Vec::with_capacity(syntax.instructions.len()),
            triggers: Vec::new(),
            references: Vec::new(),
            end: state.clone(),
            is_needed: false,
            is_shipped: false,
        };
        let triggers = inherited.into_iter().filter_map(|(onbuild, from)| {
            let trigger = onbuild.as_onbuild()?.trigger.as_deref()?;
            Some((trigger, Some(onbuild), Some(from)))
        });
        let own = syntax.instructions.iter().map(|instruction| (instruction, None, None));
        for (place, (instruction, onbuild, inherited_from)) in triggers.chain(own).enumerate() {
            if onbuild.is_none() {
                state.assumed = shell_comment(self.source, self.file, Some(instruction)).or(state.assumed);
            }
            let step = Step {
                instruction,
                onbuild,
                inherited_from,
                stage: index,
                index: place,
                state: state.clone(),
                scripts: OnceCell::new(),
                effects: OnceCell::new(),
            };
            self.add_references(&mut stage, &step, names);
            self.run(&step, &mut state);
            stage.steps.push(step);
        }
        stage.triggers = self.triggers(syntax, stage.steps.len(), &state);
        stage.end = state;
        self.stages.push(stage);
    }

    /// The triggers of a stage, as they would run right behind it.
    fn triggers(&self, syntax: &dlint_syntax::Stage<'a>, steps: usize, end: &State) -> Vec<Step<'a>> {
        let mut state = end.clone();
        let mut triggers = Vec::new();
        for onbuild in syntax.instructions {
            let Some(trigger) = onbuild.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref()) else {
                continue;
            };
            let step = Step {
                instruction: trigger,
                onbuild: Some(onbuild),
                inherited_from: None,
                stage: syntax.index,
                index: steps,
                state: state.clone(),
                scripts: OnceCell::new(),
                effects: OnceCell::new(),
            };
            self.change(&step, &mut state);
            triggers.push(step);
        }
        triggers
    }

    /// Does to the state and the variables what an instruction does to them.
    fn run(&mut self, step: &Step<'_>, state: &mut State) {
        self.change(step, state);
        match &step.instruction.arguments {
            Arguments::Arg(definitions) => self.define(Some(step.stage), step.index, definitions),
            Arguments::Env(pairs) => {
                let variables = self.variables(step);
                let set: Vec<Variable> = pairs
                    .iter()
                    .map(|pair| {
                        let value = variables.expand_with(&pair.value, self.expander());
                        Variable {
                            name: variables.expand_with(&pair.key, self.expander()).text,
                            value: Value::from(value),
                            set_by: SetBy::Env,
                            span: pair.key.span(),
                            step: step.index,
                        }
                    })
                    .collect();
                for variable in set {
                    self.scopes.set(Some(step.stage), variable);
                }
            }
            _ => {}
        }
    }

    fn change(&self, step: &Step<'_>, state: &mut State) {
        let variables = self.variables(step);
        match &step.instruction.arguments {
            Arguments::Shell(line) => {
                if let Some(words) = line.exec.as_ref().filter(|words| !words.is_empty()) {
                    state.shell = words.iter().map(|word| word.to_string()).collect();
                    state.shell_is_set = true;
                    state.assumed = None;
                }
            }
            Arguments::User(Some(word)) => {
                state.user = User::named(&variables.expand_with(word, self.expander()).text);
            }
            Arguments::Workdir(Some(word)) => {
                let text = variables.expand_with(word, self.expander()).text;
                state.workdir = Rc::new(state.workdir.join(&text));
                state.workdir_is_set = true;
            }
            _ => {}
        }
    }

    /// `ARG`: each of its variables sees the ones before it.
    fn define(&mut self, stage: Option<usize>, step: usize, definitions: &[Definition]) {
        for definition in definitions {
            let variables = self.scopes.at(stage, step + 1);
            let name = variables.expand_with(&definition.name, self.expander()).text;
            let value = match &definition.value {
                Some(text) => Value::from(variables.expand_with(text, self.expander())),
                None => stage.and_then(|_| variables.global(&name)).unwrap_or(Value::Unset),
            };
            let span = definition.name.span();
            self.scopes.set(stage, Variable { name, value, set_by: SetBy::Arg, span, step });
        }
    }

    fn base(&self, syntax: &dlint_syntax::Stage<'_>, names: &HashMap<String, usize>) -> Base {
        let Some(reference) = syntax.arguments().and_then(|from| from.image.as_ref()) else {
            return Base::Unknown;
        };
        let word = &reference.word.value;
        let text = self.global_variables().expand_with(word, self.expander());
        let Some(name) = text.known().filter(|name| !name.is_empty()) else { return Base::Unknown };
        // The text as it is against names in lower case: `FROM Base` never finds the stage `base`.
        if let Some(stage) = names.get(name) {
            return Base::Stage(*stage);
        }
        if name == "scratch" {
            return Base::Scratch;
        }
        if self.options.contexts.iter().any(|context| context == name) {
            return Base::Context(name.to_owned());
        }
        let image =
            if name == word.as_str() { Image::new(reference) } else { Image::parse(resolved(name, word)) };
        let known = image.normalized_name().filter(|_| !matches!(image.tag, Part::Unknown(_)));
        let facts = known.and_then(|known| lookup(&known, image.tag.known().map(MappedText::as_str)));
        Base::Image(BaseImage { text: name.to_owned(), image, facts: facts.map(Rc::new) })
    }

    /// Finds what `COPY --from` and mounts refer to.
    fn add_references(&self, stage: &mut Stage<'_>, step: &Step<'_>, names: &HashMap<String, usize>) {
        let mut add = |target, mount, span| {
            stage.references.push(Reference { target, step: step.index, mount, span });
        };
        if step.instruction.keyword == Keyword::Copy
            && let Some(value) = step.instruction.flag("from").and_then(|flag| flag.value.as_ref())
        {
            let by_number = value.parse::<usize>().ok().filter(|number| *number < step.stage);
            let target = by_number.map_or_else(|| self.target(value, names), Target::Stage);
            add(target, None, value.span());
        }
        for (index, mount) in step.instruction.mounts.iter().enumerate() {
            if let Some(value) = mount.value("from") {
                let text = self.variables(step).expand_with(value, self.expander());
                let target = text.known().map_or(Target::Unknown, |name| self.target(name, names));
                add(target, Some(index), value.span());
            }
        }
    }

    fn target(&self, name: &str, names: &HashMap<String, usize>) -> Target {
        if name.contains('$') {
            return Target::Unknown;
        }
        if let Some(stage) = names.get(&lowercase(name)) {
            return Target::Stage(*stage);
        }
        if self.options.contexts.iter().any(|context| context == name) {
            return Target::Context(name.to_owned());
        }
        Target::Image(name.to_owned())
    }

    fn find_needed(&mut self) {
        let Some(last) = self.stages.len().checked_sub(1) else { return };
        let shipped: Vec<usize> = self.chain(last).map(|stage| stage.index).collect();
        for index in shipped {
            if let Some(stage) = self.stages.get_mut(index) {
                stage.is_shipped = true;
            }
        }
        let mut open = vec![last];
        while let Some(index) = open.pop() {
            let Some(stage) = self.stages.get_mut(index).filter(|stage| !stage.is_needed) else { continue };
            stage.is_needed = true;
            if let Base::Stage(parent) = stage.base {
                open.push(parent);
            }
            open.extend(stage.references.iter().filter_map(|reference| match reference.target {
                Target::Stage(stage) => Some(stage),
                _ => None,
            }));
        }
    }
}

/// A text that stands in the place of a word.
fn resolved(text: &str, word: &MappedText) -> MappedText {
    let mut builder = dlint_text::MappedTextBuilder::new(word.span().start);
    builder.resolved(text, word.span());
    builder.finish()
}

/// The system of an image of which only the name is known. Whoever writes for Windows says so in the name, or sets the
/// escape character so that paths can be written.
fn os_of_name(name: &str, file: &File) -> Os {
    let name = name.to_ascii_lowercase();
    let says_so = ["windows", "nanoserver", "servercore"].iter().any(|word| name.contains(word));
    if says_so || file.escape == '`' { Os::Windows } else { Os::Linux }
}

impl From<crate::variables::Text> for Value {
    fn from(text: crate::variables::Text) -> Self {
        if text.is_known { Self::Known(text.text) } else { Self::Open(text.text) }
    }
}

/// The shell that a `# hadolint shell=…` names: in front of an instruction, or at the top of the file.
fn shell_comment(source: &SourceFile, file: &File, instruction: Option<&Instruction>) -> Option<Shell> {
    let comments = if let Some(instruction) = instruction {
        file.comments_before(instruction)
    } else {
        let first = file.instructions.first().map_or(u32::MAX, |first| first.first_line);
        let behind = file.comments.partition_point(|comment| comment.line < first);
        file.comments.get(..behind).unwrap_or_default()
    };
    comments.iter().rev().find_map(|comment| {
        let text = comment.text(source).strip_prefix("hadolint")?.trim_start().strip_prefix("shell")?;
        let name = text.trim_start().strip_prefix('=')?.split_whitespace().next()?;
        Some(Shell::from_name(name)).filter(|shell| *shell != Shell::Other)
    })
}
