//! Which values may well be somebody's real secret, and which only stand in its place.

/// What people write where a real value goes later, or where none is needed.
const STAND_INS: [&str; 28] = [
    "***",
    "abc123",
    "admin",
    "change",
    "default",
    "demo",
    "dummy",
    "example",
    "fake",
    "foobar",
    "here",
    "insecure",
    "invalid",
    "letmein",
    "mock",
    "none",
    "null",
    "passwd",
    "password",
    "passw0rd",
    "placeholder",
    "qwerty",
    "redacted",
    "replace",
    "sample",
    "secret",
    "test",
    "your",
];

/// Whether a value only stands in the place of a secret: `changeme`, `<token>`, `xxxx`, `${TOKEN}`.
pub(super) fn is_stand_in(value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    let has_hole = value.contains(['$', '<', '>', '`']) || value.contains("{{") || value.contains("...");
    has_hole
        || lower.contains("xxx")
        || is_row(&lower)
        || lower.starts_with("12345")
        || value.starts_with('%') && value.ends_with('%')
        || STAND_INS.iter().any(|word| lower.contains(word))
}

/// Whether eight letters or digits in their own order are a part of it: `abcdefgh`, `34567890`.
fn is_row(lower: &str) -> bool {
    let follows = |pair: &[u8]| match pair {
        [b'9', b'0'] => true,
        [a, b] => a.is_ascii_alphanumeric() && b.is_ascii_alphanumeric() && a + 1 == *b,
        _ => false,
    };
    lower.as_bytes().windows(8).any(|row| row.windows(2).all(follows))
}

/// Whether the value of a variable that is named like a secret may well be a real one: long enough, of more than a few
/// letters, and nothing that people write in its place.
///
/// ```
/// use dlint_model::secrets::is_written_out;
///
/// assert!(is_written_out("kR7pWz2mQx"));
/// assert!(!is_written_out("changeme"));
/// assert!(!is_written_out("klmnopqrst"));
/// assert!(!is_written_out("${TOKEN}"));
/// ```
pub fn is_written_out(value: &str) -> bool {
    value.len() >= 8 && !is_stand_in(value) && entropy(value) >= 2.5
}

/// How many bits each character of a text tells: 0 for one letter again and again, 4 for random hexadecimal digits.
pub(super) fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let length = f64::from(u32::try_from(text.len().max(1)).unwrap_or(u32::MAX));
    let share = |count: &u32| f64::from(*count) / length;
    counts.iter().filter(|count| **count > 0).map(share).map(|share| -share * share.log2()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_in_the_place_of_a_secret_is_none() {
        for value in [
            "changeme",
            "xxxxxxxxxxxx",
            "<your token>",
            "${TOKEN}",
            "{{ token }}",
            "hunter",
            "aaaaaaaaaaaa",
            "ghp_aBcDeFgHiJkLmNoP",
            "tok-1234567890",
        ] {
            assert!(!is_written_out(value), "{value}");
        }
        for value in ["kR7pWz2mQx", "correct horse battery", "ZyCnLAhYKBIJ"] {
            assert!(is_written_out(value), "{value}");
        }
    }

    #[test]
    fn entropy_is_that_of_the_characters() {
        assert!(entropy("aaaa") < 0.01);
        assert!((entropy("abcd") - 2.0).abs() < 0.01);
        assert!(entropy("") < 0.01);
    }
}
