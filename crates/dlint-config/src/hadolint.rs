//! hadolint's configuration: its file, its environment variables, and what they come to together.
//!
//! Source of the facts: hadolint 2.15.1, measured on the program. Scalars of the command line win over those of the file,
//! and those over the environment's; lists are put together. Of several severities for one rule the gravest counts, and
//! a rule that is ignored is ignored.

mod environment;
mod find;
mod migrate;
mod read;

pub use find::{hadolint_config_in, users_hadolint_config};

use std::collections::BTreeMap;

use dlint_diagnostics::Severity;
use dlint_linter::{RequiredLabel, RuleOptions};
use dlint_text::Span;

/// What hadolint can be told.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HadolintConfig {
    /// The least severity that fails a run.
    pub threshold: Option<Threshold>,
    /// The names of output formats.
    pub formats: Vec<String>,
    /// Codes that are not reported.
    pub ignored: Vec<String>,
    /// What the findings under a code weigh.
    pub severities: Vec<(String, Severity)>,
    /// The registries that images may come from.
    pub trusted_registries: Vec<String>,
    /// The labels that an image has to have.
    pub label_schema: Vec<RequiredLabel>,
    /// Whether it may have no others.
    pub strict_labels: Option<bool>,
    /// Whether comments that ignore findings are not heeded.
    pub disable_ignore_pragma: Option<bool>,
    /// Whether findings fail no run.
    pub no_fail: Option<bool>,
    /// Whether the report has no colours.
    pub no_color: Option<bool>,
    /// Whether more is said.
    pub verbose: Option<bool>,
}

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Threshold {
    /// This one.
    At(Severity),
    /// `none` and `ignore`: whatever is found, that of style, too.
    Any,
}

/// A mistake in a configuration file of hadolint's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HadolintMistake {
    /// The key or the value in question.
    pub span: Span,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
}

impl Threshold {
    /// The threshold of this name.
    ///
    /// ```
    /// use dlint_config::Threshold;
    /// use dlint_diagnostics::Severity;
    ///
    /// assert_eq!(Threshold::named("warning"), Some(Threshold::At(Severity::Warning)));
    /// assert_eq!(Threshold::named("none"), Some(Threshold::Any));
    /// assert_eq!(Threshold::named("grave"), None);
    /// ```
    pub fn named(name: &str) -> Option<Self> {
        if matches!(name, "none" | "ignore") {
            return Some(Self::Any);
        }
        Severity::ALL.into_iter().find(|severity| severity.as_str() == name).map(Self::At)
    }

    /// The least severity that counts.
    pub fn least(self) -> Severity {
        match self {
            Self::At(severity) => severity,
            Self::Any => Severity::Style,
        }
    }
}

impl HadolintConfig {
    /// These settings with those of a stronger source on top.
    #[must_use]
    pub fn with(self, stronger: Self) -> Self {
        let joined = |mut first: Vec<String>, second: Vec<String>| {
            first.extend(second);
            first
        };
        let mut severities = self.severities;
        severities.extend(stronger.severities);
        let mut label_schema = self.label_schema;
        label_schema.extend(stronger.label_schema);
        Self {
            threshold: stronger.threshold.or(self.threshold),
            formats: if stronger.formats.is_empty() { self.formats } else { stronger.formats },
            ignored: joined(self.ignored, stronger.ignored),
            severities,
            trusted_registries: joined(self.trusted_registries, stronger.trusted_registries),
            label_schema,
            strict_labels: stronger.strict_labels.or(self.strict_labels),
            disable_ignore_pragma: stronger.disable_ignore_pragma.or(self.disable_ignore_pragma),
            no_fail: stronger.no_fail.or(self.no_fail),
            no_color: stronger.no_color.or(self.no_color),
            verbose: stronger.verbose.or(self.verbose),
        }
    }

    /// What each code weighs that a severity was given for, unless it is ignored.
    pub fn weights(&self) -> BTreeMap<&str, Severity> {
        let mut weights: BTreeMap<&str, Severity> = BTreeMap::new();
        for (code, severity) in &self.severities {
            let weight = weights.entry(code).or_insert(*severity);
            *weight = (*weight).max(*severity);
        }
        weights.retain(|code, _| !self.ignored.iter().any(|ignored| ignored == code));
        weights
    }

    /// What rules are told by it.
    pub fn rule_options(&self) -> RuleOptions {
        RuleOptions {
            trusted_registries: self.trusted_registries.clone(),
            label_schema: self.label_schema.clone(),
            strict_labels: self.strict_labels.unwrap_or_default(),
            ..RuleOptions::default()
        }
    }
}
