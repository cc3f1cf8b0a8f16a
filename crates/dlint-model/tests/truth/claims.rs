//! The comparison itself: what happened and was not claimed, and what was claimed and did not happen.

use dlint_model::effects::{Action, Effect, ReadFrom, Shape};
use dlint_model::path::{Fit, ImagePath};

use crate::case::Case;
use crate::snapshot::{Change, Entry, Snapshot, change, changes};

/// All that is known of a case that has run.
#[derive(Debug)]
pub(crate) struct Facts<'f> {
    pub(crate) case: &'f Case,
    pub(crate) effects: &'f [Effect],
    pub(crate) before: &'f Snapshot,
    pub(crate) after: &'f Snapshot,
}

impl Facts<'_> {
    /// The differences that no claim covers.
    pub(crate) fn uncovered(&self) -> Vec<String> {
        let needed = if self.case.may_guess { Fit::Maybe } else { Fit::Yes };
        let covered = |path: &str, change: Change| {
            self.effects.iter().any(|effect| self.covers(&effect.action, path, change) >= needed)
        };
        let all = changes(self.before, self.after);
        let left = all.into_iter().filter(|(path, change)| !covered(path, *change));
        left.map(|(path, change)| format!("not claimed: {path}: {change:?}")).collect()
    }

    /// Whether a claim is that this happens to this path.
    fn covers(&self, action: &Action, at: &str, change: Change) -> Fit {
        let path = ImagePath::new(at);
        match (action, change) {
            (Action::Write { path: own, shape, .. }, Change::New | Change::Written | Change::Mode) => {
                let within = own.covers(&path);
                let is_new_folder = change == Change::New && self.after.get(at).is_some_and(Entry::is_folder);
                if is_new_folder && path.covers(own).is_possible() {
                    // A folder that it is in is made with it.
                    return path.covers(own);
                }
                if *shape == Shape::Tree || !own.is_exact() || *own == path {
                    return within;
                }
                if self.case.finds_folder && path.parent() == *own { within } else { Fit::No }
            }
            (Action::Move { to, .. }, Change::New | Change::Written | Change::Mode) => to.covers(&path),
            (Action::Move { from, .. }, Change::Gone) => from.covers(&path),
            (Action::Delete { path: own, tree }, Change::Gone) => {
                if *tree || !own.is_exact() || *own == path { own.covers(&path) } else { Fit::No }
            }
            (Action::Mode { path: own, recursive, .. }, Change::Mode)
            | (Action::Owner { path: own, recursive, .. }, Change::Owner) => {
                if *recursive || !own.is_exact() || *own == path { own.covers(&path) } else { Fit::No }
            }
            _ => Fit::No,
        }
    }

    /// The claims that are certain and not true.
    pub(crate) fn untrue(&self) -> Vec<String> {
        let certain = self.effects.iter().enumerate().filter(|(_, effect)| effect.is_certain);
        let complaint = |(at, effect): (usize, &Effect)| {
            let reason = self.complaint(at, &effect.action)?;
            Some(format!("not true: {effect}: {reason}"))
        };
        certain.filter_map(complaint).collect()
    }

    fn complaint(&self, at: usize, action: &Action) -> Option<&'static str> {
        match action {
            // Of a tree, what was new in it may have been deleted again.
            Action::Write { path, shape: Shape::Tree, .. } if self.is_emptied(at, path) => None,
            Action::Write { path, shape, .. } if !self.is_removed(at, path) => self.not_written(path, *shape),
            Action::Delete { path, .. } if !self.is_stored(at, path) => self.not_gone(at, path),
            Action::Move { from, to } => {
                let gone = if self.is_stored(at, from) { None } else { self.not_gone(at, from) };
                // What was moved away and back is as it was.
                let is_back = self.is_removed(at, to) || self.is_removed_before(at, to);
                gone.or_else(|| if is_back { None } else { self.not_written(to, Shape::Tree) })
            }
            Action::Mode { path, mode, recursive } if !self.is_removed(at, path) => {
                let changed_again = self.is_stored(at, path);
                let other = || self.has_other_mode(path, mode.as_deref()).filter(|_| !changed_again);
                self.not_changed(path, *recursive, Change::Mode).or_else(other)
            }
            Action::Owner { path, recursive, .. } if !self.is_removed(at, path) => {
                let can_tell = self.before.values().any(|entry| entry.owner.0 == 0);
                if can_tell { self.not_changed(path, *recursive, Change::Owner) } else { None }
            }
            Action::Read { path, from: ReadFrom::Here } | Action::Extract { archive: Some(path), .. } => {
                self.not_there_before(at, path)
            }
            Action::Extract { into: path, .. } | Action::Download { to: Some(path), .. }
                if !self.is_removed(at, path) =>
            {
                let exists = some(self.after, path, false);
                (path.is_exact() && !exists).then_some("there is nothing")
            }
            _ => None,
        }
    }

    /// Whether a later claim is that the path goes.
    fn is_removed(&self, at: usize, path: &ImagePath) -> bool {
        let later = self.effects.iter().skip(at + 1).filter_map(|effect| effect.action.removed());
        later.into_iter().any(|removed| removed.covers(path).is_possible())
    }

    /// Whether a later claim is that something below the path goes.
    fn is_emptied(&self, at: usize, path: &ImagePath) -> bool {
        let later = self.effects.iter().skip(at + 1).filter_map(|effect| effect.action.removed());
        later.into_iter().any(|removed| path.covers(removed).is_possible())
    }

    /// Whether an earlier claim is that the path goes.
    fn is_removed_before(&self, at: usize, path: &ImagePath) -> bool {
        let earlier = self.effects.iter().take(at).filter_map(|effect| effect.action.removed());
        earlier.into_iter().any(|removed| removed.covers(path).is_possible())
    }

    /// Whether a later claim is that there is something again.
    fn is_stored(&self, at: usize, path: &ImagePath) -> bool {
        let later = self.effects.iter().skip(at + 1).filter_map(|effect| effect.action.stored());
        later.into_iter().any(|stored| stored.meets(path).is_possible())
    }

    /// Whether an earlier claim is that something comes here.
    fn is_stored_before(&self, at: usize, path: &ImagePath) -> bool {
        let earlier = self.effects.iter().take(at).filter_map(|effect| effect.action.stored());
        earlier.into_iter().any(|stored| stored.meets(path).is_possible())
    }

    fn not_written(&self, path: &ImagePath, shape: Shape) -> Option<&'static str> {
        if path.has_holes() {
            return None;
        }
        if !path.is_exact() {
            return (!self.some_changed(path, true)).then_some("nothing that fits is new or written");
        }
        let Some(there) = self.after.get(path.as_str()) else { return Some("there is nothing") };
        match shape {
            Shape::File if there.is_folder() && self.case.finds_folder => {
                (!self.some_changed(path, true)).then_some("nothing in the folder is new or written")
            }
            Shape::File if there.is_folder() => Some("it is a folder"),
            Shape::Folder => (!there.is_folder()).then_some("it is no folder"),
            Shape::File | Shape::Tree | Shape::Any => {
                let tree = shape != Shape::File;
                (!self.some_changed(path, tree)).then_some("nothing is new or written")
            }
        }
    }

    fn not_gone(&self, at: usize, path: &ImagePath) -> Option<&'static str> {
        if path.has_holes() {
            return None;
        }
        if path.is_exact() {
            return self.after.contains_key(path.as_str()).then_some("it is still there");
        }
        if path.is_open() {
            let gone = self.before.keys().filter(|known| !self.after.contains_key(*known));
            let any = gone.map(|known| ImagePath::new(known)).any(|known| path.covers(&known).is_possible());
            return (!any && !self.is_stored_before(at, path)).then_some("nothing that fits is gone");
        }
        let mut left = self.after.keys().filter(|known| self.before.contains_key(*known));
        left.any(|known| path.covers(&ImagePath::new(known)).is_yes())
            .then_some("something that fits is left")
    }

    fn not_changed(&self, path: &ImagePath, recursive: bool, wanted: Change) -> Option<&'static str> {
        if path.has_holes() {
            return None;
        }
        let fits = |known: &str| {
            known == path.as_str()
                || (recursive || !path.is_exact()) && path.covers(&ImagePath::new(known)).is_possible()
        };
        let mut at = self.after.keys().filter(|known| fits(known));
        let done = |known: &String| match change(self.before, self.after, known) {
            Some(Change::New | Change::Written) => true,
            other => other == Some(wanted),
        };
        (!at.any(done)).then_some("nothing has changed so")
    }

    fn has_other_mode(&self, path: &ImagePath, mode: Option<&str>) -> Option<&'static str> {
        let mode = u32::from_str_radix(mode?, 8).ok()?;
        let there = self.after.get(path.as_str()).filter(|_| path.is_exact())?;
        (there.mode != mode).then_some("it has another mode")
    }

    fn not_there_before(&self, at: usize, path: &ImagePath) -> Option<&'static str> {
        if path.has_holes() || self.is_stored_before(at, path) || some(self.before, path, true) {
            return None;
        }
        Some("there was nothing")
    }

    /// Whether something at a path is new or written, or else something below it.
    fn some_changed(&self, path: &ImagePath, below: bool) -> bool {
        let fits = |known: &str| {
            known == path.as_str() || below && path.covers(&ImagePath::new(known)).is_possible()
        };
        self.after.keys().filter(|known| fits(known)).any(|known| {
            matches!(
                change(self.before, self.after, known),
                Some(Change::New | Change::Written | Change::Mode)
            )
        })
    }
}

/// Whether something is at a path, or fits it.
fn some(snapshot: &Snapshot, path: &ImagePath, guess: bool) -> bool {
    if path.is_exact() || !guess {
        return snapshot.contains_key(path.as_str());
    }
    snapshot.keys().any(|known| path.covers(&ImagePath::new(known)).is_possible())
}
