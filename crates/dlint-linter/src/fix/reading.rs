//! What a file says to do, read for comparison: instructions and commands in their order, and what is in force at each.
//!
//! It is taken from the parsed file and from the shell's words, not from what rules ask the model for, so that a mistake
//! there does not hide itself. How something is written is left out: layout, casing, quotes that the builder takes away.

mod parts;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dlint_diagnostics::Change;
use dlint_model::{Base, Build, Stage, State, Step};
use dlint_shell::{Body, Reading as ShellReading, Unknown};
use dlint_syntax::{Instruction, Keyword, lowercase};

use self::parts::parts;
use self::words::{Written, flow, own_shells, unquoted};

/// A file as it is compared.
#[derive(Debug)]
pub(super) struct Reading {
    /// What stands above the first `FROM`.
    pub(super) preamble: Vec<Item>,
    pub(super) stages: Vec<StageReading>,
    /// How many steps are too long to be read.
    pub(super) too_long: usize,
    /// The `RUN`s whose commands could not be read, as they are written.
    pub(super) unread: BTreeSet<String>,
}

/// A stage as it is compared.
#[derive(Debug)]
pub(super) struct StageReading {
    pub(super) items: Vec<Item>,
    /// What is in force at its end, for a container or for a stage built from it.
    pub(super) end: Conditions,
}

/// A command of a `RUN`, or another instruction, or a part of one that stands for itself: a variable, a label, a port.
#[derive(Debug, Default)]
pub(super) struct Item {
    pub(super) what: What,
    /// What it says, in its words.
    pub(super) words: Vec<String>,
    /// Of a command: the constructs around it, and on what of the commands before it depends whether it runs.
    pub(super) flow: String,
    /// Which step it is in.
    pub(super) step: usize,
    /// Of a command: which of the shells that its step starts one behind the other it runs in, from 1.
    pub(super) shell: usize,
    /// The flags of the instruction.
    pub(super) flags: Arc<BTreeMap<String, String>>,
    pub(super) conditions: Arc<Conditions>,
}

impl Default for What {
    fn default() -> Self {
        Self::Instruction("")
    }
}

/// What an item is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum What {
    /// A command of this name.
    Command(String),
    /// An instruction with this keyword.
    Instruction(&'static str),
}

/// What is in force at a step.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Conditions {
    pub(super) user: String,
    pub(super) workdir: String,
    pub(super) shell: Vec<String>,
    /// The variables that the stage has set by then, each with its value as far as it is known.
    pub(super) variables: BTreeMap<String, String>,
}

impl Item {
    /// Its name, or its keyword.
    pub(super) fn name(&self) -> &str {
        match &self.what {
            What::Command(name) => name,
            What::Instruction(keyword) => keyword,
        }
    }

    /// All of it but the flags, as one text.
    pub(super) fn text(&self) -> String {
        self.words.join(" ")
    }

    /// What it is that it comes in.
    pub(super) fn comes(&self) -> Change {
        match &self.what {
            What::Command(_) => Change::Runs(self.text()),
            What::Instruction(keyword) => Change::Adds(keyword, self.text()),
        }
    }

    /// What it is that it goes.
    pub(super) fn goes(&self) -> Change {
        match &self.what {
            What::Command(_) => Change::RunsNoMore(self.text()),
            What::Instruction(keyword) => Change::Removes(keyword, self.text()),
        }
    }

    /// What it is and all that it says: of two that say the same, the same.
    pub(super) fn key(&self) -> String {
        format!("{:?} {:?}", self.what, self.words)
    }

    /// What it is, though it may say something else: variables and labels are known by their names.
    pub(super) fn same_one(&self) -> String {
        match (&self.what, self.words.first()) {
            (What::Instruction(keyword @ ("ARG" | "ENV" | "LABEL")), Some(name)) => {
                format!("{keyword} {name}")
            }
            _ => format!("{:?}", self.what),
        }
    }
}

/// In files with more (steps, times the variables that they may see) the variables of each step are not compared, but
/// those at the end of each stage.
const MOST_VARIABLES: usize = 100_000;

impl Reading {
    /// Reads a file; the `RUN`s that are written as those in `as_text` are not taken apart.
    pub(super) fn new(build: &Build<'_>, as_text: &BTreeSet<String>) -> Self {
        let steps: usize = build.stages().iter().map(|stage| stage.steps.len()).sum();
        let instructions = build.file().instructions.iter();
        let set = instructions.filter_map(|one| {
            let pairs = one.as_pairs().filter(|_| one.keyword == Keyword::Env).map(<[_]>::len);
            pairs.or(one.as_definitions().map(<[_]>::len))
        });
        let with_variables = steps.saturating_mul(set.sum()) <= MOST_VARIABLES;
        let unread = BTreeSet::new();
        let mut reader = Reader { build, as_text, items: Vec::new(), with_variables, too_long: 0, unread };
        let nothing = Arc::new(Conditions::default());
        for instruction in build.file().preamble() {
            reader.instruction(instruction, 0, &nothing);
        }
        let preamble = std::mem::take(&mut reader.items);
        let stages = build.stages().iter().map(|stage| reader.stage(stage)).collect();
        Self { preamble, stages, too_long: reader.too_long, unread: reader.unread }
    }
}

struct Reader<'a, 'b> {
    build: &'a Build<'b>,
    as_text: &'a BTreeSet<String>,
    items: Vec<Item>,
    with_variables: bool,
    too_long: usize,
    unread: BTreeSet<String>,
}

impl Reader<'_, '_> {
    fn stage(&mut self, stage: &Stage<'_>) -> StageReading {
        let at_end = self.build.variables_at_end(stage);
        let end = conditions(&stage.end, at_end.of_this_stage().map(variable).collect());
        let start = Arc::new(Conditions::default());
        let name = stage.name.map(|name| lowercase(name)).unwrap_or_default();
        let base = match &stage.base {
            Base::Stage(index) => format!("stage {index}"),
            _ => stage
                .from
                .as_from()
                .and_then(|from| from.image.as_ref())
                .map_or_else(String::new, |image| image.word.to_string()),
        };
        self.push(What::Instruction("FROM"), vec![base, name], stage.from, 0, &start);
        for step in stage.own_steps() {
            let variables = if self.with_variables {
                self.build.variables(step).of_this_stage().map(variable).collect()
            } else {
                BTreeMap::new()
            };
            let conditions = Arc::new(conditions(&step.state, variables));
            if step.instruction.keyword == Keyword::Run {
                self.run(step, &conditions);
            } else {
                self.instruction(step.instruction, step.index + 1, &conditions);
            }
        }
        StageReading { items: std::mem::take(&mut self.items), end }
    }

    fn push(&mut self, what: What, words: Vec<String>, of: &Instruction, step: usize, at: &Arc<Conditions>) {
        let flags = Arc::new(self.flags(of));
        let conditions = Arc::clone(at);
        self.items.push(Item { what, words, flow: String::new(), step, shell: 0, flags, conditions });
    }

    /// The flags of an instruction. Names of stages are read in any case.
    fn flags(&self, instruction: &Instruction) -> BTreeMap<String, String> {
        let mut flags: BTreeMap<String, String> = BTreeMap::new();
        for flag in &instruction.flags {
            let value = flag.value.as_ref().map_or("", |value| value.as_str());
            let value = match &*flag.name {
                "from" => self.stage_name(value),
                "mount" => self.mount(value),
                _ => value.to_owned(),
            };
            let all = flags.entry(flag.name.to_string()).or_default();
            all.push_str(&value);
            all.push(' ');
        }
        flags
    }

    /// The options of a mount, the name of a stage in any case.
    fn mount(&self, text: &str) -> String {
        let option = |option: &str| match option.split_once('=') {
            Some((key, name)) if lowercase(key) == "from" => format!("from={}", self.stage_name(name)),
            _ => option.to_owned(),
        };
        text.split(',').map(option).collect::<Vec<_>>().join(",")
    }

    fn stage_name(&self, text: &str) -> String {
        let lower = lowercase(text);
        let stages = self.build.stages();
        let is_stage = stages.iter().any(|stage| stage.name.is_some_and(|name| lowercase(name) == lower));
        if is_stage { lower } else { text.to_owned() }
    }

    fn run(&mut self, step: &Step<'_>, conditions: &Arc<Conditions>) {
        let scripts = self.build.scripts(step);
        let is_read = |body: &Body| body.reading == ShellReading::Whole && !body.commands.is_empty();
        let text = || match step.instruction.command_line() {
            Some(line) => line.text.trim().to_owned(),
            None => String::new(),
        };
        let is_all_read = !scripts.is_empty() && scripts.iter().all(|script| is_read(script.script.body()));
        if !is_all_read || !self.as_text.is_empty() && self.as_text.contains(&text()) {
            self.unread.insert(text());
            let too_long = [Unknown::TooLong, Unknown::TooDeep].map(ShellReading::Unknown);
            let is_long = scripts.iter().any(|script| too_long.contains(&script.script.body().reading));
            self.too_long += usize::from(is_long);
            self.instruction(step.instruction, step.index + 1, conditions);
            return;
        }
        let flags = Arc::new(self.flags(step.instruction));
        for script in scripts {
            let body = script.script.body();
            let written = Written { body, text: &step.instruction.text, source: self.build.source() };
            for (index, command) in body.commands.iter().enumerate() {
                let words = written.words(index, command);
                let name = command.base_name().map_or_else(|| unquoted(words.first()), ToOwned::to_owned);
                self.items.push(Item {
                    what: What::Command(name),
                    words,
                    flow: flow(command, body),
                    step: step.index + 1,
                    shell: own_shells(command, body).1.map_or(1, |nest| nest + 2),
                    flags: Arc::clone(&flags),
                    conditions: Arc::clone(conditions),
                });
            }
        }
    }

    /// An instruction that is not read as commands. Each variable, label and port is an item.
    fn instruction(&mut self, instruction: &Instruction, step: usize, at: &Arc<Conditions>) {
        let keyword = instruction.keyword.as_str();
        // An escape character on a line of its own begins nothing.
        let says = |words: &Vec<String>| !keyword.is_empty() || !words.is_empty();
        for words in parts(instruction, self.build.file().escape).into_iter().filter(says) {
            self.push(What::Instruction(keyword), words, instruction, step, at);
        }
    }
}

fn conditions(state: &State, variables: BTreeMap<String, String>) -> Conditions {
    Conditions {
        user: format!("{:?}", state.user),
        workdir: state.workdir.to_string(),
        shell: state.shell.to_vec(),
        variables,
    }
}

fn variable(variable: &dlint_model::variables::Variable) -> (String, String) {
    (variable.name.clone(), format!("{:?} {:?}", variable.set_by, variable.value))
}
