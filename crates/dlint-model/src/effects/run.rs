//! From the commands of a step to its effects: in order, with the folder that each runs in.

use std::collections::{HashMap, HashSet};

use dlint_shell::{Body, Command, Joined, Nest, NestKind, Reading, Redirection, Standing};
use dlint_syntax::{Arguments, Instruction};

use super::call::{Call, Out};
use super::{Action, CommandId, Effect, Effects, Origin, Shape, commands, transfer};
use crate::Build;
use crate::path::{Fit, ImagePath};
use crate::scripts::{Runs, StepScript};
use crate::step::Step;
use crate::variables::Variables;

/// The most effects a step has; behind them it does something unknown.
const MOST_EFFECTS: usize = 20_000;

/// What a step does.
pub(crate) fn effects(step: &Step<'_>, build: &Build<'_>) -> Effects {
    let mut all = Vec::new();
    let variables = build.variables(step);
    match &step.instruction.arguments {
        Arguments::Run(_) => {
            for (index, script) in build.scripts(step).iter().enumerate() {
                if script.runs == Runs::InBuild {
                    of_script(step, index, script, variables, &mut all);
                }
            }
        }
        Arguments::Add(_) | Arguments::Copy(_) => transfer::effects(step, build, &mut all),
        Arguments::Workdir(Some(word)) => {
            // The folder it makes is the one that is in force behind it.
            let text = variables.expand_with(word, build.expander()).text;
            let path = step.state.workdir.join(&text);
            let action = Action::Write { path, shape: Shape::Folder, origin: Origin::Create };
            all.push(Effect { action, span: word.span, command: None, is_certain: true, mount: None });
        }
        _ => {}
    }
    find_mounts(step, build, &mut all);
    Effects { all }
}

/// Finds the effects whose paths lie under a mount.
fn find_mounts(step: &Step<'_>, build: &Build<'_>, effects: &mut [Effect]) {
    let targets = mounts(step.instruction, step, build);
    for effect in effects {
        let path = effect.action.stored().or_else(|| effect.action.removed());
        let Some(path) = path else { continue };
        effect.mount =
            targets.iter().find(|(_, target)| target.covers(path) == Fit::Yes).map(|(index, _)| *index);
    }
}

/// The mounts of a step that hide what is in the image, with the folders they are on.
pub(crate) fn mounts(
    instruction: &Instruction,
    step: &Step<'_>,
    build: &Build<'_>,
) -> Vec<(usize, ImagePath)> {
    let mut targets = Vec::new();
    for (index, mount) in instruction.mounts.iter().enumerate() {
        let text =
            |value: &dlint_text::MappedText| build.variables(step).expand_with(value, build.expander()).text;
        let target = match mount.value("target") {
            Some(target) => step.state.workdir.join(&text(target)),
            None if mount.kind().eq_ignore_ascii_case("secret") => {
                let Some(id) = mount.value("id").or_else(|| mount.value("source")) else { continue };
                let name = text(id);
                ImagePath::new("/run/secrets").join(name.rsplit('/').next().unwrap_or_default())
            }
            None => continue,
        };
        targets.push((index, target));
    }
    targets
}

fn of_script(
    step: &Step<'_>,
    index: usize,
    script: &StepScript,
    variables: Variables<'_>,
    effects: &mut Vec<Effect>,
) {
    let body = script.script.body();
    let inner = body.commands.iter().filter_map(|command| command.wrapped_by);
    let texts = body.nests.iter().filter(|nest| nest.kind == NestKind::ShellText);
    let wrappers = inner.chain(texts.filter_map(|nest| nest.command)).collect();
    let assigned = body.commands.iter().flat_map(Command::lasting_assignments);
    let assigned = assigned.map(|assignment| assignment.name.as_str()).collect();
    let mut walk = Walk {
        step,
        index,
        body,
        wrappers,
        assigned,
        variables,
        folders: Vec::new(),
        unknown_folders: 0,
        effects,
    };
    walk.run();
}

/// The way through a script.
struct Walk<'w, 'e> {
    step: &'w Step<'w>,
    index: usize,
    body: &'w Body,
    /// The commands whose own command, or text, is among the others.
    wrappers: HashSet<usize>,
    /// The names that the script gives values to.
    assigned: HashSet<&'w str>,
    variables: Variables<'w>,
    /// The folders of the shells that are open, with the construct that each is in; the first is the script's.
    folders: Vec<(Option<usize>, ImagePath)>,
    /// How many folders nobody knows so far.
    unknown_folders: usize,
    effects: &'e mut Vec<Effect>,
}

impl Walk<'_, '_> {
    fn run(&mut self) {
        self.folders.push((None, (*self.step.state.workdir).clone()));
        if matches!(self.body.reading, Reading::Unknown(_) | Reading::Partly) {
            let span = self.step.instruction.span;
            self.put(Action::Unknown { name: None }, span);
        }
        for (nest, construct) in self.body.nests.iter().enumerate() {
            // Nothing but redirections: what is in it comes with its commands.
            if !construct.redirections.is_empty() {
                self.enter(Some(nest));
                self.redirections(&construct.redirections, None, &construct.standing);
            }
        }
        self.folders.truncate(1);
        for index in 0..self.body.commands.len() {
            if self.effects.len() > MOST_EFFECTS {
                let span = self.step.instruction.span;
                self.put(Action::Unknown { name: None }, span);
                return;
            }
            self.command(index);
        }
    }

    fn put(&mut self, action: Action, span: dlint_text::Span) {
        self.effects.push(Effect { action, span, command: None, is_certain: true, mount: None });
    }

    fn command(&mut self, index: usize) {
        let Some(command) = self.body.commands.get(index) else { return };
        self.enter(command.standing.nest);
        let before = self.effects.len();
        self.redirections(&command.redirections, Some(index), &command.standing);
        let name = match command.base_name() {
            Some(name) => name.to_owned(),
            // Assignments alone, or redirections alone.
            None if command.words.is_empty() => return,
            None => String::new(),
        };
        if self.is_function(&name) {
            return;
        }
        let is_certain = self.is_certain(command);
        let loops = self.loops(command);
        let folder = self.folder();
        let found = self.found(command, &folder, &loops);
        let call = Call {
            command,
            name: &name,
            folder: &folder,
            loops: &loops,
            state: &self.step.state,
            variables: self.variables,
            is_seen_through: self.wrappers.contains(&index),
            found: &found,
            assigned: &self.assigned,
        };
        let id = Some(CommandId { script: self.index, command: index });
        let mut out = Out { effects: self.effects, command: id, is_certain, span: command.span };
        match name.as_str() {
            "cd" | "pushd" | "chdir" | "Set-Location" | "Push-Location" => {
                // Behind `||` it mostly does not happen.
                let to = commands::change_folder(&call).filter(|_| command.standing.joined != Joined::Or);
                self.set_folder(to);
            }
            "popd" | "Pop-Location" => self.set_folder(None),
            _ => {
                commands::run(&call, &mut out);
                self.fetch_into_redirection(before);
            }
        }
    }

    /// What `curl … > file` fetches ends up in the file.
    fn fetch_into_redirection(&mut self, before: usize) {
        let own = self.effects.get_mut(before..).unwrap_or_default();
        let Some((first, rest)) = own.split_first_mut() else { return };
        let Action::Write { path, origin: origin @ Origin::Output, .. } = &mut first.action else { return };
        for effect in rest {
            if let Action::Download { to: to @ None, .. } = &mut effect.action {
                *to = Some(path.clone());
                *origin = Origin::Download;
            }
        }
    }

    /// What the `find` finds that runs a command.
    fn found(
        &self,
        command: &Command,
        folder: &ImagePath,
        loops: &HashMap<String, Vec<String>>,
    ) -> Vec<ImagePath> {
        let find = command.wrapped_by.and_then(|find| self.body.commands.get(find));
        let Some(find) = find.filter(|find| find.base_name() == Some("find")) else { return Vec::new() };
        commands::found(&Call {
            command: find,
            name: "find",
            folder,
            loops,
            state: &self.step.state,
            variables: self.variables,
            is_seen_through: true,
            found: &[],
            assigned: &self.assigned,
        })
    }

    /// Whether the command happens whenever the script succeeds.
    fn is_certain(&self, command: &Command) -> bool {
        let standing = &command.standing;
        // A loop over words that are there runs.
        let runs = |nest: &Nest| match nest.kind {
            NestKind::ForBody => !nest.words.is_empty() && nest.words.iter().all(|word| word.known),
            NestKind::IfBody | NestKind::LoopBody | NestKind::CaseBranch | NestKind::Function => false,
            _ => true,
        };
        let waits = |standing: &Standing| standing.joined != Joined::Or && !standing.background;
        waits(standing) && self.body.path(standing).all(|nest| runs(nest) && waits(&nest.standing))
    }

    /// Whether a name is that of a function of the script: what it does is found where it is written.
    fn is_function(&self, name: &str) -> bool {
        !name.is_empty()
            && self.body.nests.iter().any(|nest| {
                nest.kind == NestKind::Function && nest.name.as_ref().is_some_and(|own| **own == *name)
            })
    }

    /// The words that the variables of the loops around a command go through, where they are known.
    fn loops(&self, command: &Command) -> HashMap<String, Vec<String>> {
        let mut loops = HashMap::new();
        for nest in self.body.path(&command.standing).filter(|nest| nest.kind == NestKind::ForBody) {
            let Some(name) = &nest.name else { continue };
            let words =
                nest.words.iter().map(|word| word.value().filter(|_| !word.braces).map(str::to_owned));
            if let Some(words) = words.collect::<Option<Vec<_>>>()
                && !words.is_empty()
            {
                loops.entry(name.to_string()).or_insert(words);
            }
        }
        loops
    }

    fn folder(&self) -> ImagePath {
        self.folders.last().map_or_else(ImagePath::unknown, |(_, folder)| folder.clone())
    }

    /// Changes the folder; to one that nobody knows, if it is `None`.
    fn set_folder(&mut self, folder: Option<ImagePath>) {
        let folder = folder.unwrap_or_else(|| self.unknown_folder());
        if let Some((_, current)) = self.folders.last_mut() {
            *current = folder;
        }
    }

    /// A folder that nobody knows, and that is no other one of the kind.
    fn unknown_folder(&mut self) -> ImagePath {
        self.unknown_folders += 1;
        ImagePath::named(&format!("PWD {}.{}", self.step.index, self.unknown_folders))
    }

    /// Goes into the construct, and out of those that are behind: a shell of its own forgets its folder, and a branch
    /// that went elsewhere leaves it unknown.
    fn enter(&mut self, nest: Option<usize>) {
        let mut open = Vec::new();
        let mut next = nest;
        while let Some(index) = next
            && let Some(construct) = self.body.nests.get(index)
        {
            if hold(construct) != Hold::Nothing {
                open.push(index);
            }
            next = construct.standing.nest;
        }
        open.reverse();
        let same =
            self.folders.iter().skip(1).zip(&open).take_while(|((nest, _), index)| *nest == Some(**index));
        let same = same.count();
        while self.folders.len() > same + 1 {
            let Some((nest, folder)) = self.folders.pop() else { break };
            let construct = nest.and_then(|nest| self.body.nests.get(nest));
            if construct.is_some_and(|construct| hold(construct) == Hold::Branch) && folder != self.folder() {
                self.set_folder(None);
            }
        }
        for index in open.into_iter().skip(same) {
            let is_function = self.body.nests.get(index).is_some_and(|nest| nest.kind == NestKind::Function);
            // Nobody knows where a function is called.
            let folder = if is_function { self.unknown_folder() } else { self.folder() };
            self.folders.push((Some(index), folder));
        }
    }

    fn redirections(&mut self, redirections: &[Redirection], command: Option<usize>, standing: &Standing) {
        let id = command.map(|command| CommandId { script: self.index, command });
        let nothing = Command {
            words: Vec::new(),
            assignments: Vec::new(),
            redirections: Vec::new(),
            span: self.step.instruction.span,
            standing: *standing,
            wrapped_by: None,
            open_ended: false,
        };
        let is_certain = self.is_certain(&nothing);
        let loops = self.loops(&nothing);
        let folder = self.folder();
        for redirection in redirections {
            let target = &redirection.target;
            let reads = matches!(redirection.operator, dlint_shell::RedirectionOperator::Read);
            if !redirection.operator.opens_for_writing() && !reads {
                continue;
            }
            let call = Call {
                command: &nothing,
                name: "",
                folder: &folder,
                loops: &loops,
                state: &self.step.state,
                variables: self.variables,
                is_seen_through: false,
                found: &[],
                assigned: &self.assigned,
            };
            let mut out = Out { effects: self.effects, command: id, is_certain, span: redirection.span };
            for path in call.paths(target).into_iter().filter(|path| !is_device(path)) {
                if reads {
                    out.read(path, target.span());
                } else {
                    out.write(path, Shape::File, Origin::Output, target.span());
                }
            }
        }
    }
}

/// Whether a path is one of the kernel's, which is in no layer.
pub(super) fn is_device(path: &ImagePath) -> bool {
    ["/dev", "/proc", "/sys"].iter().any(|folder| ImagePath::new(folder).covers(path) == Fit::Yes)
}

/// What a construct does to the folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hold {
    /// What is changed in it is changed behind it.
    Nothing,
    /// It may or may not run.
    Branch,
    /// It is a shell of its own.
    Shell,
}

const fn hold(nest: &Nest) -> Hold {
    match nest.kind {
        NestKind::Subshell
        | NestKind::Substitution
        | NestKind::ProcessSubstitution
        | NestKind::ShellText
        | NestKind::Function => Hold::Shell,
        NestKind::IfBody | NestKind::LoopBody | NestKind::ForBody | NestKind::CaseBranch => Hold::Branch,
        NestKind::Group | NestKind::IfCondition | NestKind::LoopCondition => Hold::Nothing,
    }
}
