//! `DK8005` duplicate-copy. Spec: rules/DK8005-duplicate-copy.md

use dlint_diagnostics::{Category, Change, FixKind, NoFix, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule};
use dlint_model::effects::{Action, Effect, Origin, ReadFrom};
use dlint_model::path::ImagePath;
use dlint_model::{Stage, Step};
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::torn::is_torn_step;
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK8005", "duplicate-copy", Check::Stage(check))
    .category(Category::Style)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many copies back one is compared.
const MOST_COPIES: usize = 20;

/// How many steps may lie between two copies.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// A copy: what each of its sources reads and writes.
#[derive(Debug)]
struct Copied<'s> {
    step: &'s Step<'s>,
    /// The flags that change what is copied, sorted.
    flags: Vec<String>,
    files: Vec<File<'s>>,
}

/// One source of a copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct File<'s> {
    from: &'s ReadFrom,
    source: &'s ImagePath,
    target: &'s ImagePath,
}

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(stage) = cx.stages.get(stage.index) else { return };
    let mut copies: Vec<Copied<'_>> = Vec::new();
    for step in stage.own_steps().filter(|step| !step.state.is_windows()) {
        let Some(later) = copied(step, cx) else { continue };
        let near = copies.iter().rev().take(MOST_COPIES);
        let found = near.filter(|earlier| earlier.flags == later.flags).find_map(|earlier| {
            let between = stage.steps.get(earlier.step.index + 1..step.index)?;
            (between.len() <= MOST_STEPS).then(|| twice(earlier, &later, between, cx))?
        });
        if let Some(found) = found {
            report(&found, cx, out);
        }
        copies.push(later);
    }
}

/// What a step copies, where all of it is known to be a plain copy.
fn copied<'s>(step: &'s Step<'s>, cx: &Cx<'s>) -> Option<Copied<'s>> {
    let transfer = step.instruction.as_transfer().filter(|_| !is_torn_step(step, cx))?;
    let all = &cx.build.effects(step).all;
    let file = |source: &'s dlint_syntax::Source| {
        let own = |effect: &&Effect| effect.span == source.word.span;
        let (from, path) = all.iter().filter(own).find_map(|effect| match &effect.action {
            Action::Read { path, from } if !path.is_open() => Some((from, path)),
            _ => None,
        })?;
        let target = all.iter().filter(own).find_map(|effect| match &effect.action {
            Action::Write { path, origin: Origin::Context | Origin::Copy, .. } if !path.is_open() => {
                Some(path)
            }
            _ => None,
        })?;
        Some(File { from, source: path, target })
    };
    let files: Option<Vec<File<'_>>> = transfer.sources.iter().map(file).collect();
    Some(Copied { step, flags: flags(step), files: files.filter(|files| !files.is_empty())? })
}

/// The flags that change what is copied, sorted.
fn flags(step: &Step<'_>) -> Vec<String> {
    let flags = step.instruction.flags.iter().filter(|flag| &*flag.name != "link");
    let mut texts: Vec<String> = flags
        .map(|flag| format!("{}={}", &*flag.name, flag.value.as_ref().map_or("", |value| value.as_str())))
        .collect();
    texts.sort();
    texts
}

/// Two copies of the same files to the same place.
struct Twice<'s> {
    /// The one that could go.
    needless: &'s Step<'s>,
    /// The one that stays.
    other: &'s Step<'s>,
    /// Whether nothing but settings and other copies lie between.
    is_plain: bool,
}

fn twice<'s>(
    earlier: &Copied<'s>,
    later: &Copied<'s>,
    between: &[Step<'_>],
    cx: &Cx<'_>,
) -> Option<Twice<'s>> {
    let (first, second) = (earlier.step, later.step);
    let brings = |copy: &Copied<'_>, file: &File<'_>| {
        copy.files.iter().any(|other| other == file || holds(other, file))
    };
    let is_again = later.files.iter().all(|file| brings(earlier, file));
    // What is copied again with everything else is of use only to what runs in between.
    let is_part = |file: &File<'_>| later.files.iter().any(|other| holds(other, file));
    let is_before = earlier.files.iter().all(is_part);
    let has_parts =
        first.instruction.flag("exclude").is_some() || first.instruction.flag("parents").is_some();
    if !is_again && !is_before
        || has_parts
        || names_changed_variable(first, between, cx)
        || names_changed_variable(second, between, cx)
    {
        return None;
    }
    let is_plain = !between.iter().any(|step| step.instruction.keyword == Keyword::Run);
    let touched = |file: &File<'_>| {
        between
            .iter()
            .any(|step| cx.build.effects(step).all.iter().any(|effect| touches(effect, file.target)))
    };
    if is_again && !later.files.iter().any(touched) {
        return Some(Twice { needless: second, other: first, is_plain });
    }
    (is_plain && is_before).then_some(Twice { needless: first, other: second, is_plain })
}

/// Whether a copied folder brings a file to the place that another copy brings it to.
fn holds(folder: &File<'_>, file: &File<'_>) -> bool {
    let is_all = matches!(folder.source.as_str(), "/" | "/*");
    if *folder.from != ReadFrom::Context || *file.from != ReadFrom::Context || file.source == folder.source {
        return false;
    }
    // A folder is copied as what is in it; whether a plain name is one, nobody knows.
    if !is_all || folder.target.has_holes() && folder.target != file.target {
        return false;
    }
    let rest = file.source.as_str().trim_start_matches('/');
    let expected =
        if file.source.is_pattern() { folder.target.join_pattern(rest) } else { folder.target.join(rest) };
    expected == *file.target
}

/// Whether something changes, deletes or may change a path.
fn touches(effect: &Effect, path: &ImagePath) -> bool {
    match &effect.action {
        Action::Unknown { .. } | Action::Build { .. } => true,
        Action::Read { .. } | Action::Download { .. } | Action::AddUser { .. } => false,
        Action::Move { from, to } => from.meets(path).is_possible() || to.meets(path).is_possible(),
        Action::Extract { into, .. } => into.meets(path).is_possible(),
        action => action.stored().or(action.removed()).is_some_and(|other| other.meets(path).is_possible()),
    }
}

/// Whether a variable that an instruction names is set again in between.
fn names_changed_variable(step: &Step<'_>, between: &[Step<'_>], cx: &Cx<'_>) -> bool {
    let is_setting =
        |step: &Step<'_>| matches!(step.instruction.keyword, Keyword::Arg | Keyword::Env | Keyword::Workdir);
    let text = cx.source.slice(step.instruction.span);
    text.contains('$') && between.iter().any(is_setting)
}

fn report(found: &Twice<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let is_later = found.needless.index > found.other.index;
    let span = found.needless.instruction.keyword_text.span();
    let message = if is_later { "this is copied a second time" } else { "this is copied again further down" };
    let label = if is_later {
        "the same files are copied to the same place here"
    } else {
        "this copies it again, with other files"
    };
    let reporter = out
        .report(&RULE, span, message)
        .why("the image stores the files twice, and whoever changes one of the two copies has to know of the other")
        .help("take one of the two out")
        .secondary(found.other.instruction.keyword_text.span(), label);
    let lines = whole_lines(found.needless.instruction, cx);
    let first = cx.file.comments_before(found.needless.instruction).first();
    let start = first.map_or(lines.start, |comment| comment.span.start);
    if found.needless.onbuild.is_none() && !cx.has_ignoring_comment(Span::new(start, lines.end)) {
        let safety = if found.is_plain { Safety::Safe } else { Safety::Unsafe };
        reporter
            .fix("take it out", safety, |edits| edits.delete(lines))
            .declares([Change::Removes(found.needless.instruction.keyword.as_str(), String::new())]);
    } else {
        reporter.no_fix(NoFix::new("a comment above would speak of the next instruction"));
    }
}
