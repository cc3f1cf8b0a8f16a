//! Where the parts of a word end, by the look of its bytes.

/// Where the expansion that begins at `start` (`$(…)`, `${…}`, backquotes, `<(…)`) ends.
pub(crate) fn end_of_expansion(bytes: &[u8], start: usize) -> usize {
    let at = |index: usize| bytes.get(index).copied().unwrap_or_default();
    if at(start) == b'`' {
        let mut index = start + 1;
        while index < bytes.len() && at(index) != b'`' {
            index += if at(index) == b'\\' { 2 } else { 1 };
        }
        return (index + 1).min(bytes.len());
    }
    // What has to come to close what is open: a bracket, a brace, a quote.
    let mut open = Vec::new();
    let mut index = start + 1;
    while index < bytes.len() {
        let byte = at(index);
        let inside = open.last().copied();
        match byte {
            b'\\' if inside != Some(b'\'') => index += 1,
            _ if inside == Some(byte) => {
                open.pop();
                if open.is_empty() {
                    return index + 1;
                }
            }
            _ if inside == Some(b'\'') => {}
            b'(' if inside != Some(b'"') || at(index - 1) == b'$' => open.push(b')'),
            b'{' if at(index - 1) == b'$' => open.push(b'}'),
            b'"' => open.push(b'"'),
            b'\'' if inside != Some(b'"') => open.push(b'\''),
            _ => {}
        }
        index += 1;
    }
    bytes.len()
}

/// The length of the variable's name at the beginning of `bytes`: letters, or one special character.
pub(crate) fn name_length(bytes: &[u8]) -> usize {
    let letters = bytes.iter().take_while(|byte| **byte == b'_' || byte.is_ascii_alphanumeric()).count();
    match bytes.first() {
        Some(b'0'..=b'9' | b'@' | b'*' | b'#' | b'?' | b'$' | b'!' | b'-') => 1,
        _ => letters,
    }
}
