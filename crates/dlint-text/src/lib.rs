//! Text, and places in text.
//!
//! Everything dlint says ends in a place of a file, so places are made here once: byte [`Span`]s, the
//! [`SourceFile`] they belong to, lines and columns in the three encodings that tools count in, text
//! that was put together from pieces of a file ([`MappedText`]), and [`Edit`]s.
//!
//! This crate knows nothing of Dockerfiles and never touches a disk.

mod edit;
mod line_index;
mod mapped;
mod source;
mod span;

pub use edit::{Edit, EditError, apply_edits, check_edits};
pub use line_index::{Encoding, LineColumn, LineIndex};
pub use mapped::{MappedText, MappedTextBuilder, Segment};
pub use source::{DecodeError, MAX_FILE_BYTES, Newline, SourceFile};
pub use span::Span;
