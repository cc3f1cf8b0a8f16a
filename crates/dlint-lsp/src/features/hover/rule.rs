//! Comments: what a rule is about that is ignored, and the directives at the top.

use std::fmt::Write;

use dlint_catalogue::{Page, ShellCode};
use dlint_diagnostics::{Category, Origin, RuleMeta};
use dlint_linter::{Selected, ignored_names, selected};
use dlint_syntax::{CheckComment, CheckNames};
use dlint_text::Span;

use super::Note;
use super::text::code;
use crate::features::names::is_on;
use crate::language::{CHECKS, directive};
use crate::view::View;

/// What there is to say of a word in a comment.
pub(super) fn in_comment(view: &View<'_>, offset: u32) -> Option<Note> {
    if let Some(note) = in_directive(view, offset) {
        return Some(note);
    }
    let comment = view.comment_at(offset)?;
    let source = &view.document.source;
    if let Some(note) = ignored(view, comment.span, offset) {
        return Some(note);
    }
    let instructions = &view.file.instructions;
    let next = instructions.partition_point(|one| one.span.start < comment.span.start);
    let next = instructions.get(next).and_then(|one| view.file.check_comment_before(one, source));
    of_check(view, next.filter(|check| is_on(check.span, offset))?, offset)
}

/// The same in a heredoc that is a script.
pub(super) fn in_heredoc(view: &View<'_>, offset: u32) -> Option<Note> {
    ignored(view, view.heredoc_line_at(offset)?, offset)
}

fn ignored(view: &View<'_>, comment: Span, offset: u32) -> Option<Note> {
    let (origin, names) = ignored_names(comment.slice(view.text()), comment.start)?;
    let span = names.into_iter().find(|name| is_on(*name, offset))?;
    Some(Note { span, text: about(view, origin, span.slice(view.text()))? })
}

fn in_directive(view: &View<'_>, offset: u32) -> Option<Note> {
    let one = view.file.directives.iter().find(|one| is_on(one.span, offset))?;
    let info = directive(one.kind)?;
    let source = &view.document.source;
    if let Some(check) = view.file.check_comment(source).filter(|check| is_on(check.span, offset))
        && let Some(note) = of_check(view, check, offset)
    {
        return Some(note);
    }
    let offer = info.offers.iter().find(|offer| offer.value == source.slice(one.value));
    if let Some(offer) = offer.filter(|_| is_on(one.value, offset)) {
        return Some(Note { span: one.value, text: format!("{}: {}", code(offer.value), offer.doc) });
    }
    let text = format!("**# {}=**\n\n{}\n\n[Reference]({})", info.kind.as_str(), info.help, info.url());
    Some(Note { span: one.name, text })
        .filter(|note| is_on(note.span, offset) || is_on(one.value, offset))
        .map(|note| if is_on(one.name, offset) { note } else { Note { span: one.value, ..note } })
}

fn of_check(view: &View<'_>, check: CheckComment, offset: u32) -> Option<Note> {
    let options = check.options.ok()?;
    let lists = [options.skip, options.experimental].into_iter();
    let mut names = lists.flat_map(|names| match names {
        CheckNames::These(names) => names,
        CheckNames::All => Vec::new(),
    });
    let span = names.find(|name| is_on(*name, offset))?;
    let name = span.slice(view.text());
    let known = || {
        let check = CHECKS.iter().find(|check| check.name == name)?;
        Some(format!("**{}**\n\nBuildKit warns of {}.", check.name, check.doc))
    };
    Some(Note { span, text: about(view, Origin::BuildKit, name).or_else(known)? })
}

/// What a code, a name or a group is about, as a comment of this tool names it.
fn about(view: &View<'_>, origin: Origin, name: &str) -> Option<String> {
    let told = match selected(origin, name, view.rules, &view.settings.settings)? {
        Selected::Rule(rule, code) => return Some(of_rule(view, &rule.meta, code)),
        Selected::All => "Every rule.".to_owned(),
        Selected::Codes(count) => format!("{count} codes."),
        Selected::Group => {
            let same = |category: &Category| category.as_str().eq_ignore_ascii_case(name);
            match Category::ALL.iter().find(|category| same(category)) {
                Some(category) => format!("All rules of this group. {}", category.summary()),
                None if name.eq_ignore_ascii_case("recommended") => {
                    "The rules that are on unless a configuration says otherwise.".to_owned()
                }
                None => format!("All rules with a code of {name}'s."),
            }
        }
    };
    Some(format!("**{name}**\n\n{told}"))
}

fn of_rule(view: &View<'_>, meta: &RuleMeta, shown: &str) -> String {
    let page = Page::named(&meta.page_name());
    let shell = meta.code.strip_prefix("SC").and_then(|number| ShellCode::numbered(number.parse().ok()?));
    let title = if shown == meta.name { shown.to_owned() } else { format!("{shown} · {}", meta.name) };
    let state = if view.settings.settings.is_enabled(shown) { "" } else { ", off here" };
    let mut text = format!("**{title}** ({}, {}{state})\n", meta.severity, meta.category);
    let shell = shell.map(|code| format!("{}: {}", code.summary, code.why));
    if let Some(summary) = shell.or_else(|| page.map(Page::summary)) {
        let _ = write!(text, "\n{summary}\n");
    }
    if let Some(page) = page {
        let _ = write!(text, "\n[Read more]({}{}.md)\n", view.pages, page.name);
    }
    text
}
