//! What refers to what: the base of each stage, the sources of `COPY --from` and of mounts.

use std::rc::Rc;

use dlint_syntax::{Keyword, lowercase};
use dlint_text::MappedText;

use super::Build;
use crate::base_image::lookup;
use crate::image::{Image, Part};
use crate::stage::{Base, BaseImage, Reference, Target};
use crate::step::Step;

impl Build<'_> {
    /// What a stage begins with.
    pub(super) fn base(&self, syntax: &dlint_syntax::Stage<'_>) -> Base {
        let Some(reference) = syntax.arguments().and_then(|from| from.image.as_ref()) else {
            return Base::Unknown;
        };
        let word = &reference.word.value;
        let text = self.global_variables().expand_with(word, self.expander());
        let Some(name) = text.known().filter(|name| !name.is_empty()) else { return Base::Unknown };
        // The text as it is against names in lower case: `FROM Base` never finds the stage `base`.
        if let Some(stage) = self.names.get(name) {
            return Base::Stage(*stage);
        }
        if name == "scratch" {
            return Base::Scratch;
        }
        if self.options.contexts.iter().any(|context| context == name) {
            return Base::Context(name.to_owned());
        }
        let image =
            if name == word.as_str() { Image::new(reference) } else { Image::parse(resolved(name, word)) };
        let known = image.normalized_name().filter(|_| !matches!(image.tag, Part::Unknown(_)));
        let facts = known.and_then(|known| lookup(&known, image.tag.known().map(MappedText::as_str)));
        Base::Image(BaseImage { text: name.to_owned(), image, facts: facts.map(Rc::new) })
    }

    /// What the `--from` and the mounts of a step refer to.
    pub(super) fn references(&self, step: &Step<'_>) -> Vec<Reference> {
        let mut references = Vec::new();
        let mut add =
            |target, mount, span| references.push(Reference { target, step: step.index, mount, span });
        if step.instruction.keyword == Keyword::Copy
            && let Some(value) = step.instruction.flag("from").and_then(|flag| flag.value.as_ref())
        {
            let by_number = value.parse::<usize>().ok().filter(|number| *number < step.stage);
            add(by_number.map_or_else(|| self.target(value), Target::Stage), None, value.span());
        }
        for (index, mount) in step.instruction.mounts.iter().enumerate() {
            if let Some(value) = mount.value("from") {
                let text = self.variables(step).expand_with(value, self.expander());
                let target = text.known().map_or(Target::Unknown, |name| self.target(name));
                add(target, Some(index), value.span());
            }
        }
        references
    }

    fn target(&self, name: &str) -> Target {
        if name.contains('$') {
            return Target::Unknown;
        }
        if let Some(stage) = self.names.get(&lowercase(name)) {
            return Target::Stage(*stage);
        }
        if self.options.contexts.iter().any(|context| context == name) {
            return Target::Context(name.to_owned());
        }
        Target::Image(name.to_owned())
    }

    /// The stage that a target names: the last of that name in any case, or the one of that number.
    pub fn target_stage(&self, target: &str) -> Option<usize> {
        let by_number = || target.parse().ok().filter(|number| *number < self.stages.len());
        self.names.get(&lowercase(target)).copied().or_else(by_number)
    }
}

/// A text that stands in the place of a word.
fn resolved(text: &str, word: &MappedText) -> MappedText {
    let mut builder = dlint_text::MappedTextBuilder::new(word.span().start);
    builder.resolved(text, word.span());
    builder.finish()
}
