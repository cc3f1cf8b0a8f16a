//! Image references: what `FROM`, `COPY --from` and `--mount=from=` refer to.
//!
//! [`dlint_syntax::ImageReference`] cuts a reference at its marks; here the pieces get their meaning, by the grammar
//! that Docker and the registries share (<https://pkg.go.dev/github.com/distribution/reference>), and a reason where
//! they have none. A short name is completed as Docker completes it: `ubuntu` is `docker.io/library/ubuntu`.
//!
//! Nothing here resolves variables. A part that holds one is [`Part::Unknown`], and never invalid; what stands in
//! another part is known all the same. Whether a name is that of a stage is not asked.
//!
//! ```
//! use dlint_model::image::{Image, Part};
//! use dlint_text::MappedText;
//!
//! let image = Image::parse(MappedText::copied("ubuntu:22.04", 5));
//! assert_eq!(image.normalized_name().as_deref(), Some("docker.io/library/ubuntu"));
//! assert_eq!(image.tag.known().unwrap().span(), (12..17).into());
//!
//! let image = Image::parse(MappedText::copied("ghcr.io/${ORG}/App:1", 5));
//! assert_eq!(image.registry(), Some("ghcr.io"));
//! assert!(image.path().is_none());
//! assert_eq!(image.problem.unwrap().to_string(), "the name of a repository is in lower case");
//! ```

mod check;
mod digest;
mod problem;
#[cfg(test)]
mod tests;

use dlint_syntax::ImageReference;
use dlint_text::MappedText;

pub use problem::{Problem, ProblemKind};

/// The registry of a name that names none.
pub const DEFAULT_REGISTRY: &str = "docker.io";

/// The folder of Docker Hub that the official images are in.
pub const OFFICIAL: &str = "library";

/// A part of a reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// It is not there.
    Absent,
    /// It is this, and holds no variable.
    Known(MappedText),
    /// It holds a variable, or a variable in another part may bring it along. The text, where there is one.
    Unknown(Option<MappedText>),
}

impl Part {
    /// The text, where it is known.
    pub fn known(&self) -> Option<&MappedText> {
        match self {
            Self::Known(text) => Some(text),
            Self::Absent | Self::Unknown(_) => None,
        }
    }

    /// The text as written, with its variables.
    pub fn written(&self) -> Option<&MappedText> {
        match self {
            Self::Known(text) | Self::Unknown(Some(text)) => Some(text),
            Self::Absent | Self::Unknown(None) => None,
        }
    }

    /// Whether it is sure not to be there.
    pub fn is_absent(&self) -> bool {
        *self == Self::Absent
    }

    fn of(text: &MappedText) -> Self {
        if has_variable(text) { Self::Unknown(Some(text.clone())) } else { Self::Known(text.clone()) }
    }

    /// What is not written, and may come with a variable before it.
    fn absent_unless(unknown: bool) -> Self {
        if unknown { Self::Unknown(None) } else { Self::Absent }
    }
}

/// An image reference with its meaning.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    /// The host of the registry with its port, as written. Absent means Docker Hub.
    pub domain: Part,
    /// The parts of the path behind it, at the slashes, as written.
    pub components: Vec<Part>,
    /// The tag. Absent means `latest`, unless there is a digest.
    pub tag: Part,
    /// The digest: `sha256:…`.
    pub digest: Part,
    /// The first reason why Docker refuses the reference, if what is known suffices for one.
    pub problem: Option<Problem>,
}

impl Image {
    /// Reads a reference.
    pub fn parse(text: MappedText) -> Self {
        Self::new(&ImageReference::parse(text))
    }

    /// Gives a reference that was cut into parts its meaning.
    pub fn new(reference: &ImageReference) -> Self {
        let mut components: Vec<Part> = split(&reference.name).iter().map(Part::of).collect();
        let has_path = components.len() > 1;
        let domain = match components.first() {
            Some(Part::Known(first)) if has_path && is_domain(first) => components.remove(0),
            // A variable can hold a registry, or nothing, or half a path.
            Some(Part::Unknown(_)) if has_path => Part::Unknown(None),
            Some(Part::Unknown(first)) => Part::Unknown(first.clone()),
            _ => Part::Absent,
        };
        // Behind the last slash, a variable may bring its own tag and digest along.
        let open = matches!(components.last(), Some(Part::Unknown(_)));
        let tag = reference.tag.as_ref().map_or(Part::absent_unless(open), Part::of);
        let open = matches!(tag, Part::Unknown(_)) || open && reference.tag.is_none();
        let digest = reference.digest.as_ref().map_or(Part::absent_unless(open), Part::of);
        let mut image = Self { domain, components, tag, digest, problem: None };
        image.problem = check::problem(&image, reference);
        image
    }

    /// The registry, `docker.io` where none is named; `None` where a variable may name one.
    pub fn registry(&self) -> Option<&str> {
        match &self.domain {
            Part::Known(domain) if **domain == *"index.docker.io" => Some(DEFAULT_REGISTRY),
            Part::Known(domain) => Some(domain),
            Part::Absent => Some(DEFAULT_REGISTRY),
            Part::Unknown(_) => None,
        }
    }

    /// The path in the registry, with `library/` where Docker adds it; `None` where a part of it is not known.
    pub fn path(&self) -> Option<String> {
        let registry = self.registry()?;
        let known: Option<Vec<&str>> =
            self.components.iter().map(|part| part.known().map(MappedText::as_str)).collect();
        let path = known?.join("/");
        let official = registry == DEFAULT_REGISTRY && !path.contains('/');
        Some(if official { format!("{OFFICIAL}/{path}") } else { path })
    }

    /// The whole name, as registries know it: `docker.io/library/ubuntu`. `None` where a part of it is not known.
    pub fn normalized_name(&self) -> Option<String> {
        Some(format!("{}/{}", self.registry()?, self.path()?))
    }

    /// The shortest name for the same: `ubuntu` for `index.docker.io/library/ubuntu`.
    pub fn familiar_name(&self) -> Option<String> {
        let path = self.path()?;
        let registry = self.registry()?;
        if registry != DEFAULT_REGISTRY {
            return Some(format!("{registry}/{path}"));
        }
        let short = path.strip_prefix("library/").filter(|rest| !rest.contains('/'));
        Some(short.map_or_else(|| path.clone(), str::to_owned))
    }

    /// The tag that is meant: as written, or `latest`; `None` where it is not known or a digest stands in its place.
    pub fn effective_tag(&self) -> Option<&str> {
        match &self.tag {
            Part::Known(tag) => Some(tag),
            Part::Absent if self.digest.is_absent() => Some("latest"),
            Part::Absent | Part::Unknown(_) => None,
        }
    }
}

/// Whether the builder puts something else in place of a part of the text: a variable, a quote, an escape.
fn has_variable(text: &str) -> bool {
    text.contains(['$', '\\', '\'', '"', '`'])
}

/// Whether the first part of a name is a registry: it has a dot or a port, is `localhost`, or has upper case, which no
/// repository has.
fn is_domain(first: &str) -> bool {
    first.contains(['.', ':']) || first == "localhost" || first.contains(char::is_uppercase)
}

/// The parts of a name between the slashes that are not inside `${…}`.
fn split(name: &MappedText) -> Vec<MappedText> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut braces = 0_usize;
    let mut previous = 0;
    for (at, byte) in name.bytes().enumerate() {
        match byte {
            b'{' if previous == b'$' => braces += 1,
            b'}' => braces = braces.saturating_sub(1),
            b'/' if braces == 0 => {
                parts.push(name.part(start..at));
                start = at + 1;
            }
            _ => {}
        }
        previous = byte;
    }
    parts.push(name.part(start..name.len()));
    parts
}
