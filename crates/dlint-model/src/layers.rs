//! What stays in the layer of a step: what it writes, without what it deletes again itself.

use crate::effects::{Action, Effect, Shape};
use crate::path::Fit;
use crate::{Build, Step};

impl Build<'_> {
    /// What a step stores in its layer: what it writes, moves or changes in mode or owner, unless it lies under a mount
    /// or the same step deletes it again.
    ///
    /// ```
    /// use dlint_model::Build;
    /// use dlint_text::SourceFile;
    ///
    /// let text = "FROM debian\nRUN curl -fsSLo /tmp/a.tgz https://example.org/a.tgz && tar -xzf /tmp/a.tgz -C /opt && rm /tmp/a.tgz\n";
    /// let source = SourceFile::new("Dockerfile", text);
    /// let file = dlint_syntax::parse(&source);
    /// let build = Build::new(&source, &file);
    /// let stored = build.stored(&build.stages()[0].steps[0]);
    /// assert_eq!(stored.iter().map(|effect| effect.to_string()).collect::<Vec<_>>(), ["writes tree /opt (extracted)"]);
    /// ```
    pub fn stored<'s>(&self, step: &'s Step<'_>) -> Vec<&'s Effect> {
        let all = &self.effects(step).all;
        let mut stored: Vec<&Effect> = Vec::new();
        for effect in all {
            // What may or may not be removed is not what anybody should complain about.
            if let Some(removed) = effect.action.removed() {
                // What is removed without its folder leaves the folder's other files.
                let takes_trees = !matches!(effect.action, Action::Delete { tree: false, .. });
                stored.retain(|before| {
                    let Some(path) = before.action.stored() else { return true };
                    let is_tree =
                        matches!(before.action, Action::Write { shape: Shape::Tree | Shape::Any, .. });
                    let goes = if is_tree { removed.empties(path) } else { removed.covers(path) };
                    goes != Fit::Yes || is_tree && !takes_trees
                });
            }
            if effect.mount.is_none() && effect.action.stored().is_some() {
                stored.push(effect);
            }
        }
        stored
    }
}
