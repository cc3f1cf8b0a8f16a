//! DL4000 deprecated-maintainer. Spec: rules/DL4000-deprecated-maintainer.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_syntax::{Arguments, Instruction, Keyword};

pub(crate) static RULE: Rule = Rule::new("DL4000", "deprecated-maintainer", Check::File(check))
    .aliases(&["MaintainerDeprecated"])
    .category(Category::Correctness)
    .severity(Severity::Info)
    .fix(FixKind::Sometimes(Safety::Safe));

/// The label that took the place of the instruction.
const AUTHORS: &str = "org.opencontainers.image.authors";

fn check(cx: &Cx<'_>, out: &mut Findings<'_>) {
    let stages = cx.stages.iter().map(|stage| stage.instructions);
    for instructions in std::iter::once(cx.file.preamble()).chain(stages) {
        // A second label would take the place of the first.
        let fixable = !instructions.iter().any(has_authors);
        for instruction in instructions {
            let trigger = instruction.as_onbuild().and_then(|onbuild| onbuild.trigger.as_deref());
            if instruction.keyword == Keyword::Maintainer {
                report(instruction, fixable, cx, out);
            } else if let Some(trigger) = trigger.filter(|trigger| trigger.keyword == Keyword::Maintainer) {
                report(trigger, false, cx, out);
            }
        }
    }
}

fn has_authors(instruction: &Instruction) -> bool {
    let Arguments::Label(pairs) = &instruction.arguments else { return false };
    pairs.iter().any(|pair| pair.key.trim_matches(['"', '\'']) == AUTHORS)
}

fn report(maintainer: &Instruction, fixable: bool, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let keyword = &maintainer.keyword_text;
    let reporter = out
        .report(&RULE, keyword.span(), "`MAINTAINER` is deprecated")
        .why("it sets a field that few tools read; labels took its place")
        .help(format!("use the label `{AUTHORS}`"));
    let Arguments::Maintainer(Some(author)) = &maintainer.arguments else { return };
    if fixable && maintainer.flags.is_empty() {
        let label = if keyword.chars().all(char::is_lowercase) { "label" } else { "LABEL" };
        let value = quoted(author, cx.file.escape);
        reporter
            .fix("use a label", Safety::Safe, |edits| {
                edits.replace(maintainer.span, format!("{label} {AUTHORS}={value}"));
            })
            .declares([
                Change::Removes("MAINTAINER", String::new()),
                Change::Adds("LABEL", AUTHORS.to_owned()),
            ]);
    }
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
