//! A bound on what one expansion may cost.
//!
//! `${a//?/${a//?/${a//?/$a}}}` multiplies the length of its result with every level: a few hundred
//! bytes of input would fill any memory. The reference has no defence against that, but a linter is
//! run on files nobody has looked at yet.

/// What one expansion may spend in all: bytes of values used and replacements written, whether they
/// end up in the result or not. Far above what any real file needs, and still handled in a moment.
const LIMIT: usize = 64 * 1024 * 1024;

/// How many single comparisons of a character with a pattern cost as much as one byte of text.
const COMPARISONS_PER_BYTE: usize = 64;

/// What is left to spend.
#[derive(Debug)]
pub(super) struct Budget {
    left: usize,
}

impl Default for Budget {
    fn default() -> Self {
        Self { left: LIMIT }
    }
}

impl Budget {
    /// Pays for `bytes` bytes of text; `None` if there is not enough left.
    pub(super) fn spend(&mut self, bytes: usize) -> Option<()> {
        self.left = self.left.checked_sub(bytes)?;
        Some(())
    }

    /// Pays for the worst that matching `pattern` against `value` can take.
    pub(super) fn spend_on_matching(&mut self, value: &str, pattern: &str) -> Option<()> {
        let comparisons = value.len().saturating_mul(pattern.len());
        self.spend(comparisons / COMPARISONS_PER_BYTE)
    }
}
