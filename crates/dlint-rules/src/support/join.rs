//! Joins neighbouring `RUN` instructions to one, so that what the later ones delete is never stored.

use dlint_diagnostics::NoFix;
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_shell::{Body, Command, Joined, Nest, NestKind, Reading, Standing, Word};
use dlint_syntax::{Arguments, Instruction, Keyword, LineKind};
use dlint_text::Span;

use super::append::has_comment;
use super::swallowed::swallows;
use super::whole_lines::whole_lines;

/// Edits: each span with the text that takes its place.
pub(crate) type Edited = Vec<(Span, String)>;

/// More steps than this are kept apart for a reason.
const MOST_STEPS: usize = 6;

/// The commands that change the shell they run in.
pub(super) const STAYS: &[&str] = &[
    ".",
    "alias",
    "cd",
    "declare",
    "eval",
    "exec",
    "exit",
    "export",
    "getopts",
    "hash",
    "let",
    "local",
    "mapfile",
    "popd",
    "pushd",
    "read",
    "readarray",
    "readonly",
    "return",
    "set",
    "shift",
    "shopt",
    "source",
    "trap",
    "typeset",
    "ulimit",
    "umask",
    "unset",
    "nvm",
];

/// Those of them whose change ends with a subshell, and that leave what runs in it as it is.
const STAYS_IN_PARENTHESES: &[&str] = &[
    "alias", "cd", "declare", "export", "hash", "popd", "pushd", "readonly", "typeset", "ulimit", "umask",
    "unset",
];

/// Whether two instructions have the same flags.
pub(crate) fn same_flags(first: &Instruction, second: &Instruction) -> bool {
    let texts = |instruction: &Instruction| {
        let flags = instruction.flags.iter();
        flags
            .map(|flag| (flag.name.to_string(), flag.value.as_ref().map(ToString::to_string)))
            .collect::<Vec<_>>()
    };
    texts(first) == texts(second)
}

/// The body of a step that is plain shell text.
///
/// # Errors
///
/// Why it is not.
pub(crate) fn plain_body<'s>(step: &'s Step<'_>, cx: &Cx<'_>) -> Result<&'s Body, NoFix> {
    let refused = |reason: &'static str| Err(NoFix::new(reason));
    if !step.instruction.heredocs.is_empty() {
        return refused("the step is written as a heredoc");
    }
    let [script] = cx.build.scripts(step) else { return refused("a part of the shell code cannot be read") };
    let body = script.script.body();
    if script.is_exec || !script.script.dialect().shell.is_posix() {
        return refused("the step is no code of a POSIX shell");
    }
    let text = step.instruction.text.trim_end();
    // A pattern that is opened and never closed takes in whatever follows.
    let is_open = |word: &Word| {
        let opens = ["*(", "?(", "@(", "+(", "!("].iter().any(|begin| word.text.contains(begin));
        opens && word.text.matches('(').count() != word.text.matches(')').count()
    };
    if body.reading != Reading::Whole
        || body.commands.is_empty()
        || body.commands.iter().any(|command| command.words.iter().any(is_open))
        || text.ends_with([';', '&', '|', '\\', '`'])
    {
        return refused("a part of the shell code cannot be read");
    }
    Ok(body)
}

/// Whether what a body leaves behind in its shell would change what is run behind it: another folder, a variable.
pub(crate) fn leaves_state(body: &Body) -> bool {
    let stays = |command: &Command| {
        let has_name = command.base_name().is_none_or(|name| STAYS.contains(&name));
        command.words.is_empty() || has_name || command.lasting_assignments().next().is_some()
    };
    let is_kept = |nest: &Nest| matches!(nest.kind, NestKind::ForBody | NestKind::Function);
    body.commands.iter().any(stays)
        || body.nests.iter().any(is_kept)
        || body.commands.iter().any(|command| command.words.iter().any(|word| assigns(&word.text)))
}

/// Whether a word sets a variable that is not set: `${name:=value}`.
fn assigns(word: &str) -> bool {
    word.match_indices("${").any(|(at, _)| {
        let rest = word.get(at + 2..).unwrap_or_default();
        let behind = rest.trim_start_matches(|c: char| c == '_' || c.is_ascii_alphanumeric());
        behind.len() < rest.len() && (behind.starts_with('=') || behind.starts_with(":="))
    })
}

/// Whether a step does the same between parentheses, and leaves nothing behind then: a shell that stops at the first
/// failure does not in a list that goes on behind it.
fn fits_in_parentheses(step: &Step<'_>, body: &Body, cx: &Cx<'_>) -> bool {
    let fits = |command: &Command| match command.base_name() {
        Some(name) => !STAYS.contains(&name) || STAYS_IN_PARENTHESES.contains(&name),
        None => command.words.is_empty(),
    };
    let stops = cx.build.scripts(step).iter().any(|script| script.script.dialect().errexit);
    !stops && body.commands.iter().all(fits) && !step.instruction.text.trim_start().starts_with('(')
}

/// The edits that make one instruction of neighbouring ones: each span with the text that takes its place.
///
/// # Errors
///
/// Why the joined one would not do the same, or nobody knows.
pub(crate) fn join(steps: &[&Step<'_>], cx: &Cx<'_>) -> Result<Edited, NoFix> {
    if steps.len() > MOST_STEPS {
        return Err(NoFix::new("too many steps lie between"));
    }
    // The kind of an instruction says more than what it may contain.
    if steps.iter().any(|step| step.instruction.keyword != Keyword::Run) {
        return Err(NoFix::new(
            if steps.first().is_some_and(|step| step.instruction.as_transfer().is_some()) {
                "what stores the files is no `RUN`"
            } else {
                "the steps do not follow each other"
            },
        ));
    }
    let mut edits = Vec::new();
    for pair in steps.windows(2) {
        if let [first, second] = pair {
            edits.extend(joint(first, second, cx)?);
        }
    }
    if edits.is_empty() { Err(NoFix::new("there is one step alone")) } else { Ok(edits) }
}

/// The same for a step and all of its stage in front of it, from the first of these on.
pub(crate) fn join_since<'s>(
    since: impl Iterator<Item = &'s Step<'s>>,
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Result<Edited, NoFix> {
    let stage = cx.stages.get(step.stage).filter(|_| step.onbuild.is_none());
    let stage = stage.ok_or(NoFix::new("the trigger runs in another build"))?;
    let mut first = step.index;
    for one in since {
        if one.stage != step.stage {
            return Err(NoFix::new("what stores the files is in another stage"));
        }
        first = first.min(one.index);
    }
    let steps = stage.steps.iter().skip(first).take_while(|other| other.index <= step.index);
    join(&steps.take(MOST_STEPS + 1).collect::<Vec<_>>(), cx)
}

/// The edits that join two steps.
///
/// # Errors
///
/// Why they are to stay apart.
pub(crate) fn joint(first: &Step<'_>, second: &Step<'_>, cx: &Cx<'_>) -> Result<Edited, NoFix> {
    let refused = |reason: &'static str| Err(NoFix::new(reason));
    let own = |step: &Step<'_>| {
        step.instruction.keyword == Keyword::Run && step.onbuild.is_none() && step.inherited_from.is_none()
    };
    let neighbours = first.stage == second.stage && first.index + 1 == second.index;
    if !own(first) || !own(second) || !neighbours {
        return refused("the steps do not follow each other");
    }
    if first.state != second.state {
        return refused("the steps do not run in the same folder, as the same user, or with the same shell");
    }
    if !same_flags(first.instruction, second.instruction) {
        return refused("the steps have other mounts or flags");
    }
    let (before, after) = (plain_body(first, cx)?, plain_body(second, cx)?);
    let joins = |standing: &Standing| !standing.background && standing.joined != Joined::Background;
    let in_a_row = |standing: &Standing| {
        joins(standing) && matches!(standing.joined, Joined::Start | Joined::And | Joined::Pipe)
    };
    let text = &first.instruction.text;
    let in_parentheses = leaves_state(before);
    if in_parentheses && !fits_in_parentheses(first, before, cx) {
        return refused("the first step would leave a folder, a variable or an option to the next one");
    }
    if !outer(before).all(joins) || !outer(after).all(in_a_row) {
        return refused("the commands are not all joined by `&&`");
    }
    let swallows = |step: &Step<'_>| swallows(step.instruction, Some(step), cx);
    if has_comment(text, before) || swallows(first) || swallows(second) {
        return refused("a part of the shell code cannot be read");
    }
    edits(first.instruction, second.instruction, in_parentheses, cx)
        .ok_or(NoFix::new("a comment stands between the steps, or behind the first one"))
}

/// Where the commands and constructs stand that are in no other construct.
fn outer(body: &Body) -> impl Iterator<Item = &Standing> {
    let commands = body.commands.iter().filter(|command| command.wrapped_by.is_none());
    let standings = commands.map(|command| &command.standing);
    let nests = body.nests.iter().filter(|nest| nest.command.is_none());
    standings.chain(nests.map(|nest| &nest.standing)).filter(|standing| standing.nest.is_none())
}

fn edits(first: &Instruction, second: &Instruction, in_parentheses: bool, cx: &Cx<'_>) -> Option<Edited> {
    let (Arguments::Run(opening), Arguments::Run(line)) = (&first.arguments, &second.arguments) else {
        return None;
    };
    let end = first.text.source_span(0..first.text.trim_end().len()).end;
    let (above, below) = (whole_lines(first, cx), whole_lines(second, cx));
    let tail = cx.source.slice(Span::new(end, above.end));
    let between = Span::new(above.end, below.start);
    // A remark to a linter holds for the instruction below it.
    let remarks = cx.source.slice(between).to_ascii_lowercase();
    if !tail.trim().is_empty() || remarks.contains("ignore") || remarks.contains("dlint") {
        return None;
    }
    let blanks = tail.trim_end_matches(['\r', '\n']).len() as u32;
    let closes = if in_parentheses { ")" } else { "" };
    let mut edits = vec![(Span::new(end, end + blanks), format!("{closes} {}", cx.file.escape))];
    if in_parentheses {
        edits.push((Span::at(opening.text.span().start), "(".to_owned()));
    }
    // Comments may stand between the lines of an instruction, empty lines should not.
    let mut start = between.start;
    for text in cx.source.slice(between).split_inclusive('\n') {
        let next = start + text.len() as u32;
        if text.trim().is_empty() {
            edits.push((Span::new(start, next), String::new()));
        }
        start = next;
    }
    edits.push((Span::new(below.start, line.text.span().start), format!("{}&& ", indent(first, cx))));
    Some(edits)
}

/// How far a line that begins with `&&` is moved in.
fn indent(instruction: &Instruction, cx: &Cx<'_>) -> String {
    let lines = cx.file.lines_of(instruction).iter();
    let texts = lines.filter(|line| matches!(line.kind, LineKind::Text(_)));
    let mut texts = texts.skip(1).map(|line| cx.source.slice(line.span));
    let line = texts.find(|line| line.trim_start().starts_with("&&"));
    line.map_or_else(
        || "    ".to_owned(),
        |line| line.chars().take_while(|c| matches!(c, ' ' | '\t')).collect(),
    )
}
