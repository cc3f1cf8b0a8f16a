//! Commands that are run with words which stand nowhere: those that `find` finds and that `xargs` reads.

use dlint_shell::{Body, Command, NestKind, Word};
use dlint_text::{MappedText, MappedTextBuilder};

use super::options::{Usage, parse};

/// How far a `find` may be in front of the `xargs` that it feeds.
const MOST_BACK: usize = 32;

/// Where a command's words come from that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Feed {
    /// What stands in their place: `{}`.
    pub(super) placeholder: String,
    /// Whether they stand behind the last word, and nothing stands in their place.
    pub(super) behind: bool,
    /// The `find` that finds them.
    pub(super) find: Option<usize>,
}

/// The feed of a command, if `find` or `xargs` runs it, or the shell in whose text it stands.
pub(super) fn of(body: &Body, command: &Command) -> Option<Feed> {
    if !command.open_ended {
        let text = body.path(&command.standing).find(|nest| nest.kind == NestKind::ShellText)?;
        let shell = text.command.and_then(|shell| body.commands.get(shell))?;
        let feed = of(body, shell).filter(|_| shell.open_ended)?;
        return Some(Feed { behind: false, ..feed });
    }
    let wrapper = |index: &usize| body.commands.get(*index).and_then(|command| command.wrapped_by);
    let outer = std::iter::successors(command.wrapped_by, wrapper);
    outer.into_iter().find_map(|index| {
        let runner = body.commands.get(index)?;
        match runner.base_name()? {
            "find" => Some(Feed { placeholder: "{}".to_owned(), behind: false, find: Some(index) }),
            "xargs" => Some(of_xargs(body, index, runner)),
            _ => None,
        }
    })
}

fn of_xargs(body: &Body, index: usize, xargs: &Command) -> Feed {
    let usage = Usage { stops: true, optional: "iel", ..Usage::new("aEdILnPs", &[]) };
    let parsed = parse(xargs.arguments(), &usage);
    let replace = parsed.options.iter().rev().find(|option| option.is(&["-I", "-i", "--replace"]));
    let given = replace.and_then(|option| option.value);
    let given = given.and_then(|value| value.word.value()?.get(value.skip..)).filter(|text| !text.is_empty());
    Feed {
        placeholder: given.unwrap_or("{}").to_owned(),
        behind: replace.is_none(),
        find: find_in_front(body, index, xargs),
    }
}

/// The `find` whose output comes to `xargs`, with nothing between them but what picks from it.
fn find_in_front(body: &Body, index: usize, xargs: &Command) -> Option<usize> {
    const PICKS: [&str; 8] = ["egrep", "fgrep", "grep", "head", "sort", "tac", "tail", "uniq"];
    let mut wanted = xargs.standing.pipeline.index;
    for (at, command) in body.commands.get(..index)?.iter().enumerate().rev().take(MOST_BACK) {
        let standing = &command.standing;
        if standing.nest != xargs.standing.nest || command.wrapped_by.is_some() {
            continue;
        }
        if standing.pipeline.length != xargs.standing.pipeline.length || standing.pipeline.index + 1 != wanted
        {
            return None;
        }
        match command.base_name()? {
            "find" => {
                let prints = |word: &Word| matches!(&*word.beginning, "-exec" | "-execdir" | "-printf");
                return (!command.arguments().iter().any(prints)).then_some(at);
            }
            name if PICKS.contains(&name) => wanted -= 1,
            _ => return None,
        }
    }
    None
}

/// The command with a word for those that stand behind its last one.
pub(super) fn with_placeholder(command: &Command, placeholder: &str) -> Command {
    let mut command = command.clone();
    let text = placeholder_text(&command, placeholder);
    command.words.push(Word::literal(text.clone(), text));
    command
}

fn placeholder_text(command: &Command, placeholder: &str) -> MappedText {
    let mut builder = MappedTextBuilder::new(command.span.start);
    builder.resolved(placeholder, command.span);
    builder.finish()
}
