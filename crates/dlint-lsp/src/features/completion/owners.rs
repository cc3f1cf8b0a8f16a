//! Users and groups: those of the base image, those that commands above make, and those that the file names.

use std::collections::BTreeMap;
use std::ops::Range;

use dlint_model::effects::Action;
use dlint_model::{Stage, Step};
use dlint_syntax::Arguments;
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items};
use super::place::Cursor;

/// More stages below one are not looked through.
const MOST_STAGES: usize = 50;

/// The users and groups there are, by name, each with where it comes from.
#[derive(Default)]
struct Known {
    users: BTreeMap<String, (u8, String)>,
    groups: BTreeMap<String, (u8, String)>,
    /// The numbers that are given to those which commands make: whether it is a group's, and whose.
    numbers: BTreeMap<(bool, u32), String>,
}

/// In `user:group`, which is a part of the instruction's text.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>, word: Range<usize>) {
    let text = cursor.text().as_str();
    let before = text.get(word.start..cursor.at).unwrap_or_default();
    if before.contains('$') {
        return;
    }
    let known = known(items, cursor);
    let (part, names) = if let Some(colon) = before.find(':') {
        (word.start + colon + 1..word.end, known.groups)
    } else {
        let rest = text.get(cursor.at..word.end).unwrap_or_default();
        let end = rest.find(':').map_or(word.end, |at| cursor.at + at);
        (word.start..end, known.users)
    };
    let Some(slot) = cursor.slot(part) else { return };
    for (name, (rank, detail)) in names {
        items.add(&slot, Entry::new(name, CompletionItemKind::VALUE).detail(detail).rank(rank));
    }
}

/// The numbers of users or of groups, for what takes no names.
pub(super) fn numbers(items: &mut Items<'_>, cursor: &Cursor<'_>, part: Range<usize>, of_groups: bool) {
    let Some(slot) = cursor.slot(part) else { return };
    for ((is_group, number), name) in known(items, cursor).numbers {
        if is_group == of_groups && number != 0 {
            items.add(&slot, Entry::new(number.to_string(), CompletionItemKind::VALUE).detail(name).rank(1));
        }
    }
    let stage = cursor.stage().and_then(|stage| items.view.build.stages().get(stage));
    let users = stage.and_then(Stage::facts).map(|facts| facts.users.as_slice()).unwrap_or_default();
    for user in users {
        if let Some(uid) = user.uid.filter(|uid| *uid != 0) {
            items.add(&slot, Entry::new(uid.to_string(), CompletionItemKind::VALUE).detail(user.name));
        }
    }
    items.add(&slot, Entry::new("0", CompletionItemKind::VALUE).detail("root").rank(6));
}

fn known(items: &Items<'_>, cursor: &Cursor<'_>) -> Known {
    let mut known = Known::default();
    let root = (6, "may do everything".to_owned());
    known.users.insert("root".to_owned(), root.clone());
    known.groups.insert("root".to_owned(), root);
    let build = items.view.build;
    let Some(stage) = cursor.stage() else { return known };
    if let Some(facts) = build.stages().get(stage).and_then(Stage::facts) {
        for user in &facts.users {
            let detail = match user.uid {
                Some(uid) => format!("of the base image, {uid}"),
                None => "of the base image".to_owned(),
            };
            known.users.insert(user.name.to_owned(), (3, detail.clone()));
            known.groups.insert(user.name.to_owned(), (3, detail));
        }
    }
    for stage in build.chain(stage).take(MOST_STAGES) {
        for step in stage.steps.iter().filter(|step| step.instruction.span.end < cursor.outer.span.start) {
            known.read(items, step);
        }
    }
    known
}

impl Known {
    /// What a step tells of users.
    fn read(&mut self, items: &Items<'_>, step: &Step<'_>) {
        match &step.instruction.arguments {
            Arguments::User(Some(word)) if !word.contains('$') => {
                let (user, group) = word.split_once(':').unwrap_or((word, ""));
                let add = |names: &mut BTreeMap<String, (u8, String)>, name: &str| {
                    if !name.is_empty() {
                        names.entry(name.to_owned()).or_insert((2, "set above".to_owned()));
                    }
                };
                add(&mut self.users, user);
                add(&mut self.groups, group);
            }
            Arguments::Run(_) => self.read_commands(items, step),
            _ => {}
        }
    }

    fn read_commands(&mut self, items: &Items<'_>, step: &Step<'_>) {
        let view = items.view;
        for effect in &view.build.effects(step).all {
            let Action::AddUser { name: Some(name), uid, group } = &effect.action else { continue };
            let is_made_up = effect.span.slice(view.text()).contains('$');
            if name.is_empty() || is_made_up && items.hidden.are_in(name) {
                continue;
            }
            let made = (1, "made above".to_owned());
            if *group {
                self.groups.insert(name.clone(), made);
            } else {
                self.users.insert(name.clone(), made.clone());
                self.groups.entry(name.clone()).or_insert(made);
            }
            if let Some(number) = uid {
                self.numbers.entry((*group, *number)).or_insert_with(|| name.clone());
            }
        }
    }
}
