//! What words come to once their variables are known, without anything that is a secret.

use dlint_model::secrets::is_secret;
use dlint_model::variables::Variables;
use dlint_syntax::expand::Expander;

use super::secrets::Hidden;
use crate::view::View;

/// What words come to.
pub(crate) struct Values<'v, 'a> {
    view: &'v View<'a>,
    pub(crate) hidden: Hidden<'v, 'a>,
}

impl<'v, 'a> Values<'v, 'a> {
    pub(crate) const fn new(view: &'v View<'a>) -> Self {
        Self { view, hidden: Hidden::of(view) }
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
        (is_plain && !self.hidden.are_in(&text)).then_some(text)
    }
}
