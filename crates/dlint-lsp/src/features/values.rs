//! What words come to once their variables are known, without anything that is a secret.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::BTreeSet;

use dlint_diagnostics::Secrets;
use dlint_model::secrets::{has_secret, is_secret};
use dlint_model::variables::Variables;
use dlint_syntax::expand::Expander;

use crate::view::View;

/// Shorter values than this are looked for one by one, for [`Secrets`] does not.
const SHORT: usize = 8;

/// Of more short secrets than this, nothing is told apart from them any more.
const MOST_SHORT: usize = 64;

/// What words come to.
pub(crate) struct Values<'v, 'a> {
    view: &'v View<'a>,
    hidden: OnceCell<Hidden>,
}

/// What is not to be shown, whatever it is called by now.
struct Hidden {
    secrets: Secrets,
    others: BTreeSet<String>,
}

impl<'v, 'a> Values<'v, 'a> {
    pub(crate) const fn new(view: &'v View<'a>) -> Self {
        Self { view, hidden: OnceCell::new() }
    }

    /// What a word with variables in it comes to; nothing where there are none, where somebody else decides, and where
    /// the outcome or what it is made of is a secret.
    pub(crate) fn of(&self, variables: Variables<'_>, word: &str) -> Option<String> {
        if !word.contains('$') {
            return None;
        }
        let expander = Expander::new(self.view.file.escape);
        let references = expander.expand(word, &()).references;
        if references.is_empty() || references.iter().any(|one| is_secret(&one.name, None).is_some()) {
            return None;
        }
        let text = variables.expand_with(word, expander).known()?.to_owned();
        let is_plain = !text.is_empty() && text != word && !text.contains(char::is_control);
        (is_plain && !self.hides(&text)).then_some(text)
    }

    fn hides(&self, text: &str) -> bool {
        let hidden = self.hidden.get_or_init(|| Hidden::of(self.view));
        has_secret(text)
            || matches!(hidden.secrets.masked(text), Cow::Owned(_))
            || hidden.others.len() > MOST_SHORT
            || hidden.others.iter().any(|other| text.contains(other.as_str()))
    }
}

impl Hidden {
    fn of(view: &View<'_>) -> Self {
        let build = view.build;
        let places = build.secrets().iter().map(|secret| (secret.value, !secret.is_weak));
        let secrets = Secrets::new(view.text(), places);
        let mut others = BTreeSet::new();
        let mut add = |value: &str| {
            let value = value.trim();
            if !value.is_empty() && others.len() <= MOST_SHORT {
                others.insert(value.to_owned());
            }
        };
        let at_ends = build.stages().iter().map(|stage| build.variables_at_end(stage));
        for variables in at_ends.chain([build.global_variables()]) {
            // A value that the build is given stands nowhere in the file.
            let named = variables.of_this_stage().filter(|one| is_secret(&one.name, None).is_some());
            named.filter_map(|variable| variable.value.known()).for_each(&mut add);
        }
        let written = build.secrets().iter().map(|secret| secret.value.slice(view.text()));
        written.filter(|value| value.len() < SHORT).for_each(&mut add);
        Self { secrets, others }
    }
}
