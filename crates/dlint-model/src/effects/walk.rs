//! The way through a script: its commands in order, with the folder that each runs in and what the ones before it have
//! put into the environment.

use std::collections::{HashMap, HashSet};

use dlint_shell::{
    AssignmentScope, Body, Command, Joined, Nest, NestKind, Reading, Redirection, RedirectionOperator,
    Standing,
};
use dlint_text::MappedText;

use super::call::{Call, Out, Value};
use super::run::is_device;
use super::{Action, CommandId, Effect, Origin, Shape, commands};
use crate::path::ImagePath;
use crate::scripts::StepScript;
use crate::step::Step;
use crate::variables::Variables;

/// The most effects a script has; behind them it does something unknown.
const MOST_EFFECTS: usize = 20_000;

/// The way through a script.
pub(super) struct Walk<'w> {
    step: &'w Step<'w>,
    /// The script, as an index into the step's.
    index: usize,
    body: &'w Body,
    variables: Variables<'w>,
    /// The commands whose own command, or text, is among the others.
    wrappers: HashSet<usize>,
    /// The functions of the script: what they do is found where they are written.
    functions: HashSet<&'w str>,
    /// The names that the script gives values to.
    assigned: HashSet<&'w str>,
    /// What it has put into the environment so far.
    exported: HashMap<String, Value>,
    /// The folders of the shells that are open, with the construct that each is in; the first is the script's.
    folders: Vec<(Option<usize>, ImagePath)>,
    /// How many folders nobody knows so far.
    unknown_folders: usize,
}

/// What is known of the place of one command.
struct Place {
    folder: ImagePath,
    /// The words that the variables of the loops around it go through.
    loops: HashMap<String, Vec<String>>,
    is_certain: bool,
}

impl<'w> Walk<'w> {
    /// Begins at the top of a script.
    pub(super) fn of(
        step: &'w Step<'w>,
        index: usize,
        script: &'w StepScript,
        variables: Variables<'w>,
    ) -> Self {
        let body = script.script.body();
        let inner = body.commands.iter().filter_map(|command| command.wrapped_by);
        let texts = body.nests.iter().filter(|nest| nest.kind == NestKind::ShellText);
        let functions = body.nests.iter().filter(|nest| nest.kind == NestKind::Function);
        let assigned = body.commands.iter().flat_map(Command::lasting_assignments);
        Self {
            step,
            index,
            body,
            variables,
            wrappers: inner.chain(texts.filter_map(|nest| nest.command)).collect(),
            functions: functions.filter_map(|nest| nest.name.as_ref()).map(MappedText::as_str).collect(),
            assigned: assigned.map(|assignment| assignment.name.as_str()).collect(),
            exported: HashMap::new(),
            folders: vec![(None, (*step.state.workdir).clone())],
            unknown_folders: 0,
        }
    }

    /// Goes through it, and puts what it does behind `effects`.
    pub(super) fn run(mut self, effects: &mut Vec<Effect>) {
        let mut out = Out::new(effects, None, self.step.instruction.span);
        if matches!(self.body.reading, Reading::Unknown(_) | Reading::Partly) {
            out.add(Action::Unknown { name: None }, out.span);
        }
        for (index, nest) in self.body.nests.iter().enumerate() {
            // `{ …; } > file`: the file is opened before anything in the braces runs.
            if !nest.redirections.is_empty() {
                self.enter(Some(index));
                self.redirect(&nest.redirections, &nest.standing, &mut out);
            }
        }
        self.folders.truncate(1);
        for (index, command) in self.body.commands.iter().enumerate() {
            let mut out =
                Out::new(effects, Some(CommandId { script: self.index, command: index }), command.span);
            if out.effects.len() > MOST_EFFECTS {
                return out.add(Action::Unknown { name: None }, out.span);
            }
            self.command(index, command, &mut out);
        }
    }

    fn command(&mut self, index: usize, command: &'w Command, out: &mut Out<'_>) {
        self.enter(command.standing.nest);
        let before = out.effects.len();
        self.redirect(&command.redirections, &command.standing, out);
        let name = match command.base_name() {
            Some(name) => name,
            // Assignments alone, or redirections alone.
            None if command.words.is_empty() => return self.export(command, false),
            None => "",
        };
        if self.functions.contains(name) {
            return;
        }
        let place = self.place(&command.standing);
        out.is_certain = place.is_certain;
        let found = self.found(command, &place);
        let is_seen_through = self.wrappers.contains(&index);
        let call = Call { found: &found, is_seen_through, ..self.call(command, name, &place) };
        match name {
            "cd" | "pushd" | "chdir" | "Set-Location" | "Push-Location" => {
                // Behind `||` it mostly does not happen.
                let to = commands::change_folder(&call).filter(|_| command.standing.joined != Joined::Or);
                self.set_folder(to);
            }
            "popd" | "Pop-Location" => self.set_folder(None),
            "export" => self.export(command, true),
            _ => {
                commands::run(&call, out);
                fetch_into_redirection(out.effects.get_mut(before..).unwrap_or_default());
            }
        }
    }

    fn call<'c>(&'c self, command: &'c Command, name: &'c str, place: &'c Place) -> Call<'c> {
        Call {
            command,
            name,
            folder: &place.folder,
            loops: &place.loops,
            state: &self.step.state,
            variables: self.variables,
            is_seen_through: false,
            found: &[],
            exported: &self.exported,
            assigned: &self.assigned,
        }
    }

    /// Remembers what goes into the environment: by `export`, or because the name is there already.
    fn export(&mut self, command: &Command, by_name: bool) {
        let place = self.place(&command.standing);
        for assignment in command.lasting_assignments() {
            let name = assignment.name.as_str();
            let is_exported = by_name && assignment.scope == AssignmentScope::Declared
                || self.exported.contains_key(name)
                || self.variables.value(name).is_some();
            if is_exported {
                let value = self.call(command, "export", &place).assigned_value(assignment);
                let value = if place.is_certain { value } else { Value::unknown() };
                self.exported.insert(name.to_owned(), value);
            }
        }
    }

    /// What the `find` finds that runs a command.
    fn found(&self, command: &Command, place: &Place) -> Vec<ImagePath> {
        let find = command.wrapped_by.and_then(|find| self.body.commands.get(find));
        let find = find.filter(|find| find.base_name() == Some("find"));
        find.map(|find| commands::found(&self.call(find, "find", place))).unwrap_or_default()
    }

    fn place(&self, standing: &Standing) -> Place {
        Place { folder: self.folder(), loops: self.loops(standing), is_certain: self.is_certain(standing) }
    }

    /// Whether what stands there happens whenever the script succeeds.
    fn is_certain(&self, standing: &Standing) -> bool {
        // A loop over words that are there runs.
        let runs = |nest: &Nest| match nest.kind {
            NestKind::ForBody => !nest.words.is_empty() && nest.words.iter().all(|word| word.known),
            NestKind::IfBody | NestKind::LoopBody | NestKind::CaseBranch | NestKind::Function => false,
            _ => true,
        };
        let waits = |standing: &Standing| standing.joined != Joined::Or && !standing.background;
        waits(standing) && self.body.path(standing).all(|nest| runs(nest) && waits(&nest.standing))
    }

    /// The words that the variables of the loops around a place go through, where they are known.
    fn loops(&self, standing: &Standing) -> HashMap<String, Vec<String>> {
        let mut loops = HashMap::new();
        for nest in self.body.path(standing).filter(|nest| nest.kind == NestKind::ForBody) {
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

    /// Puts what redirections read and write.
    fn redirect(&self, redirections: &[Redirection], standing: &Standing, out: &mut Out<'_>) {
        if redirections.is_empty() {
            return;
        }
        let nothing = Command {
            words: Vec::new(),
            assignments: Vec::new(),
            redirections: Vec::new(),
            span: out.span,
            standing: *standing,
            wrapped_by: None,
            open_ended: false,
        };
        let place = self.place(standing);
        out.is_certain = place.is_certain;
        let call = self.call(&nothing, "", &place);
        for redirection in redirections {
            let target = &redirection.target;
            let reads = redirection.operator == RedirectionOperator::Read;
            let paths = call.paths(target).into_iter().filter(|path| !is_device(path));
            if redirection.operator.opens_for_writing() {
                paths.for_each(|path| out.write(path, Shape::File, Origin::Output, target.span()));
            } else if reads {
                paths.for_each(|path| out.read(path, target.span()));
            }
        }
    }
}

/// What `curl … > file` fetches ends up in the file.
fn fetch_into_redirection(effects: &mut [Effect]) {
    let Some((first, rest)) = effects.split_first_mut() else { return };
    let Action::Write { path, origin: origin @ Origin::Output, .. } = &mut first.action else { return };
    for effect in rest {
        if let Action::Download { to: to @ None, .. } = &mut effect.action {
            *to = Some(path.clone());
            *origin = Origin::Download;
        }
    }
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
