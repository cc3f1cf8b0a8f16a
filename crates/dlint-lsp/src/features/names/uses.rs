//! The places where the words of an instruction use variables: those that the builder puts in, and those that a shell
//! looks up.

use dlint_model::Build;
use dlint_model::variables::Lookup;
use dlint_syntax::expand::Expander;
use dlint_syntax::expanded_texts;
use dlint_text::{MappedText, Span};

use super::script;
use super::site::Site;

/// A place where a variable is used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Use {
    /// The name.
    pub(crate) name: String,
    /// The name in the file.
    pub(crate) span: Span,
    /// All of it: `$NAME`, `${NAME:-…}`.
    pub(crate) whole: Span,
    /// Whether a script that runs in a container reads it, where an `ARG` is gone.
    pub(crate) at_run_time: bool,
    /// Whether the script that reads it has set it before.
    pub(crate) own: bool,
}

impl Use {
    /// The name; from its marks on, where the offset is on those.
    pub(crate) const fn around(&self, offset: u32) -> Span {
        if offset < self.span.start { Span::new(self.whole.start, self.span.end) } else { self.span }
    }

    /// What is known of the variable, where it is one of the build's.
    pub(crate) fn lookup<'a>(&self, site: &Site<'a>, build: &'a Build<'a>) -> Lookup<'a> {
        let variables = site.variables(build, self.span.start);
        let variables = if self.at_run_time { variables.at_run_time() } else { variables };
        variables.get(&self.name)
    }
}

/// The uses of variables in an instruction, in no order; with a name, those of that one alone.
pub(crate) fn uses(site: &Site<'_>, build: &Build<'_>, name: Option<&str>) -> Vec<Use> {
    if name.is_some_and(|name| !site.mentions(name)) {
        return Vec::new();
    }
    let mut found = Vec::new();
    for one in expanded_texts(site.instruction, site.heredocs(), build.file().escape) {
        expand(one.text, one.expander, &mut found);
    }
    if let Some(step) = site.step {
        for script in build.scripts(step) {
            script::uses(site, script, &mut found);
        }
    }
    if let Some(name) = name {
        found.retain(|one| one.name == name);
    }
    found
}

pub(super) fn expand(word: &MappedText, expander: Expander, found: &mut Vec<Use>) {
    if !word.contains('$') {
        return;
    }
    found.extend(expander.expand(word, &()).references.into_iter().filter(|one| !one.name.is_empty()).map(
        |one| Use {
            name: one.name,
            span: word.source_span(one.name_range),
            whole: word.source_span(one.range),
            at_run_time: false,
            own: false,
        },
    ));
}
