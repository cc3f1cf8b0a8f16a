//! Small changes to files.

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::files::FILES;

/// A change at some place of a text.
#[derive(Debug, Clone)]
enum Change {
    Delete(Index, usize),
    Insert(Index, String),
    Repeat(Index, usize),
    SwapLines(Index, Index),
    DeleteLine(Index),
    Cut(Index),
    LineEndings(&'static str),
}

fn change() -> impl Strategy<Value = Change> {
    let pieces = select(vec![
        "\\\n",
        "\n",
        "\r",
        "\r\n",
        "\"",
        "'",
        "\\",
        "`",
        "#",
        " ",
        "\t",
        "<<E ",
        "<<",
        "--",
        "=",
        "[",
        "]",
        ",",
        "${",
        "}",
        "$",
        "\u{feff}",
        "\u{a0}",
        "\u{85}",
        "é",
        "🐳",
        "\0",
        "\n# x\n",
        "\\\n# x\n",
        "\nE\n",
        "ONBUILD ",
        "# escape=`\n",
    ]);
    prop_oneof![
        (any::<Index>(), 1..8_usize).prop_map(|(at, length)| Change::Delete(at, length)),
        (any::<Index>(), pieces).prop_map(|(at, text)| Change::Insert(at, text.to_owned())),
        (any::<Index>(), ".{1,2}").prop_map(|(at, text)| Change::Insert(at, text)),
        (any::<Index>(), 1..40_usize).prop_map(|(at, length)| Change::Repeat(at, length)),
        (any::<Index>(), any::<Index>()).prop_map(|(one, other)| Change::SwapLines(one, other)),
        any::<Index>().prop_map(Change::DeleteLine),
        any::<Index>().prop_map(Change::Cut),
        select(vec!["\r\n", "\r", "\n\n"]).prop_map(Change::LineEndings),
    ]
}

fn apply(text: &mut String, change: &Change) {
    let place = |at: &Index, text: &str| text.floor_char_boundary(at.index(text.len() + 1));
    match change {
        Change::Delete(at, length) => {
            let start = place(at, text);
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            text.replace_range(start..end, "");
        }
        Change::Insert(at, piece) => text.insert_str(place(at, text), piece),
        Change::Repeat(at, length) => {
            let start = place(at, text);
            let end = text.ceil_char_boundary((start + length).min(text.len()));
            let piece = text.get(start..end).unwrap_or_default().to_owned();
            text.insert_str(start, &piece);
        }
        Change::SwapLines(one, other) => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            let count = lines.len();
            if count > 0 {
                lines.swap(one.index(count), other.index(count));
                *text = lines.concat();
            }
        }
        Change::DeleteLine(at) => {
            let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
            if !lines.is_empty() {
                lines.remove(at.index(lines.len()));
                *text = lines.concat();
            }
        }
        Change::Cut(at) => text.truncate(place(at, text)),
        Change::LineEndings(newline) => *text = text.replace('\n', newline),
    }
}

/// A file of those above with a few changes.
pub(super) fn changed_file() -> impl Strategy<Value = String> {
    (select(FILES.to_vec()), prop::collection::vec(change(), 1..5)).prop_map(|(text, changes)| {
        let mut text = text.to_owned();
        for change in &changes {
            apply(&mut text, change);
        }
        text
    })
}
