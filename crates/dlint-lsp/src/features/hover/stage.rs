//! Stages: what each is built on, who takes from it, and whether it is in the image.

use dlint_model::{Base, Stage};

use super::Note;
use super::text::{Secrets, code, list};
use crate::features::names::site::sites;
use crate::features::names::stages::references;
use crate::features::names::{Symbol, symbol_at};
use crate::view::View;

/// What there is to say of the name of a stage, where it is given and where it is used.
pub(super) fn at(view: &View<'_>, offset: u32) -> Option<Note> {
    let found = symbol_at(view, offset)?;
    let Symbol::Stage(index, _) = found.symbol else { return None };
    let stage = view.build.stages().get(index)?;
    let line = view.document.line(stage.from.span.start);
    let title = format!("Stage **{}**, line {line}\n\n", escaped(&stage.label()));
    Some(Note { span: found.span, text: title + &super::text::bullets(&lines(view, stage)) })
}

/// Names are letters, digits and a few marks, one of which Markdown reads.
fn escaped(name: &str) -> String {
    name.replace('_', "\\_")
}

/// What there is to say of a stage.
pub(super) fn lines(view: &View<'_>, stage: &Stage<'_>) -> Vec<String> {
    let label = |index: usize| view.build.stages().get(index).map(Stage::label).unwrap_or_default();
    let built_on = match &stage.base {
        Base::Scratch => "Begins with nothing.".to_owned(),
        Base::Stage(parent) => format!("Built on the stage {}.", code(&label(*parent))),
        Base::Image(image) => format!("Built on the image {}.", Secrets::of(view).code(&image.text)),
        Base::Context(name) => format!("Built on the context {}.", Secrets::of(view).code(name)),
        Base::Unknown => "Only the build knows what it is built on.".to_owned(),
    };
    let mut lines = vec![built_on];
    let (mut children, mut takers) = (Vec::new(), Vec::new());
    for site in sites(view) {
        let Some(user) = site.stage else { continue };
        for one in references(&site, view.build).iter().filter(|one| one.stage == stage.index) {
            let is_child = site.step.is_none();
            let to = if is_child { &mut children } else { &mut takers };
            let line = view.document.line(one.span.start);
            let told = if is_child { user.label() } else { format!("{} (line {line})", user.label()) };
            to.push(told);
        }
    }
    if !children.is_empty() {
        lines.push(format!("Built from it: {}.", list(children)));
    }
    if !takers.is_empty() {
        lines.push(format!("Copied or mounted from it: {}.", list(takers)));
    }
    let fate = if stage.is_built {
        "It is what the build ends with."
    } else if stage.is_shipped {
        "It is a part of the image."
    } else if stage.is_in_image {
        "It is no part of the image, but all of its files are copied there."
    } else if stage.is_needed {
        "It is built, and only what is taken from it is in the image."
    } else {
        "Nothing needs it: it is not built."
    };
    lines.push(fate.to_owned());
    lines
}
