//! Splitting the expanded text into words.
//!
//! Whether a space ends a word depends on where it came from (quoted or not), which can no longer
//! be told from the text. So the words are collected while the text is written.

use std::ops::Range;

/// The words so far, and the beginning of the next one.
#[derive(Debug, Default)]
pub(super) struct Words {
    complete: Vec<String>,
    /// Where in the input each of them came from.
    ranges: Vec<Range<usize>>,
    partial: String,
    /// Where the current word came from, as far as it goes.
    partial_range: Range<usize>,
    /// Where what is added next begins in the input.
    mark: usize,
}

impl Words {
    /// What is added next begins at this place of the input.
    pub(super) fn mark(&mut self, offset: usize) {
        self.mark = offset;
    }

    /// Adds text of which every white-space character ends a word. It came from the mark up to `end`.
    pub(super) fn add_plain(&mut self, text: &str, end: usize) {
        for c in text.chars() {
            if c.is_whitespace() {
                self.end_word();
            } else {
                self.grow(end);
                self.partial.push(c);
            }
        }
    }

    /// Adds text to the current word, white space and all. It came from the mark up to `end`.
    pub(super) fn add_raw(&mut self, text: &str, end: usize) {
        if !text.is_empty() {
            self.grow(end);
            self.partial.push_str(text);
        }
    }

    /// Forgets the beginning of the current word.
    ///
    /// The reference collects the words inside of `${…}` in the same buffer and clears it first, so
    /// that what stood there is lost.
    pub(super) fn forget_partial(&mut self) {
        self.partial.clear();
    }

    /// All words, the current one included, and where they came from.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Range<usize>>) {
        self.end_word();
        (self.complete, self.ranges)
    }

    /// The current word reaches up to `end`.
    fn grow(&mut self, end: usize) {
        if self.partial.is_empty() {
            self.partial_range.start = self.mark;
        }
        self.partial_range.end = end;
    }

    fn end_word(&mut self) {
        if !self.partial.is_empty() {
            self.complete.push(std::mem::take(&mut self.partial));
            self.ranges.push(self.partial_range.clone());
        }
    }
}
