//! What is said beside the lines.

use dlint_text::Span;
use tower_lsp::lsp_types::{InlayHintLabel, Position};

use super::*;
use crate::features::testing::{beginnings, nasty, with_view};

const NONE: Wanted = Wanted { variables: false, tags: false, costs: false };

/// The text with the hints in it, in brackets.
fn shown(text: &str, wanted: Wanted) -> String {
    with_view(text, |view, _| {
        let end = view.document.position(text.len() as u32);
        let all = Range { start: Position::default(), end };
        let mut shown = String::new();
        let mut at = 0;
        for hint in hints(view, all, wanted) {
            let offset = view.document.offset(hint.position);
            assert!(at <= offset && view.text().is_char_boundary(offset as usize));
            let InlayHintLabel::String(label) = hint.label else { panic!("a label is a text") };
            shown.push_str(Span::new(at, offset).slice(view.text()));
            shown += &["[", label.trim_start(), "]"].concat();
            at = offset;
        }
        shown.push_str(Span::new(at, text.len() as u32).slice(view.text()));
        shown
    })
}

#[test]
fn variables_are_shown_where_they_are_known_and_no_secret() {
    let wanted = Wanted { variables: true, ..NONE };
    for (text, expected) in [
        (
            "ARG V=3.20\nFROM alpine:$V\nARG V\nENV D=/opt\nWORKDIR $D/${V:-x}\nCOPY $D \"$X\" ./\n",
            "ARG V=3.20\nFROM alpine:$V[= alpine:3.20]\nARG V\nENV D=/opt\nWORKDIR $D/${V:-x}[= /opt/3.20]\n\
             COPY $D[= /opt] \"$X\" ./\n",
        ),
        // Where the builder puts nothing in, there is nothing to show.
        (
            "ARG P=a\nARG Q=$P\nFROM --platform=$P b\nARG N=host\nCOPY --from=$N --chmod=$N x /\nRUN --network=$N x\n\
             HEALTHCHECK --interval=$N CMD x\nRUN --mount=type=bind,source=/x,target=$N x\nCMD $N\n",
            "ARG P=a\nARG Q=$P[= a]\nFROM --platform=$P[= a] b\nARG N=host\nCOPY --from=$N --chmod=$N[= host] x /\n\
             RUN --network=$N x\nHEALTHCHECK --interval=$N CMD x\n\
             RUN --mount=type=bind,source=/x,target=$N[= host] x\nCMD $N\n",
        ),
        (
            "FROM a\nARG A=1 B=$A\nARG A=$A$B\nVOLUME [\"$A\", \"$B\"]\nENV C=\"$A\" D=$C\nONBUILD USER $A\n",
            "FROM a\nARG A=1 B=$A[= 1]\nARG A=$A$B[= 11]\nVOLUME [\"$A\"[= 11], \"$B\"[= 1]]\nENV C=\"$A\"[= 11] D=$C\n\
             ONBUILD USER $A\n",
        ),
        (
            "FROM a\nARG P=80\nEXPOSE $P/tcp\nUSER ${U}\nCOPY --chown=$P [\"$P\", \"/\"]\n",
            "FROM a\nARG P=80\nEXPOSE $P/tcp[= 80/tcp]\nUSER ${U}\nCOPY --chown=$P[= 80] [\"$P\"[= 80], \"/\"]\n",
        ),
        (
            "FROM a\nARG D=/d\nRUN --mount=type=cache,target=$D \\\n  # x\n  b $D\nUSER $\\\nD\n",
            "FROM a\nARG D=/d\nRUN --mount=type=cache,target=$D[= /d] \\\n  # x\n  b $D\nUSER $\\\nD[= /d]\n",
        ),
        (
            "FROM a\nARG A=0123456789012345678901234567890123456789\nLABEL x=$A$A\n",
            "FROM a\nARG A=0123456789012345678901234567890123456789\n\
             LABEL x=$A$A[= 012345678901234567890123456789012345678901234567…]\n",
        ),
        // Under whatever name it goes by now.
        (
            "FROM a\nARG DB_PASSWORD=abc\nENV C=x$DB_PASSWORD\nENV E=$C F=$DB_PASSWORD\nWORKDIR /$C\n",
            "FROM a\nARG DB_PASSWORD=abc\nENV C=x$DB_PASSWORD\nENV E=$C F=$DB_PASSWORD\nWORKDIR /$C\n",
        ),
        (
            "ARG API_TOKEN=kR7pWz2mQxL0vB9t\nARG U=https://u:hunter22@example.org/\nFROM a\nARG U\nENV X=$U API_KEY=$U\n",
            "ARG API_TOKEN=kR7pWz2mQxL0vB9t\nARG U=https://u:hunter22@example.org/\nFROM a\nARG U\nENV X=$U API_KEY=$U\n",
        ),
    ] {
        assert_eq!(shown(text, wanted), expected);
    }
}

#[test]
fn a_tag_that_is_not_written_is_latest() {
    let wanted = Wanted { tags: true, ..NONE };
    for (text, expected) in [
        ("FROM alpine AS a\nFROM a\nFROM scratch\n", "FROM alpine[:latest] AS a\nFROM a\nFROM scratch\n"),
        ("FROM alpine:3\nFROM b@sha256:c\nFROM $X\n", "FROM alpine:3\nFROM b@sha256:c\nFROM $X\n"),
        (
            "ARG B=x\nFROM $B\nCOPY --from=nginx /a /\n",
            "ARG B=x\nFROM $B[:latest]\nCOPY --from=nginx[:latest] /a /\n",
        ),
        ("FROM a:1\nCOPY --from=0 /a /\nFROM", "FROM a:1\nCOPY --from=0 /a /\nFROM"),
    ] {
        assert_eq!(shown(text, wanted), expected);
    }
}

#[test]
fn a_step_says_what_it_costs() {
    let wanted = Wanted { costs: true, ..NONE };
    for (text, expected) in [
        (
            "FROM a\nUSER b\nWORKDIR /c\nCOPY d e\n",
            "FROM a\nUSER b[metadata]\nWORKDIR /c[metadata]\nCOPY d e[layer]\n",
        ),
        ("FROM a\nRUN ls \\\n -l\nONBUILD RUN x\n", "FROM a\nRUN ls \\\n -l[layer]\nONBUILD RUN x\n"),
        (
            "FROM debian\nRUN apt-get update && apt-get install -y curl git\nRUN apk add a b c d e\nRUN npm ci\n",
            "FROM debian\nRUN apt-get update && apt-get install -y curl git[layer, installs curl, git]\n\
             RUN apk add a b c d e[layer, installs a, b, c and 2 more]\nRUN npm ci[layer, installs the project's packages]\n",
        ),
        (
            "FROM debian\nRUN pip install flask git+https://u:hunter22@example.org/x\n",
            "FROM debian\nRUN pip install flask git+https://u:hunter22@example.org/x[layer, installs flask and more]\n",
        ),
    ] {
        assert_eq!(shown(text, wanted), expected);
    }
}

#[test]
fn only_what_is_in_the_range_is_there() {
    with_view("FROM a\nUSER b\nUSER c\n", |view, _| {
        let at = |line| Position { line, character: 0 };
        let found = hints(view, Range { start: at(1), end: at(2) }, Wanted::ALL);
        assert_eq!(found.iter().map(|hint| hint.position.line).collect::<Vec<_>>(), [1]);
    });
}

#[test]
fn nothing_panics_whatever_is_typed() {
    for text in nasty() {
        for beginning in beginnings(&text) {
            shown(beginning, Wanted::ALL);
        }
    }
}
