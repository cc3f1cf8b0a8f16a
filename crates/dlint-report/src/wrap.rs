//! Text in lines that fit into a terminal, which would cut words in two.

/// A text in lines of at most `width` characters, broken at blanks; a longer word has a line of its own. Where the width
/// is not known, or too small to be of use, the text stays as it is.
///
/// ```
/// assert_eq!(dlint_report::wrapped("one two three", Some(24)), "one two three");
/// assert_eq!(dlint_report::wrapped("the tag moves with every release", Some(20)), "the tag moves with\nevery release");
/// ```
pub fn wrapped(text: &str, width: Option<usize>) -> String {
    const LEAST: usize = 20;
    let Some(width) = width.filter(|width| *width >= LEAST) else { return text.to_owned() };
    let mut out = String::with_capacity(text.len() + text.len() / width);
    for (at, line) in text.split('\n').enumerate() {
        if at > 0 {
            out.push('\n');
        }
        let mut used = 0;
        for word in line.split_inclusive(' ') {
            let letters = word.trim_end_matches(' ').chars().count();
            if used > 0 && used + letters > width && letters > 0 {
                out.truncate(out.trim_end_matches(' ').len());
                out.push('\n');
                used = 0;
            }
            out.push_str(word);
            used += word.chars().count();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_broken_at_blanks_and_nothing_is_lost() {
        let text = "write `COPY --chown=app`, and keep `ADD` for what it cannot do";
        let lines = wrapped(text, Some(24));
        assert_eq!(lines, "write `COPY\n--chown=app`, and keep\n`ADD` for what it cannot\ndo");
        assert_eq!(lines.replace('\n', " "), text);
    }

    #[test]
    fn long_words_lines_of_their_own_and_no_width_are_left_alone() {
        let word = "a".repeat(40);
        assert_eq!(wrapped(&format!("see {word} there"), Some(20)), format!("see\n{word}\nthere"));
        assert_eq!(wrapped("one\n  two", Some(20)), "one\n  two");
        assert_eq!(wrapped(&word, None), word);
        assert_eq!(wrapped("a b c d e f g", Some(3)), "a b c d e f g");
    }
}
