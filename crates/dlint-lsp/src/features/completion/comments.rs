//! Comments that mean something: directives at the top of a file, and those that keep rules quiet.
//!
//! Any other comment is somebody's own text, and nothing is offered in it.

use std::collections::HashSet;
use std::ops::Range;

use dlint_catalogue::{Page, ShellCode};
use dlint_diagnostics::RuleMeta;
use dlint_syntax::{DirectiveKind, LineKind};
use dlint_text::Span;
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items, Slot};
use super::place::is_blank;
use crate::language::{CHECKS, DIRECTIVES, DirectiveInfo, directive};
use crate::view::View;

/// Comments that ignore what rules say: up to the `=`, what they do, and which codes they know.
const IGNORES: &[(&str, &str, &[&str])] = &[
    ("dlint ignore", "ignores rules in the next instruction", &[""]),
    ("dlint stage-ignore", "ignores rules in this stage", &[""]),
    ("dlint file-ignore", "ignores rules in the whole file", &[""]),
    ("hadolint ignore", "ignores rules in the next instruction", &["DL", "SC"]),
    ("hadolint global ignore", "ignores rules in the whole file", &["DL", "SC"]),
    ("shellcheck disable", "ignores what is said about shell code", &["SC"]),
];

/// A comment, and the cursor in it.
struct Comment<'v> {
    text: &'v str,
    start: u32,
    at: usize,
    offset: u32,
}

impl Comment<'_> {
    fn slot(&self, view: &View<'_>, part: Range<usize>) -> Option<Slot> {
        let span = Span::new(self.start + part.start as u32, self.start + part.end as u32);
        Slot::new(view, span, self.offset)
    }

    /// The end of the word that the cursor is in.
    fn end(&self, parts: impl Fn(char) -> bool) -> usize {
        let rest = self.text.get(self.at..).unwrap_or_default();
        rest.find(parts).map_or(self.text.len(), |end| self.at + end)
    }
}

/// In a comment.
pub(super) fn complete(items: &mut Items<'_>, comment: Span, offset: u32) {
    let view = items.view;
    let at = (offset - comment.start) as usize;
    let comment = Comment { text: comment.slice(view.text()), start: comment.start, at, offset };
    let Some(before) = comment.text.get(..at) else { return };
    let Some(equals) = before.find('=') else {
        phrases(items, &comment, before);
        return;
    };
    let words: Vec<&str> = before.get(1..equals).unwrap_or_default().split_whitespace().collect();
    let name = words.join(" ");
    if let Some(kind) = DirectiveKind::from_name(&name) {
        match kind {
            DirectiveKind::Check => checks(items, &comment, equals + 1),
            _ if is_at_top(view, comment.start) => values(items, &comment, kind, equals + 1),
            _ => {}
        }
    } else if let Some((_, _, origins)) = IGNORES.iter().find(|(known, ..)| known.eq_ignore_ascii_case(&name))
    {
        codes(items, &comment, equals + 1, origins, name.starts_with("dlint"));
    }
}

/// On an empty line at the top: the directives that are not there yet.
pub(super) fn directives_at_start(items: &mut Items<'_>, slot: &Slot, offset: u32) {
    let view = items.view;
    for info in missing(view, offset) {
        items.add(slot, phrase(info.snippet.label, info.snippet.doc).filled(info.snippet.body, view).rank(4));
    }
}

/// Whether nothing but directives stands above.
fn is_at_top(view: &View<'_>, start: u32) -> bool {
    let above = view.file.lines.iter().take_while(|line| line.span.end <= start);
    above.into_iter().all(|line| matches!(line.kind, LineKind::Directive(_)))
}

/// The directives that may stand here; `check` may stand in front of each instruction, too.
fn missing(view: &View<'_>, start: u32) -> Vec<&'static DirectiveInfo> {
    let is_at_top = is_at_top(view, start);
    let line = view.document.source.lines().line(start);
    let is_there = |kind| view.file.directives.iter().any(|one| one.kind == kind && one.line != line);
    DIRECTIVES.iter().filter(|info| is_at_top && !is_there(info.kind)).collect()
}

fn phrase(label: &str, doc: &str) -> Entry {
    Entry::new(label, CompletionItemKind::SNIPPET).detail(doc)
}

/// What a comment may begin with, where what is typed is the beginning of it.
fn phrases(items: &mut Items<'_>, comment: &Comment<'_>, before: &str) {
    let view = items.view;
    let typed = before.trim_start_matches('#');
    let blank = if typed.ends_with(is_blank) { " " } else { "" };
    let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ") + blank;
    let typed = if typed == " " { "" } else { typed.as_str() };
    let begins =
        |phrase: &str| phrase.get(..typed.len()).is_some_and(|start| start.eq_ignore_ascii_case(typed));
    let end = comment.end(|letter| is_blank(letter) || letter == '=');
    if comment.text.get(end..).is_some_and(|rest| rest.trim_start().starts_with('=')) {
        return;
    }
    let Some(slot) = comment.slot(view, 0..end) else { return };
    for info in missing(view, comment.start) {
        if begins(info.kind.as_str()) {
            items.add(
                &slot,
                phrase(info.snippet.label, info.snippet.doc).filled(info.snippet.body, view).rank(1),
            );
        }
    }
    let check = directive(DirectiveKind::Check);
    if let Some(check) = check.filter(|_| !is_at_top(view, comment.start) && begins("check")) {
        let doc = "which of BuildKit's checks run for the next instruction";
        items.add(&slot, phrase(check.snippet.label, doc).filled(check.snippet.body, view).rank(3));
    }
    for (words, doc, _) in IGNORES.iter().filter(|(words, ..)| begins(words)) {
        let text = format!("# {words}=");
        items.add(&slot, phrase(&text, doc).rank(2));
    }
}

/// The values of `syntax` and `escape`.
fn values(items: &mut Items<'_>, comment: &Comment<'_>, kind: DirectiveKind, value: usize) {
    let rest = comment.text.get(value..comment.at).unwrap_or_default();
    let start = value + (rest.len() - rest.trim_start().len());
    let Some(info) = directive(kind).filter(|_| !rest.trim_start().contains(is_blank)) else { return };
    super::offers(
        items,
        comment.slot(items.view, start..comment.end(is_blank)),
        info.offers,
        CompletionItemKind::VALUE,
    );
}

/// The options of `check`, and the names in them.
fn checks(items: &mut Items<'_>, comment: &Comment<'_>, value: usize) {
    let before = comment.text.get(value..comment.at).unwrap_or_default();
    let start = value + (before.len() - before.trim_start().len());
    let before = before.trim_start();
    // Behind a blank stands the reason.
    if before.contains(is_blank) {
        return;
    }
    let option = before.rfind(';').map_or(0, |at| at + 1);
    let (before, start) = (before.get(option..).unwrap_or_default(), start + option);
    let is_end = |letter: char| is_blank(letter) || matches!(letter, ';' | ',');
    let Some(equals) = before.find('=') else {
        let info = directive(DirectiveKind::Check).map(|info| info.offers).unwrap_or_default();
        let slot = comment.slot(items.view, start..comment.end(is_end));
        super::offers(items, slot, info, CompletionItemKind::PROPERTY);
        return;
    };
    let key = before.get(..equals).unwrap_or_default().trim();
    let name = before.rfind(',').map_or(equals + 1, |at| at + 1);
    let Some(slot) = comment.slot(items.view, start + name..comment.end(is_end)) else { return };
    if key == "error" {
        items.add(&slot, Entry::new("true", CompletionItemKind::VALUE));
        items.add(&slot, Entry::new("false", CompletionItemKind::VALUE));
        return;
    }
    let list = comment.text.get(start + equals + 1..).and_then(|rest| rest.split([';', ' ']).next());
    let list = list.unwrap_or_default();
    let current = before.get(equals + 1..).unwrap_or_default().matches(',').count();
    let given: HashSet<&str> = others(list, current);
    let experimental = match key {
        "skip" => false,
        "experimental" => true,
        _ => return,
    };
    for check in CHECKS.iter().filter(|check| check.experimental == experimental) {
        if !given.contains(check.name) {
            items.add(&slot, Entry::new(check.name, CompletionItemKind::ENUM_MEMBER).detail(check.doc));
        }
    }
    if given.is_empty() {
        items.add(&slot, Entry::new("all", CompletionItemKind::ENUM_MEMBER).detail("all of them").rank(6));
    }
}

/// The names of a list but the one at a place.
fn others(list: &str, place: usize) -> HashSet<&str> {
    let names = list.split(',').enumerate().filter(|(index, _)| *index != place);
    names.map(|(_, name)| name.trim()).filter(|name| !name.is_empty()).collect()
}

/// The codes of rules that are not named yet.
fn codes(items: &mut Items<'_>, comment: &Comment<'_>, list: usize, origins: &[&str], is_own: bool) {
    let view = items.view;
    let before = comment.text.get(list..comment.at).unwrap_or_default();
    if before.contains(['#', ';', '=']) || before.contains("--") {
        return;
    }
    let start = before.rfind(',').map_or(0, |at| at + 1);
    let typed = before.get(start..).unwrap_or_default();
    let word = typed.trim_start();
    if word.contains(is_blank) {
        // Behind the codes.
        if let Some(slot) =
            comment.slot(view, comment.at..comment.at).filter(|_| is_own && word.ends_with(' '))
        {
            items.add(&slot, Entry::new("-- ", CompletionItemKind::KEYWORD).detail("why"));
            items.add(
                &slot,
                Entry::new("until=", CompletionItemKind::KEYWORD).detail("up to a day: 2027-01-31"),
            );
        }
        return;
    }
    let start = list + start + (typed.len() - word.len());
    let end = comment.end(|letter| is_blank(letter) || matches!(letter, ',' | ';' | '#'));
    let Some(slot) = comment.slot(view, start..end) else { return };
    let all = comment.text.get(list..).unwrap_or_default();
    let given = others(all, before.matches(',').count());
    for rule in view.rules.rules() {
        let meta = &rule.meta;
        for variant in meta.variants() {
            let is_known = origins.iter().any(|origin| variant.code.starts_with(origin));
            if !is_known || given.contains(variant.code) {
                continue;
            }
            let is_on = view.settings.settings.is_enabled(variant.code);
            let entry = Entry::new(variant.code, CompletionItemKind::ENUM_MEMBER)
                .found_by(format!("{} {}", variant.code, meta.name))
                .detail(meta.name)
                .rank(if is_on { 2 } else { 4 });
            let summary = summary(meta);
            items.add(&slot, if summary.is_empty() { entry } else { entry.doc(summary) });
        }
    }
}

/// What a rule is about.
fn summary(meta: &RuleMeta) -> String {
    let number = meta.code.strip_prefix("SC").and_then(|number| number.parse().ok());
    let code = number.and_then(ShellCode::numbered).map(|code| code.summary.to_owned());
    code.or_else(|| Page::named(&meta.page_name()).map(Page::summary)).unwrap_or_default()
}
