//! DL4000 deprecated-maintainer. Spec: rules/DL4000-deprecated-maintainer.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::{Arguments, Keyword};

pub(crate) static RULE: Rule =
    Rule::new("DL4000", "deprecated-maintainer", Check::Instruction(&[Keyword::Maintainer], check))
        .aliases(&["MaintainerDeprecated"])
        .category(Category::Correctness)
        .severity(Severity::Info)
        .fix(FixKind::Sometimes(Safety::Safe));

/// The label that took the place of the instruction.
const AUTHORS: &str = "org.opencontainers.image.authors";

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let keyword = &step.keyword_text;
    let reporter = out
        .report(&RULE, keyword.span(), "`MAINTAINER` is deprecated")
        .why("it sets a field that few tools read; labels took its place")
        .help("use the label `org.opencontainers.image.authors`");
    let Arguments::Maintainer(Some(author)) = &step.arguments else { return };
    if step.onbuild.is_some() || has_authors(step, cx) {
        return;
    }
    let label = if keyword.chars().all(char::is_lowercase) { "label" } else { "LABEL" };
    let value = quoted(author, cx.file.escape);
    reporter.fix("use a label", Safety::Safe, |edits| {
        edits.replace(step.span, format!("{label} {AUTHORS}={value}"));
    });
}

/// Whether the stage has the label already: a second one would take the place of the first.
fn has_authors(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let instructions = step.stage.and_then(|stage| cx.stages.get(stage)).map(|stage| stage.instructions);
    let mut labels = instructions.unwrap_or_default().iter().filter(|each| each.keyword == Keyword::Label);
    labels.any(|label| {
        let pairs = label.as_pairs().unwrap_or_default();
        pairs.iter().any(|pair| pair.key.trim_matches(['"', '\'']) == AUTHORS)
    })
}

/// The author as the value of a label. `MAINTAINER` takes its text as it stands, a label resolves variables, quotes
/// and escapes: so those are escaped. Quotes around the whole are what people write, not what they mean.
fn quoted(author: &str, escape: char) -> String {
    let inner = ['"', '\''].iter().find_map(|quote| {
        author.strip_prefix(*quote)?.strip_suffix(*quote).filter(|inner| !inner.contains(*quote))
    });
    let mut value = String::from("\"");
    for character in inner.unwrap_or(author).chars() {
        if character == '"' || character == '$' || character == escape {
            value.push(escape);
        }
        value.push(character);
    }
    value.push('"');
    value
}
