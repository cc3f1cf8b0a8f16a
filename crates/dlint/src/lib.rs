//! dlint finds what is wrong with a Dockerfile and the image it will build, and repairs it.
//!
//! This is the library behind the command. It reads no disk, no clock and no network: hand it a text, and it hands
//! back [findings](Finding) with exact places and with [fixes](Fix).
//!
//! ```
//! use dlint::{Input, Settings, SourceFile, lint};
//!
//! let rules = dlint::rules();
//! let source = SourceFile::new("Dockerfile", "FROM debian:latest\nRUN make\n");
//! let outcome = lint(&Settings::recommended(&rules), &rules, &Input::new(&source));
//!
//! let finding = &outcome.findings[0];
//! assert_eq!(finding.code(), "DL3007");
//! assert_eq!(source.slice(finding.primary.span), "latest");
//! ```
//!
//! Choosing rules, and repairing:
//!
//! ```
//! use dlint::{Input, Safety, Selection, Settings, SourceFile, fix_until_stable};
//!
//! let rules = dlint::rules();
//! let selection = Selection { select: vec!["DL4000".into()], ..Selection::default() };
//! let settings = Settings::new(&rules, &selection)?;
//! let source = SourceFile::new("Dockerfile", "FROM scratch\nMAINTAINER Ada\n");
//! let fixed = fix_until_stable(&settings, &rules, &Input::new(&source), Safety::Safe);
//! assert_eq!(fixed.source.text(), "FROM scratch\nLABEL org.opencontainers.image.authors=\"Ada\"\n");
//! # Ok::<(), dlint::UnknownSelector>(())
//! ```
//!
//! The parse tree alone is in [`syntax`]:
//!
//! ```
//! use dlint::{SourceFile, syntax};
//!
//! let source = SourceFile::new("Dockerfile", "FROM a AS b\nCOPY --from=b /x /y\n");
//! let file = syntax::parse(&source);
//! let from = file.instructions[1].flag("from").unwrap();
//! assert_eq!(from.value.as_deref(), Some("b"));
//! ```

// The command speaks of the library by its name, as every other program does.
#[cfg(feature = "cli")]
extern crate self as dlint;

mod about;
#[cfg(feature = "cli")]
mod cli;
pub mod debug;

/// The examples in the README compile, too.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// What a build means: its stages, variables and layers, base images, and `.dockerignore`.
pub use dlint_model as model;
/// What shell code means: the commands in it, and where they stand.
pub use dlint_shell as shell;
/// The parser and the tree it makes.
pub use dlint_syntax as syntax;
/// Places in texts.
pub use dlint_text as text;

pub use about::{about, shell_code};
#[cfg(feature = "cli")]
pub use cli::run as run_command;
pub use dlint_catalogue::{PAGES, Page, SHELL_CODES, ShellCode};
pub use dlint_diagnostics::{
    About, Category, Finding, Fingerprint, Fix, FixKind, Label, NoFix, Origin, RuleMeta, Safety, Secrets,
    Severity, Status, Suppressed, Variant,
};
pub use dlint_linter::{
    Adjust, AppliedFix, Builder, Check, Command, Cx, Feature, Findings, FixError, Fixed, Frontend, Harm,
    ImageKind, Input, InvalidFrontend, InvalidRequiredLabel, LabelKind, Layer, Outcome, Profile, Project,
    Proof, RequiredLabel, Rule, RuleOptions, RuleSet, Selection, Settings, Step, UnknownSelector,
    add_ignores, fix_until_stable, lint, prove_fixes, secrets,
};
pub use dlint_rules::all as rules;
pub use dlint_text::{Edit, Encoding, MAX_FILE_BYTES, SourceFile, Span};

/// Where the pages of the rules are: this, the name of a page, and `.md`.
pub const RULE_PAGES: &str = concat!(env!("CARGO_PKG_REPOSITORY"), "/blob/main/rules/");
