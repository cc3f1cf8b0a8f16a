//! Finds all comments that ignore findings, and works out what they cover.

use std::collections::HashMap;

use dlint_diagnostics::Origin;
use dlint_syntax::{CheckComment, CheckNames, CheckOptions, File, LineKind};
use dlint_text::{SourceFile, Span};

use super::comment::{Reach, Written, read};
use super::following::following;
use super::heredoc;
use super::ignores::{Ignore, Ignores, Place};
use super::sets::{EXPERIMENTAL, Meaning, Sets};
use crate::context::Step;
use crate::{RuleSet, Settings};
use dlint_model::Build;

/// What the comments are read with.
pub(crate) struct Collector<'a> {
    pub(crate) source: &'a SourceFile,
    pub(crate) file: &'a File,
    pub(crate) build: &'a Build<'a>,
    pub(crate) steps: &'a [Step<'a>],
    pub(crate) settings: &'a Settings,
}

impl<'a> Collector<'a> {
    /// Reads all comments of a file.
    pub(crate) fn collect(&self, rules: &'a RuleSet) -> Ignores<'a> {
        let mut ignores = Ignores::new(self.file, Sets::new(rules, self.settings));
        let mut scripts: Option<HashMap<u32, &Step<'a>>> = None;
        for (span, within) in self.comments() {
            let Some(written) = read(self.source.slice(span), span.start) else { continue };
            let mut place = place(&ignores, &written, span, within);
            if let (Place::Instruction(instruction), Some(_), Origin::ShellCheck) =
                (place, within, written.origin)
            {
                let scripts = scripts.get_or_insert_with(|| {
                    self.steps.iter().map(|step| (step.instruction.span.start, step)).collect()
                });
                let step = self
                    .file
                    .instructions
                    .get(instruction)
                    .and_then(|instruction| scripts.get(&instruction.span.start));
                let part = step.and_then(|step| following(step, self.build, self.source, span));
                place = part.map_or(place, |part| Place::Within(instruction, part));
            }
            self.add(&mut ignores, written, span, place);
        }
        self.checks(&mut ignores);
        ignores.finish();
        ignores
    }

    /// All comments, in order, those within an instruction with its number.
    fn comments(&self) -> Vec<(Span, Option<usize>)> {
        let within =
            |comment: &dlint_syntax::Comment| match self.file.lines.get(comment.line as usize - 1)?.kind {
                LineKind::DroppedComment(instruction) => Some(instruction as usize),
                _ => None,
            };
        // Most comments are about other things.
        let is_meant = |span: &Span| {
            self.source.slice(*span).contains('=') || self.source.slice(*span).contains("ignore")
        };
        let comments = self.file.comments.iter().filter(|comment| is_meant(&comment.span));
        let mut comments: Vec<_> = comments.map(|comment| (comment.span, within(comment))).collect();
        for (index, instruction) in self.file.instructions.iter().enumerate() {
            if !instruction.heredocs.is_empty() {
                let found = heredoc::comments(instruction, self.source).into_iter().filter(is_meant);
                comments.extend(found.map(|span| (span, Some(index))));
            }
        }
        comments.sort_unstable();
        comments
    }

    fn add(&self, ignores: &mut Ignores<'_>, written: Written, span: Span, place: Place) {
        let mut meaning =
            |name: &Span| (*name, ignores.sets.meaning(written.origin, false, self.source.slice(*name)));
        let names = written.names.iter().map(&mut meaning).collect();
        let until = written.until.map(|until| (until, self.source.slice(until).parse().ok()));
        let is_over = until.is_some_and(|(_, day)| day.is_some_and(|day| day < self.settings.today()));
        ignores.add(Ignore {
            origin: written.origin,
            place,
            span,
            names,
            until,
            is_over,
            reason: written.reason.map(|reason| self.source.slice(reason).to_owned()),
            mistakes: written.mistakes,
            is_alone: true,
        });
    }

    /// BuildKit's own comments, for the file and in front of instructions.
    fn checks(&self, ignores: &mut Ignores<'_>) {
        if let Some(comment) = self.file.check_comment(self.source) {
            if let Ok(options) = &comment.options {
                ignores.errors = options.error;
                self.turn_on(ignores, options, None);
            }
            self.skip(ignores, &comment, Place::File);
        }
        for (index, instruction) in self.file.instructions.iter().enumerate() {
            if instruction.comments.is_empty() {
                continue;
            }
            if let Some(comment) = self.file.check_comment_before(instruction, self.source) {
                if let Ok(options) = &comment.options {
                    self.turn_on(ignores, options, Some(index));
                }
                self.skip(ignores, &comment, Place::Instruction(index));
            }
        }
    }

    fn turn_on(&self, ignores: &mut Ignores<'_>, options: &CheckOptions, instruction: Option<usize>) {
        for code in EXPERIMENTAL {
            let is_named = match &options.experimental {
                CheckNames::All => true,
                CheckNames::These(names) => names.iter().any(|name| self.source.slice(*name) == code),
            };
            if is_named && self.settings.is_idle(code) {
                ignores.turned_on.insert((code, instruction));
            }
        }
    }

    fn skip(&self, ignores: &mut Ignores<'_>, comment: &CheckComment, place: Place) {
        let Ok(options) = &comment.options else { return };
        let whole = place == Place::File;
        let names: Vec<(Span, Meaning)> = match &options.skip {
            CheckNames::All => vec![(comment.value, ignores.sets.all_of_buildkit(whole))],
            CheckNames::These(names) => {
                let sets = &mut ignores.sets;
                let meaning =
                    |name: &Span| (*name, sets.meaning(Origin::BuildKit, whole, self.source.slice(*name)));
                names.iter().map(meaning).collect()
            }
        };
        if names.is_empty() {
            return;
        }
        let reason = self.source.slice(comment.rest).trim_start_matches(['/', '#', '-', ' ']).trim();
        ignores.add(Ignore {
            origin: Origin::BuildKit,
            place,
            span: comment.span,
            names,
            until: None,
            is_over: false,
            reason: (!reason.is_empty()).then(|| reason.to_owned()),
            mistakes: Vec::new(),
            is_alone: !options.error && options.experimental == CheckNames::default(),
        });
    }
}

/// What a comment covers.
fn place(ignores: &Ignores<'_>, written: &Written, span: Span, within: Option<usize>) -> Place {
    let owner = within.or_else(|| ignores.owner(span.start));
    match (written.reach, owner) {
        (Reach::File, _) => Place::File,
        (_, None) => Place::NoInstruction,
        (Reach::Instruction, Some(owner)) => Place::Instruction(owner),
        (Reach::Stage, Some(owner)) if within.is_none() && ignores.is_from(owner) => {
            ignores.stage_of(owner).map_or(Place::NoStage, Place::Stage)
        }
        // hadolint takes it for what follows of the stage.
        (Reach::Stage, Some(owner)) if written.origin == Origin::Hadolint => {
            ignores.stage_of(owner).map_or(Place::NoStage, Place::Stage)
        }
        (Reach::Stage, _) => Place::NoStage,
    }
}
