//! At every place of nasty documents: nothing panics, and what is replaced is one word of one line around the cursor.

use tower_lsp::lsp_types::CompletionTextEdit;

use crate::features::completion::complete;
use crate::features::signature::signature_help;
use crate::features::testing::{nasty, with_context};
use crate::view::View;

#[test]
fn what_is_replaced_is_around_the_cursor() {
    for text in nasty() {
        with_context(&text, super::FILES, |view, _| {
            for (offset, _) in text.char_indices().chain([(text.len(), ' ')]) {
                at(view, offset as u32);
            }
        });
    }
}

fn at(view: &View<'_>, offset: u32) {
    signature_help(view, offset);
    let cursor = view.document.position(offset);
    // No client has a place inside of a line's ending.
    if view.document.offset(cursor) != offset {
        return;
    }
    let text = view.text();
    for item in complete(view, offset).items {
        let Some(CompletionTextEdit::Edit(edit)) = item.text_edit else { panic!("{text:?}") };
        let range = edit.range;
        let place = format!("{text:?} at {offset}: {:?} {range:?}", item.label);
        assert!(range.start <= cursor && cursor <= range.end, "{place}");
        assert_eq!(range.start.line, range.end.line, "{place}");
        assert_eq!(view.document.range(view.document.span(range)), range, "{place}");
        assert!(item.sort_text.is_some(), "{place}");
    }
}

#[test]
fn long_lines_and_long_files_are_no_matter() {
    let line = format!("FROM a\nRUN echo {}‸{}\n", "x ".repeat(250_000), " y".repeat(250_000));
    let images = format!("FROM {}‸{}\n", "x".repeat(500_000), "y".repeat(500_000));
    let flags = format!("FROM a\nCOPY {}--‸ a b\n", "--exclude=a ".repeat(5_000));
    let heredoc = format!("FROM a\nRUN <<EOF\n{}apt-get ‸\nEOF\n", "echo a\n".repeat(20_000));
    for text in [line, images, flags, heredoc] {
        with_context(&text, &[], |view, offset| {
            let begin = std::time::Instant::now();
            complete(view, offset);
            signature_help(view, offset);
            assert!(begin.elapsed().as_secs() < 20, "{:?}", begin.elapsed());
        });
    }
}

#[test]
fn a_client_without_snippets_gets_plain_text() {
    with_context("FROM a\n‸", &[], |view, offset| {
        let view = View { snippets: false, ..*view };
        for item in complete(&view, offset).items {
            let Some(CompletionTextEdit::Edit(edit)) = item.text_edit else { panic!("{}", item.label) };
            assert!(item.insert_text_format.is_none() && !edit.new_text.contains("${1"), "{}", edit.new_text);
        }
    });
}
