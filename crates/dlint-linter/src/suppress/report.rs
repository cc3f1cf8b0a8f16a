//! What is wrong with the comments themselves.

use dlint_diagnostics::{Origin, Safety};
use dlint_syntax::{LineKind, is_directive, nearest};
use dlint_text::Span;

use super::comment::{Mistake, WORDS};
use super::ignores::{Ignore, Ignores, Place, Used};
use super::sets::Meaning;
use crate::builtin::{EXPIRED_IGNORE, IGNORE_WITHOUT_REASON, INVALID_IGNORE, UNUSED_IGNORE};
use crate::{Cx, Findings, Reporter};

const NOT_WHAT_IT_SAYS: &str = "the comment does not do what it says";

/// Reports comments that cannot be understood, whose day is over, and that give no reason.
pub(crate) fn report(ignores: &Ignores<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    for ignore in &ignores.comments {
        for (span, mistake) in &ignore.mistakes {
            written_wrong(*span, *mistake, cx, out);
        }
        for (span, meaning) in &ignore.names {
            named_wrong(ignore, *span, meaning, cx, out);
        }
        placed_wrong(ignore, out);
        if let Some((span, day)) = ignore.until {
            let written = cx.source.slice(span);
            if day.is_none() {
                out.report(&INVALID_IGNORE, span, format!("`{written}` is not a date"))
                    .why("what the comment ignores is ignored for ever")
                    .help("write it as `2027-03-31`");
            } else if ignore.is_over {
                out.report(&EXPIRED_IGNORE, span, format!("the comment has ignored this until {written}"))
                    .why("what it hid is reported again")
                    .help("repair what it hid and remove the comment, or give it another day");
            }
        }
        if ignore.reason.is_none() && !ignore.names.is_empty() {
            let how = match ignore.origin {
                Origin::Dlint => "write `-- reason` behind the codes",
                Origin::Hadolint | Origin::ShellCheck => "write `# reason` behind the codes",
                Origin::BuildKit => "write `// reason` behind the codes",
                Origin::Tally => "write `;reason=…` behind the codes",
            };
            out.report(&IGNORE_WITHOUT_REASON, ignore.span, "the comment does not say why it ignores this")
                .why("whoever reads it later cannot tell whether it still holds")
                .help(how);
        }
    }
}

fn written_wrong(span: Span, mistake: Mistake, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let text = cx.source.slice(span);
    match mistake {
        Mistake::Word => {
            let words = WORDS.map(|(word, _)| word);
            let reporter = out
                .report(&INVALID_IGNORE, span, format!("dlint knows no `{text}=` in a comment"))
                .why("the comment does nothing");
            suggest(reporter, span, nearest(text, words), "use `ignore=`, `stage-ignore=` or `file-ignore=`");
        }
        Mistake::Tool => {
            out.report(&INVALID_IGNORE, span, "what ignores something begins with `dlint` and a blank")
                .why("the comment does nothing")
                .fix("write `dlint `", Safety::Unsafe, |edits| edits.replace(span, "dlint "));
        }
        Mistake::Equals => {
            out.report(&INVALID_IGNORE, span, format!("there is no `=` behind `{text}`"))
                .why("the comment does nothing")
                .help(format!("write `{text}=CODE`"));
        }
        Mistake::NoCodes => {
            out.report(&INVALID_IGNORE, span, format!("`{text}=` names no code"))
                .why("the comment does nothing")
                .help("name what is to be ignored, or `ALL`");
        }
        Mistake::Text => {
            out.report(&INVALID_IGNORE, span, "this is neither `until=` nor a reason".to_owned())
                .why("it may be a code without a comma before it")
                .help("put `--` in front of a reason, and a comma between codes");
        }
    }
}

fn named_wrong(ignore: &Ignore, span: Span, meaning: &Meaning, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let name = cx.source.slice(span);
    match meaning {
        Meaning::Codes(_) | Meaning::Foreign => {}
        Meaning::Never => {
            out.report(&INVALID_IGNORE, span, format!("`{name}` cannot be ignored"))
                .why("an error that stops the build is never hidden, nor a mistake of dlint's own")
                .help("repair the error, and remove the code");
        }
        Meaning::Forbidden => {
            out.report(&INVALID_IGNORE, span, format!("`{name}` cannot be ignored by a comment here"))
                .why("the settings of the project do not allow it")
                .help("repair what is found, or ask for an exception in the settings");
        }
        Meaning::Unknown { suggestion } => {
            let what = match ignore.origin {
                Origin::BuildKit => "BuildKit has no check",
                Origin::Hadolint => "hadolint has no code",
                _ => "there is no rule, code or group",
            };
            let reporter =
                out.report(&INVALID_IGNORE, span, format!("{what} `{name}`")).why(NOT_WHAT_IT_SAYS);
            suggest(reporter, span, suggestion.as_deref(), "use a code as it is reported, or remove it");
        }
    }
}

fn placed_wrong(ignore: &Ignore, out: &mut Findings<'_>) {
    let (message, help) = match (ignore.place, ignore.origin) {
        (Place::NoStage, _) => {
            ("the comment stands in front of no `FROM`, so it ignores nothing", "put it in front of a `FROM`")
        }
        (Place::NoInstruction, Origin::Dlint) if !ignore.names.is_empty() => (
            "the comment stands in front of no instruction, so it ignores nothing",
            "put it in front of an instruction, or use `file-ignore=`",
        ),
        _ => return,
    };
    out.report(&INVALID_IGNORE, ignore.span, message).why(NOT_WHAT_IT_SAYS).help(help);
}

fn suggest(reporter: Reporter<'_>, span: Span, suggestion: Option<&str>, otherwise: &str) {
    match suggestion {
        Some(other) => reporter.help(format!("did you mean `{other}`?")).fix(
            format!("write `{other}`"),
            Safety::Unsafe,
            |edits| edits.replace(span, other),
        ),
        None => reporter.help(otherwise),
    };
}

/// Reports the codes that ignored nothing, as far as they were looked for at all.
pub(crate) fn report_unused(
    ignores: &Ignores<'_>,
    used: &Used,
    is_on: impl Fn(&str) -> bool,
    cx: &Cx<'_>,
    out: &mut Findings<'_>,
) {
    for (index, ignore) in ignores.comments.iter().enumerate() {
        let placed = !matches!(ignore.place, Place::NoStage | Place::NoInstruction);
        if !placed || ignore.is_over {
            continue;
        }
        let is_unused = |(number, (_, meaning)): (usize, &(Span, Meaning))| {
            let Meaning::Codes(set) = *meaning else { return false };
            let mut codes = ignores.sets.codes(set);
            !used.contains(&(index, number))
                && codes.all(|code| is_on(code) && code != UNUSED_IGNORE.meta.code)
        };
        let unused: Vec<bool> = ignore.names.iter().enumerate().map(is_unused).collect();
        for (number, (span, _)) in ignore.names.iter().enumerate() {
            if unused.get(number) != Some(&true) {
                continue;
            }
            let name = cx.source.slice(*span);
            let reporter = out
                .report(&UNUSED_IGNORE, *span, format!("there is nothing here that `{name}` would ignore"))
                .why("a comment that hides nothing hides the next mistake")
                .help("remove it");
            // Another program may well have something to ignore here.
            let safety = if ignore.origin == Origin::Dlint { Safety::Safe } else { Safety::Unsafe };
            if unused.iter().any(|unused| !unused) || !ignore.is_alone {
                if let Some(part) = part(ignore, number) {
                    reporter.fix(format!("remove `{name}`"), safety, |edits| edits.delete(part));
                }
            } else if let Some(line) = line(ignore, cx) {
                reporter.fix("remove the comment", safety, |edits| edits.delete(line));
            }
        }
    }
}

/// A name with the comma that parts it from another one.
fn part(ignore: &Ignore, number: usize) -> Option<Span> {
    let at = |number: usize| ignore.names.get(number).map(|(span, _)| *span);
    let name = at(number)?;
    if let Some(next) = at(number + 1) {
        return Some(Span::new(name.start, next.start));
    }
    let before = number.checked_sub(1).and_then(at)?;
    Some(Span::new(before.end, name.end))
}

/// The line of a comment, unless the next one would become a parser directive without it.
fn line(ignore: &Ignore, cx: &Cx<'_>) -> Option<Span> {
    let lines = cx.source.lines();
    let number = lines.line(ignore.span.start);
    let at = |number: u32| cx.file.lines.get(number as usize - 1);
    let is_top = (1..number).all(|line| {
        at(line).is_some_and(|line| matches!(line.kind, LineKind::Directive(_)))
            || line == 1 && cx.source.text().starts_with("#!")
    });
    let becomes_directive =
        is_top && at(number + 1).is_some_and(|next| is_directive(cx.source.slice(next.span).trim_end()));
    (!becomes_directive).then(|| at(number).map(|line| line.span))?
}
