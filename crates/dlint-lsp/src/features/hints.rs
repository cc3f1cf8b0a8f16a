//! Inlay hints: what variables come to, the tag that is meant where none is written, and what a step costs.

mod cost;
#[cfg(test)]
mod tests;

use dlint_model::variables::Variables;
use dlint_model::{Base, Step, Target};
use dlint_syntax::{Arguments, ImageReference, Instruction};
use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintTooltip, Range};

use super::values::Values;
use crate::view::View;

/// The most characters of a value that are shown in the line; the rest is in the tooltip.
const LONGEST: usize = 48;

/// Which hints are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wanted {
    /// What variables come to.
    pub(crate) variables: bool,
    /// `:latest`, where an image has no tag.
    pub(crate) tags: bool,
    /// What a step adds to the image.
    pub(crate) costs: bool,
}

impl Wanted {
    /// All of them.
    pub(crate) const ALL: Self = Self { variables: true, tags: true, costs: true };
}

/// A hint before it has a place.
struct Found {
    at: u32,
    label: String,
    tooltip: Option<String>,
    is_value: bool,
}

struct Hints<'v, 'a> {
    view: &'v View<'a>,
    wanted: Wanted,
    window: Span,
    values: Values<'v, 'a>,
    found: Vec<Found>,
}

/// The hints of a part of a document, in order.
pub(crate) fn hints(view: &View<'_>, range: Range, wanted: Wanted) -> Vec<InlayHint> {
    let window = view.document.span(range);
    let mut hints = Hints { view, wanted, window, values: Values::new(view), found: Vec::new() };
    hints.all();
    let mut found = hints.found;
    found.retain(|hint| window.start <= hint.at && hint.at <= window.end);
    found.sort_by_key(|hint| hint.at);
    let mut forward = view.document.forward();
    let placed = found.into_iter().map(|hint| InlayHint {
        position: forward.position(hint.at),
        label: InlayHintLabel::String(hint.label),
        kind: hint.is_value.then_some(InlayHintKind::PARAMETER),
        text_edits: None,
        tooltip: hint.tooltip.map(InlayHintTooltip::String),
        padding_left: Some(!hint.is_value),
        padding_right: None,
        data: None,
    });
    placed.collect()
}

impl Hints<'_, '_> {
    fn all(&mut self) {
        let build = self.view.build;
        for stage in build.stages() {
            if self.is_seen(stage.from) {
                let global = build.global_variables();
                let image = stage.from.as_from().and_then(|from| from.image.as_ref());
                if let Some(image) = image {
                    self.value(global, &image.word);
                }
                for flag in &stage.from.flags {
                    self.value_of(global, flag.value.as_ref());
                }
                if let (Base::Image(base), Some(image)) = (&stage.base, image)
                    && base.image.tag.is_absent()
                    && base.image.digest.is_absent()
                {
                    self.tag(image.word.span.end);
                }
            }
            for reference in &stage.references {
                let step = stage.steps.get(reference.step);
                if let Target::Image(name) = &reference.target
                    && step
                        .is_some_and(|step| step.inherited_from.is_none() && self.is_seen(step.instruction))
                    && name == reference.span.slice(self.view.text())
                    && name.parse::<usize>().is_err()
                {
                    let image = ImageReference::parse(MappedText::copied(name.as_str(), 0));
                    if image.tag.is_none() && image.digest.is_none() {
                        self.tag(reference.span.end);
                    }
                }
            }
            for step in stage.own_steps() {
                if self.is_seen(step.instruction) {
                    self.step(step);
                }
            }
        }
    }

    /// Whether any hint of an instruction may be in the part that is asked for.
    fn is_seen(&self, instruction: &Instruction) -> bool {
        let (span, window) = (instruction.span, self.window);
        span.start <= window.end && window.start <= span.end
    }

    fn step(&mut self, step: &Step<'_>) {
        let variables = self.view.build.variables(step);
        let instruction = step.instruction;
        if self.wanted.variables {
            for flag in instruction.flags.iter().filter(|flag| &*flag.name != "mount") {
                self.value_of(variables, flag.value.as_ref());
            }
            for option in instruction.mounts.iter().flat_map(|mount| &mount.options) {
                self.value_of(variables, option.value.as_ref());
            }
            self.arguments(variables, &instruction.arguments);
        }
        if self.wanted.costs
            && let Some((label, tooltip)) = cost::of(self.view, &self.values, step)
        {
            let at = instruction.span.end;
            self.found.push(Found { at, label, tooltip, is_value: false });
        }
    }

    fn arguments(&mut self, variables: Variables<'_>, arguments: &Arguments) {
        match arguments {
            Arguments::Add(transfer) | Arguments::Copy(transfer) => {
                let sources = transfer.sources.iter().filter(|source| source.heredoc.is_none());
                for word in sources.map(|source| &source.word).chain(&transfer.destination) {
                    self.placed(variables, word, word.span.end);
                }
            }
            Arguments::Env(pairs) | Arguments::Label(pairs) => {
                for pair in pairs {
                    // The name that a value gets says as much as the names of what it is made of.
                    if dlint_model::secrets::is_secret(&pair.key, None).is_none() {
                        self.value(variables, &pair.value);
                    }
                }
            }
            Arguments::Arg(definitions) => {
                for definition in definitions {
                    if dlint_model::secrets::is_secret(&definition.name, None).is_none() {
                        self.value_of(variables, definition.value.as_ref());
                    }
                }
            }
            Arguments::Expose(expose) => {
                for port in &expose.ports {
                    self.value(variables, &port.word);
                }
            }
            Arguments::Volume(words) => {
                for word in &words.words {
                    self.placed(variables, word, word.span.end);
                }
            }
            Arguments::Stopsignal(word) | Arguments::User(word) | Arguments::Workdir(word) => {
                if let Some(word) = word {
                    self.value(variables, word);
                }
            }
            _ => {}
        }
    }

    fn value_of(&mut self, variables: Variables<'_>, word: Option<&MappedText>) {
        if let Some(word) = word {
            self.value(variables, word);
        }
    }

    fn value(&mut self, variables: Variables<'_>, word: &MappedText) {
        if !word.is_empty() {
            self.placed(variables, word, word.source_end(word.len() as u32));
        }
    }

    fn placed(&mut self, variables: Variables<'_>, word: &MappedText, at: u32) {
        if !self.wanted.variables {
            return;
        }
        let Some(value) = self.values.of(variables, word) else { return };
        let cut = value.char_indices().nth(LONGEST).map(|(at, _)| at);
        let (label, tooltip) = match cut.and_then(|at| value.get(..at)) {
            Some(beginning) => (format!(" = {beginning}…"), Some(value)),
            None => (format!(" = {value}"), None),
        };
        self.found.push(Found { at, label, tooltip, is_value: true });
    }

    fn tag(&mut self, at: u32) {
        if self.wanted.tags {
            let tooltip =
                Some("No tag is written, so it is `latest`, which changes with each release".to_owned());
            self.found.push(Found { at, label: ":latest".to_owned(), tooltip, is_value: true });
        }
    }
}
