//! What `COPY --from` and mounts refer to, where the model finds no stage before them.

use dlint_linter::Cx;
use dlint_model::Stage;
use dlint_syntax::lowercase;

/// The stages that a name or a number is the name or number of.
pub(crate) fn named<'c>(name: &str, cx: &'c Cx<'_>) -> impl Iterator<Item = &'c Stage<'c>> {
    let number = name.parse::<usize>().ok();
    let name = lowercase(name);
    cx.stages.iter().filter(move |stage| {
        Some(stage.index) == number || stage.name.is_some_and(|other| lowercase(other) == name)
    })
}
