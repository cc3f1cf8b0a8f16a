//! Documents for tests: `‸` is where the cursor is.

mod nasty;

use std::path::Path;
use std::sync::Arc;

use dlint_config::{Body, Configuration, Patterns, Source, Start};
use dlint_linter::Profile;
use dlint_model::Options;
use dlint_model::context::{BuildContext, MemoryContext};
use tower_lsp::lsp_types::{Range, TextEdit, Url};

pub(crate) use self::nasty::nasty;
use crate::convert::Units;
use crate::document::Document;
use crate::view::View;

/// Where the cursor is in a test's text.
const CURSOR: char = '‸';

/// Looks at a document without a context; the offset is that of the cursor, or of the end.
pub(crate) fn with_view<T>(text: &str, look: impl FnOnce(&View<'_>, u32) -> T) -> T {
    with_context(text, &[], look)
}

/// Looks at a document that has these files around it, each with its text.
pub(crate) fn with_context<T>(
    text: &str,
    files: &[(&str, &str)],
    look: impl FnOnce(&View<'_>, u32) -> T,
) -> T {
    let offset = text.find(CURSOR).unwrap_or(text.len()) as u32;
    let uri = Url::parse("file:///srv/Dockerfile").unwrap();
    let document = Document::new(uri, 1, text.replace(CURSOR, ""), Units::Utf16);
    let rules = Arc::new(dlint_rules::all());
    let start = Start {
        folder: "/".into(),
        source: Source::Nothing,
        version: "0.1.0",
        profile: Profile::Dlint,
        date: None,
        command_line: Body::default(),
        exclude: Patterns::default(),
        include: Patterns::default(),
        force_exclude: false,
    };
    let settings = Configuration::new(&rules, start).unwrap().of(Path::new("/srv/Dockerfile"));
    let context = MemoryContext::new(files.iter().copied());
    let view = View {
        document: &document,
        file: document.file(),
        build: &document.build(Options::default()),
        context: &context as &dyn BuildContext,
        settings: &settings,
        rules: &rules,
        pages: "https://example.org/rules/",
        snippets: true,
    };
    look(&view, offset)
}

/// A text as it is typed: all of its beginnings.
pub(crate) fn beginnings(text: &str) -> impl Iterator<Item = &str> {
    let ends = text.char_indices().map(|(offset, _)| offset).chain([text.len()]);
    ends.filter_map(|end| text.get(..end))
}

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
pub(crate) fn is_inside(view: &View<'_>, range: Range) {
    let span = view.document.span(range);
    assert_eq!(view.document.range(span), range, "{:?}", view.text());
    assert!(span.end as usize <= view.text().len());
}

/// The text of a document after edits, which are made from the last to the first.
pub(crate) fn edited(document: &Document, edits: &[TextEdit]) -> String {
    let mut text = document.text().to_owned();
    for edit in edits.iter().rev() {
        text.replace_range(document.span(edit.range).range(), &edit.new_text);
    }
    text
}
