//! What a step's place in the build cache depends on: what has to stay the same for the step not to run again.
//!
//! Every step depends on the one before it, in its stage and in those the stage is built from. What it depends on
//! besides is a [`CacheKey`].

use std::collections::BTreeSet;

use dlint_syntax::{Arguments, Keyword, expanded_texts};

use crate::effects::{Action, ReadFrom};
use crate::path::ImagePath;
use crate::stage::Target;
use crate::{Build, Step};

/// What a step depends on, besides its own text and the steps before it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CacheKey {
    /// The variables whose values are part of it, sorted. A `RUN` depends on all that are set before it, used or not.
    pub variables: Vec<String>,
    /// The files whose contents are part of it: of the context, of a stage, of an image.
    pub files: Vec<(ReadFrom, ImagePath)>,
    /// Whether what it fetches from the network is part of it: `ADD` asks for the address again, a `RUN` never does.
    pub asks_network: bool,
}

impl Build<'_> {
    /// What a step's place in the cache depends on.
    ///
    /// Source: <https://docs.docker.com/build/cache/invalidation/>. Cache, tmpfs, secret and ssh mounts are no part of
    /// it; what a bind mount shows is.
    pub fn cache_key(&self, step: &Step<'_>) -> CacheKey {
        let mut key = CacheKey::default();
        match &step.instruction.arguments {
            Arguments::Run(_) => {
                key.variables = self.variables_before(step);
                key.files = self.bound(step);
            }
            _ => key.variables = self.used(step),
        }
        if matches!(step.instruction.keyword, Keyword::Copy | Keyword::Add) {
            for effect in &self.effects(step).all {
                match &effect.action {
                    Action::Read { path, from } => key.files.push((from.clone(), path.clone())),
                    Action::Download { .. } => key.asks_network = true,
                    _ => {}
                }
            }
        }
        key
    }

    /// The names of all variables that are set before a step, in its stage and in those the stage is built from.
    fn variables_before(&self, step: &Step<'_>) -> Vec<String> {
        let mut names = BTreeSet::new();
        for stage in self.chain(step.stage) {
            let before = if stage.index == step.stage { step.index } else { usize::MAX };
            names.extend(self.variables_at(stage.index, before).of_this_stage().map(|one| one.name.clone()));
        }
        names.into_iter().collect()
    }

    /// What the bind mounts of a `RUN` show.
    fn bound(&self, step: &Step<'_>) -> Vec<(ReadFrom, ImagePath)> {
        let references = self.stage_of(step).map(|stage| stage.references.as_slice()).unwrap_or_default();
        let mut files = Vec::new();
        for (index, mount) in step.instruction.mounts.iter().enumerate() {
            if !mount.kind().eq_ignore_ascii_case("bind") {
                continue;
            }
            let own = |reference: &&crate::Reference| {
                reference.step == step.index && reference.mount == Some(index)
            };
            let from = match references.iter().find(own).map(|reference| &reference.target) {
                Some(Target::Stage(stage)) => ReadFrom::Stage(*stage),
                Some(Target::Image(name) | Target::Context(name)) => ReadFrom::Elsewhere(name.clone()),
                Some(Target::Unknown) => ReadFrom::Elsewhere(String::new()),
                None => ReadFrom::Context,
            };
            let source = mount.value("source").map_or_else(String::new, |source| {
                self.variables(step).expand_with(source, self.expander()).text
            });
            files.push((from, ImagePath::new(&source)));
        }
        files
    }

    /// The variables that the texts of an instruction use.
    fn used(&self, step: &Step<'_>) -> Vec<String> {
        let mut names = BTreeSet::new();
        for one in expanded_texts(step.instruction, step.heredocs(), self.file().escape) {
            let expansion = one.expander.expand(one.text, &());
            names.extend(expansion.references.into_iter().map(|reference| reference.name));
        }
        names.into_iter().collect()
    }
}
