//! The parts of a simple command, and the commands inside its words.

use shuck_ast::{
    ArrayElem, Assignment as NodeAssignment, AssignmentValue, BourneParameterExpansion, BuiltinCommand,
    Command as Node, DeclOperand, HeredocBodyPart, ParameterExpansion, ParameterExpansionSyntax, Redirect,
    RedirectKind, RedirectTarget, StmtSeq, Word as NodeWord, WordPart,
};

use super::Walk;
use crate::{Assignment, AssignmentScope, NestKind, Redirection, RedirectionOperator, Standing, Word, scan};

/// The words and assignments of a simple command.
#[derive(Default)]
pub(super) struct Parts {
    pub(super) words: Vec<Word>,
    pub(super) assignments: Vec<Assignment>,
}

impl Walk<'_, '_> {
    /// The parts of a simple command, of a builtin, of `export` and its like.
    pub(super) fn simple(&mut self, command: &Node) -> Parts {
        let mut parts = Parts::default();
        match command {
            Node::Simple(simple) => {
                // A command of assignments only has an empty name.
                if !self.trimmed(simple.name.span).is_empty() {
                    parts.words.push(self.word(simple.name.span, true));
                }
                parts.words.extend(simple.args.iter().map(|word| self.word(word.span, true)));
                let alone = parts.words.is_empty();
                let scope = if alone { AssignmentScope::Shell } else { AssignmentScope::Command };
                parts.assignments = self.assignments(&simple.assignments, scope);
            }
            Node::Decl(declaration) => {
                parts.words.push(self.word(declaration.variant_span, true));
                parts.assignments = self.assignments(&declaration.assignments, AssignmentScope::Command);
                for operand in &declaration.operands {
                    let span = match operand {
                        DeclOperand::Flag(word) | DeclOperand::Dynamic(word) => word.span,
                        DeclOperand::Name(name) => name.span,
                        DeclOperand::Assignment(assignment) => {
                            parts.assignments.push(self.assignment(assignment, AssignmentScope::Declared));
                            assignment.span
                        }
                    };
                    parts.words.push(self.word(span, false));
                }
            }
            Node::Builtin(builtin) => {
                let (name, all, assignments, first, rest) = match builtin {
                    BuiltinCommand::Break(it) => {
                        ("break", it.span, &it.assignments, &it.depth, &it.extra_args)
                    }
                    BuiltinCommand::Continue(it) => {
                        ("continue", it.span, &it.assignments, &it.depth, &it.extra_args)
                    }
                    BuiltinCommand::Return(it) => {
                        ("return", it.span, &it.assignments, &it.code, &it.extra_args)
                    }
                    BuiltinCommand::Exit(it) => ("exit", it.span, &it.assignments, &it.code, &it.extra_args),
                };
                parts.assignments = self.assignments(assignments, AssignmentScope::Command);
                let range = self.feed.range(all);
                let behind = assignments.last().map_or(range.start, |last| self.feed.range(last.span).end);
                let rest_of_it = self.feed.body().part(behind..range.end.max(behind));
                if let Some(at) = rest_of_it.find(name) {
                    let word = rest_of_it.part(at..at + name.len());
                    parts.words.push(Word::literal(word.clone(), word));
                }
                parts.words.extend(first.iter().chain(rest).map(|word| self.word(word.span, true)));
            }
            _ => {}
        }
        parts
    }

    fn assignments(&mut self, assignments: &[NodeAssignment], scope: AssignmentScope) -> Vec<Assignment> {
        assignments.iter().map(|assignment| self.assignment(assignment, scope)).collect()
    }

    fn assignment(&mut self, assignment: &NodeAssignment, scope: AssignmentScope) -> Assignment {
        let (value, list) = match &assignment.value {
            AssignmentValue::Scalar(word) => (Some(self.word(word.span, false)), Vec::new()),
            AssignmentValue::Compound(array) => {
                let elements = array.elements.iter().map(|element| element.value().word.span);
                (None, elements.map(|span| self.word(span, true)).collect())
            }
        };
        Assignment {
            name: self.feed.part(assignment.target.name_span),
            value,
            list,
            append: assignment.append,
            scope,
            span: self.span(assignment.span),
        }
    }

    /// The redirections of a command or a construct.
    pub(super) fn redirections(&mut self, redirects: &[Redirect]) -> Vec<Redirection> {
        redirects
            .iter()
            .map(|redirect| {
                let appends = self.feed.part(redirect.span).contains(">>");
                let operator = match redirect.kind {
                    RedirectKind::Output | RedirectKind::Clobber => RedirectionOperator::Write,
                    RedirectKind::Append => RedirectionOperator::Append,
                    RedirectKind::Input => RedirectionOperator::Read,
                    RedirectKind::ReadWrite => RedirectionOperator::ReadWrite,
                    RedirectKind::HereDoc | RedirectKind::HereDocStrip => RedirectionOperator::Heredoc,
                    RedirectKind::HereString => RedirectionOperator::HereString,
                    RedirectKind::DupOutput => RedirectionOperator::DuplicateOutput,
                    RedirectKind::DupInput => RedirectionOperator::DuplicateInput,
                    RedirectKind::OutputBoth if appends => RedirectionOperator::AppendBoth,
                    RedirectKind::OutputBoth => RedirectionOperator::WriteBoth,
                };
                let (target, heredoc) = match &redirect.target {
                    RedirectTarget::Word(word) => (self.word(word.span, true), None),
                    RedirectTarget::Heredoc(heredoc) => {
                        (self.word(heredoc.delimiter.span, false), Some(self.feed.part(heredoc.body.span)))
                    }
                };
                // The tree has no place for the number in `2>&1`.
                let target = if target.text.is_empty() {
                    let all = self.trimmed(redirect.span);
                    let number = all.rfind('&').map_or(all.len(), |at| at + 1);
                    scan::word(all.part(number..all.len()), self.values, true)
                } else {
                    target
                };
                let descriptor = redirect.fd.and_then(|descriptor| u32::try_from(descriptor).ok());
                // The tree's place for a heredoc reaches to the end of its body.
                let span = self.span(redirect.span);
                let span = if heredoc.is_some() {
                    dlint_text::Span::new(span.start, target.span().end.max(span.start))
                } else {
                    span
                };
                Redirection { operator, descriptor, target, heredoc, span }
            })
            .collect()
    }

    /// Walks the commands inside the words of a simple command.
    pub(super) fn substitutions_of_command(&mut self, command: &Node, redirects: &[Redirect], index: usize) {
        let mut words: Vec<&NodeWord> = Vec::new();
        let mut assignments: Vec<&NodeAssignment> = Vec::new();
        match command {
            Node::Simple(simple) => {
                assignments.extend(&simple.assignments);
                words.push(&simple.name);
                words.extend(&simple.args);
            }
            Node::Decl(declaration) => {
                assignments.extend(&declaration.assignments);
                for operand in &declaration.operands {
                    match operand {
                        DeclOperand::Flag(word) | DeclOperand::Dynamic(word) => words.push(word),
                        DeclOperand::Assignment(assignment) => assignments.push(assignment),
                        DeclOperand::Name(_) => {}
                    }
                }
            }
            Node::Builtin(builtin) => {
                let (first, rest) = match builtin {
                    BuiltinCommand::Break(it) => (&it.depth, &it.extra_args),
                    BuiltinCommand::Continue(it) => (&it.depth, &it.extra_args),
                    BuiltinCommand::Return(it) => (&it.code, &it.extra_args),
                    BuiltinCommand::Exit(it) => (&it.code, &it.extra_args),
                };
                words.extend(first.iter().chain(rest));
            }
            _ => {}
        }
        let mut all = Vec::with_capacity(words.len() + assignments.len());
        for assignment in assignments {
            match &assignment.value {
                AssignmentValue::Scalar(word) => all.push(word),
                AssignmentValue::Compound(array) => {
                    all.extend(array.elements.iter().map(ArrayElem::value).map(|value| &value.word));
                }
            }
        }
        all.append(&mut words);
        let nest = self.body.commands.get(index).and_then(|command| command.standing.nest);
        all.extend(redirects.iter().filter_map(Redirect::word_target));
        self.substitutions(&all, nest, Some(index));
        for heredoc in redirects.iter().filter_map(Redirect::heredoc) {
            for part in &heredoc.body.parts {
                match &part.kind {
                    HeredocBodyPart::CommandSubstitution { body, .. } => {
                        self.substitution(NestKind::Substitution, body, nest, Some(index));
                    }
                    HeredocBodyPart::Parameter(parameter) => {
                        self.substitutions(&operand_of(parameter), nest, Some(index));
                    }
                    _ => {}
                }
            }
        }
    }

    /// Walks the commands inside words. `command` is the command that the words belong to.
    pub(super) fn substitutions(&mut self, words: &[&NodeWord], nest: Option<usize>, command: Option<usize>) {
        let mut waiting: Vec<&[shuck_ast::WordPartNode]> =
            words.iter().rev().map(|word| word.parts.as_slice()).collect();
        while let Some(parts) = waiting.pop() {
            let Some((part, rest)) = parts.split_first() else { continue };
            waiting.push(rest);
            match &part.kind {
                WordPart::DoubleQuoted { parts, .. } => waiting.push(parts),
                WordPart::CommandSubstitution { body, .. } => {
                    self.substitution(NestKind::Substitution, body, nest, command);
                }
                WordPart::ProcessSubstitution { body, .. } => {
                    self.substitution(NestKind::ProcessSubstitution, body, nest, command);
                }
                WordPart::ArithmeticExpansion { expression_word_ast: word, .. } => waiting.push(&word.parts),
                WordPart::Parameter(parameter) => {
                    waiting.extend(operand_of(parameter).iter().map(|word| word.parts.as_slice()));
                }
                WordPart::ParameterExpansion { operand_word_ast: Some(word), .. }
                | WordPart::IndirectExpansion { operand_word_ast: Some(word), .. } => {
                    waiting.push(&word.parts);
                }
                WordPart::Substring { offset_word_ast: word, length_word_ast: length, .. }
                | WordPart::ArraySlice { offset_word_ast: word, length_word_ast: length, .. } => {
                    waiting.extend(length.iter().map(|word| word.parts.as_slice()));
                    waiting.push(&word.parts);
                }
                _ => {}
            }
        }
    }

    fn substitution(&mut self, kind: NestKind, body: &StmtSeq, nest: Option<usize>, command: Option<usize>) {
        // What stands for a substitution that was read somewhere else.
        if body.stmts.is_empty() {
            return;
        }
        let nest = self.nest(kind, body.span, Standing { nest, ..Standing::default() });
        if let Some(nest) = self.body.nests.get_mut(nest) {
            nest.command = command;
        }
        let mark = self.values.mark();
        self.sequence(body, Some(nest));
        self.values.forget(mark);
    }
}

/// The words of `${…}` that may hold commands.
fn operand_of(parameter: &ParameterExpansion) -> Vec<&NodeWord> {
    match &parameter.syntax {
        ParameterExpansionSyntax::Bourne(bourne) => {
            let mut words = Vec::new();
            words.extend(bourne.operand_word_ast());
            words.extend(bourne.offset_word_ast());
            words.extend(bourne.length_word_ast());
            if let BourneParameterExpansion::Operation { operator, .. } = bourne
                && let shuck_ast::ParameterOp::ReplaceFirst { replacement_word_ast, .. }
                | shuck_ast::ParameterOp::ReplaceAll { replacement_word_ast, .. } = &**operator
            {
                words.push(replacement_word_ast);
            }
            words
        }
        ParameterExpansionSyntax::Zsh(_) => Vec::new(),
    }
}
