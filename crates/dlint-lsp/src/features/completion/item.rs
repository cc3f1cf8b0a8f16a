//! What is offered: an entry of the list, and the word that it takes the place of.

use dlint_text::Span;
use tower_lsp::lsp_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionList, CompletionTextEdit, Documentation,
    InsertTextFormat, Range, TextEdit,
};

use crate::features::secrets::Hidden;
use crate::features::shown::markdown;
use crate::language;
use crate::view::View;

/// The word that is replaced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Slot {
    range: Range,
    /// What of it stands in front of the cursor.
    typed: String,
}

impl Slot {
    /// A word at this place; none where it stands on several lines, for no client replaces such a one.
    pub(super) fn new(view: &View<'_>, span: Span, offset: u32) -> Option<Self> {
        let typed = Span::new(span.start, offset).slice(view.text()).to_owned();
        let range = view.document.range(span);
        (range.start.line == range.end.line && span.start <= offset && offset <= span.end)
            .then_some(Self { range, typed })
    }

    /// What of the word stands in front of the cursor.
    pub(super) fn typed(&self) -> &str {
        &self.typed
    }
}

/// One thing that is offered.
pub(super) struct Entry {
    item: CompletionItem,
    text: String,
    /// Lower ones come first; those of one rank come as they were added.
    rank: u8,
}

impl Entry {
    /// What is written as it is shown.
    pub(super) fn new(label: impl Into<String>, kind: CompletionItemKind) -> Self {
        let label = label.into();
        let text = label.clone();
        let item = CompletionItem { label, kind: Some(kind), ..CompletionItem::default() };
        Self { item, text, rank: 5 }
    }

    /// The same, written otherwise.
    pub(super) fn writes(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// The same, written with gaps where the client fills them in.
    pub(super) fn filled(mut self, body: &str, view: &View<'_>) -> Self {
        if view.snippets {
            body.clone_into(&mut self.text);
            self.item.insert_text_format = Some(InsertTextFormat::SNIPPET);
        } else {
            self.text = language::plain(body);
        }
        self
    }

    /// The same, with a word on what it is.
    pub(super) fn detail(mut self, detail: impl Into<String>) -> Self {
        self.item.detail = Some(detail.into()).filter(|detail| !detail.is_empty());
        self
    }

    /// The same, with a text in Markdown.
    pub(super) fn doc(mut self, value: impl Into<String>) -> Self {
        self.item.documentation = Some(Documentation::MarkupContent(markdown(value)));
        self
    }

    /// The same, found by another text than its label.
    pub(super) fn found_by(mut self, text: impl Into<String>) -> Self {
        self.item.filter_text = Some(text.into());
        self
    }

    /// The same, so far from the beginning of the list.
    pub(super) const fn rank(mut self, rank: u8) -> Self {
        self.rank = rank;
        self
    }

    /// The same, marked as something that nobody should take any more.
    pub(super) fn outdated(mut self, is_so: bool) -> Self {
        self.item.tags = is_so.then(|| vec![CompletionItemTag::DEPRECATED]);
        self
    }
}

/// What is offered, in order.
pub(super) struct Items<'v> {
    /// What is looked at.
    pub(super) view: &'v View<'v>,
    /// What nobody is shown.
    pub(super) hidden: Hidden<'v, 'v>,
    list: Vec<CompletionItem>,
    /// Whether there is more, which another letter would bring.
    pub(super) is_cut: bool,
}

impl<'v> Items<'v> {
    pub(super) const fn new(view: &'v View<'v>) -> Self {
        Self { view, hidden: Hidden::of(view), list: Vec::new(), is_cut: false }
    }

    /// What a text says that variables may be a part of, on one line; nothing where there is a secret in it.
    pub(super) fn told(&self, text: &str) -> String {
        if self.hidden.are_in(text) { "…".to_owned() } else { short(text) }
    }

    /// Adds an entry in place of a word.
    pub(super) fn add(&mut self, slot: &Slot, entry: Entry) {
        let Entry { mut item, text, rank } = entry;
        item.sort_text = Some(format!("{rank:02}{:05}", self.list.len()));
        let is_word = item.label.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if item.filter_text.is_none() && !is_word {
            item.filter_text = Some(item.label.clone());
        }
        item.text_edit = Some(CompletionTextEdit::Edit(TextEdit { range: slot.range, new_text: text }));
        self.list.push(item);
    }

    pub(super) fn finish(mut self) -> CompletionList {
        self.list.sort_by(|a, b| a.sort_text.cmp(&b.sort_text));
        CompletionList { is_incomplete: self.is_cut, items: self.list }
    }
}

/// A text on one line, not too long.
pub(super) fn short(text: &str) -> String {
    const LONGEST: usize = 80;
    crate::features::shown::short(text, LONGEST)
}
