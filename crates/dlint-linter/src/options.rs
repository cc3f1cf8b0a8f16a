//! What rules can be told: the options of those that are about a project's own wishes.
//!
//! A value, whoever made it: the command line, a configuration file, an editor. A rule that is told nothing by it finds
//! nothing.

use std::str::FromStr;

use crate::Project;

/// What rules are told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RuleOptions {
    /// The registries that images may come from; none means any. A `*` at an end stands for anything, and a pattern
    /// with a `/` is about the beginning of the image's whole name.
    pub trusted_registries: Vec<String>,
    /// The labels that an image has to have.
    pub label_schema: Vec<RequiredLabel>,
    /// Whether it may have no others.
    pub strict_labels: bool,
    /// What is known of the project's builds.
    pub project: Project,
}

/// A label that an image has to have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequiredLabel {
    /// Its key.
    pub key: String,
    /// What its value is.
    pub kind: LabelKind,
}

/// What the value of a label is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LabelKind {
    /// Any text.
    #[default]
    Text,
    /// An address: `https://example.org/app`.
    Url,
    /// A time as RFC 3339 writes it: `2026-11-03T09:00:00Z`.
    Rfc3339,
    /// A licence, or an expression of licences, by SPDX.
    Spdx,
    /// A commit of git: 7 or 40 hexadecimal digits, or 64.
    Hash,
    /// A version by semver.org.
    Semver,
    /// An e-mail address.
    Email,
}

impl LabelKind {
    /// All kinds, by the words that people write.
    pub const ALL: [(&'static str, Self); 7] = [
        ("text", Self::Text),
        ("url", Self::Url),
        ("rfc3339", Self::Rfc3339),
        ("spdx", Self::Spdx),
        ("hash", Self::Hash),
        ("semver", Self::Semver),
        ("email", Self::Email),
    ];
}

/// A text that is no `KEY:KIND`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not `KEY:KIND` with a KIND of text, url, rfc3339, spdx, hash, semver or email")]
pub struct InvalidRequiredLabel(String);

impl FromStr for RequiredLabel {
    type Err = InvalidRequiredLabel;

    /// Reads `KEY:KIND`, as it is written on the command line.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (key, kind) = text.rsplit_once(':').unwrap_or((text, "text"));
        let known = LabelKind::ALL.into_iter().find(|(word, _)| word.eq_ignore_ascii_case(kind.trim()));
        match known {
            Some((_, kind)) if !key.trim().is_empty() => Ok(Self { key: key.trim().to_owned(), kind }),
            _ => Err(InvalidRequiredLabel(text.to_owned())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_required_label_is_a_key_and_a_kind() {
        let read = |text: &str| text.parse::<RequiredLabel>().ok();
        let url = RequiredLabel { key: "org.example.home".into(), kind: LabelKind::Url };
        assert_eq!(read("org.example.home:url"), Some(url.clone()));
        assert_eq!(read(" org.example.home : URL "), Some(url));
        assert_eq!(
            read("maintainer"),
            Some(RequiredLabel { key: "maintainer".into(), kind: LabelKind::Text })
        );
        assert_eq!(read("a:colour"), None);
        assert_eq!(read(":url"), None);
    }
}
