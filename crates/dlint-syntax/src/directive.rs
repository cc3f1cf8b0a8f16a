//! Parser directives: `# escape=` and its like, at the top of a file.

use std::ops::Range;

/// The name and the value of a directive in a line that begins with `#`, as ranges in the line.
///
/// A value may be a single blank: `# escape= ` is a directive with a wrong value, not a comment.
pub(crate) fn parse(line: &str) -> Option<(Range<usize>, Range<usize>)> {
    let space = |c: char| matches!(c, '\t' | '\n' | '\u{c}' | '\r' | ' ');
    let at = |rest: &str| line.len() - rest.len();
    let rest = line.strip_prefix('#')?.trim_start();
    let start = at(rest);
    let behind = rest.strip_prefix(|c: char| c.is_ascii_alphabetic())?;
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    let name = start..at(behind);
    let behind = behind.trim_start_matches(space).strip_prefix('=')?;
    let value = behind.trim_start_matches(space);
    let start = if value.is_empty() { line.len().max(at(behind) + 1) - 1 } else { at(value) };
    let end = if value.is_empty() { line.len() } else { start + value.trim_end_matches(space).len() };
    (start < end).then_some((name, start..end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn directive(line: &str) -> Option<(&str, &str)> {
        parse(line).map(|(name, value)| (&line[name], &line[value]))
    }

    #[test]
    fn a_name_an_equals_sign_and_a_value_make_a_directive() {
        assert_eq!(directive("#escape=`"), Some(("escape", "`")));
        assert_eq!(directive("# \tSyntax = a/b:1 // x \t"), Some(("Syntax", "a/b:1 // x")));
        assert_eq!(directive("# check=skip=all"), Some(("check", "skip=all")));
        assert_eq!(directive("# escape=\t "), Some(("escape", " ")));
    }

    #[test]
    fn anything_else_is_a_comment() {
        for line in ["# a comment", "#", "#!sh", "# my-key=1", "# 1a=b", "# key=", "# =x", "escape=`"] {
            assert_eq!(directive(line), None, "{line}");
        }
    }
}
