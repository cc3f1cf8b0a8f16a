//! Copies of the whole build context, and what they take along that belongs in no image.

use dlint_linter::{Cx, Edits, Step};
use dlint_model::context::{BuildContext, Visible};
use dlint_model::dockerignore::Dockerignore;
use dlint_model::effects::{Action, Effect, ReadFrom};
use dlint_model::{Stage, Step as ModelStep};
use dlint_syntax::Keyword;
use dlint_text::Span;

use super::instruction_words::expand;
use super::secret_files::{Holds, holds_secrets};

/// No more names of a folder are looked at.
const MOST_NAMES: usize = 2_000;

/// How many copies of later stages are looked at.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// What a copy of the whole context takes along.
#[derive(Debug, Default)]
pub(crate) struct TakenAlong {
    /// Files that hold secrets.
    pub(crate) secrets: Vec<String>,
    /// Folders that are large, change with each commit, or belong to the machine they were made on.
    pub(crate) heavy: Vec<String>,
    /// Whether there is a file that says what is ignored.
    pub(crate) has_ignore_file: bool,
}

impl TakenAlong {
    /// Their names, the gravest first.
    pub(crate) fn names(&self) -> Vec<&str> {
        self.secrets.iter().chain(&self.heavy).map(String::as_str).collect()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.secrets.is_empty() && self.heavy.is_empty()
    }
}

/// The source of a `COPY` or an `ADD` that is the whole build context.
pub(crate) fn whole_context(step: &Step<'_>, cx: &Cx<'_>) -> Option<Span> {
    // What a trigger copies is in another context.
    let model = step.model.filter(|_| step.onbuild.is_none())?;
    is_whole_context(model, cx).or_else(|| each_of_context(model))
}

/// The source that names each file and folder of the context: `*`.
fn each_of_context(step: &ModelStep<'_>) -> Option<Span> {
    let transfer = step.instruction.as_transfer()?;
    let is_own = step.instruction.flag("from").is_none() && step.instruction.flag("exclude").is_none();
    let mut sources = transfer.sources.iter().filter(|source| source.heredoc.is_none() && is_own);
    sources.find(|source| matches!(source.word.as_str(), "*" | "./*")).map(|source| source.word.span)
}

/// Whether a stage that is in the image takes all of the folder from another one that this step copies to.
pub(crate) fn is_handed_on(step: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let written = cx.build.effects(step).all.iter().find_map(|effect| effect.action.stored());
    let Some(written) = written.filter(|path| path.is_exact()) else { return false };
    let takes = |effect: &Effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Stage(stage) } => {
            *stage == step.stage && path.covers(written).is_yes()
        }
        _ => false,
    };
    let stages = cx.stages.iter().skip(step.stage).filter(|stage| stage.is_in_image);
    let mut steps =
        stages.flat_map(Stage::own_steps).filter(|other| other.instruction.as_transfer().is_some());
    steps.by_ref().take(MOST_STEPS).any(|other| cx.build.effects(other).all.iter().any(takes))
}

/// The same of a step of a stage.
pub(crate) fn is_whole_context(step: &ModelStep<'_>, cx: &Cx<'_>) -> Option<Span> {
    let transfer = step.instruction.as_transfer()?;
    if step.instruction.flag("from").is_some() || step.instruction.flag("exclude").is_some() {
        return None;
    }
    let mut sources = transfer.sources.iter().filter(|source| source.heredoc.is_none());
    let is_whole = |text: &str| !text.is_empty() && text.split('/').all(|part| matches!(part, "" | "."));
    let whole = sources.find(|source| expand(&source.word, step, cx).known().is_some_and(is_whole));
    whole.map(|source| source.word.span)
}

/// What such a copy takes along; `None` where nobody knows the build context.
pub(crate) fn taken_along(model: &ModelStep<'_>, cx: &Cx<'_>) -> Option<TakenAlong> {
    let context = cx.context();
    let names = context.list("").filter(|names| !names.is_empty())?;
    let ignored = context.ignore_file().map(|(_, text)| Dockerignore::parse(&text));
    let visible = Visible::new(context);
    let mut taken = TakenAlong { has_ignore_file: ignored.is_some(), ..TakenAlong::default() };
    for name in names.into_iter().take(MOST_NAMES) {
        let is_seen = || visible.entry(&name).is_some() && !is_emptied(&name, ignored.as_ref());
        if is_heavy(&name, context) {
            if is_seen() && !(name == ".git" && wants_git(model, cx)) {
                taken.heavy.push(name);
            }
        } else if holds_secrets(&name, cx) == Some(Holds::Surely) && is_seen() {
            taken.secrets.push(name);
        }
    }
    Some(taken)
}

/// Has the builder ignore all of it, unless a copy names some of it.
pub(crate) fn ignore(taken: &TakenAlong, edits: &mut Edits, cx: &Cx<'_>) {
    let sources = cx.build.plain_sources();
    let is_named =
        |name: &str| sources.iter().any(|source| source.split('/').next().is_some_and(|first| first == name));
    // A name that says something else as a pattern has to be written by somebody who knows what is meant.
    let is_odd =
        |c: char| matches!(c, '*' | '?' | '[' | '\\' | '#' | '!') || c.is_whitespace() || c.is_control();
    for name in taken.names() {
        if name.contains(is_odd) || is_named(name) {
            edits.withdraw();
        } else {
            edits.ignore(name);
        }
    }
}

/// Whether a folder is ignored, but for what is brought back of it.
fn is_emptied(name: &str, ignore: Option<&Dockerignore>) -> bool {
    ignore.is_some_and(|ignore| {
        ignore.ignored(&format!("{name}/x")).is_some() || ignore.ignored(name).is_some()
    })
}

/// Whether it is a folder that is large, and that each machine makes for itself.
fn is_heavy(name: &str, context: &dyn BuildContext) -> bool {
    match name {
        ".git" | "node_modules" | ".venv" | ".terraform" => true,
        "venv" => context.entry("venv/pyvenv.cfg").is_some(),
        "target" => context.entry("Cargo.toml").is_some() || context.entry("pom.xml").is_some(),
        _ => false,
    }
}

/// Whether a step of the stage may ask `git` for the version, or names the folder.
fn wants_git(model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(model.stage) else { return true };
    let says_git = |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|word| word == "git");
    let behind = stage
        .steps
        .iter()
        .filter(|step| step.index > model.index && step.instruction.keyword == Keyword::Run);
    behind.into_iter().any(|step| {
        says_git(&step.instruction.text) || step.heredocs().iter().any(|heredoc| says_git(&heredoc.body))
    })
}

/// Names in words: `a`, `b` and 2 more.
pub(crate) fn listed(names: &[&str]) -> String {
    const MOST: usize = 4;
    let quoted: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    match (quoted.as_slice(), names.len().saturating_sub(MOST)) {
        ([], _) => String::new(),
        ([one], 0) => one.clone(),
        ([first @ .., last], 0) => format!("{} and {last}", first.join(", ")),
        (all, more) => format!("{} and {more} more", all.join(", ")),
    }
}
