//! How far the lines that continue an instruction are indented.
//!
//! The least indented of them is one step further in than the instruction, and the others keep their distance from it.
//! Lines that are aligned with what stands behind the keyword stay there.

use dlint_syntax::{Instruction, LineKind};
use dlint_text::Span;
use tower_lsp::lsp_types::FormattingOptions;

use super::{Change, LONGEST_LINE, quotes};
use crate::view::View;

/// How wide indentations mostly are.
const STEPS: [usize; 3] = [2, 4, 8];

/// How wide an indentation is, and what it is made of.
#[derive(Debug, Clone, Copy)]
struct Style {
    tab: usize,
    spaces: bool,
}

impl Style {
    fn of(options: &FormattingOptions) -> Self {
        Self { tab: (options.tab_size as usize).clamp(1, 16), spaces: options.insert_spaces }
    }

    /// How far a text reaches that is not indented yet.
    fn width(self, text: &str) -> usize {
        text.chars().fold(0, |width, c| if c == '\t' { (width / self.tab + 1) * self.tab } else { width + 1 })
    }

    fn blanks(self, width: usize) -> String {
        if self.spaces {
            return " ".repeat(width);
        }
        "\t".repeat(width / self.tab) + &" ".repeat(width % self.tab)
    }
}

/// A line that may be indented otherwise.
struct Continued {
    /// The blanks in front of it.
    blanks: Span,
    width: usize,
}

/// What is to be done about the lines of each instruction.
pub(super) fn changes(view: &View<'_>, options: &FormattingOptions) -> Vec<Change> {
    let style = Style::of(options);
    let mut changes = Vec::new();
    for (index, instruction) in view.file.instructions.iter().enumerate() {
        if instruction.first_line == instruction.last_line {
            continue;
        }
        let lines = continued(view, index, instruction, style);
        let Some(least) = lines.iter().map(|line| line.width).min() else { continue };
        let Some((own, aligned)) = columns(view, instruction, style) else { continue };
        let column = aligned.filter(|aligned| least == *aligned).unwrap_or(own + style.tab);
        for line in lines {
            let text = style.blanks(column + (line.width - least));
            changes.push(Change { span: line.blanks, text, instruction: Some(index) });
        }
    }
    changes
}

/// How far an instruction is indented, and where what stands behind its keyword begins, if it does in the first line;
/// nothing where that does not even have the keyword.
fn columns(view: &View<'_>, instruction: &Instruction, style: Style) -> Option<(usize, Option<usize>)> {
    let line = view.file.lines_of(instruction).first()?.span;
    let keyword = instruction.keyword_text.span();
    if !line.covers(keyword) {
        return None;
    }
    let before = Span::new(line.start, keyword.start).slice(view.text());
    let own = style.width(before.trim_start_matches('\u{feff}'));
    let behind = instruction.after_keyword();
    let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
    let start = instruction.text.source_start((instruction.keyword_text.len() + blanks) as u32);
    let head = Span::new(line.start, start).slice(view.text());
    let aligned = style.width(head.trim_start_matches('\u{feff}'));
    // `RUN` and a blank are as wide as the step that many people take: that is no alignment.
    let is_aligned = line.contains(start) && !STEPS.contains(&(aligned - own));
    Some((own, is_aligned.then_some(aligned)))
}

/// The lines of an instruction, but the first, in front of which blanks only part words: they stand in no quotes, and
/// there is a blank already.
fn continued(view: &View<'_>, index: usize, instruction: &Instruction, style: Style) -> Vec<Continued> {
    let text = &instruction.text;
    let mut places = Vec::new();
    for line in view.file.lines_of(instruction) {
        if line.kind != LineKind::Text(index as u32) {
            continue;
        }
        let content = line.span.slice(view.text()).trim_end_matches(['\r', '\n']);
        let rest = content.trim_start_matches([' ', '\t']);
        let is_odd =
            rest.is_empty() || rest.starts_with(view.file.escape) || rest.starts_with(char::is_whitespace);
        if is_odd || content.len() > LONGEST_LINE {
            continue;
        }
        let Some(at) = text.text_offset(line.span.start).filter(|at| *at > 0) else { continue };
        let before = text.as_bytes().get(at as usize - 1);
        let blanks = content.len() - rest.len();
        if blanks == 0 && !matches!(before, Some(b' ' | b'\t')) {
            // The line goes on in the middle of a word.
            continue;
        }
        let width = style.width(content.get(..blanks).unwrap_or_default());
        let blanks = Span::new(line.span.start, line.span.start + blanks as u32);
        places.push((at as usize, Continued { blanks, width }));
    }
    let open = quotes::open_at(text, view.file.escape, places.iter().map(|(at, _)| *at));
    places.into_iter().zip(open).filter(|(_, open)| !open).map(|((_, line), _)| line).collect()
}
