//! What the model knows of a build, for people and for programs that read JSON.

use dlint_model::base_image::{Facts, Family, PackageManager, Setting};
use dlint_model::context::{Certainty, FindContext, Visible};
use dlint_model::effects::{CommandId, Effect, ReadFrom};
use dlint_model::variables::{SetBy, Value};
use dlint_model::{Base, Build, CacheKey, Layer, Runs, Stage, State, Step, Target, User};
use dlint_shell::Reading;
use dlint_text::{Encoding, SourceFile, Span};
use serde::Serialize;

/// A build as `dlint debug model --format json` shows it. Its shape may change with any version.
#[derive(Debug, Serialize)]
pub struct Model {
    pub(super) context: Option<ContextNode>,
    pub(super) global_variables: Vec<VariableNode>,
    pub(super) stages: Vec<StageNode>,
}

#[derive(Debug, Serialize)]
pub(super) struct ContextNode {
    pub(super) folder: String,
    pub(super) certainty: &'static str,
    pub(super) ignore_file: Option<String>,
    /// What the file copies by plain names and a build would not find.
    pub(super) missing: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct StageNode {
    pub(super) index: usize,
    pub(super) name: Option<String>,
    pub(super) line: u32,
    pub(super) base: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) image: Option<ImageNode>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) platform: Option<String>,
    pub(super) needed: bool,
    pub(super) shipped: bool,
    pub(super) variables: Vec<VariableNode>,
    pub(super) references: Vec<ReferenceNode>,
    pub(super) steps: Vec<StepNode>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) triggers: Vec<StepNode>,
}

#[derive(Debug, Serialize)]
pub(super) struct ImageNode {
    pub(super) name: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) family: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) package_manager: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) user: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) end_of_life: Option<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct VariableNode {
    pub(super) name: String,
    pub(super) set_by: &'static str,
    pub(super) line: u32,
    /// `None` where the build has to be told.
    pub(super) value: Option<String>,
    pub(super) known: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct ReferenceNode {
    pub(super) line: u32,
    pub(super) to: String,
    pub(super) mount: bool,
}

#[derive(Debug, Serialize)]
pub(super) struct StepNode {
    pub(super) line: u32,
    pub(super) instruction: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) inherited_from: Option<usize>,
    pub(super) layer: &'static str,
    pub(super) state: StateNode,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) commands: Vec<CommandNode>,
    pub(super) effects: Vec<EffectNode>,
    pub(super) cache_key: CacheNode,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct StateNode {
    pub(super) user: String,
    pub(super) folder: String,
    pub(super) shell: Vec<String>,
}

#[derive(Debug, Serialize)]
pub(super) struct CommandNode {
    pub(super) line: u32,
    pub(super) column: u32,
    pub(super) runs: &'static str,
    pub(super) words: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) conditional: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) problem: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct EffectNode {
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) column: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) command: Option<usize>,
    /// Whether what it writes is still there at the end of the step; nothing for what writes nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stored: Option<bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct CacheNode {
    pub(super) variables: Vec<String>,
    pub(super) files: Vec<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) asks_network: bool,
}

/// Turns places into lines and columns.
struct Places<'a>(&'a SourceFile);

impl Places<'_> {
    fn of(&self, span: Span) -> (u32, u32) {
        let place = self.0.lines().line_column(self.0.text(), span.start, Encoding::Utf8);
        (place.line, place.column)
    }
}

impl Model {
    /// The model of a build, with the context that is found for it.
    pub fn new(build: &Build<'_>, find: &dyn FindContext) -> Self {
        let places = Places(build.source());
        let global = build.global_variables();
        Self {
            context: ContextNode::new(build, find),
            global_variables: variables(&places, global.of_this_stage()),
            stages: build.stages().iter().map(|stage| StageNode::new(build, stage, &places)).collect(),
        }
    }
}

fn variables<'v>(
    places: &Places<'_>,
    variables: impl Iterator<Item = &'v dlint_model::variables::Variable>,
) -> Vec<VariableNode> {
    let node = |variable: &dlint_model::variables::Variable| VariableNode {
        name: variable.name.clone(),
        set_by: match variable.set_by {
            SetBy::Arg => "ARG",
            SetBy::Env => "ENV",
        },
        line: places.of(variable.span).0,
        value: match &variable.value {
            Value::Known(text) | Value::Open(text) => Some(text.clone()),
            Value::Unset => None,
        },
        known: variable.value.known().is_some(),
    };
    variables.map(node).collect()
}

impl ContextNode {
    fn new(build: &Build<'_>, find: &dyn FindContext) -> Option<Self> {
        let sources = build.plain_sources();
        let context = find.find(&sources);
        let visible = Visible::new(&*context);
        let missing = sources.into_iter().filter(|source| visible.entry(source).is_none()).collect();
        Some(Self {
            folder: context.name()?,
            certainty: match context.certainty() {
                Certainty::Unknown => "unknown",
                Certainty::Inferred => "inferred",
                Certainty::Configured => "configured",
            },
            ignore_file: context.ignore_file().map(|(path, _)| path),
            missing,
        })
    }
}

impl StageNode {
    fn new(build: &Build<'_>, stage: &Stage<'_>, places: &Places<'_>) -> Self {
        let references = stage.references.iter().map(|reference| ReferenceNode {
            line: places.of(reference.span).0,
            to: match &reference.target {
                Target::Stage(stage) => format!("stage {stage}"),
                Target::Context(name) => format!("context {name}"),
                Target::Image(name) => format!("image {name}"),
                Target::Unknown => "unknown".to_owned(),
            },
            mount: reference.mount.is_some(),
        });
        let steps =
            |steps: &[Step<'_>]| steps.iter().map(|step| StepNode::new(build, step, places)).collect();
        Self {
            index: stage.index,
            name: stage.name.map(ToString::to_string),
            line: stage.from.first_line,
            base: match &stage.base {
                Base::Scratch => "scratch".to_owned(),
                Base::Stage(stage) => format!("stage {stage}"),
                Base::Image(image) => format!("image {}", image.text),
                Base::Context(name) => format!("context {name}"),
                Base::Unknown => "unknown".to_owned(),
            },
            image: stage.facts().map(ImageNode::new),
            platform: stage.platform.as_ref().map(|platform| platform.text.clone()),
            needed: stage.is_needed,
            shipped: stage.is_shipped,
            variables: variables(places, build.variables_at_end(stage).of_this_stage()),
            references: references.collect(),
            steps: steps(&stage.steps),
            triggers: steps(&stage.triggers),
        }
    }
}

impl ImageNode {
    fn new(facts: &Facts) -> Self {
        Self {
            name: facts.image,
            family: facts.family.map(Family::as_str),
            package_manager: facts.package_manager.map(PackageManager::as_str),
            user: match facts.user {
                Setting::Set(user) => Some(user),
                Setting::NotSet => Some("root"),
                Setting::Unknown => None,
            },
            end_of_life: facts.end_of_life.as_ref().map(|end| end.date.to_string()),
        }
    }
}

impl StepNode {
    fn new(build: &Build<'_>, step: &Step<'_>, places: &Places<'_>) -> Self {
        let stored = build.stored(step);
        let is_stored = |effect: &Effect| stored.iter().any(|other| std::ptr::eq(*other, effect));
        let mut commands = Vec::new();
        let mut first_of_script = Vec::new();
        for script in build.scripts(step).iter().filter(|script| !script.is_part) {
            first_of_script.push(commands.len());
            commands.extend(CommandNode::of_script(script, places));
        }
        let index = |id: CommandId| Some(first_of_script.get(id.script)? + id.command);
        let effects = build.effects(step).all.iter().map(|effect| {
            let (line, column) = places.of(effect.span);
            let command = effect.command.and_then(index);
            let writes = effect.mount.is_none() && effect.action.stored().is_some();
            let stored = writes.then(|| is_stored(effect));
            EffectNode { text: effect.to_string(), line, column, command, stored }
        });
        Self {
            line: step.onbuild.unwrap_or(step.instruction).first_line,
            instruction: step.instruction.keyword.as_str(),
            inherited_from: step.inherited_from,
            layer: match step.layer() {
                Layer::Files => "files",
                Layer::Folder => "folder",
                Layer::Configuration => "configuration",
            },
            state: StateNode::new(&step.state),
            effects: effects.collect(),
            commands,
            cache_key: CacheNode::new(&build.cache_key(step)),
        }
    }
}

impl StateNode {
    fn new(state: &State) -> Self {
        Self {
            user: match &state.user {
                User::Root => "root".to_owned(),
                User::Other(name) => name.to_string(),
                User::Unknown => "unknown".to_owned(),
            },
            folder: state.workdir.to_string(),
            shell: state.shell.to_vec(),
        }
    }
}

impl CommandNode {
    fn of_script(script: &dlint_model::StepScript, places: &Places<'_>) -> Vec<Self> {
        let body = script.script.body();
        let problem = match body.reading {
            Reading::Whole => None,
            Reading::Partly => Some("a shell stops at an error in this script"),
            Reading::Roughly => Some("read roughly"),
            Reading::Unknown(_) => Some("not read"),
        };
        let node = |command: &dlint_shell::Command| {
            let (line, column) = places.of(command.span);
            Self {
                line,
                column,
                runs: match script.runs {
                    Runs::InBuild => "in the build",
                    Runs::InContainer => "in the container",
                    Runs::WhenCalled => "when called",
                },
                words: command.words.iter().map(|word| word.text.to_string()).collect(),
                conditional: body.is_conditional(command),
                problem,
            }
        };
        body.commands.iter().map(node).collect()
    }
}

impl CacheNode {
    fn new(key: &CacheKey) -> Self {
        let file = |(from, path): &(ReadFrom, _)| format!("{from}{path}");
        Self {
            variables: key.variables.clone(),
            files: key.files.iter().map(file).collect(),
            asks_network: key.asks_network,
        }
    }
}
