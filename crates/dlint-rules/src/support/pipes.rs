//! Pipes in which a failure goes unseen.

use dlint_shell::{Body, Command, Dialect, Joined, Nest, NestKind, Standing, base_name};
use dlint_text::Span;

use super::programs::{runs_scripts, unversioned};

/// A pipe whose left side may fail with nobody to notice.
#[derive(Debug)]
pub(crate) struct Pipe {
    /// The command on the left, without what stands behind its name; or the construct.
    pub(crate) span: Span,
    /// The commands on the left that may fail.
    pub(crate) commands: Vec<usize>,
    /// Why the option would change nothing, or nothing that matters.
    pub(crate) excuse: Option<Excuse>,
    /// Whether it stands in a text that is handed to another shell: `bash -c '…'`.
    pub(crate) in_text: bool,
}

/// Why a pipe may stay as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Excuse {
    /// The command on the right fails on its own where what it reads is not whole.
    Noticed,
    /// What the pipe installs is called by a later command, without which the step fails: `curl … | python && pip …`.
    Called,
    /// What comes out is looked at afterwards: it has a default, or is tested.
    Tested,
    /// It stands in `export X=$(…)`, which succeeds whatever is in it.
    Lost,
}

/// More pipes of one body are not looked at.
const MOST_PIPES: usize = 64;

/// The commands that have no reason to fail.
const NEVER_FAIL: &[&str] = &[":", "cat", "echo", "printf", "true", "yes"];

/// Whether there is a pipe in a body at all.
pub(crate) fn has_pipe(body: &Body) -> bool {
    body.commands.iter().any(|command| command.standing.pipeline.reads_pipe())
        || body.nests.iter().any(|nest| nest.standing.pipeline.reads_pipe())
}

/// The pipes of a body in which a failure goes unseen, in the order of the text.
pub(crate) fn unguarded_pipes(body: &Body, dialect: Dialect) -> Vec<Pipe> {
    let commands = body.commands.iter().enumerate();
    let commands =
        commands.filter(|(_, command)| command.wrapped_by.is_none()).filter_map(|(index, command)| {
            let span = command.name_word().map_or(command.span, dlint_shell::Word::span);
            let pipe = Pipe {
                span,
                commands: inside(index, body),
                excuse: excuse(&command.standing, span, body),
                in_text: is_in_text(&command.standing, body),
            };
            (is_open(&command.standing, span, body, dialect) && may_fail(index, body)).then_some(pipe)
        });
    let nests = body.nests.iter().filter_map(|nest| {
        let within =
            |command: &Command| body.path(&command.standing).any(|around| std::ptr::eq(around, nest));
        if !is_open(&nest.standing, nest.span, body, dialect) || is_inside_command(nest) {
            return None;
        }
        let commands = body.commands.iter().enumerate().filter(|(_, command)| within(command));
        let commands: Vec<usize> =
            commands.map(|(index, _)| index).filter(|command| may_fail(*command, body)).collect();
        (!commands.is_empty()).then_some(Pipe {
            span: Span::new(nest.span.start, nest.span.start + 1),
            commands,
            excuse: excuse(&nest.standing, nest.span, body),
            in_text: is_in_text(&nest.standing, body),
        })
    });
    let mut pipes: Vec<Pipe> = commands.take(MOST_PIPES).chain(nests.take(MOST_PIPES)).collect();
    pipes.sort_by_key(|pipe| pipe.span.start);
    pipes
}

fn is_in_text(standing: &Standing, body: &Body) -> bool {
    body.path(standing).any(|nest| nest.kind == NestKind::ShellText)
}

/// Whether a construct is a part of a command's words, or of its text, and so stands in no pipe of its own.
fn is_inside_command(nest: &Nest) -> bool {
    matches!(
        nest.kind,
        NestKind::Substitution | NestKind::ProcessSubstitution | NestKind::ShellText | NestKind::Function
    )
}

/// Whether something on the left of a pipe fails without anybody knowing.
fn is_open(standing: &Standing, place: Span, body: &Body, dialect: Dialect) -> bool {
    standing.pipeline.feeds_pipe()
        && !has_pipefail(standing, place, body, dialect)
        && !is_forgiven(standing, place, body)
}

/// A command, and those that it runs: `sudo curl`.
fn inside(command: usize, body: &Body) -> Vec<usize> {
    let mut all = vec![command];
    for (index, other) in body.commands.iter().enumerate().skip(command + 1) {
        if other.wrapped_by.is_some_and(|wrapper| all.contains(&wrapper)) {
            all.push(index);
        } else if other.wrapped_by.is_none() {
            break;
        }
    }
    all
}

fn may_fail(index: usize, body: &Body) -> bool {
    let inner = inside(index, body).last().and_then(|index| body.commands.get(*index));
    inner.is_some_and(|command| {
        !command.words.is_empty() && command.base_name().is_none_or(|name| !NEVER_FAIL.contains(&name))
    })
}

/// Whether the shell that runs the pipe looks at all of its commands by then.
fn has_pipefail(standing: &Standing, place: Span, body: &Body, dialect: Dialect) -> bool {
    let text = body.path(standing).find(|nest| nest.kind == NestKind::ShellText);
    let shell = text.and_then(|nest| nest.command).and_then(|index| body.commands.get(index));
    let is_set_at_start = match shell {
        Some(shell) => {
            let words = shell.words.iter().filter_map(|word| word.value());
            Dialect::from_words(words).pipefail
        }
        None => dialect.pipefail,
    };
    let before = body.commands.iter().filter(|command| command.span.start < place.start);
    // `set` counts for the shell that runs it.
    let own = before.filter(|command| {
        let other = body.path(&command.standing).find(|nest| nest.kind == NestKind::ShellText);
        match (other, text) {
            (Some(other), Some(text)) => std::ptr::eq(other, text),
            (other, text) => other.is_none() && text.is_none(),
        }
    });
    own.rev().find_map(sets_pipefail).unwrap_or(is_set_at_start)
}

/// Whether a command switches the option on or off.
fn sets_pipefail(command: &Command) -> Option<bool> {
    let mut on = true;
    matches!(command.base_name(), Some("set" | "shopt")).then_some(())?;
    for word in command.arguments() {
        match word.value() {
            Some("pipefail") => return Some(on),
            Some(word) if word.starts_with('+') => on = false,
            Some(word) if word.starts_with('-') => on = true,
            _ => {}
        }
    }
    None
}

/// The command at the end of a pipe.
fn last_of(standing: &Standing, place: Span, body: &Body) -> Option<usize> {
    body.commands.iter().position(|command| {
        command.standing.nest == standing.nest
            && command.wrapped_by.is_none()
            && command.span.start > place.start
            && command.standing.pipeline.length == standing.pipeline.length
            && command.standing.pipeline.index + 1 == command.standing.pipeline.length
    })
}

/// Why a pipe may stay as it is.
fn excuse(standing: &Standing, place: Span, body: &Body) -> Option<Excuse> {
    if is_noticed(standing, place, body) {
        return Some(Excuse::Noticed);
    }
    if is_called(standing, place, body) {
        return Some(Excuse::Called);
    }
    if is_key_of_source(standing, place, body) {
        return Some(Excuse::Tested);
    }
    let nest = body.path(standing).find(|nest| nest.kind == NestKind::Substitution)?;
    let owner = nest.command.and_then(|index| body.commands.get(index))?;
    if matches!(owner.base_name(), Some("export" | "local" | "declare" | "readonly" | "typeset")) {
        return Some(Excuse::Lost);
    }
    // With nothing for an address these two fail.
    if matches!(owner.base_name(), Some("curl" | "wget")) {
        return Some(Excuse::Tested);
    }
    let values = owner.assignments.iter();
    let mut holders =
        values.filter(|one| one.value.as_ref().is_some_and(|word| word.span().covers(nest.span)));
    let holder = holders.next()?;
    let behind = body.commands.iter().filter(|command| command.span.start > owner.span.start);
    behind.flat_map(is_looked_at).any(|name| *name == *holder.name).then_some(Excuse::Tested)
}

/// The variables of which a command looks whether they hold something: `[ -n "$x" ]`, `${x:-…}`; or fails if they do not:
/// the address of a download.
fn is_looked_at(command: &Command) -> impl Iterator<Item = &str> {
    let is_test = matches!(command.base_name(), Some("[" | "[[" | "test" | "curl" | "wget"));
    let assigned = command.assignments.iter().filter_map(|one| one.value.as_ref());
    let words = command.words.iter().chain(assigned);
    words
        .flat_map(|word| &word.variables)
        .filter(move |one| is_test || !one.plain)
        .map(|one| one.name.as_str())
}

/// Whether what is on the right of a pipe of two fails where it reads nothing, or a part of what was to come.
///
/// Tried with GNU tar 1.34, gzip 1.12, bzip2 1.0.8, zstd 1.5, `GnuPG` 2.2, coreutils 9.1 and `BusyBox` 1.35.
/// What stands in the middle of a longer pipe fails unseen, and hands on an end that looks like one.
fn is_noticed(standing: &Standing, place: Span, body: &Body) -> bool {
    let last = last_of(standing, place, body).map(|index| inside(index, body));
    let reader = last.and_then(|all| body.commands.get(*all.last()?));
    reader.is_some_and(|reader| standing.pipeline.length == 2 && notices(reader))
}

/// Whether a pipe ends in a program that runs what it reads, and a command that has to succeed behind it has a name which
/// the left of the pipe names too: nothing installed, nothing to call.
fn is_called(standing: &Standing, place: Span, body: &Body) -> bool {
    let last = last_of(standing, place, body).map(|index| inside(index, body));
    let runner = last.and_then(|all| body.commands.get(*all.last()?));
    let Some(runner) = runner.filter(|runner| runner.base_name().is_some_and(runs_scripts)) else {
        return false;
    };
    let in_pipe =
        |command: &&Command| command.span.start >= place.start && command.span.start < runner.span.start;
    let words = body.commands.iter().filter(in_pipe).flat_map(Command::arguments);
    let named: Vec<&str> = words.map(|word| word.text.as_str()).collect();
    let behind = body
        .commands
        .iter()
        .filter(|command| command.span.start > runner.span.start && command.standing.nest == standing.nest);
    let needed =
        behind.take_while(|command| command.wrapped_by.is_some() || command.standing.joined == Joined::And);
    let brings = |word: &&str, name: &str| {
        let is_part = word.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| part == name);
        let mut known = BRINGS.iter().filter(|(installer, _)| word.contains(installer));
        is_part
            || name.len() >= LEAST_NAME && word.contains(name)
            || known.any(|(_, programs)| programs.contains(&name))
    };
    let mut names = needed.flat_map(|command| {
        let program = command.base_name().map(unversioned).into_iter();
        program.chain(needed_files(command))
    });
    names.any(|name| !name.is_empty() && named.iter().any(|word| brings(word, name)))
}

/// Whether a pipe writes the key of a package source, without which an `apt-get update` that has to succeed behind it
/// fails: the source is not signed then.
fn is_key_of_source(standing: &Standing, place: Span, body: &Body) -> bool {
    let Some(last) = last_of(standing, place, body) else { return false };
    let written =
        inside(last, body).into_iter().filter_map(|index| body.commands.get(index)).flat_map(|command| {
            let words = command.arguments().iter().filter_map(|word| word.value());
            let words = words.map(|word| word.strip_prefix("of=").unwrap_or(word));
            words.chain(command.redirections.iter().filter_map(|one| one.target.value()))
        });
    let is_key = |word: &&str| {
        let extension = word.rsplit_once('.').map(|(_, extension)| extension);
        matches!(extension, Some("asc" | "gpg"))
    };
    let keys: Vec<&str> = written.filter(is_key).collect();
    let start = body.commands.get(last).map_or(place.start, |command| command.span.start);
    let behind = body
        .commands
        .iter()
        .filter(|command| command.span.start > start && command.standing.nest == standing.nest);
    let needed = behind.take_while(|command| {
        command.wrapped_by.is_some()
            || command.standing.joined == Joined::And
            || command.standing.pipeline.reads_pipe()
    });
    let mut names_key = false;
    for command in needed {
        names_key |= command.arguments().iter().any(|word| {
            let text = word.text.as_str();
            text.contains("signed-by=") && keys.iter().any(|key| text.contains(key))
        });
        let updates = matches!(command.base_name(), Some("apt" | "apt-get"))
            && command.arguments().iter().any(|word| word.is("update"));
        if names_key && updates {
            return true;
        }
    }
    false
}

/// The names, without what stands behind the first dot, of the files that have to be there for a command.
fn needed_files(command: &Command) -> impl Iterator<Item = &str> {
    const NEED: &[&str] = &["chmod", "chown", "cp", "install", "mv"];
    let needs = command.base_name().is_some_and(|name| NEED.contains(&name));
    let words = command.arguments().iter().filter(move |_| needs).filter_map(|word| word.value());
    words.map(|word| {
        let file = base_name(word);
        file.split('.').next().unwrap_or(file)
    })
}

/// Installers, by what their addresses have in them, and the programs of other names that they bring.
const BRINGS: &[(&str, &[&str])] = &[("rustup", &["cargo", "rustc"])];

/// Shorter names are in every address by chance.
const LEAST_NAME: usize = 3;

/// Whether a command fails where its input ends early.
fn notices(command: &Command) -> bool {
    let arguments = command.arguments();
    let says = |texts: &[&str]| arguments.iter().any(|word| texts.iter().any(|text| word.is(text)));
    let has_letter = |letter: char| {
        arguments.iter().any(|word| {
            word.beginning
                .strip_prefix('-')
                .is_some_and(|letters| !letters.starts_with('-') && letters.contains(letter))
        })
    };
    match command.base_name().unwrap_or_default() {
        "tar" | "bsdtar" | "gtar" | "gunzip" | "zcat" | "bunzip2" | "bzcat" | "unxz" | "xzcat" | "unzstd"
        | "zstdcat" | "unzip" | "bsdunzip" => true,
        "gzip" | "bzip2" | "xz" | "zstd" | "pigz" => {
            has_letter('d') || says(&["--decompress", "--uncompress"])
        }
        "gpg" | "gpg2" => says(&["--dearmor", "--dearmour", "--import"]),
        "apt-key" => says(&["add"]),
        "md5sum" | "sha1sum" | "sha256sum" | "sha384sum" | "sha512sum" | "b2sum" | "shasum" => {
            has_letter('c') || says(&["--check"])
        }
        _ => false,
    }
}

/// Whether the author said that a failure is no matter: `| true`, `|| true`, or asks with `grep -q`, which stops reading
/// as soon as it knows.
fn is_forgiven(standing: &Standing, place: Span, body: &Body) -> bool {
    let last = last_of(standing, place, body).and_then(|index| body.commands.get(index));
    let mut behind = body.commands.iter().filter(|command| {
        command.standing.nest == standing.nest
            && command.wrapped_by.is_none()
            && command.span.start > place.start
    });
    let next = behind.find(|command| !command.standing.pipeline.reads_pipe());
    let shrugs = |command: &Command| matches!(command.base_name(), Some("true" | ":"));
    let asks = |command: &Command| {
        matches!(command.base_name(), Some("grep" | "egrep" | "fgrep"))
            && command.arguments().iter().any(|word| {
                word.is("--quiet")
                    || word.is("--silent")
                    || word
                        .beginning
                        .strip_prefix('-')
                        .is_some_and(|letters| !letters.starts_with('-') && letters.contains('q'))
            })
    };
    last.is_some_and(|last| shrugs(last) || asks(last))
        || next.is_some_and(|next| next.standing.joined == Joined::Or && shrugs(next))
}
