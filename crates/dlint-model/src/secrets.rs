//! What is a secret: by the name of the variable that holds it, and by the look of the value.
//!
//! A value that is found here is only looked at: whoever speaks of it names its place, and reports hide it wherever it
//! would be seen. Everything is read once, and nothing is looked at again and again: what looks like a value is followed
//! for a few hundred characters at most.

mod commands;
mod formats;
mod names;
mod text;
mod values;

use dlint_syntax::Arguments;
use dlint_text::{MappedText, Span};

use crate::{Build, Step};

pub use names::{Doubt, is_secret};
pub use values::is_written_out;

/// A secret that is written out in a file.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret {
    /// What nobody should see.
    pub value: Span,
    /// What to point at: mostly the same.
    pub place: Span,
    /// What it is.
    pub kind: SecretKind,
    /// Whether it is one that people write where a real one goes later, or that everybody tries first.
    pub is_weak: bool,
}

/// What a secret is, as far as it can be told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SecretKind {
    /// A token or key of this kind, known by its form.
    Token(&'static str),
    /// A private key.
    PrivateKey,
    /// The password in an address: `https://user:password@host`.
    Address,
    /// The login in an `Authorization` header.
    Header,
    /// A password that a command is given.
    Password,
    /// What something of this name is set to.
    Named(String),
    /// The value of a variable of an `ARG` or an `ENV` of a stage, whose name says that it is a secret.
    Variable,
}

/// It says where a secret is, and never what it is.
impl std::fmt::Debug for Secret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} at {:?}", self.kind, self.value)
    }
}

/// Whether a text of any kind has a secret in it.
///
/// ```
/// use dlint_model::secrets::has_secret;
///
/// assert!(has_secret("//registry.example.com/:_authToken=kR7pWz2mQxL0vB9t\n"));
/// assert!(!has_secret("//registry.example.com/:_authToken=${NPM_TOKEN}\n"));
/// ```
pub fn has_secret(text: &str) -> bool {
    let mut found = Vec::new();
    text::find(text, &mut found);
    !found.is_empty()
}

/// The secrets of a file, in order, none of them inside another.
pub(crate) fn find(build: &Build<'_>) -> Vec<Secret> {
    let mut found = Vec::new();
    for stage in build.stages() {
        for step in stage.own_steps().chain(&stage.triggers) {
            variables(step, build, &mut found);
            commands::find(step, build, &mut found);
        }
    }
    text::find(build.source().text(), &mut found);
    // Of two that lie on each other, what is found first says more.
    found.sort_by_key(|secret| secret.value.start);
    let mut alone: Vec<Secret> = Vec::with_capacity(found.len());
    for secret in found {
        match alone.last_mut() {
            Some(last) if secret.value.start < last.value.end => {
                last.value.end = last.value.end.max(secret.value.end);
                // A form says more than a name.
                if matches!((&last.kind, &secret.kind), (SecretKind::Named(_), SecretKind::Token(_))) {
                    last.kind = secret.kind;
                }
            }
            _ => alone.push(secret),
        }
    }
    alone
}

/// The values of variables whose names say that they are secrets.
fn variables(step: &Step<'_>, build: &Build<'_>, found: &mut Vec<Secret>) {
    let instruction = step.instruction;
    match &instruction.arguments {
        Arguments::Env(pairs) => {
            for pair in pairs {
                variable(&pair.key, &pair.value, step, build, found);
            }
        }
        Arguments::Arg(definitions) => {
            for definition in definitions {
                if let Some(value) = &definition.value {
                    variable(&definition.name, value, step, build, found);
                }
            }
        }
        _ => {}
    }
}

fn variable(
    name: &MappedText,
    value: &MappedText,
    step: &Step<'_>,
    build: &Build<'_>,
    found: &mut Vec<Secret>,
) {
    if value.is_empty() || value.contains('$') || is_secret(name, Some("value")).is_none() {
        return;
    }
    let text = build.variables(step).expand_with(value, build.expander()).text;
    if is_secret(name, Some(&text)) == Some(Doubt::None) {
        let inner = value.trim_matches(['"', '\'']);
        let start = value.find(inner).unwrap_or_default();
        let span = value.source_span(start..start + inner.len());
        let is_weak = !is_written_out(&text);
        found.push(Secret { value: span, place: span, kind: SecretKind::Variable, is_weak });
    }
}
