//! Inlay hints: what variables come to, the tag that is meant where none is written, and what a step costs.

mod cost;
#[cfg(test)]
mod tests;

use dlint_model::image::Image;
use dlint_model::secrets::is_secret;
use dlint_model::variables::Variables;
use dlint_model::{Base, Step};
use dlint_syntax::{Instruction, expanded_texts};
use dlint_text::{MappedText, Span};
use tower_lsp::lsp_types::{InlayHint, InlayHintKind, InlayHintLabel, InlayHintTooltip, Range};

use super::names::site::{Site, sites};
use super::names::stages::written_images;
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
        let view = self.view;
        for site in sites(view) {
            if self.is_seen(site.outer) {
                self.texts(&site);
                if let Some(step) = site.step.filter(|step| step.onbuild.is_none()) {
                    self.cost(step);
                }
            }
        }
        for stage in view.build.stages() {
            let image = stage.from.as_from().and_then(|from| from.image.as_ref());
            if let (Base::Image(base), Some(image)) = (&stage.base, image)
                && self.is_seen(stage.from)
            {
                self.tag(image.word.span.end, &base.image);
            }
            for (step, span, image) in written_images(view, stage) {
                if self.is_seen(step.instruction) {
                    self.tag(span.end, &image);
                }
            }
        }
    }

    /// Whether any hint of an instruction may be in the part that is asked for.
    fn is_seen(&self, instruction: &Instruction) -> bool {
        let (span, window) = (instruction.span, self.window);
        span.start <= window.end && window.start <= span.end
    }

    /// What the words come to in which the builder puts variables in. A trigger runs elsewhere, with other values.
    fn texts(&mut self, site: &Site<'_>) {
        if !self.wanted.variables || !std::ptr::eq(site.outer, site.instruction) {
            return;
        }
        for one in expanded_texts(site.instruction, &[], self.view.file.escape) {
            // The name that a value gets says as much as the names of what it is made of.
            let is_hidden = one.value_of().is_some_and(|name| is_secret(name, None).is_some());
            if !is_hidden && !one.text.is_empty() {
                let variables = site.variables(self.view.build, one.text.source_start(0));
                self.value(variables, one.text);
            }
        }
    }

    fn cost(&mut self, step: &Step<'_>) {
        if self.wanted.costs
            && let Some((label, tooltip)) = cost::of(self.view, &self.values, step)
        {
            self.found.push(Found { at: step.instruction.span.end, label, tooltip, is_value: false });
        }
    }

    fn value(&mut self, variables: Variables<'_>, word: &MappedText) {
        let Some(value) = self.values.of(variables, word) else { return };
        let end = word.source_end(word.len() as u32);
        let behind = self.view.text().get(end as usize..).unwrap_or_default();
        // The string of an array ends with its quote.
        let is_in_quotes = behind.starts_with('"') && !word.starts_with('"');
        let at = end + u32::from(is_in_quotes);
        let cut = value.char_indices().nth(LONGEST).map(|(at, _)| at);
        let (label, tooltip) = match cut.and_then(|at| value.get(..at)) {
            Some(beginning) => (format!(" = {beginning}…"), Some(value)),
            None => (format!(" = {value}"), None),
        };
        self.found.push(Found { at, label, tooltip, is_value: true });
    }

    fn tag(&mut self, at: u32, image: &Image) {
        if self.wanted.tags && image.tag.is_absent() && image.digest.is_absent() {
            let tooltip =
                Some("No tag is written, so it is `latest`, which changes with each release".to_owned());
            self.found.push(Found { at, label: ":latest".to_owned(), tooltip, is_value: true });
        }
    }
}
