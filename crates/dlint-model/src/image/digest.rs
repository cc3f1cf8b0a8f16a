//! Digests: an algorithm and the digits it gives.
//!
//! By the rules of <https://pkg.go.dev/github.com/opencontainers/go-digest>, which Docker reads them with.

use super::problem::ProblemKind;

/// What is wrong with a digest.
pub(super) fn problem(digest: &str) -> Option<ProblemKind> {
    let Some((algorithm, digits)) = digest.split_once(':') else { return Some(ProblemKind::InvalidDigest) };
    let expected = match algorithm {
        "sha256" => 64,
        "sha384" => 96,
        "sha512" => 128,
        _ if is_algorithm(algorithm) => return Some(ProblemKind::UnknownAlgorithm),
        _ => return Some(ProblemKind::InvalidDigest),
    };
    if digits.is_empty() || !digits.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f')) {
        return Some(ProblemKind::InvalidDigest);
    }
    (digits.len() != expected).then_some(ProblemKind::DigestLength { expected })
}

/// Whether it could be an algorithm: words with one of `+._-` between them.
fn is_algorithm(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    text.split(['+', '.', '_', '-']).all(word)
}
