//! Names on whole, half-typed and hostile documents.

use super::*;
use crate::features::testing::with_view;
use crate::features::{definition, highlight, references, rename};

/// Documents on which nothing may panic.
pub(crate) const NASTY: &[&str] = &[
    "",
    "\u{feff}FROM a AS b\n",
    "COPY",
    "FROM a\nCOPY --fro",
    "FROM a\nRU",
    "FROM a\nRUN cat <<EOF\n$X",
    "FROM a\nRUN echo \"😀 ${X",
    "# escape=`\r\nfrom a as 😀\r\nENV A=1 `\r\n  # why\r\n  B=${A:-é}\r\nonbuild run --mount=type=cache,target=/x `\r\n  echo $A\r\n",
    "ARG V=1\nFROM ${V}:x AS y\rRUN echo $V\rCOPY --from=y a b\n",
    "FROM a\nONBUILD ONBUILD RUN x\nONBUILD\nENV\nARG =\nENV \"A\"=1 'B'=\"$A\nEXPOSE $A/tcp\n",
    "# dlint ignore=DL3007,XX -- why\n# check=skip=all;error=true\nFROM node:20@sha256:12 AS 1\nRUN [\"sh\", \"-c\", \"apt-get \\u0069nstall -y $X\"]\nHEALTHCHECK --interval=1s CMD curl -f x\n",
];

/// Looks at a text at each of its characters, and behind the last.
pub(crate) fn everywhere(text: &str, look: impl Fn(&View<'_>, u32)) {
    with_view(text, |view, _| {
        for (offset, _) in text.char_indices() {
            look(view, offset as u32);
        }
        look(view, text.len() as u32);
    });
}

/// Asserts that a range is one of the document's.
pub(crate) fn is_inside(view: &View<'_>, range: tower_lsp::lsp_types::Range) {
    let span = view.document.span(range);
    assert_eq!(view.document.range(span), range, "{:?}", view.text());
    assert!(span.end as usize <= view.text().len());
}

#[test]
fn nothing_panics_and_every_range_is_inside() {
    for text in NASTY {
        everywhere(text, |view, offset| {
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
