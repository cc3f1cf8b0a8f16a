//! A thing found wrong, and where.

use dlint_text::Span;

use crate::{Fingerprint, Fix, NoFix, RuleMeta, Severity, Variant};

/// A place and what is to be said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be said; may be empty.
    pub message: String,
}

impl Label {
    /// A label at `span` that says `message`.
    pub fn new(span: Span, message: impl Into<String>) -> Self {
        Self { span, message: message.into() }
    }
}

/// One problem at one place.
///
/// What it says comes in three parts: `message` is what is wrong, `why` is why that matters, `help` is what to do.
/// None of them ends in a full stop, code stands in backticks, and none ever holds a secret's value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule that found it.
    pub rule: &'static RuleMeta,
    /// Which of the rule's codes it goes by.
    pub variant: Variant,
    /// How much it matters here.
    pub severity: Severity,
    /// Whether it is right by the letter, but nothing that a good reviewer would say: it is reported only where the
    /// rule was asked for, and not where it runs because it belongs to the default set.
    pub pedantic: bool,
    /// What is wrong.
    pub message: String,
    /// Why that matters.
    pub why: Option<String>,
    /// What to do about it.
    pub help: Option<String>,
    /// The place it is about: the very token, not its line.
    pub primary: Label,
    /// Other places that explain it.
    pub secondary: Vec<Label>,
    /// Ways to repair it, the best first.
    pub fixes: Vec<Fix>,
    /// Why there is none, where the rule repairs others of its findings.
    pub no_fix: Option<NoFix>,
    /// The stage it is in: its name, or its index if it has none; `None` before the first stage.
    pub stage: Option<String>,
    /// The line (from 1) where its instruction begins.
    pub instruction_line: Option<u32>,
    /// What stays the same when the finding moves to another line.
    pub fingerprint: Fingerprint,
}

impl Finding {
    /// The code it is reported under.
    pub fn code(&self) -> &'static str {
        self.variant.code
    }

    /// The first fix that is at least as safe as `floor`.
    pub fn fix(&self, floor: crate::Safety) -> Option<&Fix> {
        self.fixes.iter().find(|fix| fix.safety >= floor)
    }

    /// What findings are sorted by: place first, then code.
    pub fn sort_key(&self) -> (Span, &'static str, &str) {
        (self.primary.span, self.variant.code, &self.message)
    }
}
