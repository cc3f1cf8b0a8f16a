//! Which stages end up in an image that somebody pulls, and which are needed to build it.

use dlint_syntax::{Instruction, Keyword, lowercase};

use super::Build;
use crate::stage::{Base, Stage, Target};

/// The words in the name of a stage that is built for what its steps do, and whose image nobody pulls.
const CHORES: &[&str] =
    &["artifact", "artifacts", "check", "e2e", "lint", "publish", "test", "testing", "tests", "upload"];

impl Build<'_> {
    /// The stages that are built: the targets, or the last one where there are none that the file knows.
    fn built(&self) -> Vec<usize> {
        let mut built: Vec<usize> =
            self.options.targets.iter().filter_map(|target| self.target_stage(target)).collect();
        if built.is_empty() {
            built.extend(self.stages.len().checked_sub(1));
        }
        built
    }

    /// The stages whose images somebody pulls: those that are built, unless the last one of the file is there for what
    /// its steps do, an upload or a test, and an earlier one says what a container runs.
    fn images(&self) -> Vec<usize> {
        let built = self.built();
        let [last] = built.as_slice() else { return built };
        let is_chore = self.stages.get(*last).is_some_and(|stage| {
            let name = stage.name.map(|name| lowercase(name)).unwrap_or_default();
            name.split(['-', '_', '.']).any(|word| CHORES.contains(&word))
        });
        if !is_chore || !self.options.targets.is_empty() {
            return built;
        }
        // One that is built from another says what the other says, so this one is at the end of its chain.
        let says = self.say_what_runs();
        says.iter().rposition(|says| *says).map_or(built, |stage| vec![stage])
    }

    /// For each stage, whether it, or one that it is built from, has a `CMD` or an `ENTRYPOINT`.
    fn say_what_runs(&self) -> Vec<bool> {
        let mut says = Vec::with_capacity(self.stages.len());
        for stage in &self.stages {
            let parent = match stage.base {
                Base::Stage(parent) => says.get(parent).copied().unwrap_or(false),
                _ => false,
            };
            let runs = |one: &Instruction| matches!(one.keyword, Keyword::Cmd | Keyword::Entrypoint);
            says.push(parent || stage.instructions.iter().any(runs));
        }
        says
    }

    /// Finds the stages that the built ones are built from, and those that they need.
    pub(super) fn find_needed(&mut self) {
        for stage in self.built() {
            if let Some(stage) = self.stages.get_mut(stage) {
                stage.is_built = true;
            }
        }
        let images = self.images();
        let mut tops = images.clone();
        for stage in images {
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
        let shipped = shipped.map(|(index, _)| index);
        let mut open: Vec<usize> = shipped.chain(self.built()).collect();
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
