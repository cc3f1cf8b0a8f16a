//! Heredocs: the marks around them, and what is in those that no shell reads.

use dlint_model::Step;
use dlint_syntax::Heredoc;
use dlint_syntax::expand::Expander;
use dlint_text::Span;

use super::instructions::Painter;
use super::legend::{DECLARATION, Kind, PLAIN};

impl Painter<'_, '_> {
    /// What opens a heredoc, and the line that ends it.
    pub(super) fn marks(&mut self, heredoc: &Heredoc) {
        let angles = Span::new(heredoc.opener.start, heredoc.delimiter.start);
        self.canvas.place(angles, Kind::Operator, PLAIN);
        self.canvas.place(heredoc.delimiter, Kind::Mark, DECLARATION);
        if let Some(end) = heredoc.terminator {
            self.canvas.place(end, Kind::Mark, PLAIN);
        }
    }

    /// The bodies that are data: files that are copied, and what commands read. `scripts` are the places of those that
    /// are scripts, in order.
    pub(super) fn data(&mut self, step: &Step<'_>, scripts: &[Span]) {
        for heredoc in step.heredocs() {
            let span = heredoc.body.span();
            let next = scripts.partition_point(|script| script.end <= span.start);
            let is_script = scripts.get(next).is_some_and(|script| script.start < span.end);
            if is_script || !self.canvas.wants(span) {
                continue;
            }
            self.canvas.text(&heredoc.body, Kind::Text, PLAIN);
            if heredoc.expand {
                // Quotes and comments are text like any other there, and the escape is a backslash in any file.
                self.variables(&heredoc.body, Expander::new('\\').ignore_quotes(true));
            }
        }
    }
}
