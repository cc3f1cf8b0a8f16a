//! Paths of the build context, as far as a build sees them, and the folder that a stage works in.

use std::ops::Range;

use dlint_model::context::{Entry as FileEntry, Visible};
use dlint_syntax::Arguments;
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items};
use super::place::{Cursor, is_blank};

/// More names of one folder are not offered.
const MOST: usize = 500;

/// At a source or the destination of `COPY` and `ADD`.
pub(super) fn sources(items: &mut Items<'_>, cursor: &Cursor<'_>) {
    let text = cursor.text().as_str();
    let arguments = text.get(cursor.arguments()..cursor.at).unwrap_or_default();
    let is_json = arguments.trim_start().starts_with('[');
    let is_quote = |letter: char| letter == '"';
    if is_json && arguments.matches('"').count() % 2 == 0 {
        return;
    }
    let word = if is_json { cursor.word(is_quote) } else { cursor.word(is_blank) };
    let before = cursor.arguments_before(word.start);
    let is_first = if is_json { before.matches('"').count() < 2 } else { before.trim().is_empty() };
    let typed = text.get(word.start..cursor.at).unwrap_or_default();
    if typed.starts_with("<<") || typed.contains("://") {
        return;
    }
    if !is_first && !typed.contains(['/', '$']) {
        destination(items, cursor, &word);
    }
    let takes_context = cursor.instruction.flag("from").is_none();
    // The destination is mostly one in the image.
    if takes_context && (is_first || !typed.starts_with('/')) {
        context(items, cursor, word, is_json);
    }
}

/// The folders that files are mostly copied to.
fn destination(items: &mut Items<'_>, cursor: &Cursor<'_>, word: &Range<usize>) {
    let Some(slot) = cursor.slot(word.clone()) else { return };
    let site = cursor.site();
    let step = site.and_then(|site| site.step);
    let steps = site.and_then(|site| site.stage).map(|stage| stage.steps.as_slice()).unwrap_or_default();
    let folder = step.map(|step| items.told(step.state.workdir.as_str())).unwrap_or_default();
    let entry = Entry::new("./", CompletionItemKind::FOLDER).detail(folder).rank(1);
    items.add(&slot, entry);
    let mut seen = Vec::new();
    for step in steps.iter().filter(|step| step.instruction.span.start < cursor.outer.span.start) {
        if let Arguments::Workdir(Some(path)) = &step.instruction.arguments
            && path.starts_with('/')
            && !path.contains('$')
            && !path.contains(is_blank)
            && !seen.contains(&path.as_str())
            && seen.len() < 20
        {
            seen.push(path.as_str());
            let path = format!("{}/", path.trim_end_matches('/'));
            items.add(&slot, Entry::new(path, CompletionItemKind::FOLDER).detail("set by `WORKDIR`").rank(2));
        }
    }
}

/// In a path of the context: what is in the folder that is typed so far.
pub(super) fn context(items: &mut Items<'_>, cursor: &Cursor<'_>, word: Range<usize>, may_hold_blanks: bool) {
    let text = cursor.text().as_str();
    let typed = text.get(word.start..cursor.at).unwrap_or_default();
    let folder_end = typed.rfind('/').map_or(0, |slash| slash + 1);
    let Some(folder) = typed.get(..folder_end).and_then(normal) else { return };
    // Of the name that is replaced, what stands behind the next slash stays.
    let rest = text.get(cursor.at..word.end).unwrap_or_default();
    let end = rest.find('/').map_or(word.end, |slash| cursor.at + slash);
    let is_followed = end < word.end;
    let Some(slot) = cursor.slot(word.start + folder_end..end) else { return };
    let view = items.view;
    let Some(names) = view.context.list(&folder) else { return };
    let visible = Visible::new(view.context);
    let is_plain = |name: &&String| {
        !name.contains(['*', '?', '[', '\\', '$', '"', '\'', '`'])
            && !name.contains(char::is_control)
            && (may_hold_blanks || !name.contains(char::is_whitespace))
    };
    for name in names.iter().filter(is_plain).take(MOST) {
        let path = if folder.is_empty() { name.clone() } else { format!("{folder}/{name}") };
        let Some(entry) = visible.entry(&path) else { continue };
        let is_hidden = name.starts_with('.');
        let rank = if is_hidden { 5 } else { 3 };
        let item = match entry {
            FileEntry::Folder => {
                let text = if is_followed { name.clone() } else { format!("{name}/") };
                Entry::new(format!("{name}/"), CompletionItemKind::FOLDER).writes(text)
            }
            FileEntry::File { .. } | FileEntry::Other => Entry::new(name, CompletionItemKind::FILE),
        };
        items.add(&slot, item.rank(rank));
    }
}

/// A folder as the context names it; none where it leads out, or where a variable is in it.
fn normal(typed: &str) -> Option<String> {
    if typed.contains(['$', '*', '?', '[', '\\']) {
        return None;
    }
    let parts: Vec<&str> = typed.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    (!parts.contains(&"..")).then(|| parts.join("/"))
}
