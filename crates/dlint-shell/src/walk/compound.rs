//! The constructs of the shell: brackets, branches, loops.

use shuck_ast::{
    CompoundCommand, ConditionalExpr, Redirect, Span as NodeSpan, StmtSeq, TimeCommand, Word as NodeWord,
};

use super::Walk;
use crate::{Command, NestKind, Standing, Word};

impl Walk<'_, '_> {
    /// A construct, with its own redirections.
    pub(super) fn compound(
        &mut self,
        compound: &CompoundCommand,
        redirects: &[Redirect],
        standing: Standing,
    ) {
        let before = self.body.nests.len();
        match compound {
            CompoundCommand::Subshell(body) => {
                let mark = self.values.mark();
                self.part(NestKind::Subshell, body, standing);
                self.values.forget(mark);
            }
            CompoundCommand::BraceGroup(body) => {
                self.part(NestKind::Group, body, standing);
            }
            CompoundCommand::If(command) => {
                self.part(NestKind::IfCondition, &command.condition, standing);
                self.branch(NestKind::IfBody, &command.then_branch, standing);
                for (condition, body) in &command.elif_branches {
                    self.branch(NestKind::IfCondition, condition, standing);
                    self.branch(NestKind::IfBody, body, standing);
                }
                if let Some(body) = &command.else_branch {
                    self.branch(NestKind::IfBody, body, standing);
                }
            }
            CompoundCommand::While(command) => self.while_loop(&command.condition, &command.body, standing),
            CompoundCommand::Until(command) => self.while_loop(&command.condition, &command.body, standing),
            CompoundCommand::For(command) => {
                let name = command.targets.first().map(|target| target.span);
                self.for_loop(name, command.words.as_deref().unwrap_or_default(), &command.body, standing);
            }
            CompoundCommand::Select(command) => {
                self.for_loop(Some(command.variable_span), &command.words, &command.body, standing);
            }
            CompoundCommand::Foreach(command) => {
                self.for_loop(Some(command.variable_span), &command.words, &command.body, standing);
            }
            CompoundCommand::Repeat(command) => self.for_loop(None, &[], &command.body, standing),
            CompoundCommand::ArithmeticFor(command) => self.for_loop(None, &[], &command.body, standing),
            CompoundCommand::Case(command) => {
                let word = self.word(command.word.span, false);
                for case in &command.cases {
                    let nest = self.branch(NestKind::CaseBranch, &case.body, standing);
                    if let Some(nest) = self.body.nests.get_mut(nest) {
                        nest.words = vec![word.clone()];
                    }
                }
                self.substitutions(&[&command.word], standing.nest, None);
            }
            CompoundCommand::Coproc(command) => {
                self.list(&command.body, Standing { background: true, ..standing });
            }
            CompoundCommand::Always(command) => {
                self.part(NestKind::Group, &command.body, standing);
                self.part(NestKind::Group, &command.always_body, standing);
            }
            CompoundCommand::Time(command) => self.time(command, standing),
            CompoundCommand::Arithmetic(command) => {
                self.named(command.left_paren_span, command.span, Vec::new(), redirects, standing);
            }
            CompoundCommand::Conditional(command) => {
                let operands = operands(&command.expression);
                let words = operands.iter().map(|word| self.word(word.span, false)).collect();
                let index = self.named(command.left_bracket_span, command.span, words, redirects, standing);
                self.substitutions(&operands, standing.nest, Some(index));
                return;
            }
        }
        // They belong to all parts of the construct, and to none of what stands inside of them.
        if !redirects.is_empty() {
            let redirections = self.redirections(redirects);
            for nest in self.body.nests.iter_mut().skip(before) {
                if nest.standing.nest == standing.nest && nest.command.is_none() {
                    nest.redirections.clone_from(&redirections);
                }
            }
        }
    }

    /// A part of a construct, as a construct of its own.
    fn part(&mut self, kind: NestKind, body: &StmtSeq, standing: Standing) -> usize {
        let nest = self.nest(kind, body.span, standing);
        self.sequence(body, Some(nest));
        nest
    }

    /// A part that may or may not run.
    fn branch(&mut self, kind: NestKind, body: &StmtSeq, standing: Standing) -> usize {
        let mark = self.values.mark();
        let nest = self.part(kind, body, standing);
        self.values.doubt(mark);
        nest
    }

    fn while_loop(&mut self, condition: &StmtSeq, body: &StmtSeq, standing: Standing) {
        let mark = self.values.mark();
        self.values.enter_repeated();
        self.part(NestKind::LoopCondition, condition, standing);
        self.part(NestKind::LoopBody, body, standing);
        self.values.leave_repeated();
        self.values.doubt(mark);
    }

    fn for_loop(&mut self, name: Option<NodeSpan>, words: &[NodeWord], body: &StmtSeq, standing: Standing) {
        let read = words.iter().map(|word| self.word(word.span, true)).collect();
        let name = name.map(|name| self.trimmed(name));
        let mark = self.values.mark();
        if let Some(name) = &name {
            self.values.set(name, None);
        }
        let nest = self.nest(NestKind::ForBody, body.span, standing);
        if let Some(nest) = self.body.nests.get_mut(nest) {
            nest.name = name;
            nest.words = read;
        }
        self.substitutions(&words.iter().collect::<Vec<_>>(), standing.nest, None);
        self.values.enter_repeated();
        self.sequence(body, Some(nest));
        self.values.leave_repeated();
        self.values.doubt(mark);
    }

    /// `time`, where it is a word of the language: it times a whole pipeline.
    fn time(&mut self, time: &TimeCommand, standing: Standing) {
        let all = self.feed.part(time.span);
        let mut words = vec![Word::literal(all.part(0..4), all.part(0..4))];
        if time.posix_format
            && let Some(at) = all.find("-p")
        {
            words.push(Word::literal(all.part(at..at + 2), all.part(at..at + 2)));
        }
        let wrapper = self.body.commands.len();
        self.body.commands.push(Command {
            words,
            assignments: Vec::new(),
            redirections: Vec::new(),
            span: self.span(time.span),
            standing,
            wrapped_by: None,
            open_ended: false,
        });
        if let Some(statement) = &time.command {
            self.list(statement, standing);
            for command in self.body.commands.iter_mut().skip(wrapper + 1) {
                if command.standing.nest == standing.nest && command.wrapped_by.is_none() {
                    command.wrapped_by = Some(wrapper);
                }
            }
        }
    }

    /// A construct that is a command to the rules: `[[ … ]]`, `(( … ))`.
    fn named(
        &mut self,
        name: NodeSpan,
        span: NodeSpan,
        operands: Vec<Word>,
        redirects: &[Redirect],
        standing: Standing,
    ) -> usize {
        let name = self.trimmed(name);
        let mut words = vec![Word::literal(name.clone(), name)];
        words.extend(operands);
        let redirections = self.redirections(redirects);
        let span = self.span(span);
        self.body.commands.push(Command {
            words,
            assignments: Vec::new(),
            redirections,
            span,
            standing,
            wrapped_by: None,
            open_ended: false,
        });
        self.body.commands.len() - 1
    }
}

/// The words of `[[ … ]]`, in order; operators and patterns are left out.
fn operands(expression: &ConditionalExpr) -> Vec<&NodeWord> {
    let mut words = Vec::new();
    let mut waiting = vec![expression];
    while let Some(expression) = waiting.pop() {
        match expression {
            ConditionalExpr::Binary(binary) => waiting.extend([&*binary.right, &*binary.left]),
            ConditionalExpr::Unary(unary) => waiting.push(&unary.expr),
            ConditionalExpr::Parenthesized(inner) => waiting.push(&inner.expr),
            ConditionalExpr::Word(word) | ConditionalExpr::Regex(word) => words.push(word),
            ConditionalExpr::Pattern(_) | ConditionalExpr::VarRef(_) => {}
        }
    }
    words
}
