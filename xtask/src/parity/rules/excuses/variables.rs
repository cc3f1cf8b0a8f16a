//! Variables that `BuildKit` does not see, as it has no base image, and those that are not set for a reason.

use dlint_model::Base;
use dlint_model::variables::Lookup;

use super::{Excuse, Site, theirs};

const CODES: &[&str] = &["UndefinedVar"];

pub(super) const BUILDKIT: &[Excuse] = &[
    theirs("the base image sets it", CODES, |site| has(site, Why::Image)),
    theirs("the value adds to what the base image may have", CODES, |site| has(site, Why::Adds)),
    theirs("a default says what is meant", CODES, |site| has(site, Why::Default)),
    theirs("the same instruction sets it, which is DL3044", CODES, |site| has(site, Why::SameInstruction)),
    theirs("an empty entry is meant in this list", CODES, |site| has(site, Why::EmptyEntry)),
    theirs("one of the stages that may be meant sets it", CODES, |site| has(site, Why::SomeStage)),
];

/// Why a variable that no instruction above sets is no mistake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Why {
    /// The base image is known, and has it.
    Image,
    /// The base image is not known, and the value of the same variable takes up what it has.
    Adds,
    /// `${X:-…}` and `${X:+…}`.
    Default,
    /// `ENV A=1 B=$A`.
    SameInstruction,
    /// `MANPATH` and `INFOPATH`: an empty entry stands for the system's own folders.
    EmptyEntry,
    /// `FROM base-$TARGETARCH`: one of several stages.
    SomeStage,
}

/// A variable in a text.
#[derive(Debug, PartialEq, Eq)]
struct Used<'a> {
    name: &'a str,
    /// Whether the text says what to do where it is not set.
    has_default: bool,
}

/// Whether each variable of the instruction is set above or has a reason, and one of them this one.
fn has(site: &Site<'_>, why: Why) -> bool {
    let Some(step) = site.step else { return false };
    let variables = site.build.variables(step);
    let pairs = step.instruction.as_pairs().unwrap_or_default().iter();
    let pairs = pairs.map(|pair| (pair.key.as_str(), Some(pair.value.as_str())));
    let definitions = step.instruction.as_definitions().unwrap_or_default().iter();
    let definitions = definitions.map(|one| (one.name.as_str(), one.value.as_deref()));
    let values: Vec<(&str, Option<&str>)> = pairs.chain(definitions).collect();
    let keys: Vec<&str> = values.iter().map(|(key, _)| *key).collect();
    // Of an instruction without names and values, all of the text counts.
    let texts: Vec<(&str, &str)> = if keys.is_empty() {
        vec![("", step.instruction.text.as_str())]
    } else {
        values.iter().filter_map(|(key, value)| Some((*key, (*value)?))).collect()
    };
    let mut found = false;
    for (key, text) in texts {
        for used in used(text, site.build.file().escape) {
            if matches!(variables.get(used.name), Lookup::Set(_)) {
                continue;
            }
            let Some(reason) = reason(site, key, &keys, &used) else { return false };
            found |= reason == why;
        }
    }
    found
}

fn reason(site: &Site<'_>, key: &str, keys: &[&str], used: &Used<'_>) -> Option<Why> {
    let stage = site.stage()?;
    let lookup = site.build.variables(site.step?).get(used.name);
    let base_is_known = stage.root == Base::Scratch || stage.facts().is_some();
    let sets = |stage| {
        let at_end = site.build.variables_at_end(stage);
        at_end.of_this_stage().any(|variable| variable.name == used.name)
    };
    if matches!(lookup, Lookup::Image(_)) || lookup == Lookup::Perhaps && base_is_known {
        Some(Why::Image)
    } else if used.has_default {
        Some(Why::Default)
    } else if key == used.name && matches!(key, "INFOPATH" | "MANPATH") {
        Some(Why::EmptyEntry)
    } else if key == used.name && lookup == Lookup::Perhaps {
        Some(Why::Adds)
    } else if key != used.name && keys.contains(&used.name) {
        Some(Why::SameInstruction)
    } else {
        let may_be_stage = stage.root == Base::Unknown && site.build.stages().iter().any(sets);
        may_be_stage.then_some(Why::SomeStage)
    }
}

/// The variables of a text, without those behind the escape character. What stands in `${X:+…}` is used only where `X` is
/// set, so `X` itself has its default there, too.
fn used(text: &str, escape: char) -> Vec<Used<'_>> {
    let mut all = Vec::new();
    let mut alternatives: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    while let Some(found) = text.get(at..).and_then(|rest| rest.find('$')) {
        let dollar = at + found;
        let is_escaped = text.get(..dollar).is_some_and(|before| before.ends_with(escape));
        let rest = text.get(dollar + 1..).unwrap_or_default();
        let inner = rest.strip_prefix('{');
        let begins = inner.unwrap_or(rest);
        let end = begins.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(begins.len());
        let (name, behind) = begins.split_at(end);
        let starts = |signs: [&str; 2]| inner.is_some() && signs.iter().any(|sign| behind.starts_with(sign));
        at = text.len() - behind.len();
        if is_escaped || name.is_empty() {
            continue;
        }
        let in_own_alternative = alternatives.iter().any(|(outer, end)| *outer == name && dollar < *end);
        all.push(Used {
            name,
            has_default: in_own_alternative || starts([":-", "-"]) || starts([":+", "+"]),
        });
        if starts([":+", "+"]) {
            alternatives.push((name, at + closing_brace(behind)));
        }
    }
    all
}

/// The place of the brace that closes a `${` that was opened in front of a text; its end, where there is none.
fn closing_brace(text: &str) -> usize {
    let mut open = 1;
    for (at, c) in text.char_indices() {
        match c {
            '{' => open += 1,
            '}' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at;
        }
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn variables_are_found_with_their_defaults() {
        let found = used(r"/a:${B:+:$C}$D\$E ${F-x}${G%x}", '\\');
        let names: Vec<(&str, bool)> = found.iter().map(|one| (one.name, one.has_default)).collect();
        assert_eq!(names, [("B", true), ("C", false), ("D", false), ("F", true), ("G", false)]);
        let names = |text| used(text, '\\').iter().map(|one| one.has_default).collect::<Vec<_>>();
        assert_eq!(names("${A:+$A:}$B"), [true, true, false]);
        assert_eq!(names("${A:+:${A}}$A"), [true, true, false]);
    }
}
