//! Secrets that commands write into files: by a redirection, as a setting, in the address of a clone.

use dlint_linter::{Command, Cx, Step};
use dlint_model::Step as ModelStep;
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::path::ImagePath;
use dlint_model::secrets::{Doubt, is_secret};
use dlint_model::variables::Lookup;
use dlint_shell::Quoting;
use dlint_syntax::Keyword;
use dlint_text::Span;

/// A secret that a command writes into a file of the layer.
#[derive(Debug)]
pub(crate) struct Leak {
    /// The variable that holds it.
    pub(crate) name: String,
    /// Where it is used.
    pub(crate) span: Span,
    /// Where it ends up.
    pub(crate) sink: Sink,
}

/// What keeps a secret.
#[derive(Debug)]
pub(crate) enum Sink {
    /// This file.
    File(ImagePath),
    /// Nothing but the history: the step deletes this file again.
    History(ImagePath),
    /// The settings of this program.
    Setting(String),
    /// The address of a clone.
    Clone,
}

/// More steps behind an `ARG` are not asked whether they write it somewhere.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The words by which programs write a setting or a login into a file of their own.
const SETTINGS: &[(&str, &[&str])] = &[
    ("aws", &["configure", "set"]),
    ("bundle", &["config"]),
    ("bundler", &["config"]),
    ("cargo", &["login"]),
    ("composer", &["config"]),
    ("docker", &["login"]),
    ("gh", &["auth", "login"]),
    ("git", &["config"]),
    ("helm", &["registry", "login"]),
    ("npm", &["config", "set"]),
    ("pip", &["config", "set"]),
    ("pip3", &["config", "set"]),
    ("pnpm", &["config", "set"]),
    ("podman", &["login"]),
    ("poetry", &["config"]),
    ("yarn", &["config", "set"]),
];

/// The words by which they take it out again.
const UNDONE: &[&str] = &[
    "--remove-section",
    "--unset",
    "--unset-all",
    "delete",
    "logout",
    "remove-section",
    "rm",
    "set-url",
    "unset",
];

/// The files that those settings are in, by the end of their path.
const SETTING_FILES: &[&str] = &[
    ".npmrc",
    ".gitconfig",
    ".git-credentials",
    ".aws",
    ".docker",
    "config.json",
    "auth.json",
    "pip.conf",
    "credentials",
    ".yarnrc",
    ".yarnrc.yml",
    ".bundle",
    ".config",
    "auth.toml",
    ".cargo",
];

/// What a step writes into files that stay in its layer.
pub(crate) fn leaks(step: &Step<'_>, cx: &Cx<'_>) -> Vec<Leak> {
    let mut found = Vec::new();
    let Some(model) = step.model else { return found };
    let has_name = |text: &str| names(text).any(|name| is_secret(name, None).is_some());
    if !has_name(&step.text) && !model.heredocs().iter().any(|heredoc| has_name(&heredoc.body)) {
        return found;
    }
    let commands: Vec<Command<'_>> = step.commands(cx).collect();
    // What the script sets itself may be made up there.
    let own: Vec<&str> =
        commands.iter().flat_map(|command| &command.assignments).map(|one| &*one.name).collect();
    let is_handed_over = |name: &str| !own.contains(&name) && is_handed_over(name, step, model, cx);
    let stored = cx.build.stored(model);
    let all = &cx.build.effects(model).all;
    for (index, command) in commands.iter().enumerate() {
        let uses = uses(command, &is_handed_over);
        let Some((name, span)) = uses.into_iter().next() else { continue };
        let program = command.base_name().unwrap_or_default();
        let leak = |sink| Leak { name: name.clone(), span, sink };
        if let Some(words) = setting(program, command) {
            if !is_undone(program, &commands, model, cx) {
                found.push(leak(Sink::Setting(words)));
            }
        } else if program == "git" {
            if command.has_argument("clone") && !loses_address(&commands, model, cx) {
                found.push(leak(Sink::Clone));
            }
        } else if matches!(program, "cat" | "echo" | "printf" | "sed" | "tee") {
            // What it prints ends up in its own file, or in that of the `tee` behind it.
            let behind = commands
                .iter()
                .skip(index + 1)
                .find(|other| other.wrapped_by.is_none() || other.base_name() == Some("tee"));
            let is_teed = command.standing.pipeline.feeds_pipe();
            let tee = behind.filter(|other| is_teed && other.base_name() == Some("tee"));
            let ids = [Some(command.id), tee.map(|tee| tee.id)];
            let is_its = |effect: &&Effect| effect.command.is_some() && ids.contains(&effect.command);
            if let Some(path) = stored.iter().copied().filter(is_its).find_map(written_file) {
                found.push(leak(Sink::File(path.clone())));
            } else if let Some(path) = all.iter().filter(is_its).find_map(written_file)
                && !is_mounted(&name, step)
                && is_deleted(path, all)
            {
                found.push(leak(Sink::History(path.clone())));
            }
        }
    }
    found
}

/// Where a later step of the stage writes a variable into its layer, if the setting of a program or a file does.
pub(crate) fn later_leak(name: &str, arg: &ModelStep<'_>, cx: &Cx<'_>) -> Option<Span> {
    let stage = cx.stages.get(arg.stage).filter(|_| arg.onbuild.is_none())?;
    let later = stage.steps.iter().filter(|step| step.index > arg.index).take(MOST_STEPS);
    let runs = later.filter(|step| step.instruction.keyword == Keyword::Run && step.onbuild.is_none());
    let mut leaks = runs.flat_map(|step| {
        let step =
            Step { instruction: step.instruction, onbuild: None, stage: Some(arg.stage), model: Some(step) };
        leaks(&step, cx)
    });
    leaks.find(|leak| leak.name == name).map(|leak| leak.span)
}

/// The names in a text that may be variables.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split('$').skip(1).map(|part| part.strip_prefix('{').unwrap_or(part));
    parts.map(|part| part.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).next().unwrap_or_default())
}

/// Whether a mount hands a secret over by this name, which leaves it nowhere.
fn is_mounted(name: &str, step: &Step<'_>) -> bool {
    step.mounts.iter().any(|mount| mount.value("env").is_some_and(|env| &**env == name))
}

/// Whether a file is surely gone at the end of the step, and lies in its layer until then.
fn is_deleted(path: &ImagePath, all: &[Effect]) -> bool {
    let is_in_layer = |effect: &Effect| written_file(effect) == Some(path) && effect.mount.is_none();
    let removes = |effect: &Effect| {
        effect.is_certain && effect.action.removed().is_some_and(|removed| removed.covers(path).is_yes())
    };
    all.iter().any(is_in_layer) && all.iter().any(removes)
}

/// Whether the build hands a secret over by this name: an `ARG`, an `ENV`, or a mount.
fn is_handed_over(name: &str, step: &Step<'_>, model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let value = match cx.build.variables(model).get(name) {
        Lookup::Set(variable) => Some(variable.value.known()),
        _ => None,
    };
    is_mounted(name, step) || value.is_some_and(|value| is_secret(name, value.or(None)) == Some(Doubt::None))
}

/// The secrets that a command gets, and where.
fn uses(command: &Command<'_>, is_handed_over: &impl Fn(&str) -> bool) -> Vec<(String, Span)> {
    let words = command.arguments().iter().flat_map(|word| &word.variables);
    let mut found: Vec<(String, Span)> = words
        .filter(|variable| is_handed_over(&variable.name))
        .map(|variable| (variable.name.to_string(), variable.span))
        .collect();
    for redirection in &command.redirections {
        let Some(text) = redirection.heredoc.as_ref().filter(|_| redirection.target.quoting == Quoting::None)
        else {
            continue;
        };
        for name in names(text).filter(|name| is_handed_over(name)) {
            let place = [format!("${name}"), format!("${{{name}")]
                .into_iter()
                .find_map(|use_| Some((text.find(&use_)?, use_.len())));
            if let Some((at, length)) = place {
                found.push((name.to_owned(), text.source_span(at..at + length)));
            }
        }
    }
    found
}

fn written_file(effect: &Effect) -> Option<&ImagePath> {
    match &effect.action {
        Action::Write { path, origin: Origin::Output | Origin::Edit, .. } => {
            let is_file = !path.is_unknown()
                && !["/dev/", "/proc/", "/run/"].iter().any(|start| path.as_str().starts_with(start));
            Some(path).filter(|_| is_file)
        }
        _ => None,
    }
}

/// What to call the command, where it writes a setting into a file.
fn setting(program: &str, command: &Command<'_>) -> Option<String> {
    let has = |words: &&[&str]| words.iter().all(|word| command.has_argument(word));
    let (_, words) = SETTINGS.iter().find(|(name, words)| *name == program && has(words))?;
    // A setting for this one call is in no file: `git -c`, `composer config` without a value.
    let is_undoing = command.arguments().iter().any(|word| UNDONE.iter().any(|undone| word.is(undone)));
    (!is_undoing).then(|| format!("{program} {}", words.join(" ")))
}

/// Whether the step takes the setting out again, or deletes the file that it may be in.
fn is_undone(program: &str, commands: &[Command<'_>], model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let undoes = |command: &Command<'_>| {
        command.base_name() == Some(program) && UNDONE.iter().any(|word| command.has_argument(word))
    };
    let deletes = |effect: &Effect| {
        let name = effect.action.removed().map(ImagePath::as_str);
        name.is_some_and(|name| SETTING_FILES.iter().any(|file| name.ends_with(file)))
    };
    // The whole file lies under a mount, or in a home folder that a cache mount is on.
    let is_mounted = model.instruction.mounts.iter().any(|mount| {
        mount.value("target").is_some_and(|target| SETTING_FILES.iter().any(|file| target.ends_with(file)))
    });
    is_mounted || commands.iter().any(undoes) || cx.build.effects(model).all.iter().any(deletes)
}

/// Whether the step deletes what it cloned, or changes the address.
fn loses_address(commands: &[Command<'_>], model: &ModelStep<'_>, cx: &Cx<'_>) -> bool {
    let all = &cx.build.effects(model).all;
    let cloned = || {
        all.iter().filter_map(|effect| match &effect.action {
            Action::Write { path, origin: Origin::Clone, .. } => Some(path),
            _ => None,
        })
    };
    let removed = |path: &ImagePath| {
        path.file_name() == Some(".git") || cloned().any(|clone| path.covers(clone).is_possible())
    };
    let changes = |command: &Command<'_>| {
        command.base_name() == Some("git")
            && (command.has_argument("remote") || command.has_argument("config"))
    };
    let is_mounted = all.iter().any(|effect| {
        effect.mount.is_some() && matches!(effect.action, Action::Write { origin: Origin::Clone, .. })
    });
    is_mounted
        || commands.iter().any(changes)
        || all.iter().filter_map(|effect| effect.action.removed()).any(removed)
}
