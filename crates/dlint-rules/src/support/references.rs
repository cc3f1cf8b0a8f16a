//! What `COPY --from` and mounts refer to, where the model finds no stage before them.

use dlint_linter::Cx;
use dlint_model::Stage;

/// The stages that a name or a number is the name or number of.
pub(crate) fn named<'c>(name: &'c str, cx: &'c Cx<'_>) -> impl Iterator<Item = &'c Stage<'c>> {
    let number = name.parse::<usize>().ok();
    cx.stages.iter().filter(move |stage| {
        Some(stage.index) == number || stage.name.is_some_and(|other| other.eq_ignore_ascii_case(name))
    })
}
