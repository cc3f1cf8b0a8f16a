//! What is wrong with a configuration: the file, the very key or value, and what to do about it.
//!
//! A mistake stops a run. It is told with its place and drawn like a finding, so it carries what a finding does, and
//! nothing of how it looks.

use std::sync::Arc;

use dlint_text::{SourceFile, Span};

use crate::{Origin, Place};

/// A mistake in a configuration.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Mistake {
    /// The file and the place in it; `None` for a file that could not be read.
    pub place: Option<Place>,
    /// What is wrong.
    pub message: String,
    /// Why that is so, or why it matters.
    pub why: Option<String>,
    /// What to do.
    pub help: Option<String>,
}

impl Mistake {
    /// A mistake at a place.
    pub(crate) fn at(source: &Arc<SourceFile>, span: Span, message: impl Into<String>) -> Self {
        Self { place: Some(Place { source: Arc::clone(source), span }), ..Self::nowhere(message) }
    }

    /// A mistake of whoever said something.
    pub(crate) fn by(origin: Option<Origin>, message: impl Into<String>) -> Self {
        let place = if let Some(Origin::File(place)) = origin { Some(place) } else { None };
        Self { place, ..Self::nowhere(message) }
    }

    /// A mistake that is at no place.
    pub(crate) fn nowhere(message: impl Into<String>) -> Self {
        Self { place: None, message: message.into(), why: None, help: None }
    }

    pub(crate) fn why(self, why: impl Into<String>) -> Self {
        Self { why: Some(why.into()), ..self }
    }

    pub(crate) fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }

    pub(crate) fn maybe_help(self, help: Option<String>) -> Self {
        Self { help: help.or(self.help), ..self }
    }
}
