//! DL3044 env-used-in-own-instruction. Spec: rules/DL3044-env-used-in-own-instruction.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::variables::Lookup;
use dlint_syntax::expand::{Expander, from_fn};
use dlint_syntax::{Keyword, Pair};
use dlint_text::Span;

pub(crate) static RULE: Rule =
    Rule::new("DL3044", "env-used-in-own-instruction", Check::Instruction(&[Keyword::Env], check))
        .category(Category::Correctness)
        .severity(Severity::Error)
        .fix(FixKind::Sometimes(Safety::Unsafe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(pairs)) = (step.model, step.as_pairs()) else { return };
    let variables = cx.build.variables(model);
    // What was set before is perhaps what is meant.
    let is_missing = |name: &str| matches!(variables.get(name), Lookup::Missing | Lookup::Perhaps);
    let expander = Expander::new(cx.file.escape);
    let mut before: Option<&Pair> = None;
    for (index, pair) in pairs.iter().enumerate() {
        let expansion = expander.expand(&pair.value, &from_fn(|name| (!is_missing(name)).then_some("1")));
        // A guess at what the variable holds, if it has nothing, is no mistake.
        let reads = expansion.references.iter().filter(|one| !one.set && one.modifier.is_none());
        for reference in reads.filter(|reference| *reference.name != *pair.key) {
            let Some(set) = pairs.iter().position(|other| *other.key == *reference.name) else { continue };
            let Some(setter) = pairs.get(set) else { continue };
            let name = reference.name.as_str();
            let place = pair.value.source_span(reference.name_range.clone());
            let reporter = out
                .report(&RULE, place, format!("`{name}` is set by this very `ENV`, and not yet here"))
                .why("an `ENV` sees the variables as they were before it, so this one is empty")
                .help(format!("set `{name}` in an `ENV` of its own before this one"))
                .secondary(setter.key.span(), "it is set here");
            if let Some(before) = before.filter(|_| set < index) {
                let gap = Span::new(before.span.end, pair.span.start);
                let keyword = step.keyword_text.as_str();
                reporter
                    .fix("begin another `ENV` here", Safety::Unsafe, |edits| {
                        edits.replace(gap, format!("\n{keyword} "));
                    })
                    .declares(pairs.iter().map(|pair| Change::Variable(pair.key.to_string())));
            }
        }
        before = Some(pair);
    }
}
