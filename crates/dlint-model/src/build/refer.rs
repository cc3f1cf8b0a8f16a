//! What refers to what: the base of each stage, the sources of `COPY --from` and of mounts, and which stages are needed.

use std::rc::Rc;

use dlint_syntax::{Keyword, lowercase};
use dlint_text::MappedText;

use super::Build;
use crate::base_image::lookup;
use crate::image::{Image, Part};
use crate::stage::{Base, BaseImage, Reference, Stage, Target};
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

    /// The stages that are built: the targets, or the last one where there are none that the file knows.
    fn built(&self) -> Vec<usize> {
        let mut built: Vec<usize> =
            self.options.targets.iter().filter_map(|target| self.target_stage(target)).collect();
        if built.is_empty() {
            built.extend(self.stages.len().checked_sub(1));
        }
        built
    }

    /// Finds the stages that the built ones are built from, and those that they need.
    pub(super) fn find_needed(&mut self) {
        let built = self.built();
        let mut tops = built.clone();
        for &stage in &built {
            if let Some(stage) = self.stages.get_mut(stage) {
                stage.is_built = true;
            }
            tops.extend(self.archived(stage));
            tops.extend(self.alternatives(stage));
        }
        let shipped = self.with_parents(&tops);
        tops.extend(self.copied_whole(&shipped));
        let in_image = self.with_parents(&tops);
        for (stage, (is_shipped, is_in_image)) in self.stages.iter_mut().zip(shipped.iter().zip(in_image)) {
            stage.is_shipped = *is_shipped;
            stage.is_in_image = is_in_image;
        }
        let shipped = shipped.iter().enumerate().filter(|(_, is_shipped)| **is_shipped);
        let mut open: Vec<usize> = shipped.map(|(index, _)| index).collect();
        while let Some(index) = open.pop() {
            let Some(stage) = self.stages.get_mut(index).filter(|stage| !stage.is_needed) else { continue };
            stage.is_needed = true;
            if let Base::Stage(parent) = stage.base {
                open.push(parent);
            }
            open.extend(stage.references.iter().filter_map(|reference| match reference.target {
                Target::Stage(stage) => Some(stage),
                _ => None,
            }));
        }
    }

    /// For each stage, whether it is one of these, or one of these is built from it.
    fn with_parents(&self, tops: &[usize]) -> Vec<bool> {
        let mut is_part = vec![false; self.stages.len()];
        for &top in tops {
            // Where one is marked, those below it are.
            for stage in self.chain(top) {
                match is_part.get_mut(stage.index) {
                    Some(is_part) if !*is_part => *is_part = true,
                    _ => break,
                }
            }
        }
        is_part
    }

    /// The stages whose whole file systems some of these copy.
    fn copied_whole(&self, into: &[bool]) -> Vec<usize> {
        let stages = self.stages.iter().filter(|stage| into.get(stage.index) == Some(&true));
        let references = stages.flat_map(|stage| stage.references.iter().map(move |one| (stage, one)));
        let whole = references.filter_map(|(stage, reference)| {
            let Target::Stage(copied) = reference.target else { return None };
            let transfer = stage.steps.get(reference.step)?.instruction.as_transfer()?;
            transfer.sources.iter().any(|source| &*source.word.value == "/").then_some(copied)
        });
        whole.collect()
    }

    /// The stages one of which a stage is built from, and only the build knows which: `FROM base-$TARGETARCH`.
    fn alternatives(&self, built: usize) -> Vec<usize> {
        let Some(stage) = self.chain(built).last().filter(|stage| stage.base == Base::Unknown) else {
            return Vec::new();
        };
        let word = stage.from.as_from().and_then(|from| from.image.as_ref()).map(|image| &image.word);
        let word = lowercase(word.map_or("", |word| word.as_str()));
        // A variable alone mostly stands for an image from elsewhere.
        let (start, rest) = word.split_once('$').unwrap_or((&word, ""));
        let name = |c: char| c.is_ascii_alphanumeric() || c == '_';
        let end = match rest.strip_prefix('{') {
            Some(_) => rest.rsplit_once('}').map_or("", |(_, end)| end),
            None => rest.trim_start_matches(name),
        };
        if start.is_empty() && end.is_empty() {
            return Vec::new();
        }
        let fits = |other: &&Stage<'_>| {
            let name = other.name.map(|name| lowercase(name));
            name.is_some_and(|name| name.starts_with(start) && (end.contains('$') || name.ends_with(end)))
        };
        self.stages.iter().take(stage.index).filter(fits).map(|stage| stage.index).collect()
    }

    /// The stages that may be in the archive which a stage is built from: `FROM oci-archive:out.tar` is Buildah's way to
    /// go on with an image that a step of the file has put together, of the stages that it has mounted.
    fn archived(&self, built: usize) -> Vec<usize> {
        let is_archive = |stage: &Stage<'_>| match &stage.base {
            Base::Image(image) => {
                ["oci-archive:", "docker-archive:"].iter().any(|kind| image.text.starts_with(kind))
            }
            _ => false,
        };
        if !self.chain(built).any(is_archive) {
            return Vec::new();
        }
        let before = self.stages.iter().take(built).flat_map(|stage| &stage.references);
        let mounted = before.filter(|reference| reference.mount.is_some()).filter_map(|reference| {
            if let Target::Stage(stage) = reference.target { Some(stage) } else { None }
        });
        mounted.collect()
    }
}

/// A text that stands in the place of a word.
fn resolved(text: &str, word: &MappedText) -> MappedText {
    let mut builder = dlint_text::MappedTextBuilder::new(word.span().start);
    builder.resolved(text, word.span());
    builder.finish()
}
