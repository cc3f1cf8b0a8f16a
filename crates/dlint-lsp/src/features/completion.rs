//! What can be written at the cursor.
//!
//! The place decides what is offered: each place has a file of its own. Whatever is offered takes the place of the word
//! that the cursor is in, from its first letter to its last.

mod comments;
mod flags;
mod frontend;
mod images;
mod item;
mod keywords;
mod mounts;
mod owners;
mod paths;
pub(crate) mod place;
mod shell;
mod stages;
#[cfg(test)]
mod tests;
mod variables;

use dlint_syntax::Keyword;
use dlint_text::Span;
use tower_lsp::lsp_types::{CompletionItemKind, CompletionList};

use self::item::{Entry, Items, Slot};
use self::place::{Cursor, Place, is_blank};
use crate::language::{Offer, PROTOCOLS, SIGNALS};
use crate::view::View;

/// The letters that begin something to choose from.
pub(crate) const TRIGGERS: &[&str] = &[" ", "-", "=", ",", "$", "{", ":", "/", "#", "\""];

/// What can be written at an offset, the likely first.
pub(crate) fn complete(view: &View<'_>, offset: u32) -> CompletionList {
    let mut items = Items::new(view);
    match place::find(view, offset) {
        Place::Start => {
            if let Some(slot) = Slot::new(view, Span::at(offset), offset) {
                keywords::start(&mut items, &slot, offset, true);
                comments::directives_at_start(&mut items, &slot, offset);
            }
        }
        Place::Comment(comment) => comments::complete(&mut items, comment, offset),
        Place::Instruction(cursor) => instruction(&mut items, &cursor),
        Place::Heredoc(cursor) => heredoc(&mut items, &cursor),
        Place::Nowhere => {}
    }
    items.finish()
}

/// In the text of an instruction.
fn instruction(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    let text = cursor.text().as_str();
    if cursor.is_in_keyword() {
        let keyword = 0..cursor.instruction.keyword_text.len();
        let is_bare = text.get(keyword.end..).is_none_or(|rest| rest.trim().is_empty());
        let Some(slot) = cursor.slot(keyword) else { return };
        if cursor.is_trigger() {
            keywords::triggers(items, &slot, cursor, is_bare);
        } else {
            keywords::start(items, &slot, cursor.offset, is_bare);
        }
        return;
    }
    if cursor.instruction.keyword == Keyword::Onbuild {
        let word = cursor.word(is_blank);
        let is_first = cursor.arguments_before(word.start).trim().is_empty();
        if let Some(slot) = cursor.slot(word).filter(|_| is_first) {
            keywords::triggers(items, &slot, cursor, true);
        }
        return;
    }
    if variables::complete(items, cursor) {
        return;
    }
    if let Some(flag) = cursor.flag() {
        flags::complete(items, cursor, &flag);
        if cursor.at > flag.start {
            return;
        }
    }
    arguments(items, cursor);
}

/// Behind the flags.
fn arguments(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    let word = cursor.word(is_blank);
    let before = cursor.arguments_before(word.start);
    match cursor.instruction.keyword {
        Keyword::From => match before.split_whitespace().count() {
            0 => images::complete(items, cursor, word),
            1 => {
                if let Some(slot) = cursor.slot(word) {
                    keywords::as_keyword(items, &slot, cursor);
                }
            }
            _ => {}
        },
        Keyword::Copy | Keyword::Add => paths::sources(items, cursor),
        Keyword::Run => shell::complete(items, cursor),
        Keyword::User if before.trim().is_empty() => owners::complete(items, cursor, word),
        Keyword::Arg => variables::names(items, cursor),
        Keyword::Stopsignal if before.trim().is_empty() => {
            offers(items, cursor.slot(word), SIGNALS, CompletionItemKind::CONSTANT);
        }
        Keyword::Expose => {
            let port = cursor.text().as_str().get(word.start..cursor.at).unwrap_or_default();
            if let Some((port, _)) = port.split_once('/') {
                let slot = cursor.slot(word.start + port.len() + 1..word.end);
                offers(items, slot, PROTOCOLS, CompletionItemKind::ENUM_MEMBER);
            }
        }
        Keyword::Healthcheck => {
            if let Some(slot) = cursor.slot(word).filter(|_| before.trim().is_empty()) {
                keywords::healthchecks(items, &slot, cursor);
            }
        }
        _ => {}
    }
}

/// In the body of a heredoc: a script is one, and in other texts only variables mean something.
fn heredoc(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    let is_of = |heredoc: &&dlint_syntax::Heredoc| heredoc.body.span().start <= cursor.offset;
    let Some(heredoc) = cursor.outer.heredocs.iter().rev().find(is_of) else { return };
    let is_script = cursor.instruction.keyword == Keyword::Run;
    if (is_script || heredoc.expand) && variables::in_heredoc(items, cursor, heredoc) {
        return;
    }
    if is_script {
        shell::complete(items, cursor);
    }
}

/// Words to choose from.
fn offers(items: &mut Items<'_>, slot: Option<Slot>, offers: &[Offer], kind: CompletionItemKind) {
    let Some(slot) = slot else { return };
    for offer in offers {
        items.add(&slot, Entry::new(offer.value, kind).detail(offer.doc));
    }
}
