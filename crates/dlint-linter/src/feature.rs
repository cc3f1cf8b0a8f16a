//! The syntax that not every builder reads, and who reads it: the one place that fixes and advice go by.

use dlint_diagnostics::NoFix;
use dlint_syntax::DirectiveKind;

use crate::{Builder, Cx, Frontend};

/// A part of the language that came later than the others.
///
/// The versions are those of `BuildKit`'s frontend; Buildah's builds were tried with 1.28, and nothing is taken for
/// granted of the other two but what Docker's builder had before `BuildKit`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Feature {
    /// `RUN --mount=…`.
    Mount,
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
    pub const ALL: [Self; 5] = [Self::Mount, Self::Chmod, Self::Link, Self::SecretEnv, Self::Unpack];

    /// How it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mount => "RUN --mount",
            Self::Chmod => "--chmod",
            Self::Link => "--link",
            Self::SecretEnv => "RUN --mount=type=secret,env=…",
            Self::Unpack => "ADD --unpack",
        }
    }

    /// The first version of the frontend that reads it.
    pub const fn since(self) -> Frontend {
        let minor = match self {
            Self::Mount | Self::Chmod => 2,
            Self::Link => 4,
            Self::SecretEnv => 10,
            Self::Unpack => 17,
        };
        Frontend { major: 1, minor, labs: false }
    }

    /// Whether a builder reads it in some version, and nobody knows of one in use that does not.
    pub const fn is_read_by(self, builder: Builder) -> bool {
        match builder {
            Builder::Buildkit => true,
            Builder::Buildah => matches!(self, Self::Mount | Self::Chmod),
            Builder::Kaniko | Builder::Classic => false,
        }
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
        if self.asked_for().is_some_and(is_older) {
            return Err(NoFix::new(format!("{came} of the frontend, and `# syntax=` asks for an older one")));
        }
        Ok(())
    }

    /// The version that `# syntax=` asks for: that of `docker/dockerfile:1.4`; `docker/dockerfile:1` is the newest one.
    fn asked_for(&self) -> Option<Frontend> {
        let mut directives = self.file.directives.iter();
        let syntax = directives.find(|directive| directive.kind == DirectiveKind::Syntax)?;
        let (image, tag) = self.source.slice(syntax.value).split('@').next()?.rsplit_once(':')?;
        (image.contains("dockerfile") && tag.contains('.')).then(|| tag.parse().ok())?
    }
}
