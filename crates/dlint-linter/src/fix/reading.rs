//! What a file says to do, read for comparison: instructions and commands in their order, and what is in force at each.
//!
//! It is taken from the parsed file and from the shell's words, not from what rules ask the model for, so that a mistake
//! there does not hide itself. How something is written is left out: layout, casing, quotes that the builder takes away.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use dlint_diagnostics::Change;
use dlint_model::{Base, Build, Stage, State, Step};
use dlint_shell::{AssignmentScope, Body, Command, Joined, Nest, NestKind, Reading as ShellReading, Unknown};
use dlint_syntax::expand::Expander;
use dlint_syntax::{Arguments, CommandLine, Instruction, Keyword, Words, lowercase};
use dlint_text::{MappedText, Span};

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

/// An environment without variables: their names stay in the text.
const NO_VARIABLES: [(&str, &str); 0] = [];

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
        self.items.push(Item { what, words, flow: String::new(), step, flags, conditions });
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
            for (index, command) in body.commands.iter().enumerate() {
                let words = self.words(index, command, body, &step.instruction.text);
                let name = command.base_name().map_or_else(|| unquoted(words.first()), ToOwned::to_owned);
                self.items.push(Item {
                    what: What::Command(name),
                    words,
                    flow: flow(command, body),
                    step: step.index + 1,
                    flags: Arc::clone(&flags),
                    conditions: Arc::clone(conditions),
                });
            }
        }
    }

    /// The words of a command as they are written, with its assignments in front and its redirections behind; without
    /// those of the commands that it runs or that stand in its words, which are commands of their own.
    fn words(&self, index: usize, command: &Command, body: &Body, text: &MappedText) -> Vec<String> {
        let inner =
            body.commands.iter().skip(index + 1).take_while(|other| other.span.start < command.span.end);
        let run: Vec<&Command> = inner.filter(|other| other.wrapped_by == Some(index)).collect();
        let is_inner =
            |span: Span| run.iter().any(|other| other.words.iter().any(|word| word.span() == span));
        // Those of `env A=1 make` are words of `env`.
        let wrapper = command.wrapped_by.and_then(|index| body.commands.get(index));
        let is_word =
            |span: Span| wrapper.is_some_and(|one| one.words.iter().any(|word| word.span() == span));
        let assigned = command.assignments.iter().filter(|one| one.scope != AssignmentScope::Declared);
        let assigned = assigned.filter(|one| !is_word(one.span));
        let assigned =
            assigned.map(|one| one.span).filter(|span| !run.iter().any(|other| other.span.covers(*span)));
        let words = command.words.iter().map(dlint_shell::Word::span).filter(|span| !is_inner(*span));
        let mut spans: Vec<Span> = assigned.chain(words).collect();
        spans.dedup();
        // The blanks behind the `>` say nothing.
        let redirected = command.redirections.iter().map(|one| self.word(one.span, body, text));
        let redirected = redirected.map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
        // What a shell reads is a script of its own.
        let heredocs = command.redirections.iter().filter(|_| command.script_input().is_none());
        let heredocs = heredocs.filter_map(|one| Some(one.heredoc.as_ref()?.to_string()));
        let words = spans.into_iter().map(|span| self.word(span, body, text));
        words.chain(redirected).chain(heredocs).collect()
    }

    /// A word as it is written in the text of its instruction, what stands in `$( )` in it left out.
    fn word(&self, span: Span, body: &Body, text: &MappedText) -> String {
        let is_own = |nest: &&Nest| {
            let kinds = [NestKind::Substitution, NestKind::ProcessSubstitution, NestKind::ShellText];
            kinds.contains(&nest.kind) && span.covers(nest.span)
        };
        let mut word = String::new();
        let mut at = span.start;
        for nest in body.nests.iter().filter(is_own) {
            if nest.span.start >= at {
                word.push_str(self.said(Span::new(at, nest.span.start), text));
                at = nest.span.end;
                // Backquotes are another way to write it.
                if word.ends_with('`') {
                    word.pop();
                    word.push_str("$(…)");
                    at += 1;
                } else {
                    word.push('…');
                }
            }
        }
        word.push_str(self.said(Span::new(at, span.end.max(at)), text));
        word
    }

    /// What stands at a place in the file, without line continuations: they say nothing.
    fn said<'t>(&'t self, span: Span, text: &'t MappedText) -> &'t str {
        // A heredoc is not in the text.
        if !text.span().covers(span) {
            return self.build.source().slice(span);
        }
        text.get(text.text_range(span)).unwrap_or_default()
    }

    /// An instruction that is not read as commands. Each variable, label and port is an item.
    fn instruction(&mut self, instruction: &Instruction, step: usize, at: &Arc<Conditions>) {
        let keyword = instruction.keyword.as_str();
        let escape = self.build.file().escape;
        let value = |text: &str| {
            let expansion = Expander::new(escape).keep_unset(true).expand(text, &NO_VARIABLES);
            expansion.result.map_or_else(|_| text.to_owned(), |expanded| expanded.text)
        };
        let what = || What::Instruction(keyword);
        let mut parts: Vec<Vec<String>> = Vec::new();
        match &instruction.arguments {
            Arguments::Env(pairs) | Arguments::Label(pairs) => {
                parts.extend(pairs.iter().map(|pair| vec![value(&pair.key), value(&pair.value)]));
            }
            Arguments::Arg(definitions) => parts.extend(definitions.iter().map(|one| {
                let mut words = vec![value(&one.name)];
                words.extend(one.value.as_ref().map(|text| value(text)));
                words
            })),
            Arguments::Expose(expose) => {
                parts.extend(expose.ports.iter().map(|port| vec![lowercase(&port.word)]));
            }
            Arguments::Add(transfer) | Arguments::Copy(transfer) => {
                let sources = transfer.sources.iter().map(|source| match source.heredoc {
                    Some(index) => {
                        instruction.heredocs.get(index).map(|one| one.body.to_string()).unwrap_or_default()
                    }
                    None => source.word.to_string(),
                });
                parts.push(sources.chain(transfer.destination.iter().map(|word| word.to_string())).collect());
            }
            Arguments::Cmd(line)
            | Arguments::Entrypoint(line)
            | Arguments::Shell(line)
            | Arguments::Run(line) => {
                parts.push(command_line(line, instruction));
            }
            Arguments::Healthcheck(check) => parts.push(match &check.command {
                Some(line) => command_line(line, instruction),
                None => instruction.text.split_whitespace().skip(1).map(str::to_owned).collect(),
            }),
            Arguments::Volume(Words { words, .. }) => {
                parts.extend(words.iter().map(|word| vec![word.to_string()]));
            }
            Arguments::Maintainer(word)
            | Arguments::Stopsignal(word)
            | Arguments::User(word)
            | Arguments::Workdir(word) => {
                parts.push(word.iter().map(|word| value(word)).collect());
            }
            Arguments::From(_) | Arguments::Onbuild(_) | Arguments::Unknown(_) => {
                let trigger = instruction.as_onbuild().filter(|onbuild| onbuild.chained.is_empty());
                let trigger = trigger.and_then(|onbuild| onbuild.trigger.as_deref());
                let mut words = vec![trigger.unwrap_or(instruction).after_keyword().trim().to_owned()];
                words.retain(|word| !word.is_empty());
                // In which case its keyword is written says nothing.
                if let Some(trigger) = trigger {
                    words.insert(0, trigger.keyword_text.to_uppercase());
                }
                words.extend(instruction.heredocs.iter().map(|heredoc| heredoc.body.to_string()));
                parts.push(words);
            }
        }
        // An escape character on a line of its own begins nothing.
        let says = |words: &Vec<String>| !keyword.is_empty() || !words.is_empty();
        for words in parts.into_iter().filter(says) {
            self.push(what(), words, instruction, step, at);
        }
    }
}

fn command_line(line: &CommandLine, instruction: &Instruction) -> Vec<String> {
    let heredocs = instruction.heredocs.iter().map(|heredoc| heredoc.body.to_string());
    match &line.exec {
        Some(words) => {
            std::iter::once("exec".to_owned()).chain(words.iter().map(|word| word.to_string())).collect()
        }
        None => std::iter::once(line.text.trim().to_owned()).chain(heredocs).collect(),
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

/// The constructs around a command, and what stands between it and the one before. The first command of a step runs if
/// the step before it has succeeded, as one behind `&&` does.
fn flow(command: &Command, body: &Body) -> String {
    let around: Vec<String> = body.path(&command.standing).map(|nest| format!("{:?}", nest.kind)).collect();
    let joined = match command.standing.joined {
        Joined::Start | Joined::And if around.is_empty() => Joined::And,
        other => other,
    };
    let turned = if command.standing.negated { "!" } else { "" };
    let behind = if command.standing.background { "&" } else { "" };
    format!("{turned}{joined:?}{behind} {}", around.join(" "))
}

/// A word without its quotes.
fn unquoted(word: Option<&String>) -> String {
    word.map_or_else(String::new, |word| word.replace(['"', '\''], ""))
}
