//! The scripts of a step: every text that a shell reads, and every list of words that is executed.

use std::cell::OnceCell;

use dlint_shell::{Body, Dialect, ExecWord, Script, Shell, ShellFinding, Variables as ShellVariables, Word};
use dlint_syntax::{Arguments, CommandLine, Heredoc, Transfer};
use dlint_text::{MappedText, MappedTextBuilder, Span};

use crate::step::Step;
use crate::variables::{Lookup, Variables};

/// When a script runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Runs {
    /// While the image is built: `RUN`.
    InBuild,
    /// In the container: `CMD`, `ENTRYPOINT`, `HEALTHCHECK`.
    InContainer,
    /// Whenever something calls it: a file that `COPY` or `ADD` writes.
    WhenCalled,
}

/// A script of a step.
#[derive(Debug)]
pub struct StepScript {
    /// The script.
    pub script: Script,
    /// When it runs.
    pub runs: Runs,
    /// Whether it is a list of words, which no shell reads unless it names one.
    pub is_exec: bool,
    /// The heredoc that is all of it, as an index into the instruction's.
    pub heredoc: Option<usize>,
    /// The command of the first script that reads it, as an index into its commands: `bash <<EOF`.
    pub read_by: Option<usize>,
    findings: OnceCell<Vec<ShellFinding>>,
}

impl StepScript {
    fn new(script: Script, runs: Runs, is_exec: bool, heredoc: Option<usize>) -> Self {
        Self { script, runs, is_exec, heredoc, read_by: None, findings: OnceCell::new() }
    }

    /// What is wrong with it, under ShellCheck's codes. Worked out once.
    pub fn findings(&self) -> &[ShellFinding] {
        self.findings.get_or_init(|| self.script.findings())
    }
}

/// The scripts of a step, with the variables that it sees.
pub(crate) fn scripts(step: &Step<'_>, variables: Variables<'_>) -> Vec<StepScript> {
    let instruction = step.instruction;
    match &instruction.arguments {
        Arguments::Run(line) => {
            let script = run(step, line, variables);
            let parts = inputs(step, script.script.body(), variables);
            std::iter::once(script).chain(parts).collect()
        }
        Arguments::Cmd(_) | Arguments::Entrypoint(_) | Arguments::Healthcheck(_) => {
            let Some(line) = instruction.command_line() else { return Vec::new() };
            let variables = variables.at_run_time();
            let script = match &line.exec {
                Some(words) => exec(words, variables),
                None => read(&line.text, step.state.dialect(), variables),
            };
            vec![StepScript::new(script, Runs::InContainer, line.is_exec(), None)]
        }
        Arguments::Add(transfer) | Arguments::Copy(transfer) => copied(step, transfer, variables),
        _ => Vec::new(),
    }
}

fn run(step: &Step<'_>, line: &CommandLine, variables: Variables<'_>) -> StepScript {
    if let Some(words) = &line.exec {
        return StepScript::new(exec(words, variables), Runs::InBuild, true, None);
    }
    let heredocs = step.heredocs();
    let dialect = step.state.dialect();
    if let Some(heredoc) = heredocs.first().filter(|heredoc| line.text.span() == heredoc.opener) {
        // The builder runs a file that begins with `#!`, and hands anything else to the shell.
        let text = without_tabs(heredoc);
        let dialect = match Dialect::from_shebang(&text) {
            Some(shebang) if !step.state.is_windows() => shebang,
            _ => dialect,
        };
        return StepScript::new(read(&text, dialect, variables), Runs::InBuild, false, Some(0));
    }
    StepScript::new(read(&joined(&line.text, heredocs), dialect, variables), Runs::InBuild, false, None)
}

/// The heredocs that shells read as their scripts: `bash <<EOF`.
fn inputs(step: &Step<'_>, body: &Body, variables: Variables<'_>) -> Vec<StepScript> {
    let part = |(index, command): (usize, &dlint_shell::Command)| {
        let text = command.script_input()?;
        let dialect = Dialect::from_words(command.words.iter().map_while(Word::value));
        let script = read(text, step.state.with_own_sh(dialect), variables);
        Some(StepScript { read_by: Some(index), ..StepScript::new(script, Runs::InBuild, false, None) })
    };
    body.commands.iter().enumerate().filter_map(part).collect()
}

fn exec(words: &[dlint_syntax::Word], variables: Variables<'_>) -> Script {
    let words: Vec<ExecWord> =
        words.iter().map(|word| ExecWord { value: word.value.clone(), span: word.span }).collect();
    // A text that is handed to a shell is the only one that can use a variable.
    let texts = words.iter().map(|word| word.value.as_str());
    Script::of_words(&words, &used(texts, variables))
}

fn read(text: &MappedText, dialect: Dialect, variables: Variables<'_>) -> Script {
    Script::read(text, dialect, &used(std::iter::once(text.as_str()), variables))
}

/// The scripts among the files that the instruction writes.
fn copied(step: &Step<'_>, transfer: &Transfer, variables: Variables<'_>) -> Vec<StepScript> {
    let mut scripts = Vec::new();
    for index in transfer.sources.iter().filter_map(|source| source.heredoc) {
        let Some(heredoc) = step.heredocs().get(index) else { continue };
        let destination = transfer.destination.as_ref().map(|word| word.as_str()).unwrap_or_default();
        let name = if destination.ends_with('/') { &heredoc.name } else { destination };
        let text = without_tabs(heredoc);
        let dialect = match (Dialect::from_shebang(&text), name.rsplit_once('.')) {
            (Some(dialect), _) if dialect.shell.is_posix() => dialect,
            (None, Some((_, "sh"))) => Dialect::plain(Shell::Sh),
            (None, Some((_, "bash"))) => Dialect::plain(Shell::Bash),
            _ => continue,
        };
        // The builder puts variables into an unquoted heredoc; into a quoted one the container's are put.
        let variables = if heredoc.expand { variables } else { variables.at_run_time() };
        let script = read(&text, dialect, variables);
        scripts.push(StepScript::new(script, Runs::WhenCalled, false, Some(index)));
    }
    scripts
}

/// The variables that a text may mean, by the names in it; all others are of no concern to it.
fn used<'t>(texts: impl Iterator<Item = &'t str>, variables: Variables<'_>) -> ShellVariables {
    let mut used = ShellVariables::new();
    if variables.base_is_unknown() {
        used.leave_open();
    }
    let letters = |c: char| c == '_' || c.is_ascii_alphanumeric();
    for name in texts.flat_map(|text| text.split(|c| !letters(c))).filter(|name| !name.is_empty()) {
        match variables.get(name) {
            Lookup::Set(variable) => used.declare(name, variable.value.known().map(str::to_owned)),
            // `PATH` and its like are the shell's own business.
            Lookup::Image(value) if name != "PATH" => used.declare(name, value.map(str::to_owned)),
            Lookup::Image(_) | Lookup::Perhaps | Lookup::Missing => {}
        }
    }
    used
}

/// A body without the tabs that `<<-` takes away.
fn without_tabs(heredoc: &Heredoc) -> MappedText {
    if !heredoc.strip_tabs {
        return with_lf(&heredoc.body);
    }
    by_lines(&heredoc.body, |line| line.len() - line.trim_start_matches('\t').len())
}

/// A body as it is meant: with lines that end in LF. The shell takes the CR of a CRLF for a part of the last word; whoever
/// looks at the words would see nothing but that, and it is said once, of the heredoc.
fn with_lf(body: &MappedText) -> MappedText {
    if body.contains("\r\n") { by_lines(body, |_| 0) } else { body.clone() }
}

/// A body with LF at the end of each line, and without so much of its beginning.
fn by_lines(body: &MappedText, left_out: impl Fn(&str) -> usize) -> MappedText {
    let mut builder = MappedTextBuilder::with_capacity(body.span().start, body.len(), 8);
    let mut start = 0;
    for line in body.split_inclusive('\n') {
        let begin = start + left_out(line);
        let end = start + line.len();
        if line.ends_with("\r\n") {
            builder.copy_part(body, begin..end - 2);
            builder.copy_part(body, end - 1..end);
        } else {
            builder.copy_part(body, begin..end);
        }
        start = end;
    }
    builder.finish()
}

/// The text that the shell gets where heredocs stand in a line of commands: the line, and the heredocs behind it.
fn joined(text: &MappedText, heredocs: &[Heredoc]) -> MappedText {
    if heredocs.is_empty() {
        return text.clone();
    }
    let mut builder = MappedTextBuilder::new(text.span().start);
    builder.copy_part(text, 0..text.len());
    for heredoc in heredocs {
        let body = heredoc.body.span();
        builder.resolved("\n", Span::at(body.start));
        let text = with_lf(&heredoc.body);
        builder.copy_part(&text, 0..text.len());
        if !heredoc.body.is_empty() && !heredoc.body.ends_with('\n') {
            builder.resolved("\n", Span::at(body.end));
        }
        builder.resolved(&heredoc.name, heredoc.terminator.unwrap_or(Span::at(body.end)));
    }
    builder.finish()
}
