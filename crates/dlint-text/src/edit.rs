//! Changes to a text.

use std::fmt;

use crate::Span;

/// Replace the bytes under `span` by `text`. An empty span inserts, an empty text deletes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Edit {
    /// What goes.
    pub span: Span,
    /// What comes instead.
    pub text: String,
}

impl Edit {
    /// Puts `text` where `span` was.
    pub fn replace(span: Span, text: impl Into<String>) -> Self {
        Self { span, text: text.into() }
    }

    /// Puts `text` in front of the byte at `offset`.
    pub fn insert(offset: u32, text: impl Into<String>) -> Self {
        Self::replace(Span::at(offset), text)
    }

    /// Takes the bytes under `span` out.
    pub fn delete(span: Span) -> Self {
        Self::replace(span, "")
    }
}

/// Why edits cannot be applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EditError {
    /// Two edits touch the same byte, so their result would depend on their order.
    Overlap(Span, Span),
    /// An edit begins or ends outside of the text, or inside a character.
    OutOfText(Span),
}

impl fmt::Display for EditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Overlap(a, b) => write!(f, "the edits at bytes {a:?} and {b:?} overlap"),
            Self::OutOfText(span) => write!(f, "the edit at bytes {span:?} is not inside the text"),
        }
    }
}

impl std::error::Error for EditError {}

/// Applies edits to `text`. Their order does not matter; overlapping ones are an error.
///
/// # Errors
///
/// [`EditError`] when two edits overlap or one does not lie inside the text, on character boundaries.
///
/// ```
/// use dlint_text::{Edit, Span, apply_edits};
///
/// let edits = [Edit::insert(11, " AS build"), Edit::replace(Span::new(5, 11), "debian")];
/// assert_eq!(apply_edits("FROM ubuntu\n", &edits)?, "FROM debian AS build\n");
/// # Ok::<(), dlint_text::EditError>(())
/// ```
pub fn apply_edits(text: &str, edits: &[Edit]) -> Result<String, EditError> {
    let sorted = fitting(text, edits)?;
    let mut result = String::with_capacity(text.len());
    let mut copied = 0;
    for edit in sorted {
        result.push_str(Span::new(copied, edit.span.start).slice(text));
        result.push_str(&edit.text);
        copied = edit.span.end;
    }
    result.push_str(text.get(copied as usize..).unwrap_or_default());
    Ok(result)
}

/// Whether [`apply_edits`] can apply the edits to `text`; costs nothing for the length of the text.
///
/// # Errors
///
/// As for [`apply_edits`].
pub fn check_edits(text: &str, edits: &[Edit]) -> Result<(), EditError> {
    fitting(text, edits).map(|_| ())
}

/// The edits in the order of the text, if they fit it.
fn fitting<'a>(text: &str, edits: &'a [Edit]) -> Result<Vec<&'a Edit>, EditError> {
    let mut sorted: Vec<&Edit> = edits.iter().collect();
    sorted.sort_by_key(|edit| edit.span);
    let mut before = Span::at(0);
    for edit in &sorted {
        if edit.span.start < before.end {
            return Err(EditError::Overlap(before, edit.span));
        }
        if text.get(edit.span.range()).is_none() {
            return Err(EditError::OutOfText(edit.span));
        }
        before = edit.span;
    }
    Ok(sorted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_apply_in_the_order_of_the_text() {
        let edits =
            [Edit::delete(Span::new(4, 6)), Edit::insert(0, ">"), Edit::replace(Span::new(1, 2), "B")];
        assert_eq!(apply_edits("abcdef", &edits).unwrap(), ">aBcd");
    }

    #[test]
    fn overlapping_edits_are_refused() {
        let edits = [Edit::delete(Span::new(0, 3)), Edit::delete(Span::new(2, 4))];
        assert_eq!(apply_edits("abcdef", &edits), Err(EditError::Overlap(Span::new(0, 3), Span::new(2, 4))));
    }

    #[test]
    fn edits_outside_the_text_or_inside_a_character_are_refused() {
        assert!(apply_edits("ab", &[Edit::insert(3, "x")]).is_err());
        assert!(apply_edits("é", &[Edit::insert(1, "x")]).is_err());
    }
}
