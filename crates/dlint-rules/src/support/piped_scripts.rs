//! Downloads that go straight into a program which runs them: `curl … | sh`, `sh -c "$(curl …)"`, `. <(curl …)`.

use dlint_linter::{Command as Ran, Cx, Step};
use dlint_model::effects::Action;
use dlint_shell::{Body, Command, NestKind, Standing, Word};

use super::programs::{is_shell, runs_scripts};

/// More commands of one body are not looked at.
const MOST_COMMANDS: usize = 2_000;

/// What fetches something.
pub(crate) const FETCHERS: &[&str] = &["aria2c", "curl", "fetch", "wget"];

/// What looks at a file before it is run.
const CHECKS: &[&str] = &[
    "b2sum",
    "cosign",
    "gpg",
    "gpgv",
    "md5sum",
    "minisign",
    "sha1sum",
    "sha256sum",
    "sha512sum",
    "shasum",
    "signify",
];

/// A download that is run.
#[derive(Debug)]
pub(crate) struct Piped<'a> {
    /// What runs it.
    pub(crate) runner: Ran<'a>,
    /// What fetches it.
    pub(crate) download: Ran<'a>,
    /// The address, where it is known.
    pub(crate) url: Option<&'a str>,
    /// How it gets there.
    pub(crate) way: Way,
}

/// How a download gets to what runs it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Way {
    /// `curl … | sh`
    Pipe,
    /// `sh -c "$(curl …)"`
    Text,
    /// `bash <(curl …)`
    File,
}

/// The downloads of a step that are run unseen.
pub(crate) fn piped_scripts<'a>(step: &Step<'a>, cx: &Cx<'a>) -> Vec<Piped<'a>> {
    let mut found: Vec<Piped<'a>> = Vec::new();
    let commands: Vec<Ran<'a>> = step.commands(cx).take(MOST_COMMANDS).collect();
    let runs = |command: &Ran<'a>| {
        let name = command.command.base_name();
        name.is_some_and(|name| runs_scripts(name) || matches!(name, "eval" | "source" | "."))
    };
    if !commands.iter().any(runs) {
        return found;
    }
    let downloads: Vec<(Ran<'a>, Option<&'a str>)> = commands
        .iter()
        .filter(|command| command.command.base_name().is_some_and(|name| FETCHERS.contains(&name)))
        .filter_map(|command| fetched(command, cx).map(|url| (*command, url.as_deref())))
        .collect();
    for runner in commands.iter().filter(|command| runs(command)) {
        let body = runner.body();
        let own = downloads.iter().filter(|(download, _)| download.id.script == runner.id.script);
        let hit = own
            .filter_map(|(download, url)| Some((download, *url, way(runner, download, body)?)))
            .next_back();
        if let Some((download, url, way)) = hit
            && !found.iter().any(|one| one.download.id == download.id)
        {
            found.push(Piped { runner: *runner, download: *download, url, way });
        }
    }
    found
}

/// The address of what a command fetches to its standard output.
fn fetched<'a>(command: &Ran<'a>, cx: &Cx<'a>) -> Option<&'a Option<String>> {
    command.effects(cx).find_map(|effect| match &effect.action {
        Action::Download { url, to: None } => Some(url),
        _ => None,
    })
}

/// How what one command fetches gets to another one that runs it.
fn way(runner: &Ran<'_>, download: &Ran<'_>, body: &Body) -> Option<Way> {
    let outer = outermost(runner, body);
    let nest = body
        .path(&download.standing)
        .find(|nest| matches!(nest.kind, NestKind::Substitution | NestKind::ProcessSubstitution));
    let holder = nest.and_then(|nest| {
        let word = runner.arguments().iter().find(|word| word.span().covers(nest.span))?;
        Some((nest.kind, word))
    });
    match holder {
        Some((NestKind::Substitution, word)) => {
            let text = word.text.trim_start_matches('"');
            let is_text = runner.base_name() == Some("eval") || takes_text(runner, word);
            (is_text && (text.starts_with("$(") || text.starts_with('`'))).then_some(Way::Text)
        }
        Some((_, word)) => {
            let first = runner.arguments().iter().find(|word| !word.beginning.starts_with('-'));
            first.is_some_and(|first| first.span() == word.span()).then_some(Way::File)
        }
        None if runner.standing.pipeline.reads_pipe() || outer.standing.pipeline.reads_pipe() => {
            let reads = reads_script(runner)
                && is_before(&download.command.standing, download.span.start, outer, body);
            (reads && !is_checked(outer, body)).then_some(Way::Pipe)
        }
        None => None,
    }
}

/// Whether a word is the text that a shell is handed: `sh -c "$(curl …)"`.
fn takes_text(runner: &Command, word: &Word) -> bool {
    let words = runner.arguments();
    let at = words.iter().position(|other| other.span() == word.span());
    let before = at.and_then(|at| at.checked_sub(1)).and_then(|at| words.get(at));
    let flag = before.and_then(Word::value).unwrap_or_default();
    let letter = if runner.base_name().is_some_and(is_shell) { 'c' } else { 'e' };
    let is_python = runner.base_name().is_some_and(|name| name.starts_with("python"));
    flag.starts_with('-') && !flag.starts_with("--") && flag.contains(if is_python { 'c' } else { letter })
}

/// Whether a program runs what it reads, and not a file or a text that it is given.
pub(crate) fn reads_script(runner: &Command) -> bool {
    let name = runner.base_name().unwrap_or_default();
    let is_input = |word: &str| matches!(word, "-" | "/dev/stdin" | "/proc/self/fd/0");
    if is_shell(name) {
        for word in runner.arguments() {
            match word.value() {
                Some(word) if is_input(word) => return true,
                Some("--") => {}
                Some(word) if word.starts_with("--") => {}
                Some(word) if word.starts_with(['-', '+']) => {
                    if word.contains('c') {
                        return false;
                    }
                    if word.contains('s') {
                        return true;
                    }
                }
                // `bash -o pipefail`
                Some("pipefail" | "errexit") => {}
                _ => return false,
            }
        }
        return runner.input().is_none();
    }
    if !runs_scripts(name) {
        return false;
    }
    for word in runner.arguments() {
        match word.value() {
            Some(word) if is_input(word) || word == "--" => return true,
            Some("-u" | "-E" | "-s" | "-I" | "-W" | "-w" | "-B") => {}
            _ => return false,
        }
    }
    true
}

/// The command that a command is a part of: `sudo` of `sudo bash`.
fn outermost<'b>(command: &'b Ran<'b>, body: &'b Body) -> &'b Command {
    let mut outer: &Command = command.command;
    for _ in 0..8 {
        match outer.wrapped_by.and_then(|index| body.commands.get(index)) {
            Some(wrapper) => outer = wrapper,
            None => break,
        }
    }
    outer
}

/// Whether something stands in front of a command in the same pipe.
fn is_before(standing: &Standing, start: u32, last: &Command, body: &Body) -> bool {
    // The part of the pipe that it stands in, on the level of the last one.
    let level = last.standing.nest;
    let mut part = (*standing, start);
    let mut path = body.path(standing);
    while part.0.nest != level {
        let Some(nest) = path.next() else { return false };
        if !matches!(
            nest.kind,
            NestKind::Subshell | NestKind::Group | NestKind::IfBody | NestKind::IfCondition
        ) {
            return false;
        }
        part = (nest.standing, nest.span.start);
    }
    let (here, there) = (part.0.pipeline, last.standing.pipeline);
    let begins = |standing: &Standing, at: u32| {
        standing.nest == level && standing.pipeline.index == 0 && part.1 < at && at < last.span.start
    };
    let others = body
        .commands
        .iter()
        .filter(|one| one.wrapped_by.is_none())
        .map(|one| (&one.standing, one.span.start));
    let nests = body.nests.iter().map(|one| (&one.standing, one.span.start));
    here.length == there.length
        && here.index < there.index
        && part.1 < last.span.start
        && !others.chain(nests).any(|(standing, at)| begins(standing, at))
}

/// Whether something in the pipe looks at what goes through it.
fn is_checked(last: &Command, body: &Body) -> bool {
    let before = body.commands.iter().rev().filter(|command| {
        command.span.start < last.span.start && command.standing.nest == last.standing.nest
    });
    let mut is_over = false;
    let mut in_pipe = before.take_while(|command| {
        let is_in = !is_over;
        is_over |= command.wrapped_by.is_none() && !command.standing.pipeline.reads_pipe();
        is_in
    });
    in_pipe.any(|command| command.base_name().is_some_and(|name| CHECKS.contains(&name)))
}
