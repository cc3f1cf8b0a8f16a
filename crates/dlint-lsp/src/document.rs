//! A version of a document, which never changes, and what is worked out of it when somebody asks.

use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use dlint_model::{Build, Options};
use dlint_syntax::{File, parse};
use dlint_text::{SourceFile, Span};
use tower_lsp::lsp_types::{Position, Range, TextDocumentContentChangeEvent, Url};

use crate::convert::{Forward, Lines, Units};
use crate::linting::{Linted, Memo, With};

/// One version of a document. Cheap to hand around: requests keep the one that they began with.
pub(crate) type Snapshot = Arc<Document>;

/// One version of a document.
#[derive(Debug)]
pub(crate) struct Document {
    /// What the client calls it.
    pub(crate) uri: Url,
    /// Its version, which the client counts.
    pub(crate) version: i32,
    /// Its text.
    pub(crate) source: SourceFile,
    /// Its lines, as the client counts them.
    pub(crate) lines: Lines,
    units: Units,
    file: OnceLock<File>,
    memo: Memo,
}

impl Document {
    /// A document of this text.
    pub(crate) fn new(uri: Url, version: i32, text: String, units: Units) -> Self {
        let name = uri.to_file_path().map_or_else(|()| uri.to_string(), |path| path.display().to_string());
        let lines = Lines::new(&text, units);
        let (file, memo) = Default::default();
        Self { uri, version, source: SourceFile::new(name, text), lines, units, file, memo }
    }

    /// The next version of it. Each change is made to what the one before it has left.
    pub(crate) fn changed(&self, version: i32, changes: Vec<TextDocumentContentChangeEvent>) -> Self {
        let mut text = self.source.text().to_owned();
        // The lines of the text, as long as they are those of this version.
        let mut lines: Option<&Lines> = Some(&self.lines);
        for change in changes {
            let known = lines.take();
            match change.range {
                None => text = change.text,
                Some(range) => {
                    let span = known.map_or_else(
                        || Lines::new(&text, self.units).span(&text, range),
                        |lines| lines.span(&text, range),
                    );
                    text.replace_range(span.range(), &change.text);
                }
            }
        }
        Self::new(self.uri.clone(), version, text, self.units)
    }

    /// Where it lies on a disk, if it does.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.uri.to_file_path().ok()
    }

    /// Its text.
    pub(crate) fn text(&self) -> &str {
        self.source.text()
    }

    /// What it is parsed to.
    pub(crate) fn file(&self) -> &File {
        self.file.get_or_init(|| parse(&self.source))
    }

    /// What is found in it, which is worked out once.
    pub(crate) fn linted(&self, with: &With) -> Arc<Linted> {
        self.memo.of(self, with)
    }

    /// The build that it describes.
    pub(crate) fn build(&self, options: Options) -> Build<'_> {
        Build::with_options(&self.source, self.file(), options)
    }

    /// The offset of a place.
    pub(crate) fn offset(&self, position: Position) -> u32 {
        self.lines.offset(self.text(), position)
    }

    /// The place of an offset.
    pub(crate) fn position(&self, offset: u32) -> Position {
        self.lines.position(self.text(), offset)
    }

    /// The line of an offset, as people count.
    pub(crate) fn line(&self, offset: u32) -> u32 {
        self.position(offset).line + 1
    }

    /// Finds the places of offsets that come in their order.
    pub(crate) fn forward(&self) -> Forward<'_> {
        self.lines.forward(self.text())
    }

    /// The range of a span.
    pub(crate) fn range(&self, span: Span) -> Range {
        self.lines.range(self.text(), span)
    }

    /// The ranges of spans that are in order, none inside another.
    pub(crate) fn ranges(&self, spans: impl IntoIterator<Item = Span>) -> Vec<Range> {
        self.lines.ranges(self.text(), spans)
    }

    /// The span of a range.
    pub(crate) fn span(&self, range: Range) -> Span {
        self.lines.span(self.text(), range)
    }
}
