//! Stages: where each is named, and who refers to it.

use dlint_model::image::Image;
use dlint_model::{Base, Build, Reference, Stage, Step, Target};
use dlint_syntax::{Instruction, Keyword, lowercase};
use dlint_text::{MappedText, Span};

use super::site::{Site, sites};
use crate::view::View;

/// How a stage is referred to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum By {
    /// By its name in a `FROM`, which has to be in lower case.
    From,
    /// By its name elsewhere, in any case.
    Name,
    /// By its number.
    Number,
    /// By a variable that holds its name.
    Variable,
}

/// A place that refers to a stage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct StageUse {
    /// The stage.
    pub(crate) stage: usize,
    /// The word that refers to it.
    pub(crate) span: Span,
    /// How it does.
    pub(crate) by: By,
}

/// Where a stage is named; where it has no name, the image that it begins with, or its keyword.
pub(crate) fn named_at(stage: &Stage<'_>) -> Span {
    let image = || stage.from.as_from().and_then(|from| from.image.as_ref()).map(|image| image.word.span);
    let name = stage.name.map(MappedText::span);
    name.or_else(image).unwrap_or_else(|| stage.from.keyword_text.span())
}

/// What an instruction refers to.
pub(crate) fn references(site: &Site<'_>, build: &Build<'_>) -> Vec<StageUse> {
    let mut found = Vec::new();
    let Some(stage) = site.stage else { return found };
    if site.instruction.keyword == Keyword::From {
        let word = site.instruction.as_from().and_then(|from| from.image.as_ref()).map(|image| &image.word);
        if let (Base::Stage(base), Some(word)) = (&stage.base, word) {
            let name = build.stages().get(*base).and_then(|base| base.name).map(|name| lowercase(name));
            let by = if name.as_deref() == Some(word.as_str()) { By::From } else { By::Variable };
            found.push(StageUse { stage: *base, span: word.value.span(), by });
        }
        return found;
    }
    let Some(step) = site.step else { return found };
    for (value, mount) in from_values(site.instruction) {
        let target = if step.onbuild.is_some() {
            // What a trigger refers to is looked up where it runs; here, as if that were at the end of the file.
            build.target_stage(value)
        } else {
            let own = reference(stage, step.index, mount);
            own.and_then(|one| if let Target::Stage(stage) = one.target { Some(stage) } else { None })
        };
        let Some(target) = target else { continue };
        let name = build.stages().get(target).and_then(|stage| stage.name).map(|name| lowercase(name));
        let by = if name.as_deref() == Some(lowercase(value).as_str()) {
            By::Name
        } else if value.contains('$') {
            By::Variable
        } else {
            By::Number
        };
        found.push(StageUse { stage: target, span: value.span(), by });
    }
    found
}

/// What the model says of the word at a step. It has them in the order of the steps.
pub(crate) fn reference<'s>(
    stage: &'s Stage<'_>,
    step: usize,
    mount: Option<usize>,
) -> Option<&'s Reference> {
    let all = &stage.references;
    let first = all.partition_point(|one| one.step < step);
    let own = all.get(first..)?.iter().take_while(|one| one.step == step);
    own.into_iter().find(|one| one.mount == mount)
}

/// The words that may refer to a stage, with the number of the mount they are in.
pub(crate) fn from_values(instruction: &Instruction) -> Vec<(&MappedText, Option<usize>)> {
    let mut values = Vec::new();
    if instruction.keyword == Keyword::Copy {
        let flag = instruction.flag("from").and_then(|flag| flag.value.as_ref());
        values.extend(flag.map(|value| (value, None)));
    }
    let mounts = instruction.mounts.iter().enumerate();
    values.extend(mounts.filter_map(|(index, mount)| Some((mount.value("from")?, Some(index)))));
    values
}

/// What the model says of the words of a stage's own steps, without those of the triggers that it inherits.
pub(crate) fn own_references<'s, 'b>(
    stage: &'s Stage<'b>,
) -> impl Iterator<Item = (&'s Step<'b>, &'s Reference)> {
    let all = stage.references.iter().filter_map(|one| Some((stage.steps.get(one.step)?, one)));
    all.filter(|(step, _)| step.inherited_from.is_none())
}

/// The images that steps of a stage take something from, where they are written without variables.
pub(crate) fn written_images<'s, 'b>(
    view: &'s View<'_>,
    stage: &'s Stage<'b>,
) -> impl Iterator<Item = (&'s Step<'b>, Span, Image)> {
    own_references(stage).filter_map(|(step, one)| {
        let Target::Image(name) = &one.target else { return None };
        // A number is that of a stage which is not there yet.
        let is_written = name == one.span.slice(view.text()) && name.parse::<usize>().is_err();
        is_written.then(|| (step, one.span, Image::parse(MappedText::copied(name.as_str(), 0))))
    })
}

/// Who refers to a stage.
pub(crate) fn uses(view: &View<'_>, stage: usize) -> Vec<StageUse> {
    let sites = sites(view);
    let all = sites.iter().flat_map(|site| references(site, view.build));
    all.filter(|one| one.stage == stage).collect()
}
