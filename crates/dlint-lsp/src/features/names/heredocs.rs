//! Heredocs: their names, at both ends.

use dlint_syntax::Heredoc;
use dlint_text::Span;

use super::is_on;
use super::site::Site;
use crate::view::View;

/// The name where the heredoc is opened, without quotes; `None` where the quotes are in the middle of it.
pub(crate) fn opening(heredoc: &Heredoc, view: &View<'_>) -> Option<Span> {
    let written = view.document.source.slice(heredoc.delimiter);
    let at = written.find(heredoc.name.as_str())? as u32;
    let quotes = written.len() - heredoc.name.len();
    let is_plain = quotes == 0 || quotes == 2 && at == 1;
    let start = heredoc.delimiter.start + at;
    is_plain.then(|| Span::new(start, start + heredoc.name.len() as u32))
}

/// The name where the heredoc ends, without the tabs in front of it.
pub(crate) fn closing(heredoc: &Heredoc) -> Option<Span> {
    let end = heredoc.terminator?.end;
    Some(Span::new(end.saturating_sub(heredoc.name.len() as u32), end))
}

/// The heredoc of a site whose name an offset is on.
pub(crate) fn at<'a>(site: &Site<'a>, offset: u32) -> Option<&'a Heredoc> {
    site.heredocs().iter().find(|heredoc| {
        is_on(heredoc.delimiter, offset) || closing(heredoc).is_some_and(|span| is_on(span, offset))
    })
}
