//! Finding the line that ends a heredoc, without reading a file again and again.
//!
//! The end of a heredoc is nearly always near. Where it is not, or where there is none, every line is written down once,
//! and from then on each search takes no longer than looking up a word.

use std::collections::HashMap;

use crate::reader::Reader;

/// How many lines are looked at before all of them are written down.
const NEAR: u32 = 64;

/// Where the lines are that could end a heredoc.
#[derive(Debug, Default)]
pub(crate) struct HeredocEnds<'a> {
    lines: Option<Lines<'a>>,
}

#[derive(Debug, Default)]
struct Lines<'a> {
    /// The numbers of the lines of each text, in order.
    whole: HashMap<&'a str, Vec<u32>>,
    /// The same, without the tabs at the beginning of the lines.
    without_tabs: HashMap<&'a str, Vec<u32>>,
    /// The lines that the builder cannot read beyond.
    too_long: Vec<u32>,
}

impl<'a> HeredocEnds<'a> {
    /// The number of the first line from `start` on that is `name`.
    pub(crate) fn find(
        &mut self,
        reader: &Reader<'a>,
        start: u32,
        name: &str,
        strip_tabs: bool,
    ) -> Option<u32> {
        for number in start..start.saturating_add(NEAR) {
            let line = reader.line(number)?;
            if reader.is_too_long(&line) {
                return None;
            }
            let text = if strip_tabs { line.text.trim_start_matches('\t') } else { line.text };
            if text == name {
                return Some(number);
            }
        }
        let lines = self.lines.get_or_insert_with(|| Lines::new(reader));
        let first_from =
            |numbers: &Vec<u32>| numbers.get(numbers.partition_point(|number| *number < start)).copied();
        let found =
            if strip_tabs { &lines.without_tabs } else { &lines.whole }.get(name).and_then(first_from)?;
        first_from(&lines.too_long).is_none_or(|too_long| found < too_long).then_some(found)
    }
}

impl<'a> Lines<'a> {
    fn new(reader: &Reader<'a>) -> Self {
        let mut lines = Self::default();
        let mut number = 1;
        while let Some(line) = reader.line(number) {
            lines.whole.entry(line.text).or_default().push(number);
            lines.without_tabs.entry(line.text.trim_start_matches('\t')).or_default().push(number);
            if reader.is_too_long(&line) {
                lines.too_long.push(number);
            }
            number += 1;
        }
        lines
    }
}
