//! Who uses the name at a place.

use tower_lsp::lsp_types::Location;

use super::names::{occurrences, symbol_at};
use crate::view::View;

/// The places of the name at an offset, in order; with its declarations, if those are wanted.
pub(crate) fn references(view: &View<'_>, offset: u32, with_declaration: bool) -> Vec<Location> {
    let Some(found) = symbol_at(view, offset) else { return Vec::new() };
    let all = occurrences(view, &found.symbol).into_iter();
    let wanted = all.filter(|one| with_declaration || !one.is_definition).map(|one| one.span);
    let ranges = view.document.ranges(wanted).into_iter();
    ranges.map(|range| Location { uri: view.document.uri.clone(), range }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::with_view;

    #[test]
    fn declarations_are_there_on_demand() {
        let text = "FROM a AS b\nFROM b\nCOPY --from=‸b / /\n";
        let lines = |with| {
            with_view(text, |view, offset| {
                let all = references(view, offset, with);
                all.iter().map(|one| one.range.start.line).collect::<Vec<_>>()
            })
        };
        assert_eq!(lines(true), [0, 1, 2]);
        assert_eq!(lines(false), [1, 2]);
    }
}
