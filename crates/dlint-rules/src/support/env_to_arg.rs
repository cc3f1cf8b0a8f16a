//! Makes an `ARG` of a variable that only the build needs.

use dlint_diagnostics::Change;
use dlint_linter::Cx;
use dlint_model::variables::{Lookup, SetBy, Variable};
use dlint_model::{Stage, Step};
use dlint_syntax::{Keyword, Pair};
use dlint_text::Span;

use super::whole_lines::whole_lines;

/// A variable that an image is left with, and where it is set.
#[derive(Debug)]
pub(crate) struct Left<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// Its value, where it is known.
    pub(crate) value: Option<&'a str>,
    /// The instruction that sets it.
    pub(crate) step: &'a Step<'a>,
    /// The pair that does.
    pub(crate) pair: &'a Pair,
}

/// The variables that the image of a stage is left with by an `ENV` of the file, those that are wanted.
pub(crate) fn left_in_image<'a>(
    stage: &Stage<'_>,
    cx: &'a Cx<'_>,
    is_wanted: impl Fn(&str) -> bool,
) -> Vec<Left<'a>> {
    let mut found = Vec::new();
    let end = cx.build.variables_at_end(stage).at_run_time();
    let chain: Vec<&'a Stage<'a>> =
        cx.build.chain(stage.index).filter_map(|part| cx.stages.get(part.index)).collect();
    for part in chain {
        for step in part.own_steps().filter(|step| step.instruction.keyword == Keyword::Env) {
            for pair in step.instruction.as_pairs().unwrap_or_default() {
                let name = pair.key.as_str();
                if !is_wanted(name) {
                    continue;
                }
                // Only what nothing behind it sets anew.
                let is_set_here =
                    |variable: &Variable| variable.set_by == SetBy::Env && variable.span == pair.key.span();
                let Lookup::Set(variable) = end.get(name) else { continue };
                if is_set_here(variable) {
                    let value = cx.build.variables_at_end(part).value(name);
                    found.push(Left { name, value, step, pair });
                }
            }
        }
    }
    found
}

/// The edits that make an `ARG` of it; `None` where another image would miss it. A stage that is built from this one
/// has its `ARG`s, too.
pub(crate) fn to_arg(left: &Left<'_>, cx: &Cx<'_>) -> Option<Vec<(Span, String)>> {
    let step = left.step;
    let has_triggers = cx.stages.get(step.stage).is_some_and(|stage| !stage.triggers.is_empty());
    let value = left.pair.value.as_str();
    let is_plain = left.pair.equals || !value.contains([' ', '\t', '"', '\'', '\\']);
    if has_triggers || step.onbuild.is_some() || !is_plain {
        return None;
    }
    let line = format!("ARG {}={value}", left.name);
    let pairs = step.instruction.as_pairs()?;
    if pairs.len() == 1 {
        return Some(vec![(step.instruction.text.span(), line)]);
    }
    let at = pairs.iter().position(|pair| pair.span == left.pair.span)?;
    let gap = match (at.checked_sub(1).and_then(|before| pairs.get(before)), pairs.get(at + 1)) {
        (Some(before), _) => Span::new(before.span.end, left.pair.span.end),
        (None, Some(next)) => Span::new(left.pair.span.start, next.span.start),
        (None, None) => return None,
    };
    let start = whole_lines(step.instruction, cx).start;
    Some(vec![(Span::at(start), format!("{line}\n")), (gap, String::new())])
}

/// What changes when a variable is an `ARG`.
pub(crate) fn as_arg(name: &str) -> [Change; 3] {
    let name = || name.to_owned();
    [Change::Removes("ENV", name()), Change::Adds("ARG", name()), Change::Variable(name())]
}
