//! Labels, their keys and values as the builder takes them, and what the project wants of them.

use dlint_linter::{Cx, RequiredLabel, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use super::instruction_words::expand;

/// A label that an instruction sets.
#[derive(Debug)]
pub(crate) struct Label {
    /// Its key, without quotes.
    pub(crate) key: String,
    /// The place of the key.
    pub(crate) key_span: Span,
    /// Its value, where all of it is known.
    pub(crate) value: Option<String>,
    /// The place of the value, quotes and all.
    pub(crate) value_span: Span,
}

/// The labels that a step sets.
pub(crate) fn labels(step: &Step<'_>, cx: &Cx<'_>) -> Vec<Label> {
    let Some(model) = step.model else { return Vec::new() };
    labels_of(model, cx)
}

/// The labels that a step of the model sets.
pub(crate) fn labels_of(model: &dlint_model::Step<'_>, cx: &Cx<'_>) -> Vec<Label> {
    let label = Some(model.instruction).filter(|instruction| instruction.keyword == Keyword::Label);
    let pairs = label.and_then(|label| label.as_pairs()).unwrap_or_default();
    let read = |pair: &dlint_syntax::Pair| Label {
        key: expand(&pair.key, model, cx).text,
        key_span: pair.key.span(),
        value: expand(&pair.value, model, cx).known().map(str::to_owned),
        value_span: pair.value.span(),
    };
    pairs.iter().map(read).collect()
}

/// What the project wants of a label, if anything.
pub(crate) fn wanted<'c>(key: &str, cx: &'c Cx<'_>) -> Option<&'c RequiredLabel> {
    cx.options.label_schema.iter().find(|label| label.key == key)
}
