//! What recognises a finding after its file has changed.

use std::fmt;

/// A number made from a finding's code and the text it is about, and from nothing else.
///
/// It has no line numbers in it, so a finding that moved keeps it. Two findings of one code about the same text
/// have the same fingerprint; whoever counts findings must count them.
///
/// The hash is FNV-1a with 64 bits: it is the same on every machine and in every version of dlint, which the
/// hashers of the standard library do not promise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Fingerprint(u64);

impl Fingerprint {
    /// The fingerprint of a finding under `code` about `text`.
    ///
    /// Runs of white space count as one blank, so that re-indenting an instruction changes nothing.
    pub fn new(code: &str, text: &str) -> Self {
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        hash.write(code.as_bytes());
        for word in text.split_whitespace() {
            hash.write(b" ");
            hash.write(word.as_bytes());
        }
        Self(hash.0)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}", self.0)
    }
}

struct Fnv(u64);

impl Fnv {
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn white_space_does_not_count_and_words_do() {
        let one = Fingerprint::new("DL3007", "FROM  app:latest");
        assert_eq!(one, Fingerprint::new("DL3007", "FROM\tapp:latest "));
        assert_ne!(one, Fingerprint::new("DL3007", "FROM app :latest"));
        assert_ne!(one, Fingerprint::new("DL3006", "FROM app:latest"));
    }

    #[test]
    fn the_hash_is_fnv_1a() {
        // The published test vector for "a".
        let mut hash = Fnv(0xcbf2_9ce4_8422_2325);
        hash.write(b"a");
        assert_eq!(hash.0, 0xaf63_dc4c_8601_ec8c);
    }
}
