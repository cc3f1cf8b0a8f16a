//! Names on whole, half-typed and hostile documents.

use super::*;
use crate::features::testing::{everywhere, is_inside, nasty, with_view};
use crate::features::{definition, highlight, references, rename};

#[test]
fn nothing_panics_and_every_range_is_inside() {
    for text in nasty() {
        everywhere(&text, |view, offset| {
            for link in definition::definition(view, offset) {
                is_inside(view, link.target_range);
                is_inside(view, link.target_selection_range);
            }
            let all = references::references(view, offset, true);
            for one in &all {
                is_inside(view, one.range);
            }
            let lit = highlight::highlights(view, offset);
            assert_eq!(lit.len(), all.len());
            let is_renamed = rename::rename(view, offset, "other").is_ok_and(|edits| !edits.is_empty());
            assert!(!is_renamed || matches!(rename::prepare(view, offset), Ok(Some(_))));
        });
    }
}

#[test]
fn what_is_set_and_what_is_read() {
    let text = "FROM a\nENV A=1\nRUN echo $A‸\nENV A=2\n";
    let told = with_view(text, |view, offset| {
        let found = symbol_at(view, offset).unwrap();
        let all = occurrences(view, &found.symbol).into_iter();
        all.map(|one| (one.span.start, one.is_definition)).collect::<Vec<_>>()
    });
    assert_eq!(told, [(11, true), (25, false), (31, true)]);
}

#[test]
fn a_very_long_line_is_no_harder_than_many_lines() {
    for text in [
        format!("FROM a\nENV A=1\nLABEL x={}\n", "$A".repeat(40_000)),
        format!("FROM a\nENV A=1\nENV {}\n", "B=$A ".repeat(4_000)),
        format!("FROM a\nENV A=1\nRUN echo {}\n", "$A ".repeat(4_000)),
        format!("FROM a\nENV A=1\nRUN {}\n", "A=$A;".repeat(10_000)),
        format!("FROM a AS b\nENV A=1\n{}", "COPY --from=b x $A\n".repeat(4_000)),
    ] {
        with_view(&text, |view, _| {
            let start = std::time::Instant::now();
            let offset = text.find("A=1").unwrap() as u32;
            let _ = rename::rename(view, offset, "OTHER");
            let _ = highlight::highlights(view, text.rfind("$A").unwrap() as u32 + 1);
            let _ = highlight::highlights(view, 10);
            let _ = crate::features::hover::hover(view, text.rfind("$A").unwrap() as u32 + 1);
            let _ = crate::features::selection::selection_ranges(view, &[text.len() as u32 / 2]);
            let _ = crate::features::symbols::workspace_symbols(view, "");
            assert!(start.elapsed().as_secs() < 20, "{}", text.get(..40).unwrap_or_default());
        });
    }
}
