//! The way through a script: its commands in order, each with the folder that it runs in.

mod places;
mod redirections;

use std::collections::{HashMap, HashSet};

use dlint_shell::{
    AssignmentScope, Body, Command, Dialect, Joined, NestKind, Reading, Shell, Standing, Word,
};
use dlint_text::{MappedText, Span};

use super::call::{Call, Loops, MOST_WORDS, Out, Value};
use super::certainty::Certainty;
use super::folders::Folders;
use super::{Action, CommandId, Effect, commands, feeds};
use crate::path::ImagePath;
use crate::scripts::StepScript;
use crate::step::Step;
use crate::variables::Variables;

/// The most effects a step has; behind them it does something unknown.
const MOST_EFFECTS: usize = 20_000;

/// Puts what the scripts of a step do: the first, and those that its commands read.
pub(super) fn of_scripts(
    step: &Step<'_>,
    scripts: &[StepScript],
    variables: Variables<'_>,
    effects: &mut Vec<Effect>,
) {
    if let Some(walk) = Walk::new(step, scripts, 0, variables, effects) {
        walk.run();
    }
}

/// The way through a script.
struct Walk<'w, 'e> {
    step: &'w Step<'w>,
    /// The scripts of the step, and which of them this is.
    scripts: &'w [StepScript],
    index: usize,
    body: &'w Body,
    /// The commands whose own command, or text, is among the others.
    wrappers: HashSet<usize>,
    /// The functions of the script: what they do is found where they are written.
    functions: HashSet<&'w str>,
    /// The names that the script gives values to.
    assigned: HashSet<&'w str>,
    /// What it has put into the environment so far.
    exported: HashMap<String, Value>,
    variables: Variables<'w>,
    /// What happens for sure.
    certainty: Certainty<'w>,
    /// The shell that reads the script.
    dialect: Dialect,
    /// The folders of the shells that are open, with the construct that each is in; the first is the script's.
    folders: Vec<(Option<usize>, ImagePath)>,
    /// The folders that are there.
    known: Folders,
    /// How many folders nobody knows so far.
    unknown_folders: usize,
    /// The places of the redirections of constructs that have been looked at.
    opened: HashSet<Span>,
    effects: &'e mut Vec<Effect>,
}

impl<'w, 'e> Walk<'w, 'e> {
    /// Begins at the top of a script, in the step's folder.
    fn new(
        step: &'w Step<'w>,
        scripts: &'w [StepScript],
        index: usize,
        variables: Variables<'w>,
        effects: &'e mut Vec<Effect>,
    ) -> Option<Self> {
        let script = scripts.get(index)?;
        let body = script.script.body();
        let inner = body.commands.iter().filter_map(|command| command.wrapped_by);
        let texts = body.nests.iter().filter(|nest| nest.kind == NestKind::ShellText);
        let functions = body.nests.iter().filter(|nest| nest.kind == NestKind::Function);
        let assigned = body.commands.iter().flat_map(Command::lasting_assignments);
        let mut known = Folders::default();
        known.add(&step.state.workdir);
        Some(Self {
            step,
            scripts,
            index,
            body,
            wrappers: inner.chain(texts.filter_map(|nest| nest.command)).collect(),
            functions: functions.filter_map(|nest| nest.name.as_ref()).map(MappedText::as_str).collect(),
            assigned: assigned.map(|assignment| assignment.name.as_str()).collect(),
            exported: HashMap::new(),
            variables,
            certainty: Certainty::new(body),
            dialect: script.script.dialect(),
            folders: vec![(None, (*step.state.workdir).clone())],
            known,
            unknown_folders: 0,
            opened: HashSet::new(),
            effects,
        })
    }

    fn run(mut self) {
        if matches!(self.body.reading, Reading::Unknown(_) | Reading::Partly) {
            let span = self.step.instruction.span;
            self.put(Action::Unknown { name: None }, span);
        }
        for index in 0..self.body.commands.len() {
            if self.effects.len() > MOST_EFFECTS {
                let span = self.step.instruction.span;
                self.put(Action::Unknown { name: None }, span);
                return;
            }
            self.command(index);
        }
    }

    fn put(&mut self, action: Action, span: Span) {
        self.effects.push(Effect { action, span, command: None, is_certain: true, mount: None });
    }

    fn command(&mut self, index: usize) {
        let Some(command) = self.body.commands.get(index) else { return };
        let before = self.effects.len();
        self.open(&command.standing);
        self.enter(command.standing.nest);
        let own = self.effects.len();
        self.redirections(&command.redirections, Some(index), &command.standing);
        let name = match command.base_name() {
            Some(name) => name.to_owned(),
            // Assignments alone, or redirections alone.
            None if command.words.is_empty() => return self.export(index, command),
            None => String::new(),
        };
        if self.functions.contains(&*name) {
            return;
        }
        if name == "export" {
            self.export(index, command);
        }
        let loops = self.loops(&command.standing);
        let folder = self.folder_of(command, &loops);
        let (feed, found) = self.feed(command, &folder, &loops);
        let longer = feed.as_ref().filter(|feed| feed.behind);
        let longer = longer.map(|feed| feeds::with_placeholder(command, &feed.placeholder));
        let call = Call {
            is_seen_through: self.wrappers.contains(&index),
            placeholder: feed.as_ref().map(|feed| &*feed.placeholder),
            found: &found,
            ..self.call(longer.as_ref().unwrap_or(command), &name, &folder, &loops)
        };
        let to = match name.as_str() {
            // Behind `||` it mostly does not happen, and in front of it nobody knows.
            "cd" | "pushd" | "chdir" | "Set-Location" | "Push-Location" => {
                let happens = command.standing.joined != Joined::Or && !self.certainty.may_fail(index);
                Some(commands::change_folder(&call).filter(|_| happens))
            }
            "popd" | "Pop-Location" => Some(None),
            _ => None,
        };
        if let Some(to) = to {
            // In a pipe or in the background it is one of another shell.
            if !places::is_apart(&command.standing) {
                self.set_folder(to);
            }
            return;
        }
        let id = Some(CommandId { script: self.index, command: index });
        let is_certain = self.certainty.of_command(index);
        if let Some(script) = self.scripts.iter().position(|script| self.reads(index, script)) {
            return self.part(script, folder, is_certain);
        }
        let mut effects = Vec::new();
        for round in rounds(command, &loops) {
            let call = Call { loops: round.as_ref().unwrap_or(&loops), ..call };
            let mut out = Out { effects: &mut effects, command: id, is_certain, span: command.span };
            commands::run(&call, &mut out);
        }
        self.effects.append(&mut effects);
        self.fetch_into_redirection(own);
        self.known.see(self.effects.get(before..).unwrap_or_default());
    }

    /// Whether a command of this script reads another one.
    fn reads(&self, command: usize, script: &StepScript) -> bool {
        self.index == 0 && script.read_by == Some(command)
    }

    /// Goes through a script that a command reads, from the folder that the command runs in.
    fn part(&mut self, script: usize, folder: ImagePath, is_certain: bool) {
        let mut effects = Vec::new();
        let Some(mut inner) = Walk::new(self.step, self.scripts, script, self.variables, &mut effects) else {
            return;
        };
        inner.folders = vec![(None, folder)];
        inner.exported.clone_from(&self.exported);
        inner.run();
        for effect in &mut effects {
            effect.is_certain &= is_certain;
        }
        self.known.see(&effects);
        self.effects.append(&mut effects);
    }

    /// A command, as its entry in the table sees it.
    fn call<'c>(
        &'c self,
        command: &'c Command,
        name: &'c str,
        folder: &'c ImagePath,
        loops: &'c Loops,
    ) -> Call<'c> {
        Call {
            command,
            name,
            folder,
            loops,
            state: &self.step.state,
            variables: self.variables,
            is_seen_through: false,
            placeholder: None,
            found: &[],
            folders: &self.known,
            has_braces: self.has_braces(&command.standing),
            exported: &self.exported,
            assigned: &self.assigned,
        }
    }

    /// The words that `find` and `xargs` run a command with, and the paths that they are.
    fn feed(
        &self,
        command: &Command,
        folder: &ImagePath,
        loops: &Loops,
    ) -> (Option<feeds::Feed>, Vec<ImagePath>) {
        let Some(feed) = feeds::of(self.body, command) else { return (None, Vec::new()) };
        let found = match feed.find.and_then(|find| self.body.commands.get(find)) {
            Some(find) => commands::found(&self.call(find, "find", folder, loops)),
            None => vec![ImagePath::unknown()],
        };
        (Some(feed), found)
    }

    /// Whether the shell that reads what stands here makes several words of `{a,b}`.
    fn has_braces(&self, standing: &Standing) -> bool {
        let text = self.body.path(standing).find(|nest| nest.kind == NestKind::ShellText);
        let shell = text.and_then(|nest| self.body.commands.get(nest.command?)?.base_name());
        let dialect = shell.map_or(self.dialect, |shell| Dialect::plain(Shell::from_name(shell)));
        !matches!(self.step.state.with_own_sh(dialect).shell, Shell::Dash | Shell::Busybox)
    }

    /// Remembers what goes into the environment: by `export`, or because the name is there already.
    fn export(&mut self, index: usize, command: &Command) {
        let loops = self.loops(&command.standing);
        let folder = self.folder_of(command, &loops);
        for assignment in command.lasting_assignments() {
            let name = assignment.name.as_str();
            let is_exported = assignment.scope == AssignmentScope::Declared && !command.words.is_empty()
                || self.exported.contains_key(name)
                || self.variables.value(name).is_some();
            if is_exported {
                let value = self.call(command, "export", &folder, &loops).assigned_value(assignment);
                let is_sure = self.certainty.of_command(index);
                self.exported.insert(name.to_owned(), if is_sure { value } else { Value::unknown() });
            }
        }
    }

    /// The words that the variables of the loops around a place go through, where they are known.
    fn loops(&self, standing: &Standing) -> Loops {
        let mut loops = Loops::new();
        for nest in self.body.path(standing).filter(|nest| nest.kind == NestKind::ForBody) {
            let Some(name) = &nest.name else { continue };
            let known = |word: &Word| Some((word.value().filter(|_| !word.braces)?.to_owned(), word.pattern));
            if let Some(words) = nest.words.iter().map(known).collect::<Option<Vec<_>>>()
                && !words.is_empty()
            {
                loops.entry(name.to_string()).or_insert(words);
            }
        }
        loops
    }
}

/// What a command runs with each time around: where only one word of it depends on a loop, all at once.
fn rounds(command: &Command, loops: &Loops) -> Vec<Option<Loops>> {
    let uses = |word: &&Word| word.variables.iter().any(|used| loops.contains_key(&*used.name));
    if command.words.iter().filter(uses).nth(1).is_none() {
        return vec![None];
    }
    let mut rounds = vec![Loops::new()];
    for (name, words) in loops {
        if rounds.len() * words.len() > MOST_WORDS {
            return vec![None];
        }
        let with = |round: &Loops, word: &(String, bool)| {
            let mut round = round.clone();
            round.insert(name.clone(), vec![word.clone()]);
            round
        };
        rounds = rounds.iter().flat_map(|round| words.iter().map(move |word| with(round, word))).collect();
    }
    rounds.into_iter().map(Some).collect()
}
