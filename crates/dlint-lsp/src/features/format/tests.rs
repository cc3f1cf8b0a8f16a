//! What is formatted, what is not, and that nothing means anything else afterwards.

use dlint_model::Build;
use dlint_syntax::{Arguments, parse};
use tower_lsp::lsp_types::Position;

use super::*;
use crate::features::testing::{beginnings, nasty, with_view};

fn options(tab_size: u32, insert_spaces: bool) -> FormattingOptions {
    FormattingOptions { tab_size, insert_spaces, ..FormattingOptions::default() }
}

/// The text with edits made to it, which have to be in order and apart.
fn applied(view: &View<'_>, edits: &[TextEdit]) -> String {
    let mut text = String::new();
    let mut at = 0;
    for edit in edits {
        let span = view.document.span(edit.range);
        assert!(at <= span.start, "{span:?} is in front of {at}");
        assert_ne!(span.slice(view.text()), edit.new_text, "an edit changes something");
        text.push_str(Span::new(at, span.start).slice(view.text()));
        text.push_str(&edit.new_text);
        at = span.end;
    }
    text + Span::new(at, view.text().len() as u32).slice(view.text())
}

fn formatted_with(text: &str, options: &FormattingOptions) -> String {
    let once = with_view(text, |view, _| applied(view, &document(view, options)));
    let again = with_view(&once, |view, _| document(view, options));
    assert_eq!(again, [], "a second run changes something of {once:?}");
    once
}

fn formatted(text: &str) -> String {
    formatted_with(text, &options(4, true))
}

#[test]
fn blanks_at_the_ends_of_lines_go() {
    for (text, expected) in [
        ("FROM a  \n \t\n# b \t\nUSER c\t", "FROM a\n\n# b\nUSER c\n"),
        ("# escape=` \nFROM a `\t \n  AS b \r\n", "# escape=`\nFROM a `\n    AS b\r\n"),
        ("FROM a\r\nUSER b", "FROM a\r\nUSER b\r\n"),
        ("RUN a \\ \n  \n # c \n    b", "RUN a \\\n\n # c\n    b\n"),
        ("", ""),
        ("  ", ""),
        ("\u{feff}FROM a ", "\u{feff}FROM a\n"),
    ] {
        assert_eq!(formatted(text), expected, "{text:?}");
    }
}

#[test]
fn lines_that_continue_are_one_step_in_and_keep_their_distance() {
    for (text, expected) in [
        ("FROM a\nRUN b && \\\n  c \\\n    d\n", "FROM a\nRUN b && \\\n    c \\\n      d\n"),
        ("FROM a\nRUN b \\\n&& c\n", "FROM a\nRUN b \\\n    && c\n"),
        ("FROM a\nRUN b \\\n\t&& c \\\n\t\td\n", "FROM a\nRUN b \\\n    && c \\\n        d\n"),
        ("FROM a\n  COPY b \\\n   c \\\n d\n", "FROM a\n  COPY b \\\n        c \\\n      d\n"),
        (
            "FROM a\nLABEL b=c \\\n  d=\"e \\\n  f\" \\\n  g=h\n",
            "FROM a\nLABEL b=c \\\n    d=\"e \\\n  f\" \\\n    g=h\n",
        ),
        ("FROM a\nCMD [\"b\", \\\n \"c\"]\n", "FROM a\nCMD [\"b\", \\\n    \"c\"]\n"),
        (
            "FROM a\nHEALTHCHECK --interval=5s \\\n CMD b \\\n c\n",
            "FROM a\nHEALTHCHECK --interval=5s \\\n    CMD b \\\n    c\n",
        ),
        ("FROM a\nONBUILD RUN b \\\n c\n", "FROM a\nONBUILD RUN b \\\n    c\n"),
        (
            "FROM a\nRUN b \\\n  # c\n\n  d <<E \\\n  e\n\tx  \nE\n",
            "FROM a\nRUN b \\\n  # c\n\n    d <<E \\\n    e\n\tx  \nE\n",
        ),
    ] {
        assert_eq!(formatted(text), expected, "{text:?}");
    }
    let tabs = options(4, false);
    assert_eq!(
        formatted_with("RUN a\nFROM a\nUSER b\nENV a=b \\\n  c=d \\\n     e=f\n", &tabs),
        "RUN a\nFROM a\nUSER b\nENV a=b \\\n\tc=d \\\n\t   e=f\n"
    );
    assert_eq!(formatted_with("FROM a\nRUN b \\\n    c\n", &options(2, true)), "FROM a\nRUN b \\\n  c\n");
}

#[test]
fn what_may_mean_something_stays() {
    for text in [
        // Aligned with what stands behind the keyword.
        "FROM a\nLABEL b=c \\\n      d=e\n",
        // In the middle of a word, of a string, of a value that is a line.
        "FROM a\nRUN ap\\\nt\n",
        "FROM a\nRUN echo 'b \\\n  c'\n",
        "FROM a\nRUN echo \"$(echo \"b \\\n  c\")\"\n",
        "FROM a\nWORKDIR b \\\n  c\n",
        "FROM a\nENV b c \\\n  d\n",
        "FROM a\nMAINTAINER b \\\n  c\n",
        "FROM a\nRUN echo $((1 + \\\n  2))\n",
        "FROM a\nRUN echo `b \\\n  c`\n",
        "FROM a\nRUN case b in 'x \\\n  y') c;; esac\n",
        "FROM a\nRUN b \\ \\\n  c \"\n",
        // To a shell that blanks mean something to, or that nobody knows.
        "FROM a\nSHELL [\"cmd\", \"/S\", \"/C\"]\nRUN echo b \\\n  c\n",
        "FROM a\nSHELL [\"python3\", \"-c\"]\nRUN if b: \\\n  c\n",
        "FROM mcr.microsoft.com/windows/servercore:ltsc2022\nRUN echo b \\\n  c\n",
        // In no stage.
        "RUN b \\\n  c\n",
        // Heredocs.
        "FROM a\nRUN <<E\n  b \\ \n c\t\nE\nCOPY <<E /x\n\t \nE\n",
        "FROM a\nRUN <<E\nb  ",
        // A directive whose value is a blank.
        "# escape= \nFROM a\n",
    ] {
        assert_eq!(formatted(text), text);
    }
}

#[test]
fn what_the_client_does_not_want_is_left() {
    let text = "FROM a \n\n\n";
    let trim = FormattingOptions { trim_final_newlines: Some(true), ..options(4, true) };
    assert_eq!(formatted_with(text, &trim), "FROM a\n");
    assert_eq!(formatted_with("\n\n", &trim), "\n\n");
    assert_eq!(formatted_with("FROM a\n \n\t", &trim), "FROM a\n");
    let keep = FormattingOptions {
        trim_trailing_whitespace: Some(false),
        insert_final_newline: Some(false),
        ..options(4, true)
    };
    assert_eq!(formatted_with("FROM a \nUSER b", &keep), "FROM a \nUSER b");
}

#[test]
fn a_range_has_the_edits_of_its_lines() {
    with_view("FROM a \nRUN b \\\n  c \\\n  d \nUSER e ", |view, _| {
        let at = |line, character| Position { line, character };
        let edits = range(view, &options(4, true), Range { start: at(2, 3), end: at(2, 4) });
        assert_eq!(applied(view, &edits), "FROM a \nRUN b \\\n    c \\\n  d \nUSER e ");
        let edits = range(view, &options(4, true), Range { start: at(3, 0), end: at(4, 1) });
        assert_eq!(applied(view, &edits), "FROM a \nRUN b \\\n  c \\\n    d\nUSER e\n");
    });
}

/// What the parser and the shell's reader make of a file, without any place.
fn meaning(text: &str) -> Vec<String> {
    let source = SourceFile::new("Dockerfile", text);
    let file = parse(&source);
    let build = Build::new(&source, &file);
    let mut meaning =
        vec![format!("{} errors, {:?}", file.errors.len(), file.verdict().map(|one| &one.kind))];
    for instruction in &file.instructions {
        let words: Vec<&str> = instruction.text.split_whitespace().collect();
        let flags: Vec<&str> = instruction.flags.iter().map(|flag| flag.text.as_str()).collect();
        let said = match &instruction.arguments {
            Arguments::Env(pairs) | Arguments::Label(pairs) => {
                pairs.iter().map(|pair| format!("{}={}", pair.key, pair.value)).collect::<Vec<_>>().join("|")
            }
            Arguments::User(word) | Arguments::Workdir(word) => {
                format!("{:?}", word.as_ref().map(|word| word.to_string()))
            }
            Arguments::Run(line) | Arguments::Cmd(line) => {
                let words = line.exec.iter().flatten().map(|word| word.to_string());
                words.collect::<Vec<_>>().join("|")
            }
            _ => String::new(),
        };
        let bodies: Vec<&str> = instruction.heredocs.iter().map(|heredoc| heredoc.body.as_str()).collect();
        meaning.push(format!("{words:?} {flags:?} {said} {bodies:?}"));
    }
    for step in build.stages().iter().flat_map(|stage| stage.steps.iter().chain(&stage.triggers)) {
        for script in build.scripts(step) {
            for command in &script.script.body().commands {
                let words: Vec<&str> = command.words.iter().map(|word| word.text.as_str()).collect();
                meaning.push(format!("{words:?} {:?}", command.standing));
            }
        }
    }
    meaning
}

/// Documents put together from lines that people write, indented and ended anyhow.
fn made_up(seed: u64) -> String {
    const LINES: [&str; 34] = [
        "FROM debian:12 AS a",
        "FROM a",
        "RUN apt-get update && \\",
        "&& apt-get install -y \\",
        "curl \\",
        "'a \\",
        "b' \\",
        "\"x  y\"",
        "# why",
        "",
        "RUN --mount=type=cache,target=/c \\",
        "COPY --from=a [\"a\", \\",
        "\"b\"]",
        "ENV A=b C=\"d \\",
        "e\"",
        "LABEL a=b \\",
        "c=d",
        "RUN <<EOF",
        "EOF",
        "cat <<'X' > y \\",
        "X",
        "| wc -l; \\",
        "if [ -f a ]; then \\",
        "fi",
        "WORKDIR /a \\",
        "HEALTHCHECK --interval=5s \\",
        "CMD [\"a\"]",
        "ONBUILD RUN x \\",
        "SHELL [\"cmd\"]",
        "\\",
        "$(a \\",
        ") \\",
        "case x in a) \\",
        "b;; esac",
    ];
    const BLANKS: [&str; 8] = ["", "", "  ", "    ", "\t", " \t", "      ", " "];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut pick = |count: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as usize % count
    };
    let newline = if pick(4) == 0 { "\r\n" } else { "\n" };
    let mut text = String::from(["", "FROM debian\n", "# escape=`\nFROM debian\n"][pick(3)]);
    for _ in 0..pick(14) {
        text += BLANKS[pick(8)];
        text += LINES[pick(34)];
        text += BLANKS[pick(8)];
        text += newline;
    }
    text
}

#[test]
fn no_document_means_anything_else_afterwards() {
    for seed in 0..1500 {
        let text = made_up(seed);
        let options = options([2, 4, 8][seed as usize % 3], seed % 4 > 0);
        let formatted = formatted_with(&text, &options);
        assert_eq!(meaning(&formatted), meaning(&text), "{text:?} became {formatted:?}");
    }
}

#[test]
fn nothing_panics_whatever_is_typed() {
    for text in nasty() {
        for beginning in beginnings(&text) {
            let formatted = formatted(beginning);
            assert_eq!(meaning(&formatted), meaning(beginning), "{beginning:?}");
        }
    }
}
