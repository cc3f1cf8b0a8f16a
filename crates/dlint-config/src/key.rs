//! What can be configured: each key once, with its kind, its place and a line about it.
//!
//! The reader, the mistakes it finds, `config show` and the JSON Schema all go by this table, so that they cannot say
//! different things.

mod kind;
mod table;

pub use kind::{Check, Kind, SEVERITIES};

/// A key of a configuration file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the table says what each is")]
pub enum Key {
    Extend,
    RequiredVersion,
    Select,
    ExtendSelect,
    Ignore,
    Severity,
    PerFileIgnores,
    PerStageIgnores,
    FailOn,
    Preview,
    Fixable,
    Unfixable,
    ExtendSafeFixes,
    ExtendUnsafeFixes,
    TrustedRegistries,
    LabelSchema,
    StrictLabels,
    Builder,
    Frontend,
    ImageKind,
    Context,
    Contexts,
    Targets,
    BuildArgs,
    NoInlineIgnores,
    RequireIgnoreReason,
    WarnUnusedIgnores,
    Baseline,
    Exclude,
    Include,
    ForceExclude,
    Match,
}

/// Where a key may stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Section {
    /// At the top of a file.
    Top,
    /// At the top, and in `[[files]]`.
    Any,
    /// In `[[files]]`.
    Files,
    /// In `[rules.CODE]`, for rules of these names; at the top and in `[[files]]`.
    Rule(&'static [&'static str]),
}

/// How the values of several files come together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Merge {
    /// The last one counts.
    Last,
    /// They are added up; of two entries with one name, the last one counts.
    Add,
}

/// What is known of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Info {
    /// As it is written.
    pub name: &'static str,
    /// What its value looks like.
    pub kind: Kind,
    /// Where it may stand.
    pub section: Section,
    /// How several values come together.
    pub merge: Merge,
    /// What holds where nobody says anything, in TOML; empty if there is nothing to say.
    pub default: &'static str,
    /// A value, in TOML.
    pub example: &'static str,
    /// What it is, in a sentence.
    pub about: &'static str,
}

impl Key {
    /// All keys, in the order in which they are documented.
    pub const ALL: [Self; 32] = [
        Self::Extend,
        Self::RequiredVersion,
        Self::Select,
        Self::ExtendSelect,
        Self::Ignore,
        Self::Severity,
        Self::PerFileIgnores,
        Self::PerStageIgnores,
        Self::FailOn,
        Self::Preview,
        Self::Fixable,
        Self::Unfixable,
        Self::ExtendSafeFixes,
        Self::ExtendUnsafeFixes,
        Self::TrustedRegistries,
        Self::LabelSchema,
        Self::StrictLabels,
        Self::Builder,
        Self::Frontend,
        Self::ImageKind,
        Self::Context,
        Self::Contexts,
        Self::Targets,
        Self::BuildArgs,
        Self::NoInlineIgnores,
        Self::RequireIgnoreReason,
        Self::WarnUnusedIgnores,
        Self::Baseline,
        Self::Exclude,
        Self::Include,
        Self::ForceExclude,
        Self::Match,
    ];

    /// As it is written.
    pub const fn name(self) -> &'static str {
        self.info().name
    }
}
