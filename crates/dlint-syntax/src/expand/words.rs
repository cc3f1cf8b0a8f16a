//! Splitting the expanded text into words.
//!
//! Whether a space ends a word depends on where it came from (quoted or not), which can no longer
//! be told from the text. So the words are collected while the text is written.

/// The words so far, and the beginning of the next one.
#[derive(Debug, Default)]
pub(super) struct Words {
    complete: Vec<String>,
    partial: String,
}

impl Words {
    /// Adds text of which every white-space character ends a word.
    pub(super) fn add_plain(&mut self, text: &str) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.end_word();
            } else {
                self.partial.push(c);
            }
        }
    }

    /// Adds text to the current word, white space and all.
    pub(super) fn add_raw(&mut self, text: &str) {
        self.partial.push_str(text);
    }

    /// Forgets the beginning of the current word.
    ///
    /// The reference collects the words inside of `${…}` in the same buffer and clears it first, so
    /// that what stood there is lost.
    pub(super) fn forget_partial(&mut self) {
        self.partial.clear();
    }

    /// All words, the current one included.
    pub(super) fn finish(mut self) -> Vec<String> {
        self.end_word();
        self.complete
    }

    fn end_word(&mut self) {
        if !self.partial.is_empty() {
            self.complete.push(std::mem::take(&mut self.partial));
        }
    }
}
