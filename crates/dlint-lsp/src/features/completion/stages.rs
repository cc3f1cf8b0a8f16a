//! Stages, and whatever else something can be taken from.

use std::ops::Range;

use dlint_model::Base;
use tower_lsp::lsp_types::CompletionItemKind;

use super::images;
use super::item::{Entry, Items, Slot};
use super::place::Cursor;

/// What `--from=` and `from=` can name: a stage above, a context that the build is given, an image.
pub(super) fn targets(items: &mut Items<'_>, cursor: &Cursor<'_>, value: Range<usize>) {
    let text = cursor.text().as_str().get(value.start..cursor.at).unwrap_or_default();
    if text.contains(':') {
        images::complete(items, cursor, value);
        return;
    }
    let Some(slot) = cursor.slot(value.clone()) else { return };
    stages(items, &slot, cursor, true);
    images::names(items, cursor, value, 6);
}

/// The stages above, the nearest first, and contexts.
pub(super) fn stages(items: &mut Items<'_>, slot: &Slot, cursor: &Cursor<'_>, by_number: bool) {
    let view = items.view;
    let all = view.build.stages();
    let above = all.get(..cursor.stage().unwrap_or_default()).unwrap_or_default();
    let mut seen = std::collections::HashSet::new();
    for stage in above.iter().rev() {
        let label = match stage.name {
            Some(name) => name.to_string(),
            None if by_number => stage.index.to_string(),
            None => continue,
        };
        // Of two stages with one name, the later counts.
        if !seen.insert(dlint_syntax::lowercase(&label)) {
            continue;
        }
        let base = match &stage.base {
            Base::Scratch => "`scratch`".to_owned(),
            Base::Stage(index) => {
                let name = all.get(*index).map(dlint_model::Stage::label).unwrap_or_default();
                format!("stage `{name}`")
            }
            Base::Image(image) => format!("`{}`", items.told(&image.text)),
            Base::Context(name) => format!("context `{}`", items.told(name)),
            Base::Unknown => "an unknown image".to_owned(),
        };
        let entry = Entry::new(label, CompletionItemKind::MODULE)
            .detail(format!("stage {} on {base}", stage.index))
            .rank(1);
        items.add(slot, entry);
    }
    for context in &view.settings.build.contexts {
        let entry = Entry::new(context, CompletionItemKind::REFERENCE).detail("a named context").rank(2);
        items.add(slot, entry);
    }
}
