//! From the parser's tree to commands and where they stand.
//!
//! The walk goes as deep as the tree, which the parser's own limit keeps shallow; the long chains that a tree of
//! `&&` and `|` makes are walked in loops.

mod compound;
mod parts;

use dlint_text::{MappedText, Span};
use shuck_ast::{BinaryOp, Command as Node, Stmt, StmtSeq, StmtTerminator};

use crate::feed::Feed;
use crate::values::{Values, sets_by_name};
use crate::wrappers::{Inner, look_inside};
use crate::{
    AssignmentScope, Body, Command, Dialect, Joined, Nest, NestKind, Pipeline, Reading, Standing, Word, read,
    scan,
};

/// How many wrappers may be around a command: `sudo env nice …`.
const MOST_WRAPPERS: usize = 12;

/// Adds the commands of a text that was found inside a word, or is the whole body.
pub(crate) struct Walk<'a, 'v> {
    pub(crate) feed: &'a Feed,
    pub(crate) body: &'a mut Body,
    pub(crate) values: &'a mut Values<'v>,
    pub(crate) dialect: Dialect,
    pub(crate) depth: u32,
}

impl Walk<'_, '_> {
    /// The statements of a construct. `nest` is the construct.
    pub(crate) fn sequence(&mut self, sequence: &StmtSeq, nest: Option<usize>) {
        self.statements(&sequence.stmts, nest, Joined::Start);
    }

    /// Statements behind others, and how the next one would stand behind them.
    pub(crate) fn statements(&mut self, statements: &[Stmt], nest: Option<usize>, joined: Joined) -> Joined {
        let mut joined = joined;
        for statement in statements {
            let range = self.feed.range(statement.span);
            let offset = statement.span.start.offset()..statement.span.end.offset();
            if self.feed.is_declaration(&offset) && range.is_empty() {
                continue;
            }
            let background = matches!(statement.terminator, Some(StmtTerminator::Background(_)));
            self.list(statement, Standing { nest, joined, background, ..Standing::default() });
            joined = match statement.terminator {
                Some(StmtTerminator::Semicolon) => Joined::Semicolon,
                Some(StmtTerminator::Background(_)) => Joined::Background,
                None => Joined::Newline,
            };
        }
        joined
    }

    /// A list: pipelines with `&&` and `||` between them.
    pub(crate) fn list(&mut self, statement: &Stmt, standing: Standing) {
        let mut first = statement;
        let mut rest = Vec::new();
        while let Node::Binary(binary) = &first.command
            && let Some(joined) = match binary.op {
                BinaryOp::And => Some(Joined::And),
                BinaryOp::Or => Some(Joined::Or),
                BinaryOp::Pipe | BinaryOp::PipeAll => None,
            }
        {
            rest.push((joined, &*binary.right));
            first = &binary.left;
        }
        let begin = self.values.mark();
        let mut before = self.body.commands.len();
        self.pipeline(first, standing);
        let mut certain = self.values.mark();
        let mut sure = true;
        for (joined, statement) in rest.into_iter().rev() {
            let mark = self.values.mark();
            sure &= joined == Joined::And && self.only_assigns(before);
            before = self.body.commands.len();
            self.pipeline(statement, Standing { joined, ..standing });
            if joined == Joined::Or {
                self.values.doubt(mark);
            }
            if sure {
                certain = self.values.mark();
            }
        }
        // What stands behind `&&` may not have happened once the list is over.
        self.values.doubt(certain);
        if standing.background {
            self.values.forget(begin);
        }
    }

    /// Whether the commands since `before` are one that cannot fail.
    fn only_assigns(&self, before: usize) -> bool {
        let commands = self.body.commands.get(before..).unwrap_or_default();
        let assigns = |command: &Command| command.words.is_empty() || command.name() == Some("export");
        matches!(commands, [command] if assigns(command) && command.redirections.is_empty())
    }

    /// Commands with `|` between them.
    fn pipeline(&mut self, statement: &Stmt, standing: Standing) {
        let negated = standing.negated != statement.negated;
        let mut first = statement;
        let mut rest = Vec::new();
        while let Node::Binary(binary) = &first.command
            && matches!(binary.op, BinaryOp::Pipe | BinaryOp::PipeAll)
        {
            rest.push(&*binary.right);
            first = &binary.left;
        }
        let length = rest.len() as u32 + 1;
        let mut joined = standing.joined;
        for (index, statement) in std::iter::once(first).chain(rest.into_iter().rev()).enumerate() {
            let pipeline = Pipeline { index: index as u32, length };
            let mark = self.values.mark();
            self.statement(statement, Standing { joined, pipeline, negated, ..standing });
            if length > 1 {
                self.values.forget(mark);
            }
            joined = Joined::Pipe;
        }
    }

    /// One command of a pipeline.
    fn statement(&mut self, statement: &Stmt, standing: Standing) {
        let span = statement.span;
        match &statement.command {
            // A tree whose operands are lists again, which only brackets of the parser's own making can give.
            Node::Binary(_) => self.list(statement, standing),
            Node::Compound(compound) => self.compound(compound, &statement.redirects, standing),
            Node::Function(function) => {
                let name = function.header.entries.first().map(|entry| self.feed.part(entry.word.span));
                self.function(&function.body, name, function.span, standing);
            }
            Node::AnonymousFunction(function) => {
                self.function(&function.body, None, function.span, standing);
            }
            simple @ (Node::Simple(_) | Node::Builtin(_) | Node::Decl(_)) => {
                let parts = self.simple(simple);
                let redirections = self.redirections(&statement.redirects);
                let command = Command {
                    words: parts.words,
                    assignments: parts.assignments,
                    redirections,
                    span: self.span(span),
                    standing,
                    wrapped_by: None,
                    open_ended: false,
                };
                let index = self.push(command);
                self.substitutions_of_command(simple, &statement.redirects, index);
            }
        }
    }

    fn function(&mut self, body: &Stmt, name: Option<MappedText>, span: shuck_ast::Span, standing: Standing) {
        let nest = self.nest(NestKind::Function, span, standing);
        if let Some(nest) = self.body.nests.get_mut(nest) {
            nest.name = name;
        }
        let mark = self.values.mark();
        self.values.enter_repeated();
        self.list(body, Standing { nest: Some(nest), ..Standing::default() });
        self.values.leave_repeated();
        self.values.ban(mark);
    }

    /// Adds a command, the ones it runs, and what it does to the variables.
    pub(crate) fn push(&mut self, command: Command) -> usize {
        let index = self.body.commands.len();
        self.remember(&command);
        self.body.commands.push(command);
        self.unwrap(index, MOST_WRAPPERS);
        index
    }

    /// Adds what the command at `wrapper` runs, through so many wrappers.
    fn unwrap(&mut self, wrapper: usize, most: usize) {
        let Some(most) = most.checked_sub(1) else { return };
        let Some(command) = self.body.commands.get(wrapper) else { return };
        for inner in look_inside(command) {
            match inner {
                Inner::Command(mut command) => {
                    command.wrapped_by = Some(wrapper);
                    let index = self.body.commands.len();
                    self.body.commands.push(*command);
                    self.unwrap(index, most);
                }
                Inner::Text(text, dialect) => {
                    let outer = self.body.commands.get(wrapper).and_then(|command| command.wrapped_by);
                    let outer = outer.and_then(|outer| self.body.commands.get(outer));
                    let dialect = dialect.inside(self.dialect, outer.and_then(Command::base_name));
                    let mut values = self.values.inside(&text);
                    let nest = self.text_nest(wrapper, &text);
                    read::inner(self.body, &text, dialect, &mut values, nest, self.depth + 1);
                    self.values.spend(&values);
                }
                Inner::Here(text) => {
                    let nest = self.text_nest(wrapper, &text);
                    read::inner(self.body, &text, self.dialect, self.values, nest, self.depth + 1);
                }
            }
        }
    }

    /// Adds the construct that the text of the command at `wrapper` is.
    fn text_nest(&mut self, wrapper: usize, text: &MappedText) -> usize {
        let standing = self.body.commands.get(wrapper).map(|command| command.standing);
        self.add(Nest {
            kind: NestKind::ShellText,
            span: text.span(),
            standing: standing.unwrap_or_default(),
            command: Some(wrapper),
            name: None,
            words: Vec::new(),
            redirections: Vec::new(),
        })
    }

    fn remember(&mut self, command: &Command) {
        for assignment in &command.assignments {
            if assignment.scope != AssignmentScope::Command {
                let value = assignment.value.as_ref().and_then(Word::value);
                let whole = !assignment.append && assignment.span.len() > assignment.name.len() as u32;
                self.values.set(&assignment.name, value.filter(|_| whole));
            }
        }
        if command.name().is_some_and(sets_by_name) {
            for name in command.arguments().iter().filter_map(Word::value) {
                self.values.set(name, None);
            }
        }
    }

    /// Adds a construct.
    pub(crate) fn nest(&mut self, kind: NestKind, span: shuck_ast::Span, standing: Standing) -> usize {
        let span = self.span(span);
        self.add(Nest {
            kind,
            span,
            standing,
            command: None,
            name: None,
            words: Vec::new(),
            redirections: Vec::new(),
        })
    }

    fn add(&mut self, nest: Nest) -> usize {
        self.body.nests.push(nest);
        self.body.nests.len() - 1
    }

    /// A word of the tree. The parser's words reach over the blanks behind them now and then.
    pub(crate) fn word(&mut self, span: shuck_ast::Span, splits: bool) -> Word {
        let text = self.trimmed(span);
        // `{exit 1; }` is a list to the parser, and a program called `{exit` to a shell.
        if text.starts_with('{') && scan::ends_within(&text) && self.body.reading == Reading::Whole {
            self.body.reading = Reading::Partly;
        }
        scan::word(text, self.values, splits)
    }

    /// A part of the body without the blanks behind it.
    pub(crate) fn trimmed(&self, span: shuck_ast::Span) -> MappedText {
        let text = self.feed.part(span);
        let trimmed = text.trim_end_matches([' ', '\t', '\n']).len();
        // A blank behind a backslash is a part of the word.
        let escaped = text.get(..trimmed).is_some_and(|text| text.ends_with('\\'));
        let length = if escaped { (trimmed + 1).min(text.len()) } else { trimmed };
        if length == text.len() { text } else { text.part(0..length) }
    }

    /// A place in the file.
    pub(crate) fn span(&self, span: shuck_ast::Span) -> Span {
        self.trimmed(span).span()
    }
}
