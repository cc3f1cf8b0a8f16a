//! Why a reference refers to nothing.

use std::fmt;

use dlint_text::Span;

/// A reason, and the part that it is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Problem {
    /// The reason.
    pub kind: ProblemKind,
    /// The place in the file of the part that is wrong.
    pub span: Span,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.kind.fmt(f)
    }
}

/// What can be wrong with a reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ProblemKind {
    /// There is no name.
    EmptyName,
    /// Two slashes, or one at an end.
    EmptyComponent,
    /// The registry is neither a name of a host nor an address, or its port is no number.
    InvalidDomain,
    /// The path has upper case.
    UppercaseRepository,
    /// The path has a character that no path has.
    InvalidCharacter(char),
    /// A part of the path begins or ends with a separator, or has too many in a row.
    MisplacedSeparator,
    /// The path is longer than 255 characters.
    NameTooLong,
    /// The name is 64 hexadecimal digits, as the number of an image is.
    LooksLikeId,
    /// There is nothing behind the `:`.
    EmptyTag,
    /// The tag begins with `.` or `-`, or has a character that no tag has.
    InvalidTag,
    /// The tag is longer than 128 characters.
    TagTooLong,
    /// The digest is not `algorithm:hexadecimal digits`.
    InvalidDigest,
    /// The digest's algorithm is not sha256, sha384 or sha512.
    UnknownAlgorithm,
    /// The digest does not have as many digits as its algorithm's have.
    DigestLength {
        /// The right number.
        expected: usize,
    },
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = match self {
            Self::EmptyName => "there is no name",
            Self::EmptyComponent => "there is nothing between two slashes of the name",
            Self::InvalidDomain => "this is no registry's host",
            Self::UppercaseRepository => "the name of a repository is in lower case",
            Self::InvalidCharacter(c) => {
                return write!(f, "the name of a repository has no `{}`", c.escape_debug());
            }
            Self::MisplacedSeparator => "`.`, `_` and `-` stand between letters or digits, `.` alone",
            Self::NameTooLong => "the name of a repository has at most 255 characters",
            Self::LooksLikeId => "a name cannot be 64 hexadecimal digits",
            Self::EmptyTag => "there is no tag behind the `:`",
            Self::InvalidTag => {
                "a tag has letters, digits, `_`, `.` and `-`, and begins with neither `.` nor `-`"
            }
            Self::TagTooLong => "a tag has at most 128 characters",
            Self::InvalidDigest => "a digest is an algorithm, a `:`, and lower-case hexadecimal digits",
            Self::UnknownAlgorithm => "the digest's algorithm is none of sha256, sha384 and sha512",
            Self::DigestLength { expected } => {
                return write!(f, "the digest must have {expected} digits");
            }
        };
        f.write_str(text)
    }
}
