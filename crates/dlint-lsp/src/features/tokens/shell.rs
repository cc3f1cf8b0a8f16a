//! What a shell reads: commands with their options, variables, strings and redirections, and between them operators,
//! reserved words and comments.

use dlint_model::{Step, StepScript};
use dlint_shell::{
    Assignment, Body, Command, Nest, NestKind, Quoting, Reading, Redirection, RedirectionOperator, Word,
};
use dlint_text::{MappedText, Span};

use super::instructions::Painter;
use super::legend::{DECLARATION, Kind, PLAIN};
use super::plain_kind;

/// The words that a shell's own grammar is made of.
const RESERVED: [&str; 16] = [
    "case", "do", "done", "elif", "else", "esac", "fi", "for", "function", "if", "in", "select", "then",
    "time", "until", "while",
];

impl Painter<'_, '_> {
    /// What a step runs, and the heredocs that it does not.
    pub(super) fn step(&mut self, step: &Step<'_>) {
        let scripts = self.view.build.scripts(step);
        let first = scripts.first().map(|script| script.script.body());
        let mut read = Vec::new();
        for script in scripts {
            let region = region(step, script, first);
            if (script.heredoc.is_some() || script.read_by.is_some())
                && let Some(region) = region
            {
                read.push(region.span());
            }
            self.script(script.script.body(), region.filter(|_| !script.is_exec));
        }
        read.sort_unstable();
        self.data(step, &read);
    }

    fn script(&mut self, body: &Body, region: Option<&MappedText>) {
        let mut covered = Vec::new();
        for nest in &body.nests {
            self.nest(nest, &mut covered);
        }
        for command in &body.commands {
            self.command(command, &mut covered);
        }
        if let (Some(region), Reading::Whole | Reading::Partly) = (region, body.reading) {
            covered.sort_unstable();
            self.between(region, &covered);
        }
    }

    fn nest(&mut self, nest: &Nest, covered: &mut Vec<Span>) {
        if let Some(name) = &nest.name {
            let kind = if nest.kind == NestKind::Function { Kind::Command } else { Kind::Variable };
            self.canvas.text(name, kind, DECLARATION);
            covered.push(name.span());
        }
        for word in &nest.words {
            self.shell_word(word, covered);
        }
        for redirection in &nest.redirections {
            self.redirection(redirection, covered);
        }
    }

    fn command(&mut self, command: &Command, covered: &mut Vec<Span>) {
        for word in command.arguments() {
            self.shell_word(word, covered);
        }
        if let Some(name) = command.name_word() {
            covered.push(name.span());
            let is_bracket = matches!(name.text.as_str(), "[[" | "((" | "[");
            self.canvas.text(&name.text, if is_bracket { Kind::Operator } else { Kind::Command }, PLAIN);
            self.uses(name);
        }
        for assignment in &command.assignments {
            self.assignment(assignment, covered);
        }
        for redirection in &command.redirections {
            self.redirection(redirection, covered);
        }
    }

    /// A word that is not the name of a command.
    fn shell_word(&mut self, word: &Word, covered: &mut Vec<Span>) {
        covered.push(word.span());
        let text = &word.text;
        if word.quoting != Quoting::Single && text.starts_with('-') && text.len() > 1 {
            // What stands behind `=` is a value.
            let end = text.find('=').unwrap_or(text.len());
            self.canvas.text(&text.part(0..end), Kind::Flag, PLAIN);
            if let Some(value) = text.get(end + 1..).filter(|value| !value.is_empty()) {
                self.canvas.text(&text.part(end..end + 1), Kind::Operator, PLAIN);
                if value.contains(['"', '\'']) {
                    self.canvas.text(&text.part(end + 1..text.len()), Kind::Text, PLAIN);
                }
            }
        } else {
            self.shell_text(word, None);
        }
        self.uses(word);
    }

    /// A text: a string where it is quoted, a number where it is one, else what it is where it stands.
    fn shell_text(&mut self, word: &Word, plain: Option<Kind>) {
        let kind = match word.quoting {
            Quoting::None if plain_kind(&word.text, Kind::Text) == Kind::Number => Some(Kind::Number),
            Quoting::None => plain,
            Quoting::Single | Quoting::Double | Quoting::Mixed => Some(Kind::Text),
        };
        if let Some(kind) = kind {
            self.canvas.text(&word.text, kind, PLAIN);
        }
    }

    /// The variables that a word uses.
    fn uses(&mut self, word: &Word) {
        for used in &word.variables {
            if used.plain {
                self.canvas.place(used.span, Kind::Variable, PLAIN);
                continue;
            }
            let end = used.name.span().end;
            self.canvas.place(Span::new(used.span.start, end), Kind::Variable, PLAIN);
            if used.span.end > end && used.span.slice(self.view.text()).ends_with('}') {
                self.canvas.place(Span::new(used.span.end - 1, used.span.end), Kind::Variable, PLAIN);
            }
        }
    }

    fn assignment(&mut self, assignment: &Assignment, covered: &mut Vec<Span>) {
        covered.push(assignment.span);
        let name = assignment.name.span();
        self.canvas.text(&assignment.name, Kind::Variable, DECLARATION);
        for word in assignment.value.iter().chain(&assignment.list) {
            self.shell_text(word, None);
            self.uses(word);
        }
        if let Some(value) = &assignment.value {
            let sign = Span::new(name.end, value.span().start);
            if matches!(sign.slice(self.view.text()), "=" | "+=") {
                self.canvas.place(sign, Kind::Operator, PLAIN);
            }
        }
    }

    fn redirection(&mut self, redirection: &Redirection, covered: &mut Vec<Span>) {
        covered.push(redirection.span);
        let target = &redirection.target;
        let operator = Span::new(redirection.span.start, target.span().start.min(redirection.span.end));
        self.canvas.place(operator, Kind::Operator, PLAIN);
        if redirection.operator == RedirectionOperator::Heredoc {
            self.canvas.text(&target.text, Kind::Mark, DECLARATION);
            if let Some(body) = &redirection.heredoc {
                covered.push(body.span());
                self.canvas.text(body, Kind::Text, PLAIN);
            }
        } else {
            self.shell_text(target, Some(Kind::Text));
            self.uses(target);
        }
    }

    /// What stands between the parts of commands: operators, reserved words, comments.
    fn between(&mut self, region: &MappedText, covered: &[Span]) {
        let text = self.view.text();
        let mut covered = covered.iter().copied().peekable();
        let mut at = 0;
        for segment in region.segments() {
            let end = segment.source.end;
            at = at.max(segment.source.start);
            while at < end {
                while covered.next_if(|span| span.end <= at).is_some() {}
                match covered.peek().copied().filter(|span| span.start < end) {
                    Some(span) if span.start <= at => at = span.end,
                    next => {
                        let gap = Span::new(at, next.map_or(end, |span| span.start));
                        let is_start = at == segment.source.start;
                        self.gap(gap.slice(text), gap.start, is_start);
                        at = gap.end;
                    }
                }
            }
        }
    }

    /// One such place. `fresh` says whether a word can begin here.
    fn gap(&mut self, gap: &str, offset: u32, mut fresh: bool) {
        let mut rest = gap;
        while let Some(first) = rest.chars().next() {
            let at = offset + (gap.len() - rest.len()) as u32;
            let mut length = first.len_utf8();
            match first {
                '#' if fresh => {
                    length = rest.find('\n').unwrap_or(rest.len());
                    self.canvas.place(Span::new(at, at + length as u32), Kind::Comment, PLAIN);
                }
                '&' | '|' | ';' | '(' | ')' | '{' | '}' | '!' | '<' | '>' => {
                    length = rest.len() - rest.trim_start_matches(first).len();
                    self.canvas.place(Span::new(at, at + length as u32), Kind::Operator, PLAIN);
                    fresh = true;
                }
                _ if first.is_whitespace() => fresh = true,
                _ => {
                    let is_end = |c: char| c.is_whitespace() || "&|;(){}<>".contains(c);
                    length = rest.find(is_end).unwrap_or(rest.len());
                    let word = rest.get(..length).unwrap_or_default();
                    if fresh && RESERVED.contains(&word) {
                        self.canvas.place(Span::new(at, at + length as u32), Kind::Keyword, PLAIN);
                    }
                    fresh = false;
                }
            }
            rest = rest.get(length..).unwrap_or_default();
        }
    }
}

/// The text of a script, where it stands in the file.
fn region<'s>(step: &'s Step<'_>, script: &StepScript, first: Option<&'s Body>) -> Option<&'s MappedText> {
    if let Some(index) = script.heredoc {
        return Some(&step.heredocs().get(index)?.body);
    }
    if let Some(command) = script.read_by {
        return first?.commands.get(command)?.script_input();
    }
    Some(&step.instruction.command_line()?.text)
}
