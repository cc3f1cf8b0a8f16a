//! What kind of thing a value is, and values to choose from.

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// `true` or `false`.
    Boolean,
    /// One of the values that are offered, and no other.
    Choice,
    /// A stage, an image, or a context that the build is given.
    StageOrImage,
    /// `user`, `user:group`, `:group`, or their numbers.
    Owner,
    /// The number of a user or of a group.
    OwnerNumber,
    /// A mode of a file: `0644`, or `u=rw,go=r`.
    Mode,
    /// A mode of a file in octal digits only.
    OctalMode,
    /// `os/architecture`, with a variant where there are several.
    Platform,
    /// A time: `30s`, `1m30s`.
    Duration,
    /// A number from 0.
    Count,
    /// A size in bytes, or with a unit.
    Size,
    /// A mount: `key=value` pairs between commas.
    Mount,
    /// A device, as CDI names it.
    Device,
    /// A pattern of paths, as in `.dockerignore`.
    Pattern,
    /// What a download must be: `sha256:…`, or a commit.
    Checksum,
    /// A path in the container.
    Path,
    /// A path in the build context, or in what `from` names.
    SourcePath,
    /// A name that the build and its caller agree on.
    Id,
    /// The name of an environment variable.
    VariableName,
    /// A reference to an image.
    Image,
}

/// A value to choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offer {
    /// The value as it is written.
    pub value: &'static str,
    /// What it means.
    pub doc: &'static str,
}

/// A row of a table of values.
pub(super) const fn offer(value: &'static str, doc: &'static str) -> Offer {
    Offer { value, doc }
}

/// The values of what is on or off.
pub(super) const BOOLEANS: &[Offer] = &[offer("true", "on"), offer("false", "off")];
