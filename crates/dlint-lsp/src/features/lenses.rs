//! Lenses over the stages: how many layers each adds, and how much was found in it.

use dlint_model::{Layer, Stage};
use dlint_text::Span;
use tower_lsp::lsp_types::{CodeLens, Command};

use crate::view::View;

/// A lens over each stage. `findings` are the places of what was found in the document, in any order.
///
/// A lens only says something: its command has no name, which clients show as a text.
pub(crate) fn lenses(view: &View<'_>, findings: &[Span]) -> Vec<CodeLens> {
    let mut starts: Vec<u32> = findings.iter().map(|span| span.start).collect();
    starts.sort_unstable();
    let stages = view.build.stages();
    let mut forward = view.document.forward();
    let mut lenses = Vec::with_capacity(stages.len());
    for (index, stage) in stages.iter().enumerate() {
        let keyword = stage.from.keyword_text.span();
        let end = stages.get(index + 1).map_or(u32::MAX, |next| next.from.span.start);
        let before = |offset: u32| starts.partition_point(|start| *start < offset);
        let title = title(stage, before(end) - before(keyword.start));
        let range = forward.range(keyword);
        let command = Command { title, command: String::new(), arguments: None };
        lenses.push(CodeLens { range, command: Some(command), data: None });
    }
    lenses
}

fn title(stage: &Stage<'_>, findings: usize) -> String {
    let layers = stage.steps.iter().filter(|step| step.layer() == Layer::Files).count();
    let mut parts = vec![counted(layers, "layer")];
    if findings > 0 {
        parts.push(counted(findings, "finding"));
    }
    if !stage.is_needed {
        parts.push("not built".to_owned());
    }
    parts.join(", ")
}

fn counted(count: usize, what: &str) -> String {
    if count == 1 { format!("1 {what}") } else { format!("{count} {what}s") }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::features::testing::{beginnings, nasty, with_view};

    fn titles(text: &str, findings: &[Span]) -> Vec<String> {
        with_view(text, |view, _| {
            let lenses = lenses(view, findings);
            let title = |lens: &CodeLens| {
                let keyword = view.document.span(lens.range).slice(view.text());
                assert!(keyword.eq_ignore_ascii_case("from"), "{keyword}");
                lens.command.as_ref().unwrap().title.clone()
            };
            lenses.iter().map(title).collect()
        })
    }

    #[test]
    fn a_stage_says_how_many_layers_it_adds_and_what_was_found_in_it() {
        let text = "ARG A\nFROM a AS b\nRUN c\nUSER d\nFROM e AS f\nCOPY --from=b g h\nADD i j\nWORKDIR /k\nFROM f\n";
        let in_first = Span::at(text.find("RUN").unwrap() as u32);
        let in_last = Span::at(text.len() as u32);
        assert_eq!(titles(text, &[]), ["1 layer", "2 layers", "0 layers"]);
        assert_eq!(
            titles(text, &[in_last, Span::at(0), in_first, in_first]),
            ["1 layer, 2 findings", "2 layers", "0 layers, 1 finding"]
        );
    }

    #[test]
    fn a_stage_that_nothing_needs_is_not_built() {
        assert_eq!(titles("FROM a AS b\nRUN c\nFROM d\n", &[]), ["1 layer, not built", "0 layers"]);
        // What a base stage says for its children is a layer of theirs.
        assert_eq!(titles("FROM a AS b\nONBUILD RUN c\nFROM b\n", &[]), ["0 layers", "1 layer"]);
    }

    #[test]
    fn nothing_panics_whatever_is_typed() {
        for text in nasty() {
            for beginning in beginnings(&text) {
                titles(beginning, &[Span::at(3), Span::new(7, 9000)]);
            }
        }
    }
}
