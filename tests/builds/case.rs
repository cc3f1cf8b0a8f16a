//! A case: a Dockerfile with a fault, its build context, and what its `case.toml` says of the fix.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

/// What `case.toml` says.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Case {
    /// The name of its folder.
    #[serde(skip)]
    pub(crate) name: String,
    /// What the pair of images shows, for the table.
    pub(crate) proves: String,
    /// The rules that are to repair it, and no others.
    pub(crate) codes: Vec<String>,
    /// Which fixes are asked for.
    pub(crate) fix: Fix,
    /// The images of `setup.sh` that it begins with.
    pub(crate) image: Image,
    /// Why this builder cannot build it as it is written, if it cannot.
    pub(crate) parsed_only: Option<String>,
    /// What stands for the forms that the builder lacks.
    #[serde(default)]
    pub(crate) nearest: Vec<Nearest>,
    /// Why the images differ more than they should, where that is known and not yet repaired.
    pub(crate) known: Option<String>,
    /// A file of the context that the harness fills, so that a layer weighs something.
    pub(crate) heavy: Option<String>,
    /// The file of the context that is changed before the second build.
    pub(crate) touch: Option<String>,
    /// The build argument that has another value in the second build, as `NAME=VALUE`.
    pub(crate) change_arg: Option<String>,
    /// By how many bytes the image may grow, as that is the price of the fix.
    #[serde(default)]
    pub(crate) may_grow: usize,
    /// A made-up secret, which is in the image before, and nowhere in the one after.
    pub(crate) secret: Option<String>,
    /// What may differ between the images.
    #[serde(default)]
    pub(crate) differs: Differs,
    /// The build of the Dockerfile as it was.
    #[serde(default)]
    pub(crate) before: Side,
    /// The build of the repaired one.
    #[serde(default)]
    pub(crate) after: Side,
}

/// Which fixes a case asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Fix {
    /// Those that leave the meaning of the image as it was.
    Safe,
    /// All.
    Unsafe,
    /// There is only advice; `advised.Dockerfile` follows it.
    None,
    /// There is advice, and a fix would do harm; nothing is changed, and nothing built anew.
    Refused,
}

/// What `setup.sh` makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Image {
    Busybox,
    Alpine,
    Debian,
    Python,
    Node,
}

impl Image {
    /// What `setup.sh` calls it, and the name it has in a Dockerfile.
    pub(crate) const fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Busybox => ("busybox", "busybox:1.36"),
            Self::Alpine => ("alpine", "alpine:3.22"),
            Self::Debian => ("debian", "debian:12"),
            Self::Python => ("python", "python:3.11"),
            Self::Node => ("node", "node:18"),
        }
    }
}

/// A form that the builder has, in place of one that it lacks.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Nearest {
    pub(crate) form: String,
    pub(crate) instead: String,
}

/// What may differ between the images. Whatever is declared has to be found.
#[derive(Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Differs {
    /// Paths that only the image before has; `*` stands for anything.
    pub(crate) removed: Vec<String>,
    /// Paths that only the image after has.
    pub(crate) added: Vec<String>,
    /// Paths with another content, mode or owner.
    pub(crate) changed: Vec<String>,
    /// Keys of the configuration.
    pub(crate) config: Vec<String>,
}

/// One of the two builds.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "kebab-case", deny_unknown_fields)]
pub(crate) struct Side {
    /// As `NAME=VALUE`.
    pub(crate) build_args: Vec<String>,
    /// Files of the case's folder that are handed over as secrets, as `ID=FILE`.
    pub(crate) secrets: Vec<String>,
    /// How the steps begin that are found in the cache of the second build.
    pub(crate) cached: Vec<String>,
    /// What the second build prints, such as that something was at hand.
    pub(crate) prints: Option<String>,
}

impl Case {
    /// The cases, in the order of their names.
    pub(crate) fn all() -> Result<Vec<Self>, String> {
        let mut cases = Vec::new();
        for entry in fs::read_dir(root().join("tests/builds/cases")).map_err(text)?.flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let written = fs::read_to_string(entry.path().join("case.toml"))
                .map_err(|error| format!("{name}/case.toml: {error}"))?;
            let case: Self =
                toml::from_str(&written).map_err(|error| format!("{name}/case.toml: {error}"))?;
            cases.push(Self { name, ..case });
        }
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(cases)
    }

    /// A file of the case's folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        root().join("tests/builds/cases").join(&self.name).join(name)
    }

    /// What stands in a file of the case's folder.
    pub(crate) fn read(&self, name: &str) -> Result<String, String> {
        fs::read_to_string(self.path(name)).map_err(|error| format!("{}/{name}: {error}", self.name))
    }

    /// The text of the repaired Dockerfile: the fix's, or that of somebody who followed the advice.
    pub(crate) const fn repaired(&self) -> &'static str {
        match self.fix {
            Fix::Safe | Fix::Unsafe => "fixed.Dockerfile",
            Fix::None => "advised.Dockerfile",
            Fix::Refused => "naive.Dockerfile",
        }
    }

    /// A text as this builder can build it.
    pub(crate) fn buildable(&self, dockerfile: &str) -> String {
        self.nearest.iter().fold(dockerfile.to_owned(), |text, form| text.replace(&form.form, &form.instead))
    }
}

/// The repository's root.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// An error as a text.
pub(crate) fn text(error: impl std::fmt::Display) -> String {
    error.to_string()
}
