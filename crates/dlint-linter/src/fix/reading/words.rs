//! The words of a shell's commands as they are written, and what stands around a command.

use dlint_shell::{AssignmentScope, Body, Command, Joined, Nest, NestKind, Standing};
use dlint_text::{MappedText, SourceFile, Span};

/// A script as it is written.
pub(super) struct Written<'a> {
    pub(super) body: &'a Body,
    /// The text of its instruction.
    pub(super) text: &'a MappedText,
    pub(super) source: &'a SourceFile,
}

impl<'a> Written<'a> {
    /// The words of a command as they are written, with its assignments in front and its redirections behind; without
    /// those of the commands that it runs or that stand in its words, which are commands of their own.
    pub(super) fn words(&self, index: usize, command: &Command) -> Vec<String> {
        let inner =
            self.body.commands.iter().skip(index + 1).take_while(|other| other.span.start < command.span.end);
        let run: Vec<&Command> = inner.filter(|other| other.wrapped_by == Some(index)).collect();
        let is_inner =
            |span: Span| run.iter().any(|other| other.words.iter().any(|word| word.span() == span));
        // Those of `env A=1 make` are words of `env`.
        let wrapper = command.wrapped_by.and_then(|index| self.body.commands.get(index));
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
        let redirected = command.redirections.iter().map(|one| self.word(one.span));
        let redirected = redirected.map(|word| word.split_whitespace().collect::<Vec<_>>().join(" "));
        // What a shell reads is a script of its own.
        let heredocs = command.redirections.iter().filter(|_| command.script_input().is_none());
        let heredocs = heredocs.filter_map(|one| Some(one.heredoc.as_ref()?.to_string()));
        let words = spans.into_iter().map(|span| self.word(span));
        words.chain(redirected).chain(heredocs).collect()
    }

    /// A word as it is written in the text of its instruction, what stands in `$( )` in it left out.
    fn word(&self, span: Span) -> String {
        let is_own = |nest: &&Nest| {
            let kinds = [NestKind::Substitution, NestKind::ProcessSubstitution, NestKind::ShellText];
            kinds.contains(&nest.kind) && span.covers(nest.span)
        };
        let mut word = String::new();
        let mut at = span.start;
        for nest in self.body.nests.iter().filter(is_own) {
            if nest.span.start >= at {
                word.push_str(self.said(Span::new(at, nest.span.start)));
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
        word.push_str(self.said(Span::new(at, span.end.max(at))));
        word
    }

    /// What stands at a place in the file, without line continuations: they say nothing.
    fn said(&self, span: Span) -> &'a str {
        // A heredoc is not in the text.
        if !self.text.span().covers(span) {
            return self.source.slice(span);
        }
        self.text.get(self.text.text_range(span)).unwrap_or_default()
    }
}

/// The constructs around a command, and what stands between it and the one before. The first command of a step runs if
/// the step before it has succeeded, as one behind `&&` does.
pub(super) fn flow(command: &Command, body: &Body) -> String {
    let (own, _) = own_shells(command, body);
    let path: Vec<&Nest> = body.path(&command.standing).collect();
    let path = path.get(..path.len() - own).unwrap_or_default();
    let around: Vec<String> = path.iter().map(|nest| format!("{:?}", nest.kind)).collect();
    let joined = match command.standing.joined {
        Joined::Start | Joined::And if around.is_empty() => Joined::And,
        other => other,
    };
    let turned = if command.standing.negated { "!" } else { "" };
    let behind = if command.standing.background { "&" } else { "" };
    format!("{turned}{joined:?}{behind} {}", around.join(" "))
}

/// How many subshells around a command stand in the row of the step's commands, and the innermost of them: one is run, and
/// what comes behind it depends on it, as if it was a step of its own.
pub(super) fn own_shells(command: &Command, body: &Body) -> (usize, Option<usize>) {
    let mut path: Vec<&Nest> = body.path(&command.standing).collect();
    path.reverse();
    let own = path.iter().take_while(|nest| is_as_a_step(nest, body)).count();
    let innermost = own.checked_sub(1).and_then(|last| path.get(last));
    (own, innermost.and_then(|inner| body.nests.iter().position(|nest| std::ptr::eq(nest, *inner))))
}

/// Whether a construct is a subshell that is run if what stands before it has succeeded, and that has nothing to itself.
fn is_as_a_step(nest: &Nest, body: &Body) -> bool {
    let Standing { joined, pipeline, negated, background, .. } = nest.standing;
    let in_the_row = matches!(joined, Joined::Start | Joined::And) && pipeline.length == 1;
    let is_plain = !negated && !background && nest.redirections.is_empty() && nest.command.is_none();
    // Behind others, what is in it must not run if one of those has failed: `a && (b || c)` is not `a && b || c`.
    let is_inside = |standing: &Standing| {
        let around = standing.nest.and_then(|index| body.nests.get(index));
        around.is_some_and(|around| std::ptr::eq(around, nest))
    };
    let commands = body.commands.iter().map(|command| &command.standing);
    let mut inside =
        commands.chain(body.nests.iter().map(|nest| &nest.standing)).filter(|one| is_inside(one));
    let joins = |standing: &Standing| matches!(standing.joined, Joined::Start | Joined::And | Joined::Pipe);
    nest.kind == NestKind::Subshell
        && in_the_row
        && is_plain
        && (joined == Joined::Start || inside.all(joins))
}

/// A word without its quotes.
pub(super) fn unquoted(word: Option<&String>) -> String {
    word.map_or_else(String::new, |word| word.replace(['"', '\''], ""))
}
