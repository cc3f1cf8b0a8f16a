//! Documents for tests: `‸` is where the cursor is.

use std::path::Path;
use std::sync::Arc;

use dlint_config::{Body, Configuration, Patterns, Source, Start};
use dlint_linter::Profile;
use dlint_model::Options;
use dlint_model::context::{BuildContext, MemoryContext};
use tower_lsp::lsp_types::Url;

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
    let uri = Url::parse("file:///work/Dockerfile").unwrap();
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
    let settings = Configuration::new(&rules, start).unwrap().of(Path::new("/work/Dockerfile"));
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
