//! DL4001 both-wget-and-curl. Spec: rules/DL4001-both-wget-and-curl.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::{Build, Stage, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

pub(crate) static RULE: Rule = Rule::new("DL4001", "both-wget-and-curl", Check::Stage(check))
    .category(Category::Size)
    .severity(Severity::Warning)
    .off();

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // A trigger runs in another image.
    for steps in [stage.own_steps().collect::<Vec<_>>(), stage.triggers.iter().collect()] {
        let mut first: Option<(&str, Span)> = None;
        let calls = steps.iter().flat_map(|step| calls(step, cx.build));
        for (name, span) in calls {
            match first {
                None => first = Some((name, span)),
                Some((other, place)) if other != name => {
                    out.report(&RULE, span, format!("`{name}` downloads here, and `{other}` did before"))
                        .why("the image needs both with all their libraries, though either would do")
                        .help("download with one of them")
                        .secondary(place, format!("`{other}` is used here"));
                    break;
                }
                Some(_) => {}
            }
        }
    }
}

/// The downloads of a step.
fn calls<'s>(step: &'s Step<'_>, build: &Build<'_>) -> impl Iterator<Item = (&'static str, Span)> + use<'s> {
    let runs = step.instruction.keyword == Keyword::Run && !step.state.is_windows();
    let scripts = if runs { build.scripts(step) } else { &[] };
    let commands = scripts.iter().flat_map(|script| &script.script.body().commands);
    commands.filter_map(|command| {
        let name = ["curl", "wget"].into_iter().find(|name| command.base_name() == Some(name))?;
        Some((name, command.name_word()?.span()))
    })
}
