//! Unified diffs of what `--fix` does, as `patch` and `git apply` read them.

use std::io;

use codespan_reporting::term::termcolor::{Color, ColorSpec, WriteColor};
use dlint_diagnostics::Secrets;
use similar::{ChangeTag, TextDiff};

use crate::{pen, printable};

/// Lines of context around a change.
const CONTEXT: usize = 3;

/// Whom a diff is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DiffText {
    /// A program: the text is what it is, byte for byte, and the diff can be applied.
    Exact,
    /// A terminal: what could steer it is replaced as [`printable`] does, and a line ends in `\n`.
    Printable,
}

/// One of the two texts of a diff.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The text.
    pub text: &'a str,
    /// What is not to be shown of it.
    pub secrets: &'a Secrets,
}

/// Writes the unified diff from `before` to `after`; nothing if they are equal.
///
/// A secret is masked for whomever the diff is: where one stands in or beside a change, the diff cannot be applied.
///
/// A line ends at `\n` and nowhere else, so that the diff of a file with lone carriage returns can be applied.
///
/// # Errors
///
/// Those of the writer.
pub fn unified_diff(
    path: &str,
    before: Side<'_>,
    after: Side<'_>,
    text: DiffText,
    out: &mut dyn WriteColor,
) -> io::Result<()> {
    if before.text == after.text {
        return Ok(());
    }
    let (before, after) = (before.secrets.hidden_in(before.text), after.secrets.hidden_in(after.text));
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    let path = printable(path);
    line(out, &pen::bold(None), format_args!("--- {path}"))?;
    line(out, &pen::bold(None), format_args!("+++ {path}"))?;
    for hunk in diff.unified_diff().context_radius(CONTEXT).iter_hunks() {
        line(out, &pen::plain(Color::Cyan), format_args!("{}", hunk.header()))?;
        for change in hunk.iter_changes() {
            let (sign, color) = match change.tag() {
                ChangeTag::Equal => (' ', ColorSpec::new()),
                ChangeTag::Delete => ('-', pen::plain(Color::Red)),
                ChangeTag::Insert => ('+', pen::plain(Color::Green)),
            };
            let value = change.value();
            let ended = value.strip_suffix('\n');
            let value = ended.unwrap_or(value);
            match text {
                DiffText::Exact => line(out, &color, format_args!("{sign}{value}"))?,
                DiffText::Printable => {
                    let value = value.strip_suffix('\r').filter(|_| ended.is_some()).unwrap_or(value);
                    line(out, &color, format_args!("{sign}{}", printable(value)))?;
                }
            }
            if ended.is_none() {
                writeln!(out, "\\ No newline at end of file")?;
            }
        }
    }
    Ok(())
}

fn line(out: &mut dyn WriteColor, color: &ColorSpec, text: std::fmt::Arguments<'_>) -> io::Result<()> {
    if color.is_none() {
        return writeln!(out, "{text}");
    }
    out.set_color(color)?;
    write!(out, "{text}")?;
    out.reset()?;
    writeln!(out)
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::termcolor::{Ansi, NoColor};

    fn diff(before: &str, after: &str, text: DiffText) -> String {
        let mut out = NoColor::new(Vec::new());
        let none = Secrets::default();
        let (before, after) = (Side { text: before, secrets: &none }, Side { text: after, secrets: &none });
        unified_diff("sub/Docker\u{1b}file", before, after, text, &mut out).unwrap();
        String::from_utf8(out.into_inner()).unwrap()
    }

    #[test]
    fn a_change_is_shown_with_its_context() {
        let before = "FROM a\nRUN 1\nRUN 2\nRUN 3\nRUN 4\nRUN 5\nRUN 6\nRUN 7\nRUN 8\nRUN 9\n";
        let after = before.replace("FROM a", "FROM a:1").replace("RUN 9\n", "RUN 9");
        insta::assert_snapshot!(diff(before, &after, DiffText::Exact), @r"
        --- sub/Docker␛file
        +++ sub/Docker␛file
        @@ -1,4 +1,4 @@
        -FROM a
        +FROM a:1
         RUN 1
         RUN 2
         RUN 3
        @@ -7,4 +7,4 @@
         RUN 6
         RUN 7
         RUN 8
        -RUN 9
        +RUN 9
        \ No newline at end of file
        ");
    }

    #[test]
    fn equal_texts_have_no_diff() {
        assert_eq!(diff("FROM a\n", "FROM a\n", DiffText::Exact), "");
    }

    #[test]
    fn an_exact_diff_keeps_every_byte_and_a_printable_one_none_that_steers() {
        let (before, after) = ("a\u{1b}[2J\r\nb\rc\r\n", "a\u{1b}[2J\r\nB\rc\r\n");
        assert_eq!(
            diff(before, after, DiffText::Exact),
            "--- sub/Docker␛file\n+++ sub/Docker␛file\n@@ -1,2 +1,2 @@\n a\u{1b}[2J\r\n-b\rc\r\n+B\rc\r\n"
        );
        assert_eq!(
            diff(before, after, DiffText::Printable),
            "--- sub/Docker␛file\n+++ sub/Docker␛file\n@@ -1,2 +1,2 @@\n a␛[2J\n-b␍c\n+B␍c\n"
        );
    }

    #[test]
    fn a_new_text_and_an_emptied_one_have_a_diff() {
        assert!(diff("", "x\n", DiffText::Exact).ends_with("@@ -0,0 +1 @@\n+x\n"));
        assert!(
            diff("x", "", DiffText::Exact).ends_with("@@ -1 +0,0 @@\n-x\n\\ No newline at end of file\n")
        );
    }

    #[test]
    fn deletions_are_red_and_insertions_green() {
        let mut out = Ansi::new(Vec::new());
        let side = |text| Side { text, secrets: &crate::testing::NOTHING };
        unified_diff("f", side("a\n"), side("b\n"), DiffText::Printable, &mut out).unwrap();
        let text = String::from_utf8(out.into_inner()).unwrap();
        assert!(
            text.contains("\u{1b}[31m-a\u{1b}[0m\n") && text.contains("\u{1b}[32m+b\u{1b}[0m\n"),
            "{text:?}"
        );
    }

    #[test]
    fn a_file_in_which_every_line_changes_takes_no_time() {
        let before = (0..50_000).map(|line| format!("run {line}")).collect::<Vec<_>>().join("\n") + "\n";
        let started = Instant::now();
        let shown = diff(&before, &before.replace("run", "RUN"), DiffText::Exact);
        assert_eq!(shown.lines().count(), 100_003);
        assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    }
}
