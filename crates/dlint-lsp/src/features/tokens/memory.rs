//! What was painted in the version before: reading shells is nearly all that tokens cost, and from one keystroke to the
//! next a single step changes.

use std::collections::HashMap;
use std::sync::Arc;

use dlint_shell::Dialect;

use super::canvas::Stroke;

/// What the steps of a document were painted with, by their text and the shell that reads it.
///
/// It holds what the last version had, and nothing older. What a variable that is set elsewhere comes to is not asked
/// again: hardly any word is another thing for it.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    before: HashMap<Box<str>, Painted>,
    now: HashMap<Box<str>, Painted>,
    escape: char,
}

/// What a text was painted with, as if it began at 0.
#[derive(Debug, Clone)]
struct Painted {
    dialect: Dialect,
    strokes: Arc<[Stroke]>,
}

impl Memory {
    /// A version begins, in which this is the escape character.
    pub(super) fn begin(&mut self, escape: char) {
        if self.escape != escape {
            *self = Self { escape, ..Self::default() };
        }
    }

    /// What a step's text was painted with.
    pub(super) fn recall(&mut self, text: &str, dialect: Dialect) -> Option<Arc<[Stroke]>> {
        if let Some(known) = self.now.get(text) {
            return (known.dialect == dialect).then(|| Arc::clone(&known.strokes));
        }
        if self.before.get(text)?.dialect != dialect {
            return None;
        }
        let (text, known) = self.before.remove_entry(text)?;
        let strokes = Arc::clone(&known.strokes);
        self.now.insert(text, known);
        Some(strokes)
    }

    /// Remembers what was painted on a text that begins at `start`.
    pub(super) fn keep(&mut self, text: &str, dialect: Dialect, start: u32, painted: &[Stroke]) {
        let strokes = painted.iter().map(|stroke| stroke.moved(start, 0)).collect();
        self.now.insert(text.into(), Painted { dialect, strokes });
    }

    /// Forgets what this version had no more use for.
    pub(super) fn forget(&mut self) {
        self.before = std::mem::take(&mut self.now);
    }
}
