//! The few lines of a file that a finding is shown with.
//!
//! What is drawn is never the file itself: its lines are cut to a sensible width around what they are shown for,
//! everything unsafe in them is replaced (see [`printable`](crate::printable)), and the marked ranges are carried
//! over, so that carets stand under the right text. The cost depends on the finding, not on the file's size.

use std::ops::Range;

use dlint_diagnostics::{Finding, Label, Secrets};
use dlint_text::{SourceFile, Span};

use crate::printable;

/// The columns that a line may take; longer lines are cut.
const WIDTH: usize = 120;
/// The columns that are shown in front of a mark in a line that is cut.
const LEAD: usize = 40;
/// A mark that would be cut to fewer bytes than this gets a row of its own.
const LEAST: usize = 40;

/// A line as it is drawn.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Row {
    /// The line's number in the file.
    pub(crate) number: u32,
    /// Its text, cut and made safe.
    pub(crate) text: String,
    /// The marked ranges of the text, sorted.
    pub(crate) marks: Vec<Mark>,
}

/// A part of a row that something is said about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) range: Range<usize>,
    pub(crate) primary: bool,
    /// What is said; may be empty.
    pub(crate) message: String,
}

/// What is shown, and how.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Shown<'a> {
    pub(crate) source: &'a SourceFile,
    /// What is not to be shown of it.
    pub(crate) secrets: &'a Secrets,
    /// What stands where a line was cut off.
    pub(crate) cut: &'a str,
}

/// The rows that show `finding`, in the order of the file.
pub(crate) fn rows(source: &SourceFile, finding: &Finding, secrets: &Secrets, cut: &str) -> Vec<Row> {
    rows_of(Shown { source, secrets, cut }, &finding.primary, &finding.secondary)
}

/// The rows that show these places.
pub(crate) fn rows_of(shown: Shown<'_>, primary: &Label, secondary: &[Label]) -> Vec<Row> {
    let source = shown.source;
    let mut places: Vec<Place> = secondary.iter().map(|label| Place::new(source, label, false)).collect();
    places.insert(0, Place::new(source, primary, true));
    places.sort_by_key(|place| (place.line, place.range.start, place.range.end));

    let mut rows = Vec::with_capacity(places.len() + 1);
    let mut rest = places.as_slice();
    while let [first, ..] = rest {
        let line = line_text(source, first.line).1;
        let window = window(line, first.range.start);
        let fits = |place: &Place| {
            place.line == first.line && place.range.end.min(place.range.start + LEAST) <= window.end
        };
        let count = 1 + rest.iter().skip(1).take_while(|place| fits(place)).count();
        let (marked, later) = rest.split_at_checked(count).unwrap_or((rest, &[]));
        add_context(&mut rows, shown, first.line, line.is_empty());
        rows.push(Row::new(shown, first.line, window, marked));
        rest = later;
    }
    rows
}

/// Adds the line in front of `number` where it helps: it fills a gap of one line between two rows, and it
/// shows what an empty line comes after.
fn add_context(rows: &mut Vec<Row>, shown: Shown<'_>, number: u32, empty: bool) {
    let gap = match rows.last() {
        Some(row) => row.number + 2 == number || (empty && row.number + 1 < number),
        None => empty && number > 1,
    };
    if gap {
        let line = line_text(shown.source, number - 1).1;
        rows.push(Row::new(shown, number - 1, window(line, 0), &[]));
    }
}

/// A label, put on the one line that it is shown on.
struct Place {
    line: u32,
    /// Bytes of the line's text.
    range: Range<usize>,
    primary: bool,
    message: String,
}

impl Place {
    /// A label over several lines is shown on its first: who reads the report has the file, and sixty lines of
    /// a `RUN` say no more than one.
    fn new(source: &SourceFile, label: &Label, primary: bool) -> Self {
        let Span { start, end } = label.span;
        let (line, last) = (source.lines().line(start), last_line(source, label.span));
        let (base, text) = line_text(source, line);
        let inside = |offset: u32| text.floor_char_boundary(offset.saturating_sub(base) as usize);
        let start = inside(start);
        let end = if last > line { text.trim_end().len() } else { inside(end) };
        let mut message = printable(&label.message).into_owned();
        if last > line {
            let through = format!("through line {last}");
            message = if message.is_empty() { through } else { format!("{message} ({through})") };
        }
        Self { line, range: start..end.max(start), primary, message }
    }
}

/// The line of the last visible character under `span`: a line ending at its end does not begin a new line.
fn last_line(source: &SourceFile, span: Span) -> u32 {
    let end = span.end.min(source.text().len() as u32);
    let visible = source.slice(Span::new(span.start, end)).trim_end();
    source.lines().line(span.start + (visible.len() as u32).saturating_sub(1))
}

/// The text of a line without its ending and without a byte order mark, and the offset at which it begins.
fn line_text(source: &SourceFile, number: u32) -> (u32, &str) {
    let span = source.lines().line_span(number);
    let line = source.slice(span);
    let line = line.strip_suffix('\n').map_or(line, |line| line.strip_suffix('\r').unwrap_or(line));
    match line.strip_prefix('\u{feff}').filter(|_| number == 1) {
        Some(visible) => (span.start + '\u{feff}'.len_utf8() as u32, visible),
        None => (span.start, line),
    }
}

/// The part of `line` that is shown where the byte at `focus` must be seen: all of it, if it is not too long.
fn window(line: &str, focus: usize) -> Range<usize> {
    let (before, behind) = line.split_at_checked(focus).unwrap_or((line, ""));
    let lead = fitting(before.chars().rev(), LEAD);
    let tail = fitting(behind.chars(), WIDTH - lead.columns);
    // What the text behind does not need, the text before may have.
    let lead = fitting(before.chars().rev(), WIDTH - tail.columns);
    focus - lead.bytes..focus + tail.bytes
}

struct Fitting {
    bytes: usize,
    columns: usize,
}

/// How many of `chars` fit into so many columns.
fn fitting(chars: impl Iterator<Item = char>, columns: usize) -> Fitting {
    let mut fitting = Fitting { bytes: 0, columns: 0 };
    for c in chars {
        let width = printable::columns(c);
        if fitting.columns + width > columns {
            break;
        }
        fitting.columns += width;
        fitting.bytes += c.len_utf8();
    }
    fitting
}

impl Row {
    fn new(what: Shown<'_>, number: u32, window: Range<usize>, places: &[Place]) -> Self {
        let (base, line) = line_text(what.source, number);
        let mut text = String::with_capacity(window.len() + 8);
        // Where each character of the window, and its end, is in the row's text.
        let mut map = Vec::with_capacity(window.len() + 1);
        if window.start > 0 {
            text.push_str(what.cut);
        }
        for (at, c) in line.get(window.clone()).unwrap_or_default().char_indices() {
            map.push((window.start + at, text.len()));
            let is_hidden = what.secrets.hides(base + (window.start + at) as u32);
            printable::push(&mut text, if is_hidden { '*' } else { c });
        }
        map.push((window.end, text.len()));
        if window.end < line.len() {
            text.push_str(what.cut);
        }
        let shown = |at: usize| {
            let index = map.partition_point(|(offset, _)| *offset < at);
            map.get(index).map_or(text.len(), |(_, shown)| *shown)
        };
        let marks = places
            .iter()
            .map(|place| {
                let start = if place.range.start < window.start { 0 } else { shown(place.range.start) };
                // An empty range is a place between two characters; something has to be seen of it.
                let range = start..shown(place.range.end).max(start + 1);
                Mark { range, primary: place.primary, message: place.message.clone() }
            })
            .collect();
        Self { number, text, marks }
    }
}

#[cfg(test)]
mod tests;
