//! What the library found in a text, for whoever has the same text again: an editor, which changes one body of many.
//!
//! A text with its dialect has the same findings whoever asks, so that one memory serves all threads. Nobody has it
//! unless it was asked for: a command that reads each file once would fill it for nothing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use shuck_linter::Diagnostic;

use crate::Dialect;

static MEMORY: OnceLock<Mutex<Memory>> = OnceLock::new();

/// Keeps the findings of shell code for whoever has the same text again, up to so many bytes of text. Once in a process;
/// the first call counts.
///
/// ```
/// dlint_shell::reuse_findings(1 << 20);
/// ```
pub fn reuse_findings(bytes: usize) {
    let _ = MEMORY.set(Mutex::new(Memory { limit: bytes / 2, ..Memory::default() }));
}

type Found = HashMap<(String, Dialect), Arc<[Diagnostic]>>;

/// Two halves: what was asked for lately, and what was before that.
#[derive(Debug, Default)]
struct Memory {
    limit: usize,
    bytes: usize,
    young: Found,
    old: Found,
}

impl Memory {
    fn get(&mut self, key: &(String, Dialect)) -> Option<Arc<[Diagnostic]>> {
        if let Some(found) = self.young.get(key) {
            return Some(Arc::clone(found));
        }
        let (key, found) = self.old.remove_entry(key)?;
        self.put(key, Arc::clone(&found));
        Some(found)
    }

    fn put(&mut self, key: (String, Dialect), found: Arc<[Diagnostic]>) {
        self.bytes += key.0.len();
        self.young.insert(key, found);
        if self.bytes > self.limit {
            self.bytes = 0;
            self.old = std::mem::take(&mut self.young);
        }
    }
}

/// What `find` finds, or has found before in the same text.
pub(super) fn reused(
    text: &str,
    dialect: Dialect,
    find: impl FnOnce() -> Vec<Diagnostic>,
) -> Arc<[Diagnostic]> {
    let Some(memory) = MEMORY.get() else { return find().into() };
    let lock = || memory.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (text.to_owned(), dialect);
    if let Some(found) = lock().get(&key) {
        return found;
    }
    let found: Arc<[Diagnostic]> = find().into();
    lock().put(key, Arc::clone(&found));
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_asked_for_lately_stays() {
        let mut memory = Memory { limit: 10, ..Memory::default() };
        let key = |text: &str| (text.to_owned(), Dialect::default());
        let nothing: Arc<[Diagnostic]> = Arc::new([]);
        memory.put(key("first"), Arc::clone(&nothing));
        for number in 0..100 {
            memory.put(key(&format!("{number:04}")), Arc::clone(&nothing));
            assert!(memory.get(&key("first")).is_some(), "{number}");
            assert!(memory.young.len() + memory.old.len() < 8);
        }
        assert!(memory.get(&key("0001")).is_none());
    }
}
