//! What nobody is shown, whichever feature speaks of it.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use dlint_diagnostics::Secrets;
use dlint_linter::secrets_of;
use dlint_model::secrets::{Doubt, has_secret, is_secret};
use dlint_text::Span;

use crate::view::View;

/// Shorter values than this are looked for one by one, for [`Secrets`] does not.
const SHORT: usize = 8;

/// Of more values than this, nothing is told apart from them any more.
const MOST: usize = 64;

/// What is not to be shown of a file, whatever it is called by now.
pub(crate) struct Hidden<'v, 'a> {
    view: &'v View<'a>,
    secrets: OnceCell<Secrets>,
    values: OnceCell<BTreeSet<String>>,
}

impl<'v, 'a> Hidden<'v, 'a> {
    /// What is hidden of a file; it is looked for when somebody asks.
    pub(crate) const fn of(view: &'v View<'a>) -> Self {
        Self { view, secrets: OnceCell::new(), values: OnceCell::new() }
    }

    /// Whether a text that was made of variables, or of what is known of a build, has a secret in it.
    pub(crate) fn are_in(&self, text: &str) -> bool {
        let values = self.values.get_or_init(|| values(self.view));
        has_secret(text)
            || self.secrets().are_in(text)
            || values.len() > MOST
            || values.iter().any(|value| text.contains(value.as_str()))
    }

    /// Whether there is a secret in a text that stands in the file as it is: at its place, or once more. Of a password
    /// that is a word like others, the place is hidden, and no word.
    pub(crate) fn are_at(&self, span: Span, text: &str) -> bool {
        let mut all = self.view.build.secrets().iter();
        all.any(|secret| span.start < secret.value.end && secret.value.start < span.end)
            || self.secrets().are_in(text)
    }

    fn secrets(&self) -> &Secrets {
        self.secrets.get_or_init(|| secrets_of(self.view.build))
    }
}

/// The values of variables that are named like secrets, and those that are too short for [`Secrets`].
fn values(view: &View<'_>) -> BTreeSet<String> {
    let build = view.build;
    let mut values = BTreeSet::new();
    let mut add = |value: &str| {
        let value = value.trim();
        if !value.is_empty() && values.len() <= MOST {
            values.insert(value.to_owned());
        }
    };
    let at_ends = build.stages().iter().map(|stage| build.variables_at_end(stage));
    for variable in at_ends.chain([build.global_variables()]).flat_map(|all| all.of_this_stage()) {
        // A value that the build is given stands nowhere in the file.
        let value = variable.value.known().unwrap_or_default();
        if is_secret(&variable.name, Some(value)) == Some(Doubt::None) {
            add(value);
        }
    }
    let written = build.secrets().iter().map(|secret| secret.value.slice(view.text()));
    written.filter(|value| value.len() < SHORT).for_each(&mut add);
    values
}
