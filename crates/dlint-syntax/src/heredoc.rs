//! Which heredocs a line opens.
//!
//! `BuildKit` looks for them in the joined line with its word splitter, always with the backslash as the escape, even
//! where the file has another. A line that this splitter cannot read (a quote that is never closed) opens none.

use std::ops::Range;

use crate::expand::Expander;
use crate::space::cut;

/// A heredoc that a line opens, before its body is read. The ranges are in the line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Opener {
    pub(crate) range: Range<usize>,
    pub(crate) delimiter: Range<usize>,
    pub(crate) name: String,
    pub(crate) descriptor: u64,
    pub(crate) expand: bool,
    pub(crate) strip_tabs: bool,
}

/// The heredocs that `line` opens, in order.
pub(crate) fn openers(line: &str) -> Vec<Opener> {
    if !line.contains("<<") {
        return Vec::new();
    }
    let splitter = Expander::new('\\').raw_quotes(true).raw_escapes(true).keep_unset(true);
    let expansion = splitter.expand(line, &());
    let Ok(expanded) = expansion.result else { return Vec::new() };
    let words = expanded.words.iter().zip(expansion.word_ranges);
    words.filter_map(|(word, range)| Some(opener(word)?.placed(line, range))).collect()
}

/// The heredoc that a word opens, if it does: `<<NAME`, `<<-NAME`, `3<<"NAME"`.
pub(crate) fn opener(word: &str) -> Option<Opener> {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    let behind = cut(word, digits..word.len()).strip_prefix("<<")?;
    let (behind, strip_tabs) = behind.strip_prefix('-').map_or((behind, false), |behind| (behind, true));
    let name = behind.trim_start_matches([' ', '\t', '\n', '\u{c}', '\r']);
    if name.is_empty() || name.contains('<') {
        return None;
    }
    // The name must be one word. It is read with and without its quotes: if the two differ, some part of it is
    // quoted, and then the body is taken as it is.
    let splitter = Expander::new('\\').keep_unset(true);
    let only_word = |splitter: Expander| match splitter.expand(name, &()).result {
        Ok(expanded) if expanded.words.len() == 1 => expanded.words.into_iter().next(),
        _ => None,
    };
    let plain = only_word(splitter)?;
    let quoted = only_word(splitter.raw_quotes(true))?;
    // A number too large for any file is no reason not to open one.
    let descriptor = if digits == 0 { 0 } else { cut(word, 0..digits).parse().unwrap_or(u64::MAX) };
    Some(Opener {
        range: 0..word.len(),
        delimiter: word.len() - name.len()..word.len(),
        expand: plain == quoted,
        name: plain,
        descriptor,
        strip_tabs,
    })
}

impl Opener {
    /// The opener at its place in the line. A word that was put together from a substitution is not the text there;
    /// then its parts have no places of their own.
    fn placed(mut self, line: &str, place: Range<usize>) -> Self {
        let is_text = cut(line, place.clone()).len() == self.range.len();
        self.delimiter = if is_text { place.start + self.delimiter.start..place.end } else { place.clone() };
        self.range = place;
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Vec<String> {
        openers(line).into_iter().map(|opener| opener.name).collect()
    }

    #[test]
    fn a_word_that_begins_with_two_angles_opens_a_heredoc() {
        assert_eq!(names("RUN <<EOF"), ["EOF"]);
        assert_eq!(names("RUN cat << EOF > x"), ["EOF"]);
        assert_eq!(names("RUN cat <<A <<-B; <<C"), ["A", "B;", "C"]);
        assert_eq!(names("COPY <<a/b.txt /x"), ["a/b.txt"]);
        assert_eq!(names("RUN <<Ünï"), ["Ünï"]);
    }

    #[test]
    fn other_angles_open_none() {
        for line in [
            "RUN cat<<EOF",
            "RUN cat <<<x",
            "RUN echo \"<<EOF\"",
            "RUN \\<<EOF",
            "RUN echo $((1<<2))",
            "RUN <<",
            "RUN <<\"\"",
            "RUN <<- EOF",
            "RUN a < b",
        ] {
            assert_eq!(names(line), Vec::<String>::new(), "{line}");
        }
    }

    #[test]
    fn a_shift_with_blanks_in_arithmetic_is_taken_for_one() {
        assert_eq!(names("RUN echo $((1 << 2))"), ["2))"]);
    }

    #[test]
    fn a_line_with_an_open_quote_opens_none() {
        assert_eq!(names("RUN echo it's <<EOF"), Vec::<String>::new());
    }

    #[test]
    fn a_default_inside_the_word_erases_what_stands_before_it() {
        assert_eq!(names("RUN <<E${x:-y}OF"), Vec::<String>::new());
        assert_eq!(names("RUN <<$X"), ["$X"]);
    }

    #[test]
    fn quotes_switch_expansion_off_and_escapes_do_not() {
        let expand = |line: &str| openers(line)[0].expand;
        assert!(expand("RUN <<EOF"));
        assert!(!expand("RUN <<\"EOF\""));
        assert!(!expand("RUN <<E'O'F"));
        assert!(expand("RUN <<\\EOF"));
        assert_eq!(openers("RUN <<E\\\"OF")[0].name, "E\"OF");
    }

    #[test]
    fn each_part_of_an_opener_has_its_place() {
        let line = "RUN x<<A 3<<-'B' cat";
        let opener = &openers(line)[0];
        assert_eq!(&line[opener.range.clone()], "3<<-'B'");
        assert_eq!(&line[opener.delimiter.clone()], "'B'");
        assert_eq!((opener.descriptor, opener.strip_tabs), (3, true));
    }
}
