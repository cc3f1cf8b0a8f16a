//! The images from elsewhere that files are taken from: `COPY --from=IMAGE` and `RUN --mount=from=IMAGE`.

use std::collections::HashMap;

use dlint_linter::{Cx, Reporter};
use dlint_model::base_image::{Kind, lookup};
use dlint_model::image::Image;
use dlint_model::{Stage, Target};
use dlint_text::{MappedText, MappedTextBuilder, Span};

use super::official_images::is_official;
use super::references::{looks_like_image, named};

/// How many places of one image are told.
const MOST_PLACES: usize = 4;

/// An image that files are taken from.
#[derive(Debug)]
pub(crate) struct External {
    /// The reference, variables put in.
    pub(crate) text: String,
    /// Its parts. Where variables were put in, their places are those of the whole reference.
    pub(crate) image: Image,
    /// The first place in the stage that refers to it.
    pub(crate) span: Span,
    /// Some of the other places.
    pub(crate) others: Vec<Span>,
}

/// The images that a stage's own steps and triggers take files from, each once. A name that may as well be that of a
/// stage is none.
pub(crate) fn external_images(stage: &Stage<'_>, cx: &Cx<'_>) -> Vec<External> {
    let own = stage.references.iter().filter_map(|reference| {
        let Target::Image(text) = &reference.target else { return None };
        let step = stage.steps.get(reference.step)?;
        step.inherited_from.is_none().then_some((text.as_str(), reference.span))
    });
    let triggers = stage.triggers.iter().flat_map(|step| {
        let flag = step.instruction.flag("from").and_then(|flag| flag.value.as_ref());
        let mounts = step.instruction.mounts.iter().filter_map(|mount| mount.value("from"));
        let written = flag.into_iter().chain(mounts).filter(|value| !value.contains('$'));
        written.map(|value| (value.as_str(), value.span()))
    });
    let mut images: Vec<External> = Vec::new();
    let mut known: HashMap<&str, usize> = HashMap::new();
    for (text, span) in own.chain(triggers) {
        if let Some(image) = known.get(text).and_then(|at| images.get_mut(*at)) {
            if image.others.len() < MOST_PLACES {
                image.others.push(span);
            }
        } else if let Some(image) = read(text, span, cx) {
            known.insert(text, images.len());
            images.push(External { text: text.to_owned(), image, span, others: Vec::new() });
        }
    }
    images
}

fn read(text: &str, span: Span, cx: &Cx<'_>) -> Option<Image> {
    if !looks_like_image(text) || named(text, cx).next().is_some() {
        return None;
    }
    let mapped = if cx.source.slice(span) == text {
        MappedText::copied(text, span.start)
    } else {
        let mut builder = MappedTextBuilder::new(span.start);
        builder.resolved(text, span);
        builder.finish()
    };
    let image = Image::parse(mapped);
    image.problem.is_none().then_some(image)
}

impl External {
    /// Adds the other places to a finding.
    pub(crate) fn others(&self, mut reporter: Reporter<'_>) {
        for place in &self.others {
            reporter = reporter.secondary(*place, "and again here");
        }
    }
}

/// Whether an image is one of Docker's official ones, which have a tag for each version.
pub(crate) fn has_versions(name: &str) -> bool {
    let facts = lookup(name, None);
    facts.is_some_and(|facts| facts.kind == Kind::Official) || is_official(name)
}
