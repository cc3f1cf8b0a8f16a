//! Text in Markdown, also in the cell of a table, that is shown as it is.

use std::fmt::Write;

use crate::printable;

/// A clause of dlint's, in which code stands in backticks. Its code stays code, the rest is plain text.
///
/// A name in a file may hold backticks itself; then something else is taken for code, and is as harmless.
pub(super) fn prose(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let text = text.lines().map(printable).collect::<Vec<_>>().join("\n");
    let mut rest = text.as_str();
    while let Some((before, behind)) = rest.split_once('`') {
        let Some((inside, after)) = behind.split_once('`') else { break };
        plain(before, &mut out);
        if inside.is_empty() {
            plain("``", &mut out);
        } else {
            code_into(inside, &mut out);
        }
        rest = after;
    }
    plain(rest, &mut out);
    out
}

/// A text as code.
pub(super) fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    code_into(&printable(text), &mut out);
    out
}

fn code_into(text: &str, out: &mut String) {
    // Between backticks, nothing can be escaped but the end of a cell, and that not everywhere. Blanks at both ends are
    // taken away there.
    let is_simple = !text.contains(['`', '|', '\n']) && text.trim() == text && !text.is_empty();
    if is_simple {
        out.extend(["`", text, "`"]);
    } else {
        out.push_str("<code>");
        plain(text, out);
        out.push_str("</code>");
    }
}

/// Plain text: whatever could mean something is written as a number.
fn plain(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '\n' => out.push_str("<br>"),
            // A name behind it would be called. No reader takes the two for one word if they are in two elements.
            '@' => out.push_str("<span>@</span>"),
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '|' | '~' | '#' | '!' | '$' => {
                // Writing to a string cannot fail.
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_stays_code_and_the_rest_is_plain() {
        for (text, expected) in [
            ("`latest` is not a version", "`latest` is not a version"),
            ("write `a|b`", "write <code>a&#124;b</code>"),
            (r"`a\|b`", "<code>a&#92;&#124;b</code>"),
            ("one ` alone", "one &#96; alone"),
            ("``", "&#96;&#96;"),
            (
                "<img src=x> @all [a](b) | *c*",
                "&lt;img src=x&gt; <span>@</span>all &#91;a&#93;(b) &#124; &#42;c&#42;",
            ),
            ("`<img src=x> @all`", "`<img src=x> @all`"),
            ("` `", "<code> </code>"),
            ("a\nb \u{1b}", "a<br>b ␛"),
        ] {
            assert_eq!(prose(text), expected, "{text:?}");
        }
        assert_eq!(code("a`b"), "<code>a&#96;b</code>");
        assert_eq!(code("a\nb"), "`a␊b`");
    }
}
