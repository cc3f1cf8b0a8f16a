//! Runs rules over a Dockerfile, and applies their fixes until nothing changes.
//!
//! [`lint`] is a pure function: the same input gives the same findings, for ever. It reads no disk, no clock and no
//! environment; a rule that panics becomes a finding, and everything else goes on.
//!
//! A rule is a [`Rule`] constant. What it wants to look at is data ([`Check`]), so the tables that hand it the right
//! instructions build themselves. Rules never see output formats, nor what comments ignore.

mod adjust;
mod builtin;
mod command;
mod context;
mod feature;
mod findings;
mod fix;
mod lint;
mod offered;
mod once;
mod options;
mod profile;
mod project;
mod prove;
mod rule;
mod rule_set;
mod selection;
mod selector;
mod shell;
mod suppress;

pub use adjust::Adjust;
pub use builtin::{
    ENCODING, EXPIRED_IGNORE, IGNORE_WITHOUT_REASON, INTERNAL_ERROR, INVALID_IGNORE, SYNTAX, UNUSED_IGNORE,
};
pub use command::Command;
pub use context::{Cx, Step};
pub use feature::{Feature, frontend_tag};
pub use findings::{Edits, Findings, Reporter};
pub use fix::{AppliedFix, FixError, Fixed, MAX_PASSES, fix_until_stable};
pub use lint::{Input, Outcome, lint, secrets, secrets_of};
pub use options::{InvalidRequiredLabel, LabelKind, RequiredLabel, RuleOptions};
pub use profile::Profile;
pub use project::{Builder, Frontend, ImageKind, InvalidFrontend, Project};
pub use prove::{Harm, Proof, prove_fixes};
pub use rule::{Check, Rule, ShellText};
pub use rule_set::RuleSet;
pub use selection::{Layer, Selection, Settings};
pub use selector::UnknownSelector;
pub use suppress::{Selected, add_ignores, ignored_names, is_of_buildkit, selected};
