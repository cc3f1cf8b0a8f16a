//! A command in shell form, or what was meant to be an array, as the array of words that it comes to.

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

/// The array that was meant by one that is no JSON for its quotes and commas alone: `['a', 'b',]`, `["a" "b"]`.
pub(crate) fn as_meant(text: &str) -> Option<String> {
    let mut rest = text.trim().strip_prefix('[')?.strip_suffix(']')?.trim();
    let mut words = Vec::new();
    while let Some(quote) = rest.chars().next() {
        let (word, behind) = rest.strip_prefix(['"', '\''])?.split_once(quote)?;
        // What a backslash was to say, nobody knows, nor which quote was to be a part of a word.
        if word.contains(['\\', '"', '\'']) || word.contains(|c: char| c.is_control()) {
            return None;
        }
        words.push(format!("\"{word}\""));
        let next = behind.trim_start();
        let is_apart = next.is_empty() || next.len() < behind.len() || next.starts_with(',');
        rest = next.strip_prefix(',').unwrap_or(next).trim_start();
        if !is_apart {
            return None;
        }
    }
    (!words.is_empty()).then(|| format!("[{}]", words.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::as_meant;

    #[test]
    fn quotes_and_commas_are_put_right_and_nothing_else() {
        for text in ["['a', 'b']", "[\"a\", \"b\",]", "[\"a\" \"b\"]", "[ 'a','b' , ]"] {
            assert_eq!(as_meant(text).as_deref(), Some("[\"a\", \"b\"]"), "{text}");
        }
        for text in
            ["[\"a\"", "[a, b]", "['a'\"b\"]", "[\"a\\b\"]", "['say \"a\"']", "[]", "[,]", "['a',,'b']"]
        {
            assert_eq!(as_meant(text), None, "{text}");
        }
    }
}
