//! A command in shell form as the array of words that it comes to.

/// Commands of a shell that are no programs, or do something else as such.
const BUILTINS: &[&str] =
    &[".", ":", "cd", "eval", "exec", "export", "set", "source", "trap", "ulimit", "umask", "unset", "wait"];

/// The words of a command as a JSON array, if no shell is needed to read it.
pub(crate) fn as_json(text: &str) -> Option<String> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || " \t_./:@%+,-=".contains(c);
    let words: Vec<&str> = text.split_ascii_whitespace().collect();
    let first = words.first()?;
    if !text.chars().all(is_plain) || first.contains('=') || BUILTINS.contains(first) {
        return None;
    }
    let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Some(format!("[{}]", quoted.join(", ")))
}
