//! What is fixed about a rule: its name and codes, how much it matters, whether it repairs what it finds.

use std::fmt;

use crate::Safety;

/// How much a finding matters, from least to most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Taste and consistency; never a reason to stop a build.
    Style,
    /// Worth knowing.
    Info,
    /// The image or its build is worse for it.
    Warning,
    /// The build fails, or its result is wrong.
    Error,
}

impl Severity {
    /// All severities, from least to most.
    pub const ALL: [Self; 4] = [Self::Style, Self::Info, Self::Warning, Self::Error];

    /// The word for it in every output and option.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Style => "style",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What a rule is about. Each is also a group that can be selected or ignored.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Category {
    /// Bytes that a layer keeps although a later one deletes or rewrites them.
    Layers,
    /// Steps that are built again although nothing that matters to them changed.
    Cache,
    /// Secrets that can be read from the image or its history.
    Secrets,
    /// Other risks for whoever runs the image.
    Security,
    /// Bytes that nobody needs.
    Size,
    /// Builds that give another result tomorrow.
    Reproducibility,
    /// What does not do what it says.
    Correctness,
    /// What is harder to read or to maintain than it has to be.
    Style,
}

impl Category {
    /// All categories, in the order in which they are listed.
    pub const ALL: [Self; 8] = [
        Self::Layers,
        Self::Cache,
        Self::Secrets,
        Self::Security,
        Self::Size,
        Self::Reproducibility,
        Self::Correctness,
        Self::Style,
    ];

    /// The word for it in every output and option.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Layers => "layers",
            Self::Cache => "cache",
            Self::Secrets => "secrets",
            Self::Security => "security",
            Self::Size => "size",
            Self::Reproducibility => "reproducibility",
            Self::Correctness => "correctness",
            Self::Style => "style",
        }
    }
}

impl Category {
    /// What findings of the category are about, in a sentence.
    pub const fn summary(self) -> &'static str {
        match self {
            Self::Layers => "Bytes that a layer keeps although a later one deletes or rewrites them.",
            Self::Cache => "Steps that are built again although nothing that matters to them changed.",
            Self::Secrets => "Secrets that can be read from the image or its history.",
            Self::Security => "Other risks for whoever runs the image.",
            Self::Size => "Bytes that nobody needs.",
            Self::Reproducibility => "Builds that give another result tomorrow.",
            Self::Correctness => "What does not do what it says.",
            Self::Style => "What is harder to read or to maintain than it has to be.",
        }
    }
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Whether a rule repairs what it finds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FixKind {
    /// Never.
    None,
    /// Where it can be done without a guess; never safer than stated.
    Sometimes(Safety),
    /// Each finding has a fix, unless a comment stands in the middle of what it would change; never safer than stated.
    Always(Safety),
}

/// Where a rule is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// On trial: runs only where previews are asked for.
    Preview,
    /// Here to stay.
    Stable,
    /// On its way out.
    Deprecated,
}

impl Status {
    /// The word for it in every output.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Preview => "preview",
            Self::Stable => "stable",
            Self::Deprecated => "deprecated",
        }
    }
}

/// One printed code of a rule.
///
/// Most rules have one. A rule that other tools split into several (one per package manager) has one each, so
/// that ignoring `DL3042` silences pip alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Variant {
    /// What tells it from the rule's other variants; empty where there is only one.
    pub name: &'static str,
    /// The printed code.
    pub code: &'static str,
    /// What other tools call the same problem.
    pub aliases: &'static [&'static str],
}

/// The facts about a rule that every report, list and option reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct RuleMeta {
    /// The rule's identity, for ever: a slug that names the problem.
    pub name: &'static str,
    /// The printed code; that of the first variant, where there are several.
    pub code: &'static str,
    /// What other tools call the same problem.
    pub aliases: &'static [&'static str],
    /// All codes of a rule that has more than one; empty for others.
    pub variants: &'static [Variant],
    /// What it is about.
    pub category: Category,
    /// How much its findings matter, unless configured otherwise.
    pub severity: Severity,
    /// Whether it belongs to the default set.
    pub default: bool,
    /// Whether it repairs what it finds.
    pub fix: FixKind,
    /// When its fixes come, where two get in each other's way.
    pub priority: Priority,
    /// Where it is in its life.
    pub status: Status,
    /// The first version that had it.
    pub since: &'static str,
}

/// Which of two fixes that get in each other's way is applied first.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Priority {
    /// Before all others: what it repairs changes what the rest of the file is.
    First,
    /// In the order of the file.
    #[default]
    Normal,
    /// After all others: it joins or moves whole instructions, which are to be in order by then.
    Last,
}

/// What a rule is about, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// What is wrong, in a sentence or two.
    pub summary: String,
    /// The rule's page, in Markdown.
    pub page: String,
}

impl RuleMeta {
    /// The variant that a finding has unless it says which.
    pub fn variant(&self) -> Variant {
        self.variants().next().unwrap_or(Variant { name: "", code: self.code, aliases: self.aliases })
    }

    /// All variants; at least one.
    pub fn variants(&self) -> impl Iterator<Item = Variant> + use<> {
        let only = Variant { name: "", code: self.code, aliases: self.aliases };
        let only = self.variants.is_empty().then_some(only);
        self.variants.iter().copied().chain(only)
    }

    /// The name of the rule's page: `DL3007-latest-tag`, or one word where code and name are the same.
    pub fn page_name(&self) -> String {
        if self.code == self.name { self.code.to_owned() } else { format!("{}-{}", self.code, self.name) }
    }
}
