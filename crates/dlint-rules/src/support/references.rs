//! What `COPY --from` and mounts refer to, where the model finds no stage before them.

use dlint_linter::Cx;
use dlint_model::Stage;
use dlint_model::base_image::lookup;
use dlint_model::image::Image;
use dlint_text::MappedText;

/// The stages that a name or a number is the name or number of.
pub(crate) fn named<'c>(name: &'c str, cx: &'c Cx<'_>) -> impl Iterator<Item = &'c Stage<'c>> {
    let number = name.parse::<usize>().ok();
    cx.stages.iter().filter(move |stage| {
        Some(stage.index) == number || stage.name.is_some_and(|other| other.eq_ignore_ascii_case(name))
    })
}

/// Whether a name that no stage has is that of an image, by its look or because it is known.
pub(crate) fn looks_like_image(name: &str) -> bool {
    name.contains(['/', ':', '@', '.']) || {
        let image = Image::parse(MappedText::copied(name, 0));
        image.normalized_name().is_some_and(|name| lookup(&name, None).is_some())
    }
}
