//! What a project says of its builds that no Dockerfile tells: who builds them, and what the images are for.
//!
//! Facts for rules and fixes to go by; nothing here decides anything.

use std::fmt;
use std::str::FromStr;

/// What is known of a project's builds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Project {
    /// Who builds the images; `None` where nobody said.
    pub builder: Option<Builder>,
    /// The oldest version of `BuildKit`'s Dockerfile frontend that has to read the file; `None` where nobody said.
    pub frontend: Option<Frontend>,
    /// What the image is for.
    pub image_kind: ImageKind,
}

/// A program that builds images.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Builder {
    /// `BuildKit`: what `docker build` is since Docker 23.
    Buildkit,
    /// Buildah, and Podman, which builds with it.
    Buildah,
    /// Kaniko.
    Kaniko,
    /// The builder that Docker had before `BuildKit`.
    Classic,
}

impl Builder {
    /// All builders, by the words that people write.
    pub const ALL: [(&'static str, Self); 4] = [
        ("buildkit", Self::Buildkit),
        ("buildah", Self::Buildah),
        ("kaniko", Self::Kaniko),
        ("classic", Self::Classic),
    ];

    /// What it is called in sentences.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Buildkit => "BuildKit",
            Self::Buildah => "Buildah",
            Self::Kaniko => "Kaniko",
            Self::Classic => "Docker's classic builder",
        }
    }

    /// The builder of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(word, _)| *word == name).map(|(_, builder)| builder)
    }
}

/// What an image is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum ImageKind {
    /// It runs something.
    #[default]
    App,
    /// Other images are built from it.
    Base,
    /// People work in it.
    Dev,
}

impl ImageKind {
    /// All kinds, by the words that people write.
    pub const ALL: [(&'static str, Self); 3] = [("app", Self::App), ("base", Self::Base), ("dev", Self::Dev)];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(word, _)| *word == name).map(|(_, kind)| kind)
    }
}

/// A version of `BuildKit`'s Dockerfile frontend, as `# syntax=docker/dockerfile:1.7` names it.
///
/// ```
/// use dlint_linter::Frontend;
///
/// let version: Frontend = "1.7".parse()?;
/// assert!(version < "1.10".parse()?);
/// assert!("1.7-labs".parse::<Frontend>()?.labs);
/// assert!("latest".parse::<Frontend>().is_err());
/// # Ok::<(), dlint_linter::InvalidFrontend>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Frontend {
    /// `1` of `1.7`.
    pub major: u32,
    /// `7` of `1.7`; a bare `1` may be any of them, and counts as `1.0`.
    pub minor: u32,
    /// Whether it is one with trials in it: `1.7-labs`.
    pub labs: bool,
}

impl fmt::Display for Frontend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let labs = if self.labs { "-labs" } else { "" };
        write!(f, "{}.{}{labs}", self.major, self.minor)
    }
}

/// A text that is no version of the frontend.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no version of the Dockerfile frontend")]
pub struct InvalidFrontend(String);

impl FromStr for Frontend {
    type Err = InvalidFrontend;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (version, labs) = text.strip_suffix("-labs").map_or((text, false), |version| (version, true));
        let numbers: Result<Vec<u32>, _> = version.split('.').map(str::parse).collect();
        match numbers.as_deref() {
            Ok([major]) => Ok(Self { major: *major, minor: 0, labs }),
            Ok([major, minor] | [major, minor, _]) => Ok(Self { major: *major, minor: *minor, labs }),
            _ => Err(InvalidFrontend(text.to_owned())),
        }
    }
}
