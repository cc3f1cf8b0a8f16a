//! Commands that run another command, and where that one begins.

pub(crate) mod shell_text;
mod split;

use dlint_text::MappedText;

use crate::{Assignment, AssignmentScope, Command, Dialect, Shell, Word};

/// What a command runs.
#[derive(Debug)]
pub(crate) enum Inner {
    /// Another command, out of its own words.
    Command(Box<Command>),
    /// Text, in a shell.
    Text(MappedText, Dialect),
    /// Text that the shell at hand reads as its own: `eval`.
    Here(MappedText),
}

/// How the words of a wrapper are to be read.
struct Wrapper {
    name: &'static str,
    /// The letters of the short options that take a word.
    letters: &'static str,
    /// The long options that take a word, where no `=` is in them.
    long: &'static [&'static str],
    /// How many words stand between the options and the command.
    operands: usize,
    /// Whether `NAME=value` may stand in front of the command.
    assigns: bool,
    /// Whether it adds words of its own to the command.
    open_ended: bool,
}

const fn wrapper(name: &'static str, letters: &'static str, operands: usize) -> Wrapper {
    Wrapper { name, letters, long: &[], operands, assigns: false, open_ended: false }
}

/// In alphabetical order.
const WRAPPERS: &[Wrapper] = &[
    wrapper("builtin", "", 0),
    wrapper("busybox", "", 0),
    wrapper("chroot", "", 1),
    wrapper("command", "", 0),
    wrapper("doas", "uC", 0),
    Wrapper { long: &["--rewrite"], ..wrapper("dumb-init", "r", 0) },
    wrapper("eatmydata", "", 0),
    Wrapper { long: &["--chdir", "--unset"], assigns: true, ..wrapper("env", "uC", 0) },
    wrapper("exec", "a", 0),
    wrapper("fakeroot", "lsbi", 0),
    Wrapper { long: &["--timeout", "--wait"], ..wrapper("flock", "wE", 1) },
    wrapper("gosu", "", 1),
    wrapper("ionice", "cnpPu", 0),
    Wrapper { long: &["--adjustment"], ..wrapper("nice", "n", 0) },
    wrapper("nohup", "", 0),
    wrapper("setarch", "", 1),
    wrapper("setsid", "", 0),
    Wrapper { long: &["--input", "--output", "--error"], ..wrapper("stdbuf", "ioe", 0) },
    wrapper("su-exec", "", 1),
    Wrapper {
        long: &["--user", "--group", "--host", "--prompt", "--chdir", "--chroot", "--close-from"],
        assigns: true,
        ..wrapper("sudo", "ughpCrtTUDR", 0)
    },
    Wrapper { long: &["--format", "--output"], ..wrapper("time", "fo", 0) },
    Wrapper { long: &["--kill-after", "--signal"], ..wrapper("timeout", "ks", 1) },
    wrapper("tini", "pe", 0),
    Wrapper {
        long: &[
            "--arg-file",
            "--delimiter",
            "--max-args",
            "--max-chars",
            "--max-lines",
            "--max-procs",
            "--replace",
        ],
        open_ended: true,
        ..wrapper("xargs", "aEdILnPs", 0)
    },
    wrapper("xvfb-run", "efnpsw", 0),
];

/// Whether an option of a program that runs the command behind it takes the word behind itself: that of `nice -n 10`.
///
/// ```
/// assert!(dlint_shell::takes_next_word("nice", "-n") && dlint_shell::takes_next_word("env", "--unset"));
/// assert!(!dlint_shell::takes_next_word("nice", "-n10") && !dlint_shell::takes_next_word("env", "-i"));
/// ```
pub fn takes_next_word(program: &str, option: &str) -> bool {
    let found = WRAPPERS.binary_search_by(|wrapper| wrapper.name.cmp(program)).ok();
    found.and_then(|at| WRAPPERS.get(at)).is_some_and(|wrapper| {
        let letters = option.strip_prefix('-').unwrap_or_default();
        if letters.starts_with('-') {
            wrapper.long.contains(&option)
        } else {
            takes_next(letters, wrapper.letters)
        }
    })
}

/// What a command runs, as far as it is known; only `find` runs several.
pub(crate) fn look_inside(command: &Command) -> Vec<Inner> {
    match command.base_name() {
        Some("find") => find_exec(command),
        Some(name) => one_inside(command, name).into_iter().collect(),
        None => Vec::new(),
    }
}

fn one_inside(command: &Command, name: &str) -> Option<Inner> {
    if let Ok(found) = WRAPPERS.binary_search_by(|wrapper| wrapper.name.cmp(name)) {
        let wrapper = WRAPPERS.get(found)?;
        return if name == "env" { env(command, wrapper) } else { wrapped(command, wrapper) };
    }
    match name {
        "conda" | "mamba" | "micromamba" => conda_run(command),
        "eval" => shell_text::of_eval(command),
        "su" | "runuser" => shell_text::of_su(command),
        _ => match Shell::from_name(name) {
            Shell::Other => None,
            shell if shell.is_windows() => shell_text::of_windows(command, shell),
            _ => shell_text::of_shell(command),
        },
    }
}

/// `conda run -n NAME …`, which runs a command in an environment. Everything else that `conda` does is its own.
fn conda_run(command: &Command) -> Option<Inner> {
    const RUN: Wrapper =
        Wrapper { long: &["--name", "--prefix", "--cwd", "--env"], ..wrapper("run", "npe", 0) };
    let words = command.words.get(1..).filter(|words| words.first().is_some_and(|word| word.is("run")))?;
    wrapped(&Command { words: words.to_vec(), ..command.clone() }, &RUN)
}

/// `env`, whose `-S` is a line of more words for it.
fn env(command: &Command, wrapper: &Wrapper) -> Option<Inner> {
    match split::split(command) {
        Some(command) => wrapped(&command, wrapper),
        None => wrapped(command, wrapper),
    }
}

fn wrapped(command: &Command, wrapper: &Wrapper) -> Option<Inner> {
    let mut at = 1;
    let mut assignments = Vec::new();
    while let Some(word) = command.words.get(at) {
        let text = &*word.beginning;
        if text == "--" {
            at += 1;
            break;
        } else if text.starts_with("--") {
            at += 1 + usize::from(wrapper.long.contains(&text));
        } else if text.len() > 1 && text.starts_with('-') {
            let letters = text.get(1..).unwrap_or_default();
            let asks = matches!((wrapper.name, letters), ("command", "v" | "V" | "pv" | "pV"));
            // An `-S` that is still there has a text that nobody knows.
            if asks || wrapper.name == "env" && letters.contains('S') {
                return None;
            }
            at += 1 + usize::from(takes_next(letters, wrapper.letters));
        } else if text == "-" && wrapper.name == "env" {
            at += 1;
        } else {
            break;
        }
    }
    while wrapper.assigns
        && let Some(word) = command.words.get(at)
        && let Some(assignment) = assignment(word)
    {
        assignments.push(assignment);
        at += 1;
    }
    at += wrapper.operands;
    let words = command.words.get(at..).filter(|words| !words.is_empty())?;
    let open_ended = command.open_ended || wrapper.open_ended;
    Some(Inner::Command(Box::new(inner(command, words, assignments, open_ended))))
}

/// Whether a cluster of short options takes the next word: one that takes a value ends it.
fn takes_next(letters: &str, valued: &str) -> bool {
    let first = letters.find(|letter| valued.contains(letter));
    first.is_some_and(|at| at + 1 == letters.len())
}

fn inner(outer: &Command, words: &[Word], assignments: Vec<Assignment>, open_ended: bool) -> Command {
    let span = words.iter().map(Word::span).reduce(dlint_text::Span::join).unwrap_or(outer.span);
    Command {
        words: words.to_vec(),
        assignments,
        redirections: Vec::new(),
        span,
        standing: outer.standing,
        wrapped_by: None,
        open_ended,
    }
}

fn assignment(word: &Word) -> Option<Assignment> {
    let equals = word.beginning.find('=')?;
    let name = word.beginning.part(0..equals);
    if !crate::variables::is_name(&name) {
        return None;
    }
    let written = word.text.find('=').map_or(0, |at| at + 1);
    let value = Word {
        text: word.text.part(written..word.text.len()),
        beginning: word.beginning.part(equals + 1..word.beginning.len()),
        ..word.clone()
    };
    let span = word.span();
    let scope = AssignmentScope::Command;
    Some(Assignment { name, value: Some(value), list: Vec::new(), append: false, scope, span })
}

/// `find … -exec command {} \;`, as many as there are.
fn find_exec(command: &Command) -> Vec<Inner> {
    let is_exec = |word: &Word| matches!(word.value(), Some("-exec" | "-execdir" | "-ok" | "-okdir"));
    let mut found = Vec::new();
    let mut rest = command.words.as_slice();
    while let Some(start) = rest.iter().position(is_exec) {
        let words = rest.get(start + 1..).unwrap_or_default();
        let end = words.iter().position(|word| word.is(";") || word.is("+")).unwrap_or(words.len());
        let (words, behind) = words.split_at_checked(end).unwrap_or((words, &[]));
        if !words.is_empty() {
            found.push(Inner::Command(Box::new(inner(command, words, Vec::new(), true))));
        }
        rest = behind;
    }
    found
}
