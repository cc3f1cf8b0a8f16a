//! Changes of documents, as the protocol has them.

use std::collections::HashMap;

use dlint_diagnostics::Ignored;
use dlint_text::{Edit, Newline};
use similar::{DiffTag, TextDiff};
use tower_lsp::lsp_types::{
    CreateFile, CreateFileOptions, DocumentChangeOperation, DocumentChanges, OneOf,
    OptionalVersionedTextDocumentIdentifier, Position, Range, ResourceOp, TextDocumentEdit, TextEdit, Url,
    WorkspaceEdit,
};

use crate::document::Document;
use crate::options::Abilities;

/// Edits of a document, with its own line endings.
pub(crate) fn text_edits(document: &Document, edits: &[Edit]) -> Vec<TextEdit> {
    let newline = document.source.newline();
    let text = |text: &str| match newline {
        Newline::Lf => text.to_owned(),
        Newline::CrLf => text.replace("\r\n", "\n").replace('\n', "\r\n"),
    };
    edits.iter().map(|edit| TextEdit::new(document.range(edit.span), text(&edit.text))).collect()
}

/// The edits that make a document another text: whole lines, and only those that differ, so that cursors and folds stay
/// where they are.
pub(crate) fn difference(document: &Document, after: &str) -> Vec<TextEdit> {
    let before = document.text();
    let (old, new): (Vec<&str>, Vec<&str>) =
        (before.split_inclusive('\n').collect(), after.split_inclusive('\n').collect());
    let starts: Vec<u32> = old
        .iter()
        .scan(0u32, |at, line| {
            let start = *at;
            *at += line.len() as u32;
            Some(start)
        })
        .chain([before.len() as u32])
        .collect();
    let at = |line: usize| starts.get(line).copied().unwrap_or(before.len() as u32);
    let diff = TextDiff::from_slices(&old, &new);
    let changes = diff.ops().iter().filter(|change| change.tag() != DiffTag::Equal);
    changes
        .map(|change| {
            let (from, to) = (change.old_range(), change.new_range());
            let range = Range::new(document.position(at(from.start)), document.position(at(from.end)));
            TextEdit::new(range, new.get(to).unwrap_or_default().concat())
        })
        .collect()
}

/// A change of one document, and of the ignore file of its build context if there is one. `None` where the client cannot
/// make the file that is missing.
pub(crate) fn workspace_edit(
    document: &Document,
    edits: Vec<TextEdit>,
    ignored: Option<&Ignored>,
    abilities: &Abilities,
) -> Option<WorkspaceEdit> {
    let other = match ignored {
        Some(ignored) => Some((beside(document, ignored)?, ignored)),
        None => None,
    };
    if !abilities.versioned_edits {
        let mut changes = HashMap::new();
        if !edits.is_empty() {
            changes.insert(document.uri.clone(), edits);
        }
        if let Some((uri, ignored)) = other {
            if is_missing(ignored) {
                return None;
            }
            changes.insert(uri, vec![at_the_end(ignored)]);
        }
        return Some(WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() });
    }
    let mut operations = Vec::new();
    if !edits.is_empty() {
        operations.push(of(document.uri.clone(), Some(document.version), edits));
    }
    if let Some((uri, ignored)) = other {
        if is_missing(ignored) {
            if !abilities.creates {
                return None;
            }
            let options = CreateFileOptions { overwrite: None, ignore_if_exists: Some(true) };
            let create = CreateFile { uri: uri.clone(), options: Some(options), annotation_id: None };
            operations.push(DocumentChangeOperation::Op(ResourceOp::Create(create)));
        }
        operations.push(of(uri, None, vec![at_the_end(ignored)]));
    }
    Some(WorkspaceEdit {
        document_changes: Some(DocumentChanges::Operations(operations)),
        ..WorkspaceEdit::default()
    })
}

fn of(uri: Url, version: Option<i32>, edits: Vec<TextEdit>) -> DocumentChangeOperation {
    DocumentChangeOperation::Edit(TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier { uri, version },
        edits: edits.into_iter().map(OneOf::Left).collect(),
    })
}

/// Whether the file has to be made first.
const fn is_missing(ignored: &Ignored) -> bool {
    matches!(ignored.end, (1, 1, 0))
}

/// The ignore file, as the client calls it.
fn beside(document: &Document, ignored: &Ignored) -> Option<Url> {
    document.path()?;
    let path = std::path::absolute(&ignored.path).ok()?;
    Url::from_file_path(path).ok()
}

/// What is put at the end of the ignore file. A client cuts a place behind the end of a line to that end.
fn at_the_end(ignored: &Ignored) -> TextEdit {
    let (line, column, _) = ignored.end;
    let end = Position::new(line.saturating_sub(1), if column > 1 { u32::MAX >> 1 } else { 0 });
    TextEdit::new(Range::new(end, end), ignored.text.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::convert::Units;
    use crate::features::testing::edited;

    fn document(text: &str) -> Document {
        Document::new(Url::parse("file:///Dockerfile").unwrap(), 1, text.to_owned(), Units::Utf16)
    }

    #[test]
    fn the_difference_makes_one_text_of_the_other() {
        let texts =
            ["", "FROM a\n", "FROM a\r\nRUN b\r\n", "FROM a\nRUN b\nRUN c", "RUN c\nFROM 😀\n\n", "x"];
        for before in texts {
            for after in texts {
                let document = document(before);
                assert_eq!(edited(&document, &difference(&document, after)), after, "{before:?}");
            }
        }
    }

    #[test]
    fn lines_that_stay_are_not_touched() {
        let document = document("FROM a\nRUN b\nRUN c\nRUN d\n");
        let edits = difference(&document, "FROM a\nRUN b\nRUN x\nRUN d\n");
        let [edit] = edits.as_slice() else { panic!("{edits:?}") };
        assert_eq!((edit.range.start.line, edit.range.end.line, edit.new_text.as_str()), (2, 3, "RUN x\n"));
    }
}
