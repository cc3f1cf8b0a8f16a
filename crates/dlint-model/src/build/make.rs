//! From a file to its stages and steps: each instruction in turn, and what it does to what is in force.

use std::cell::OnceCell;
use std::rc::Rc;

use dlint_shell::Shell;
use dlint_syntax::{Arguments, Definition, File, Instruction};
use dlint_text::SourceFile;

use super::Build;
use crate::stage::{Base, BaseImage, Stage};
use crate::state::{Os, State, User};
use crate::step::Step;
use crate::variables::{BaseEnvironment, SetBy, Text, Value, Variable};

impl<'a> Build<'a> {
    pub(super) fn add_stage(&mut self, syntax: &dlint_syntax::Stage<'a>) {
        let index = syntax.index;
        let base = self.base(syntax);
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
            state.assumed = self.assumed_shell;
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
            is_built: false,
            is_needed: false,
            is_shipped: false,
            is_in_image: false,
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
            stage.references.extend(self.references(&step));
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
    pub(super) fn define(&mut self, stage: Option<usize>, step: usize, definitions: &[Definition]) {
        for definition in definitions {
            let variables = self.scopes.at(stage, step + 1);
            let name = variables.expand_with(&definition.name, self.expander()).text;
            let given = self.options.build_arg(&name).map(|value| Value::Known(value.to_owned()));
            let value = match &definition.value {
                _ if given.is_some() => given.unwrap_or(Value::Unset),
                Some(text) => Value::from(variables.expand_with(text, self.expander())),
                None => stage.and_then(|_| variables.global(&name)).unwrap_or(Value::Unset),
            };
            let span = definition.name.span();
            self.scopes.set(stage, Variable { name, value, set_by: SetBy::Arg, span, step });
        }
    }
}

/// The system of an image of which only the name is known. Whoever writes for Windows says so in the name, or sets the
/// escape character so that paths can be written.
fn os_of_name(name: &str, file: &File) -> Os {
    let name = name.to_ascii_lowercase();
    let says_so = ["windows", "nanoserver", "servercore"].iter().any(|word| name.contains(word));
    if says_so || file.escape == '`' { Os::Windows } else { Os::Linux }
}

impl From<Text> for Value {
    fn from(text: Text) -> Self {
        if text.is_known { Self::Known(text.text) } else { Self::Open(text.text) }
    }
}

/// The shell that a `# hadolint shell=…` names: in front of an instruction, or at the top of the file.
pub(super) fn shell_comment(
    source: &SourceFile,
    file: &File,
    instruction: Option<&Instruction>,
) -> Option<Shell> {
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
