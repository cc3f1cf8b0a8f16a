//! Keywords: what an instruction begins with, what may stand behind `ONBUILD`, `AS`, and the forms of `HEALTHCHECK`.

use dlint_syntax::Keyword;
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items, Slot};
use super::place::Cursor;
use crate::language::{self, HEALTHCHECKS, InstructionInfo};
use crate::view::View;

/// The instructions that may begin at an offset.
///
/// Where arguments are there already, it is the keyword alone that is wanted.
pub(super) fn start(items: &mut Items<'_>, slot: &Slot, offset: u32, is_bare: bool) {
    let view = items.view;
    let case = case(view, offset);
    let froms = view.file.instructions.iter().filter(|one| one.keyword == Keyword::From);
    let is_in_stage = froms.take_while(|one| one.span.start < offset).any(|one| one.span.end < offset);
    for info in language::instructions() {
        let may_stand = is_in_stage || matches!(info.keyword, Keyword::From | Keyword::Arg);
        if may_stand {
            instruction(items, slot, info, case, is_bare);
        }
    }
}

/// The instructions that may stand behind `ONBUILD`.
pub(super) fn triggers(items: &mut Items<'_>, slot: &Slot, cursor: &Cursor<'_>, is_bare: bool) {
    let case = case_of(cursor.outer.keyword_text.as_str());
    for info in language::onbuild_children() {
        instruction(items, slot, info, case, is_bare);
    }
}

/// An instruction: its keyword alone, and what to begin with.
fn instruction(items: &mut Items<'_>, slot: &Slot, info: &InstructionInfo, case: Case, is_bare: bool) {
    let is_old = info.keyword == Keyword::Maintainer;
    let rank = if is_old { 8 } else { 1 };
    let doc = format!("{}\n\n{}\n\n[Reference]({})", info.summary, info.help, info.url());
    let keyword = case.of(info.keyword.as_str());
    let entry = Entry::new(keyword.as_str(), CompletionItemKind::KEYWORD)
        .writes(if is_bare { format!("{keyword} ") } else { keyword.clone() })
        .detail(info.summary)
        .doc(doc)
        .rank(rank)
        .outdated(is_old);
    items.add(slot, entry);
    for snippet in info.snippets.iter().filter(|_| is_bare) {
        let body = case.of(&with_escape(snippet.body, items.view.file.escape));
        let entry = Entry::new(case.of(snippet.label), CompletionItemKind::SNIPPET)
            .filled(&body, items.view)
            .detail(snippet.doc)
            .rank(rank + 1)
            .outdated(is_old);
        items.add(slot, entry);
    }
}

/// Snippets continue lines with backslashes.
fn with_escape(body: &str, escape: char) -> String {
    if escape == '`' { body.replace("\\\\\n", "`\n") } else { body.to_owned() }
}

/// The case of keywords.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Upper,
    Lower,
}

impl Case {
    /// A text with its keywords in this case.
    fn of(self, text: &str) -> String {
        let is_keyword = |word: &str| {
            matches!(word, "AS" | "NONE") || Keyword::ALL.iter().any(|keyword| keyword.as_str() == word)
        };
        let cased = |word: &str| {
            let is_lower = self == Self::Lower && is_keyword(word.trim_end());
            if is_lower { word.to_ascii_lowercase() } else { word.to_owned() }
        };
        text.split_inclusive(' ').map(cased).collect()
    }
}

fn case_of(word: &str) -> Case {
    let has = |is: fn(&u8) -> bool| word.as_bytes().iter().any(is);
    if has(u8::is_ascii_lowercase) && !has(u8::is_ascii_uppercase) { Case::Lower } else { Case::Upper }
}

/// The case that most keywords of the file have, but the one at the cursor.
fn case(view: &View<'_>, offset: u32) -> Case {
    let others = view.file.instructions.iter().filter(|one| {
        let keyword = one.keyword_text.span();
        one.keyword != Keyword::Unknown && !(keyword.start <= offset && offset <= keyword.end)
    });
    let cases: Vec<Case> = others.map(|one| case_of(one.keyword_text.as_str())).collect();
    let lower = cases.iter().filter(|case| **case == Case::Lower).count();
    if lower * 2 > cases.len() { Case::Lower } else { Case::Upper }
}

/// `AS`, behind the image.
pub(super) fn as_keyword(items: &mut Items<'_>, slot: &Slot, cursor: &Cursor<'_>) {
    let word = case_of(cursor.outer.keyword_text.as_str()).of("AS");
    let entry = Entry::new(format!("{word} name"), CompletionItemKind::KEYWORD)
        .filled(&format!("{word} ${{1:name}}"), items.view)
        .detail("names the stage")
        .rank(1);
    items.add(slot, entry);
}

/// `CMD` and `NONE`, behind `HEALTHCHECK`.
pub(super) fn healthchecks(items: &mut Items<'_>, slot: &Slot, cursor: &Cursor<'_>) {
    let case = case_of(cursor.instruction.keyword_text.as_str());
    let has_flags = !cursor.instruction.flags.is_empty();
    for offer in HEALTHCHECKS.iter().filter(|offer| offer.value != "NONE" || !has_flags) {
        let word = case.of(offer.value);
        let text = if offer.value == "CMD" { format!("{word} ") } else { word.clone() };
        let entry = Entry::new(word, CompletionItemKind::KEYWORD).writes(text).detail(offer.doc).rank(1);
        items.add(slot, entry);
    }
}
