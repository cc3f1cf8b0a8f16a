//! Images by name, and their tags by the releases that they are named after, as far as the tables go.
//!
//! Nobody is asked: what a registry has besides is not offered.

use std::ops::Range;

use dlint_model::base_image::{Date, End, EndOfLife, known_images, lookup, releases};
use tower_lsp::lsp_types::CompletionItemKind;

use super::item::{Entry, Items, Slot};
use super::place::Cursor;
use super::stages;

/// What most files begin with, the most usual first.
const USUAL: [&str; 16] = [
    "alpine",
    "debian",
    "ubuntu",
    "node",
    "python",
    "golang",
    "nginx",
    "eclipse-temurin",
    "php",
    "ruby",
    "rust",
    "maven",
    "gradle",
    "postgres",
    "redis",
    "busybox",
];

/// How many images are offered at a time: nobody reads more, and another letter brings others.
const MOST: usize = 80;

/// At an image of `FROM`, or behind its `:`.
pub(super) fn complete(items: &mut Items<'_>, cursor: &Cursor<'_>, word: Range<usize>) {
    let text = cursor.text().as_str();
    let before = text.get(word.start..cursor.at).unwrap_or_default();
    // What a variable holds may be anything.
    if before.contains(['$', '@']) {
        return;
    }
    let path = before.rfind('/').map_or(0, |slash| slash + 1);
    let colon = before.get(path..).and_then(|last| last.find(':')).map(|at| path + at);
    if let Some(colon) = colon {
        let name = before.get(..colon).unwrap_or_default();
        let start = word.start + colon + 1;
        let behind = text.get(cursor.at..word.end).unwrap_or_default();
        let end = behind.find('@').map_or(word.end, |at| cursor.at + at);
        if let Some(slot) = cursor.slot(start..end) {
            tags(items, &slot, name);
        }
        return;
    }
    if let Some(slot) = cursor.slot(word.clone()) {
        stages::stages(items, &slot, cursor, false);
        let is_of_from = cursor.instruction.as_from().is_some();
        if is_of_from {
            let entry = Entry::new("scratch", CompletionItemKind::CONSTANT).detail("nothing at all").rank(4);
            items.add(&slot, entry);
        }
    }
    names(items, cursor, word, 3);
}

/// The names of images.
pub(super) fn names(items: &mut Items<'_>, cursor: &Cursor<'_>, word: Range<usize>, rank: u8) {
    let text = cursor.text().as_str().get(word.clone()).unwrap_or_default();
    let behind = cursor.at.saturating_sub(word.start);
    let mark = text.get(behind..).and_then(|rest| rest.find([':', '@'])).map(|at| word.start + behind + at);
    let Some(slot) = cursor.slot(word.start..mark.unwrap_or(word.end)) else { return };
    let today = items.view.settings.settings.today();
    let typed = slot.typed().to_ascii_lowercase();
    let is_meant = |name: &&str| name.contains(&*typed) && !name.contains('*') && *name != "scratch";
    let others = known_images().filter(|name| !USUAL.contains(name));
    for (count, name) in USUAL.into_iter().chain(others).filter(is_meant).enumerate() {
        if count == MOST {
            items.is_cut = true;
            return;
        }
        let Some(facts) = lookup(name, None) else { continue };
        let old = facts.deprecated.filter(|old| old.since <= today);
        let far = match &old {
            Some(_) => 3,
            None if USUAL.contains(&name) => 0,
            None => 1 + u8::from(name.contains('/')),
        };
        let detail = match &old {
            Some(old) if old.replacement.is_empty() => format!("no longer made since {}", old.since),
            Some(old) => {
                format!("no longer made since {}; instead: {}", old.since, old.replacement.join(", "))
            }
            None => facts.family.map(|family| format!("image on {family}")).unwrap_or_default(),
        };
        let entry = Entry::new(name, CompletionItemKind::REFERENCE)
            .detail(detail)
            .rank(rank + far)
            .outdated(old.is_some());
        items.add(&slot, entry);
    }
}

/// The tags of an image.
fn tags(items: &mut Items<'_>, slot: &Slot, name: &str) {
    let Some(facts) = lookup(name, None) else { return };
    let today = items.view.settings.settings.today();
    // Of nginx, there is a slim one on Alpine alone.
    let slim = facts.slim_variant.map(|slim| if facts.image == "nginx" { "alpine-slim" } else { slim });
    let globs = || [slim, facts.alpine_variant].into_iter().flatten();
    let variants: Vec<&str> = globs().map(|glob| glob.trim_start_matches(['*', '-'])).collect();
    for release in releases(name) {
        release_tags(items, slot, &release, &variants, today);
    }
    // One with a `*` is only there for a release.
    for variant in globs().filter(|glob| !glob.starts_with('*')) {
        let entry = Entry::new(variant, CompletionItemKind::ENUM_MEMBER).detail("the newest release");
        items.add(slot, entry.rank(6));
    }
    let entry = Entry::new("latest", CompletionItemKind::ENUM_MEMBER)
        .detail("the newest release, whichever that is when it is built")
        .rank(7);
    items.add(slot, entry);
}

/// The tags of a release.
fn release_tags(items: &mut Items<'_>, slot: &Slot, release: &EndOfLife, variants: &[&str], today: Date) {
    let is_over = release.date.is_over(today);
    let ends = match release.date {
        End::On(date) if is_over => format!("support ended on {date}"),
        End::On(date) => format!("supported until {date}"),
        End::Ended => "support has ended".to_owned(),
        End::NotAnnounced => "supported".to_owned(),
    };
    let number = match release.product {
        // Its tags have two numbers, also where there is but one.
        "dotnet" if !release.release.contains('.') => format!("{}.0", release.release),
        _ => release.release.to_owned(),
    };
    let has_codenames = matches!(release.product, "debian" | "ubuntu");
    let codename = release.codename.filter(|_| has_codenames).and_then(|name| name.split(' ').next());
    let names = [Some(number), codename.map(str::to_ascii_lowercase)];
    for (place, name) in names.into_iter().flatten().enumerate() {
        let rank = if is_over { 9 } else { 1 + place as u8 };
        let detail = match (place, release.codename) {
            (0, Some(codename)) if has_codenames => format!("{codename}, {ends}"),
            (1, _) => format!("{}, {ends}", release.release),
            _ => ends.clone(),
        };
        let entry = Entry::new(name.as_str(), CompletionItemKind::ENUM_MEMBER);
        items.add(slot, entry.detail(detail.as_str()).rank(rank).outdated(is_over));
        for variant in variants.iter().filter(|_| !is_over) {
            let entry = Entry::new(format!("{name}-{variant}"), CompletionItemKind::ENUM_MEMBER);
            items.add(slot, entry.detail(detail.as_str()).rank(rank));
        }
    }
}
