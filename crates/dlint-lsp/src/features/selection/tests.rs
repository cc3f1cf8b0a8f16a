//! Selections, from the least.

use super::*;
use crate::features::testing::{everywhere, is_inside, nasty, with_view};

fn selected(text: &str) -> Vec<String> {
    with_view(text, |view, offset| {
        let mut next = selection_ranges(view, &[offset]).pop().map(Box::new);
        let mut told = Vec::new();
        while let Some(one) = next {
            told.push(view.document.span(one.range).slice(view.text()).to_owned());
            next = one.parent;
        }
        told
    })
}

#[test]
fn each_selection_is_in_the_next() {
    assert_eq!(
        selected("FROM a:1‸2 AS b\nRUN x\n"),
        ["12", "a:12", "a:12 AS b", "FROM a:12 AS b", "FROM a:12 AS b\nRUN x", "FROM a:12 AS b\nRUN x\n"]
    );
    assert_eq!(
        selected("FROM a\nCOPY --from=‸b --link x y\n")[..4],
        ["b", "--from=b", "COPY --from=b --link x y", "FROM a\nCOPY --from=b --link x y"]
    );
    assert_eq!(
        selected("FROM a\nRUN --mount=type=cache,target=/‸x make\n")[..4],
        ["/x", "target=/x", "type=cache,target=/x", "--mount=type=cache,target=/x"]
    );
    assert_eq!(
        selected("FROM a\nRUN a; b && c | d ${‸X:-y} e || f; g\n")[..6],
        [
            "X",
            "${X:-y}",
            "d ${X:-y} e",
            "c | d ${X:-y} e",
            "b && c | d ${X:-y} e || f",
            "a; b && c | d ${X:-y} e || f; g"
        ]
    );
    assert_eq!(
        selected("FROM a\nRUN <<EOF\nif x; then\n  y‸ z\nfi\nEOF\n")[..3],
        ["y", "y z", "if x; then\n  y z\nfi\n"]
    );
    assert_eq!(selected("# a\n# b‸\n\nFROM a\n"), ["# b", "# a\n# b", "# a\n# b\n\nFROM a\n"]);
    assert_eq!(selected("FROM a\nENV A=1 B=\"x ‸y\"\n")[..3], ["\"x y\"", "B=\"x y\"", "A=1 B=\"x y\""]);
    assert_eq!(selected("‸"), [""]);
}

#[test]
fn selections_grow_and_hold_the_place() {
    for text in nasty() {
        everywhere(&text, |view, offset| {
            let mut next = selection_ranges(view, &[offset]).pop().map(Box::new);
            let mut inner = Span::at(offset);
            while let Some(one) = next {
                is_inside(view, one.range);
                let span = view.document.span(one.range);
                assert!(span.covers(inner), "{text}: {offset}");
                inner = span;
                next = one.parent;
            }
        });
    }
}
