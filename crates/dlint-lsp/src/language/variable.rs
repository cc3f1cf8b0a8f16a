//! The variables that a builder brings along, and the build arguments that it goes by itself.
//!
//! No shell has variables of its own that are offered: what a base image sets is the model's to know.
//! Source: <https://docs.docker.com/reference/dockerfile/#predefined-args>, and
//! <https://docs.docker.com/build/building/variables/#build-tool-configuration-variables> for the builder's own.

/// A predefined build argument.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// What it holds, or what it does.
    pub doc: &'static str,
    /// Where it can be used.
    pub kind: VariableKind,
}

/// Where a predefined variable can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum VariableKind {
    /// In every `FROM`; in a stage behind an `ARG` of its name.
    Platform,
    /// In a `RUN`, where the caller gives it; in other instructions behind an `ARG` of its name.
    Proxy,
    /// By the builder itself, where the caller or an `ARG` gives it.
    Builder,
}

/// The predefined variable of this name, which is compared letter by letter.
pub fn variable(name: &str) -> Option<&'static Variable> {
    VARIABLES.iter().find(|variable| variable.name == name)
}

const fn platform(name: &'static str, doc: &'static str) -> Variable {
    Variable { name, doc, kind: VariableKind::Platform }
}

const fn proxy(name: &'static str, doc: &'static str) -> Variable {
    Variable { name, doc, kind: VariableKind::Proxy }
}

const fn builder(name: &'static str, doc: &'static str) -> Variable {
    Variable { name, doc, kind: VariableKind::Builder }
}

const HTTP: &str = "The proxy for addresses with `http:`.";
const HTTPS: &str = "The proxy for addresses with `https:`.";
const FTP: &str = "The proxy for addresses with `ftp:`.";
const ALL: &str = "The proxy for everything else.";
const NONE: &str = "The hosts that are asked without a proxy, between commas.";

/// The predefined variables.
pub const VARIABLES: &[Variable] = &[
    platform("BUILDPLATFORM", "The platform that builds: `linux/amd64`."),
    platform("BUILDOS", "The system of the platform that builds: `linux`."),
    platform("BUILDARCH", "The architecture that builds: `amd64`."),
    platform("BUILDVARIANT", "The variant of that architecture: `v7`; mostly empty."),
    platform("BUILDOSVERSION", "The version of the system that builds; Windows has one, Linux does not."),
    platform("TARGETPLATFORM", "The platform that the image is for: `linux/arm64`."),
    platform("TARGETOS", "The system that the image is for: `linux`."),
    platform("TARGETARCH", "The architecture that the image is for: `arm64`."),
    platform("TARGETVARIANT", "The variant of that architecture: `v7`; mostly empty."),
    platform(
        "TARGETOSVERSION",
        "The version of the system that the image is for; Windows has one, Linux does not.",
    ),
    platform("TARGETSTAGE", "The name of the stage that is built, or `default`; frontend 1.11."),
    proxy("HTTP_PROXY", HTTP),
    proxy("HTTPS_PROXY", HTTPS),
    proxy("FTP_PROXY", FTP),
    proxy("ALL_PROXY", ALL),
    proxy("NO_PROXY", NONE),
    proxy("http_proxy", HTTP),
    proxy("https_proxy", HTTPS),
    proxy("ftp_proxy", FTP),
    proxy("all_proxy", ALL),
    proxy("no_proxy", NONE),
    builder(
        "SOURCE_DATE_EPOCH",
        "The time that the image gets, in seconds since 1970, so that builds are alike; frontend 1.5.",
    ),
    builder("BUILDKIT_SYNTAX", "The image of the frontend, in place of `# syntax=`."),
    builder("BUILDKIT_DOCKERFILE_CHECK", "What `# check=` says, in its place."),
    builder("BUILDKIT_CACHE_MOUNT_NS", "A name that keeps the cache mounts of this build apart from others."),
    builder("BUILDKIT_CONTEXT_KEEP_GIT_DIR", "Whether a context from a Git repository keeps its `.git`."),
    builder("BUILDKIT_INLINE_CACHE", "Whether the image tells later builds what they can take from it."),
    builder("BUILDKIT_MULTI_PLATFORM", "Whether one platform alone is written like several."),
    builder("BUILDKIT_SANDBOX_HOSTNAME", "The name of the host that a `RUN` sees."),
    builder("BUILDKIT_BUILD_NAME", "The name of the build in the builder's history."),
    builder(
        "BUILDKIT_SBOM_SCAN_CONTEXT",
        "Whether the list of what is in the image covers the build context.",
    ),
    builder("BUILDKIT_SBOM_SCAN_STAGE", "Whether that list covers other stages: `true`, or their names."),
];
