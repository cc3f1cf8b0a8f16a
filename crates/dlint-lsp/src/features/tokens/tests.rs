//! What is painted, on good, half-typed and broken input.

use dlint_text::Span;
use tower_lsp::lsp_types::{Position, Range, SemanticToken, SemanticTokenType};

use super::legend::{MODIFIERS, TYPES, legend};
use super::{Memory, delta, full, range};
use crate::features::testing::{beginnings, nasty, with_view};
use crate::view::View;

/// The tokens with their texts, as `text type` or `text type.modifier`.
fn shown(view: &View<'_>, tokens: &[SemanticToken]) -> Vec<String> {
    let (mut line, mut character) = (0, 0);
    let mut shown = Vec::new();
    let mut end = 0;
    for token in tokens {
        if token.delta_line > 0 {
            character = 0;
        }
        line += token.delta_line;
        character += token.delta_start;
        let start = view.document.offset(Position { line, character });
        let to = Position { line, character: character + token.length };
        let span = Span::new(start, view.document.offset(to));
        assert!(token.length > 0 && end <= span.start, "{span:?} is behind {end}");
        assert_eq!(view.document.position(span.end), to, "the token ends in its line");
        end = span.end;
        let mut name = TYPES[token.token_type as usize].as_str().to_owned();
        for (bit, modifier) in MODIFIERS.iter().enumerate() {
            if token.token_modifiers_bitset & 1 << bit != 0 {
                name = format!("{name}.{}", modifier.as_str());
            }
        }
        shown.push(format!("{} {name}", span.slice(view.text())));
    }
    shown
}

fn tokens(text: &str) -> Vec<String> {
    with_view(text, |view, _| shown(view, &full(view, &mut Memory::default())))
}

#[test]
fn the_words_of_instructions_are_what_the_builder_takes_them_for() {
    for (text, expected) in [
        (
            "# syntax=docker/dockerfile:1\nFROM alpine:3.20@sha256:ab AS base # x\n",
            "# comment|syntax macro|= comment|docker/dockerfile namespace|: comment|1 enumMember|FROM keyword|alpine namespace|\
             3.20 enumMember|sha256:ab enumMember.readonly|AS keyword|base class.declaration",
        ),
        (
            "FROM a AS b\nFROM b\nCOPY --from=b --chown=1:1 x /y\nCOPY --from=nginx:1 x /y\n",
            "FROM keyword|a namespace|AS keyword|b class.declaration|FROM keyword|b class.reference|COPY keyword|\
             --from parameter|= operator|b class.reference|--chown parameter|= operator|1:1 string|x string|/y string|\
             COPY keyword|--from parameter|= operator|nginx namespace|1 enumMember|x string|/y string",
        ),
        (
            "ARG V=1\nFROM a:${V:-2}\nENV K=v L=\"$K\"\nLABEL m=n\n",
            "ARG keyword|V variable.declaration|= operator|1 number|FROM keyword|a namespace|${V variable|:- operator|\
             2 enumMember|} variable|ENV keyword|K variable.declaration|= operator|v string|L variable.declaration|\
             = operator|\" string|$K variable|\" string|LABEL keyword|m property.declaration|= operator|n string",
        ),
        (
            "FROM a\nEXPOSE 80-90/tcp\nSTOPSIGNAL SIGTERM\nHEALTHCHECK --interval=5s CMD true\nVOLUME [\"/a\"]\n",
            "FROM keyword|a namespace|EXPOSE keyword|80 number|90 number|tcp enumMember|STOPSIGNAL keyword|\
             SIGTERM enumMember|HEALTHCHECK keyword|--interval parameter|= operator|5s string|CMD keyword|\
             true function|VOLUME keyword|\"/a\" string",
        ),
        (
            "FROM a\nRUN --mount=type=cache,target=/c,from=x:1 id\nONBUILD RUN ls -l\n",
            "FROM keyword|a namespace|RUN keyword|--mount parameter|= operator|type property|= operator|\
             cache enumMember|target property|= operator|/c string|from property|= operator|x namespace|1 enumMember|\
             id function|ONBUILD keyword|RUN keyword|ls function|-l parameter",
        ),
    ] {
        // A comment behind a `FROM` is none: it is what the builder refuses.
        assert_eq!(tokens(text).join("|"), expected, "{text}");
    }
}

#[test]
fn a_shell_s_commands_are_painted_through_continuations_wrappers_and_strings() {
    for (text, expected) in [
        (
            "FROM debian\nRUN set -e; \\\n  # why\n  sudo apt-get install -y \"$A\" 'b c' > /dev/null 2>&1 || exit 1\n",
            "set function|-e parameter|; operator|# why comment|sudo function|apt-get function|-y parameter|\" string|\
             $A variable|\" string|'b c' string|> operator|/dev/null string|2>& operator|1 number||| operator|\
             exit function|1 number",
        ),
        (
            "FROM debian\nRUN if [ -f x ]; then for f in a b; do V=1 sh -c 'ls $f'; done; fi # end\n",
            "if keyword|[ operator|-f parameter|; operator|then keyword|for keyword|f variable.declaration|in keyword|\
             ; operator|do keyword|V variable.declaration|= operator|1 number|sh function|-c parameter|' string|\
             ls function|$f variable|' string|; operator|done keyword|; operator|fi keyword|# end comment",
        ),
        (
            "FROM debian\nRUN <<EOF\n# why\napt-get update && x=${y}\nEOF\nRUN cat <<'E' >f\na $b\nE\n",
            "<< operator|EOF decorator.declaration|# why comment|apt-get function|&& operator|x variable.declaration|\
             = operator|${y} variable|EOF decorator|RUN keyword|cat function|<< operator|'E' decorator.declaration|\
             > operator|f string|a $b string|E decorator",
        ),
        (
            "FROM debian\nCOPY <<EOF /x\nit's $HOME\nEOF\nCMD [\"nginx\", \"-g\", \"daemon off;\"]\n",
            "COPY keyword|<< operator|EOF decorator.declaration|/x string|it's string|$HOME variable|EOF decorator|\
             CMD keyword|\" string|nginx function|\" string|\" string|-g parameter|\" string|\"daemon off;\" string",
        ),
        (
            // In a file that is written here, the escape is a backslash in any file.
            "# escape=`\nFROM debian\nCOPY <<EOF /x\n\\$A `$B\nEOF\n",
            "COPY keyword|<< operator|EOF decorator.declaration|/x string|\\$A ` string|$B variable|EOF decorator",
        ),
    ] {
        let tokens = tokens(text).join("|");
        let tokens = tokens
            .trim_start_matches("# comment|escape macro|= comment|` operator|")
            .trim_start_matches("FROM keyword|debian namespace|")
            .trim_start_matches("RUN keyword|");
        assert_eq!(tokens, expected, "{text}");
    }
}

#[test]
fn the_legend_names_each_type_and_modifier_once() {
    let legend = legend();
    assert_eq!((legend.token_types.len(), legend.token_modifiers.len()), (14, 3));
    let mut names: Vec<&str> = legend.token_types.iter().map(SemanticTokenType::as_str).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), TYPES.len());
}

#[test]
fn lengths_are_counted_as_the_client_counts() {
    with_view("FROM a\nRUN echo \"😀é\" && ls\r\n", |view, _| {
        let tokens = full(view, &mut Memory::default());
        let lengths: Vec<u32> = tokens.iter().map(|token| token.length).collect();
        assert_eq!(lengths, [4, 1, 3, 4, 5, 2, 2]);
        assert_eq!(tokens[5].delta_start, 6);
    });
}

#[test]
fn broken_input_is_painted_as_far_as_it_goes() {
    for (text, expected) in [
        ("", ""),
        ("RU", ""),
        ("COPY --fro", "COPY keyword|--fro parameter"),
        ("FROM a AS", "FROM keyword|a namespace|AS keyword"),
        (
            "FROM a\nRUN <<EOF\nls -l",
            "FROM keyword|a namespace|RUN keyword|<< operator|EOF decorator.declaration|ls function|-l parameter",
        ),
        ("FROM a\nENV", "FROM keyword|a namespace|ENV keyword"),
        ("\u{feff}from a\r\nrun ls \\\r\n", "from keyword|a namespace|run keyword|ls function"),
    ] {
        assert_eq!(tokens(text).join("|"), expected, "{text}");
    }
}

#[test]
fn a_range_has_the_tokens_of_its_lines_and_no_others() {
    let text = "FROM a\nRUN <<EOF\nls -l\ncat x\nEOF\nUSER b\n";
    with_view(text, |view, _| {
        let at = |line, character| Position { line, character };
        let part = range(view, Range { start: at(2, 3), end: at(3, 1) });
        assert_eq!(shown(view, &part), ["ls function", "-l parameter", "cat function"]);
        // A cursor is on its line.
        let cursor = range(view, Range { start: at(5, 2), end: at(5, 2) });
        assert_eq!(shown(view, &cursor), ["USER keyword", "b string"]);
        let all = range(view, Range { start: at(0, 0), end: at(99, 0) });
        assert_eq!(all, full(view, &mut Memory::default()));
    });
}

#[test]
fn what_is_remembered_is_what_would_be_read() {
    let mut memory = Memory::default();
    for text in nasty() {
        for beginning in beginnings(&text) {
            with_view(beginning, |view, _| {
                assert_eq!(full(view, &mut memory), full(view, &mut Memory::default()), "{beginning:?}");
            });
        }
    }
    let texts = [
        "FROM debian\nRUN ls && x\nRUN ls && x\n",
        "FROM debian\n# 😀\n\nRUN ls && x\n",
        "FROM debian\nSHELL [\"python3\"]\nRUN ls && x\n",
        "FROM debian\nRUN ls && x\n",
    ];
    for text in texts.iter().chain(&texts) {
        with_view(text, |view, _| {
            assert_eq!(full(view, &mut memory), full(view, &mut Memory::default()), "{text:?}");
        });
    }
}

#[test]
fn a_delta_makes_the_old_tokens_the_new_ones() {
    let versions =
        ["FROM a\nRUN ls\n", "FROM a\nRUN ls -l\n", "FROM a\n\nRUN ls -l\nUSER x\n", "", "FROM a\nRUN ls\n"];
    let all: Vec<Vec<SemanticToken>> =
        versions.iter().map(|text| with_view(text, |view, _| full(view, &mut Memory::default()))).collect();
    for (old, new) in all.iter().flat_map(|old| all.iter().map(move |new| (old, new))) {
        let mut changed = old.clone();
        let edits = delta(old, new);
        assert!(edits.len() <= 1 && (old == new) == edits.is_empty());
        for edit in edits {
            let start = edit.start as usize / 5;
            changed.splice(start..start + edit.delete_count as usize / 5, edit.data.unwrap_or_default());
        }
        assert_eq!(&changed, new);
    }
}

#[test]
fn nothing_panics_and_tokens_are_in_order_whatever_is_typed() {
    for text in nasty() {
        for beginning in beginnings(&text) {
            with_view(beginning, |view, _| {
                shown(view, &full(view, &mut Memory::default()));
            });
        }
        with_view(&text, |view, _| {
            for line in 0..view.document.position(text.len() as u32).line + 2 {
                let at = Position { line, character: 2 };
                shown(view, &range(view, Range { start: at, end: at }));
            }
        });
    }
}
