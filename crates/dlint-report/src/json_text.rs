//! Strings in JSON that are safe to print.
//!
//! JSON itself asks only for C0 controls to be escaped. DEL, C1 and bidirectional controls may stand raw in it,
//! and a document that is printed in a terminal would then do what no other format of dlint lets a file do.
//! Escaped, the document means exactly the same.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::ser::Formatter;

use crate::printable::is_unsafe;

/// Writes a value as compact JSON that is safe to print.
///
/// # Errors
///
/// Those of the writer, and of a value that JSON cannot hold.
pub fn write_json(value: &impl Serialize, out: &mut (impl Write + ?Sized)) -> io::Result<()> {
    Ok(value.serialize(&mut serde_json::Serializer::with_formatter(out, SafeText))?)
}

/// Compact JSON with `\u` escapes for all that [`printable`](crate::printable) replaces.
struct SafeText;

impl Formatter for SafeText {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        let mut rest = fragment;
        while let Some((at, c)) = rest.char_indices().find(|(_, c)| is_unsafe(*c)) {
            let (safe, behind) = rest.split_at_checked(at).unwrap_or((rest, ""));
            writer.write_all(safe.as_bytes())?;
            // Characters beyond the basic plane are two escapes, a surrogate pair.
            for unit in c.encode_utf16(&mut [0; 2]) {
                write!(writer, "\\u{unit:04x}")?;
            }
            rest = behind.strip_prefix(c).unwrap_or_default();
        }
        writer.write_all(rest.as_bytes())
    }
}
