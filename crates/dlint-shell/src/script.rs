//! A body, read once: its commands, and on request its findings.

use dlint_text::{MappedText, Span};
use shuck_parser::parser::ParseResult;

use crate::feed::Feed;
use crate::read::Piece;
use crate::values::Values;
use crate::walk::Walk;
use crate::wrappers::Inner;
use crate::{
    Body, Command, Dialect, Reading, ShellFinding, Standing, Unknown, Variables, Word, findings, limits,
    parse, read, windows, wrappers,
};

/// A body that was read.
#[derive(Debug)]
pub struct Script {
    body: Body,
    /// The commands that findings are made from, where those are not the whole body: without what was read past an
    /// error, without the command whose words they are.
    checked: Option<Body>,
    dialect: Dialect,
    parsed: Option<(Feed, ParseResult)>,
}

/// A word of the exec form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExecWord {
    /// What it says, escapes resolved.
    pub value: MappedText,
    /// Its place in the file, with its quotes.
    pub span: Span,
}

impl Script {
    /// Reads the text of a shell form or of a script.
    pub fn read(text: &MappedText, dialect: Dialect, variables: &Variables) -> Self {
        let mut body = Body::default();
        if dialect.shell.is_windows() {
            windows::split(&mut body, text, dialect.shell, Standing::default());
            return Self { body, checked: None, dialect, parsed: None };
        }
        let feed = Feed::new(text, variables);
        let parsed = match parse::parse(&feed, dialect, 0) {
            Ok(parsed) => parsed,
            Err(reason) => {
                return Self { body: Body::unknown(reason), checked: None, dialect, parsed: None };
            }
        };
        let walk = |pieces: &[Piece]| {
            let reading = if parsed.is_ok() { Reading::Whole } else { Reading::Partly };
            let mut body = Body { reading, ..Body::default() };
            let mut values = Values::new(variables, text);
            let mut walk = Walk { feed: &feed, body: &mut body, values: &mut values, dialect, depth: 0 };
            read::walk_pieces(&mut walk, &parsed, pieces, None);
            body
        };
        let mut body = walk(&[]);
        let pieces = if parsed.is_err() { read::pieces(&feed, &parsed, dialect, 0) } else { Vec::new() };
        let checked = (!pieces.is_empty()).then(|| std::mem::replace(&mut body, walk(&pieces)));
        Self { body, checked, dialect, parsed: Some((feed, parsed)) }
    }

    /// Reads an exec form. Where it starts a shell with a text (`["sh", "-c", "…"]`), that text is read too, and the
    /// findings are those of the text.
    pub fn of_words(words: &[ExecWord], variables: &Variables) -> Self {
        let Some(span) = words.iter().map(|word| word.span).reduce(Span::join) else {
            let body = Body::default();
            return Self { body, checked: None, dialect: Dialect::default(), parsed: None };
        };
        let command = Command {
            words: words.iter().map(|word| Word::literal(word.value.clone(), word.value.clone())).collect(),
            assignments: Vec::new(),
            redirections: Vec::new(),
            span,
            standing: Standing::default(),
            wrapped_by: None,
            open_ended: false,
        };
        let mut commands = vec![command];
        // Wrappers, until one of them starts a shell.
        let text = loop {
            let outer = commands.len() - 1;
            let inner = commands.last().map(wrappers::look_inside).unwrap_or_default();
            match inner.into_iter().next() {
                Some(Inner::Command(mut inner)) if outer < 16 => {
                    inner.wrapped_by = Some(outer);
                    commands.push(*inner);
                }
                Some(Inner::Text(text, dialect)) => {
                    let wrapper = outer.checked_sub(1).and_then(|index| commands.get(index));
                    let wrapper = wrapper.and_then(Command::base_name);
                    break Some((text, dialect.inside(Dialect::default(), wrapper)));
                }
                _ => break None,
            }
        };
        let Some((text, dialect)) = text else {
            let body = Body { commands, ..Body::default() };
            return Self { body, checked: None, dialect: Dialect::default(), parsed: None };
        };
        // Those of an `env` in front of the shell.
        let mut variables = variables.clone();
        for assignment in commands.iter().flat_map(|command| &command.assignments) {
            let value = assignment.value.as_ref().and_then(Word::value);
            variables.declare(assignment.name.as_str(), value.map(str::to_owned));
        }
        let mut script = Self::read(&text, dialect, &variables);
        script.checked.get_or_insert_with(|| script.body.clone());
        script.body.put_into_shell(commands, text.span());
        script
    }

    /// The commands.
    pub const fn body(&self) -> &Body {
        &self.body
    }

    /// The shell that reads it; for an exec form the one that it starts, if it starts one.
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// What ShellCheck would say, in the order of the places. Each call analyses the body anew; of a body with
    /// thousands of commands, or hundreds of errors, nothing is said.
    pub fn findings(&self) -> Vec<ShellFinding> {
        let body = self.checked.as_ref().unwrap_or(&self.body);
        match &self.parsed {
            Some((_, parsed)) if parsed.diagnostics.len() > limits::MOST_CHECKED_ERRORS => Vec::new(),
            Some(_) if limits::is_huge(body) => Vec::new(),
            Some((feed, parsed)) => findings::findings(feed, parsed, self.dialect, body),
            None => Vec::new(),
        }
    }

    /// Whether a body that is taken for too plain to have findings has none. It always has to be so: this is for
    /// whoever wants to make sure.
    pub fn shortcut_is_right(&self) -> bool {
        self.parsed
            .as_ref()
            .is_none_or(|(feed, parsed)| findings::shortcut_is_right(feed, parsed, self.dialect, &self.body))
    }
}

impl Body {
    fn unknown(reason: Unknown) -> Self {
        Self { reading: Reading::Unknown(reason), ..Self::default() }
    }

    /// Puts the commands in front that started the shell for all the others.
    fn put_into_shell(&mut self, mut commands: Vec<Command>, span: Span) {
        let moved = commands.len();
        for command in &mut self.commands {
            command.wrapped_by = command.wrapped_by.map(|index| index + moved);
            command.standing.nest = Some(command.standing.nest.map_or(0, |nest| nest + 1));
        }
        for nest in &mut self.nests {
            nest.command = nest.command.map(|index| index + moved);
            nest.standing.nest = Some(nest.standing.nest.map_or(0, |nest| nest + 1));
        }
        let shell = crate::Nest {
            kind: crate::NestKind::ShellText,
            span,
            standing: Standing::default(),
            command: Some(moved - 1),
            name: None,
            words: Vec::new(),
            redirections: Vec::new(),
        };
        self.nests.insert(0, shell);
        commands.append(&mut self.commands);
        self.commands = commands;
    }
}
