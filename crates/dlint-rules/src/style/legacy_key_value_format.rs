//! `LegacyKeyValueFormat` legacy-key-value-format. Spec: rules/LegacyKeyValueFormat-legacy-key-value-format.md

use dlint_diagnostics::{Category, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_syntax::expand::Expander;
use dlint_syntax::{Keyword, Pair, parse};
use dlint_text::{SourceFile, Span};

pub(crate) static RULE: Rule = Rule::new(
    "LegacyKeyValueFormat",
    "legacy-key-value-format",
    Check::Instruction(&[Keyword::Env, Keyword::Label], check),
)
.category(Category::Style)
.severity(Severity::Info)
.fix(FixKind::Sometimes(Safety::Safe));

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some([pair]) = step.as_pairs() else { return };
    if pair.equals || pair.value.is_empty() {
        return;
    }
    let key = pair.key.as_str();
    let is_torn = pair.value.starts_with('=');
    let reporter = out
        .report(&RULE, pair.key.span(), format!("`{key}` and its value are separated by white space"))
        .why(if is_torn {
            "in this old form the `=` is a part of the value"
        } else {
            "in this old form all the rest of the line is one value, which is easily misread"
        })
        .help(format!("write `{key}=…`, with the value in quotes if it has blanks"));
    // Which of the two was meant, only the author knows.
    if is_torn {
        return;
    }
    // A quote in the key would reach into the value, and what is a blank to one reader is a letter to another.
    let is_odd = |c: char| !c.is_ascii() && c.is_whitespace();
    let is_plain = !key.contains(['"', '\'', cx.file.escape]) && !step.text.contains(is_odd);
    if let Some(quotes) = modern(pair, cx.file.escape).filter(|_| is_plain) {
        let gap = Span::new(pair.key.span().end, pair.value.span().start);
        reporter.fix("write it with `=`", Safety::Safe, |edits| {
            edits.replace(gap, if quotes == Quotes::Keep { "=" } else { "=\"" });
            if quotes == Quotes::Replace {
                for (at, _) in pair.value.match_indices('"') {
                    edits.delete(pair.value.source_span(at..at + 1));
                }
            }
            if quotes != Quotes::Keep {
                edits.insert(pair.value.span().end, "\"");
            }
        });
    }
}

/// What happens to the quotes of the value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Quotes {
    /// The value is one word as it stands.
    Keep,
    /// It gets quotes around it.
    Add,
    /// It gets quotes around it, and loses those inside, which the builder drops anyway.
    Replace,
}

/// How to write a pair with `=` so that the value is the same to the last blank.
fn modern(pair: &Pair, escape: char) -> Option<Quotes> {
    let value = pair.value.as_str();
    [Quotes::Keep, Quotes::Add, Quotes::Replace].into_iter().find(|quotes| {
        let written = match quotes {
            Quotes::Keep => value.to_owned(),
            Quotes::Add if value.contains('"') => return false,
            Quotes::Add => format!("\"{value}\""),
            // A quote next to an escape is none.
            Quotes::Replace if value.contains(['\'', escape]) || value.ends_with('"') => return false,
            Quotes::Replace if names_meet(value) => return false,
            Quotes::Replace => format!("\"{}\"", value.replace('"', "")),
        };
        means_the_same(value, &written, escape)
    })
}

/// Whether a quote is all that parts the name of a variable from what stands behind it: `"$x"y`.
fn names_meet(value: &str) -> bool {
    let is_of_name = |c: char| c == '_' || c.is_ascii_alphanumeric();
    value.match_indices('"').any(|(at, _)| {
        let (before, behind) = (value.get(..at).unwrap_or_default(), value.get(at + 1..).unwrap_or_default());
        before.trim_end_matches(is_of_name).ends_with('$') && behind.starts_with(is_of_name)
    })
}

/// Whether a value in the old form is the same as another one in the new form, whatever its variables are.
fn means_the_same(old: &str, new: &str, escape: char) -> bool {
    let source = SourceFile::new("", format!("# escape={escape}\nFROM scratch\nENV K={new}\n"));
    let file = parse(&source);
    let read = file.instructions.get(1).and_then(|env| env.as_pairs());
    let Some([Pair { value, equals: true, .. }]) = read.filter(|_| file.errors.is_empty()) else {
        return false;
    };
    let expander = Expander::new(escape).keep_unset(true);
    let text = |value: &str| expander.expand(value, &()).result.map(|expanded| expanded.text);
    // What the builder cannot expand is left to whoever wrote it.
    let is_expanded = Expander::new(escape).expand(old, &()).result.is_ok();
    is_expanded && text(old).is_ok_and(|old| text(value) == Ok(old))
}
