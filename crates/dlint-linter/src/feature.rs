//! The syntax that not every builder reads, and who reads it: the one place that fixes and advice go by.

use dlint_diagnostics::NoFix;
use dlint_syntax::{DirectiveKind, File, Keyword, flag_since};
use dlint_text::{SourceFile, Span};

use crate::{Builder, Cx, Frontend};

/// A part of the language that came later than the others.
///
/// The versions are those of `BuildKit`'s frontend; Buildah's builds were tried with 1.28, and nothing is taken for
/// granted of the other two but what Docker's builder had before `BuildKit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// `RUN --mount=…`.
    Mount,
    /// `RUN --mount=type=bind,rw`, whose changes nobody keeps: older versions of Buildah make them in the build context.
    WritableMount,
    /// `COPY --chmod=…` and `ADD --chmod=…`.
    Chmod,
    /// `COPY --link` and `ADD --link`.
    Link,
    /// `RUN --mount=type=secret,env=…`.
    SecretEnv,
    /// `ADD --unpack=…`.
    Unpack,
}

impl Feature {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Mount, Self::WritableMount, Self::Chmod, Self::Link, Self::SecretEnv, Self::Unpack];

    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mount => "RUN --mount",
            Self::WritableMount => "RUN --mount=type=bind,rw",
            Self::Chmod => "--chmod",
            Self::Link => "--link",
            Self::SecretEnv => "RUN --mount=type=secret,env=…",
            Self::Unpack => "ADD --unpack",
        }
    }

    /// The flag that it is, or a value of.
    const fn flag(self) -> (Keyword, &'static str) {
        match self {
            Self::Mount | Self::WritableMount | Self::SecretEnv => (Keyword::Run, "mount"),
            Self::Chmod => (Keyword::Copy, "chmod"),
            Self::Link => (Keyword::Copy, "link"),
            Self::Unpack => (Keyword::Add, "unpack"),
        }
    }

    /// The first version of the frontend that reads it.
    pub fn since(self) -> Frontend {
        let (keyword, name) = self.flag();
        let of_flag = flag_since(keyword, name).filter(|_| self != Self::SecretEnv);
        let (major, minor) = of_flag.unwrap_or(SECRET_ENV);
        Frontend { major, minor, labs: false }
    }

    /// Whether a builder reads it in some version as `BuildKit` does, and nobody knows of one in use that does not.
    pub fn is_read_by(self, builder: Builder) -> bool {
        let (keyword, name) = self.flag();
        match self {
            Self::WritableMount | Self::SecretEnv => builder == Builder::Buildkit,
            _ => builder.reads_flag(keyword, name),
        }
    }
}

/// The first version of the frontend that hands secrets over as variables.
const SECRET_ENV: (u32, u32) = (1, 10);

impl Builder {
    /// Whether it is known to read a flag of an instruction: what all builders have had from the beginning, or what this
    /// one has learned.
    pub fn reads_flag(self, keyword: Keyword, name: &str) -> bool {
        // Of what is on trial, no version says that it came.
        let is_old = flag_since(keyword, name).is_none() && name != "device";
        match self {
            Self::Buildkit => true,
            Self::Buildah => is_old || matches!(name, "chmod" | "mount" | "network"),
            Self::Kaniko | Self::Classic => is_old,
        }
    }
}

/// The tag of the frontend that `# syntax=` asks for, and the place of the whole value: `1.4` of
/// `docker/dockerfile:1.4@sha256:…`.
pub fn frontend_tag<'s>(file: &File, source: &'s SourceFile) -> Option<(&'s str, Span)> {
    let mut directives = file.directives.iter();
    let syntax = directives.find(|directive| directive.kind == DirectiveKind::Syntax)?;
    let (image, tag) = source.slice(syntax.value).split(['@', ' ']).next()?.rsplit_once(':')?;
    is_frontend(image).then_some((tag, syntax.value))
}

/// Whether an image is the frontend of `BuildKit`, or a mirror of it; others have versions of their own.
fn is_frontend(image: &str) -> bool {
    ["docker/dockerfile", "docker/dockerfile-upstream"]
        .iter()
        .any(|name| image.strip_suffix(name).is_some_and(|mirror| mirror.is_empty() || mirror.ends_with('/')))
}

impl Frontend {
    /// The version that `# syntax=` asks for, and where; `docker/dockerfile:1` is the newest one, and so none of them.
    pub fn asked_for(file: &File, source: &SourceFile) -> Option<(Self, Span)> {
        let (tag, place) = frontend_tag(file, source)?;
        Some((tag.parse().ok().filter(|_| tag.contains('.'))?, place))
    }
}

impl Cx<'_> {
    /// Whether whoever builds the file reads a feature, as far as the project and the file say; where nobody says
    /// anything, it is the newest `BuildKit`.
    ///
    /// # Errors
    ///
    /// Why not, for people.
    pub fn reads(&self, feature: Feature) -> Result<(), NoFix> {
        let builder = self.builder().unwrap_or(Builder::Buildkit);
        let name = feature.as_str();
        if !feature.is_read_by(builder) {
            return Err(NoFix::new(format!("it needs `{name}`, which {} does not read", builder.title())));
        }
        let since = feature.since();
        let is_older = |version: Frontend| builder == Builder::Buildkit && version < since;
        let came = format!("it needs `{name}`, which came with version {}.{}", since.major, since.minor);
        if self.frontend().is_some_and(is_older) {
            return Err(NoFix::new(format!("{came} of the frontend, and an older one is configured")));
        }
        if Frontend::asked_for(self.file, self.source).is_some_and(|(asked, _)| is_older(asked)) {
            return Err(NoFix::new(format!("{came} of the frontend, and `# syntax=` asks for an older one")));
        }
        Ok(())
    }
}
