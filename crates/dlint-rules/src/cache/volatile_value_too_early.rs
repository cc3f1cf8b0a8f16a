//! `DK2003` volatile-value-too-early. Spec: rules/DK2003-volatile-value-too-early.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Edits, Findings, Rule};
use dlint_model::effects::{Action, Effect, Origin};
use dlint_model::packages::Operation;
use dlint_model::{Stage, Step};
use dlint_shell::Command;
use dlint_syntax::Keyword;
use dlint_text::Span;

use crate::support::broad_copies::is_whole_context;
use crate::support::copied_folders::{Copied, copied};
use crate::support::programs::runs_scripts;
use crate::support::volatile_names::{is_placeholder, is_volatile};
use crate::support::whole_lines::whole_lines;

pub(crate) static RULE: Rule = Rule::new("DK2003", "volatile-value-too-early", Check::Stage(check))
    .category(Category::Cache)
    .severity(Severity::Warning)
    .fix(FixKind::Sometimes(Safety::Safe));

/// How many steps behind a variable are looked at.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// So many folders are the sources of the project, though they are not all of it.
const ENOUGH_FOLDERS: usize = 2;

/// Files without an ending that are no folders. Sorted.
const FILES: &[&str] =
    &["Brewfile", "Gemfile", "Makefile", "Pipfile", "Procfile", "Rakefile", "gradlew", "mvnw"];

/// How many steps a finding names.
const MOST_LABELS: usize = 3;

/// Variables that are set next to each other, and what runs again because of them.
#[derive(Debug, Default)]
struct Group<'s> {
    /// The steps that set them.
    set: Vec<&'s Step<'s>>,
    /// Their names, and those of variables made from them.
    names: Vec<String>,
    /// The labels and variables that are made from them.
    made: Vec<&'s Step<'s>>,
    /// The steps that do not use them and run again all the same.
    wasted: Vec<&'s Step<'s>>,
    /// The first step that uses them, or may.
    user: Option<&'s Step<'s>>,
    /// Whether one of the wasted steps runs what nobody knows, and is taken for one that does not ask for them.
    is_guess: bool,
}

fn check(stage: &Stage<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some(stage) = cx.stages.get(stage.index) else { return };
    let mut group = Group::default();
    let mut folders = 0;
    for step in stage.own_steps() {
        // A new commit has changed some file of the project, and all that is below runs anew for that.
        if group.set.is_empty() && is_whole_context(step, cx).is_some() {
            return;
        }
        // So has it where the folders of the sources are copied one by one.
        if group.set.is_empty() {
            folders += folders_of_sources(step, cx);
            if folders >= ENOUGH_FOLDERS {
                return;
            }
        }
        if group.wasted.is_empty()
            && let Some((_, name)) = volatile(step)
            && !names_files(&name, stage, cx)
        {
            group.set.push(step);
            group.names.push(name);
            continue;
        }
        let first = group.set.first().map_or(usize::MAX, |first| first.index);
        if group.set.is_empty() || group.user.is_some() || step.index > first.saturating_add(MOST_STEPS) {
            continue;
        }
        group.meet(step, cx);
    }
    if !group.wasted.is_empty() {
        report(&group, cx, out);
    }
}

/// How many folders a step copies from the build context that are likely to be those of the sources.
fn folders_of_sources(step: &Step<'_>, cx: &Cx<'_>) -> usize {
    if step.instruction.flag("from").is_some() {
        return 0;
    }
    let names = copied(step, cx);
    let is_folder = |one: &Copied<'_>| {
        one.is_folder()
            && one.from.file_name().is_some_and(|name| !name.contains('.') && !FILES.contains(&name))
    };
    names.iter().filter(|one| is_folder(one)).count()
}

/// The variable that a step asks the build for, if it is new in each.
fn volatile(step: &Step<'_>) -> Option<(Span, String)> {
    let [definition] = step.instruction.as_definitions()? else { return None };
    let is_given = definition.value.as_ref().is_none_or(|value| is_placeholder(value));
    (is_given && is_volatile(&definition.name)).then(|| (definition.name.span(), definition.name.to_string()))
}

/// Whether a variable is a part of files' names: then it is a version, and seldom a new one. `app-$REVISION.jar`
fn names_files(name: &str, stage: &Stage<'_>, cx: &Cx<'_>) -> bool {
    let mut steps = stage.own_steps().filter(|step| {
        matches!(step.instruction.keyword, Keyword::Add | Keyword::Copy | Keyword::Entrypoint | Keyword::Cmd)
    });
    steps.any(|step| {
        let text = cx.source.slice(whole_lines(step.instruction, cx));
        let forms = [format!("${{{name}}}"), format!("${name}")];
        forms
            .iter()
            .flat_map(|form| text.match_indices(form.as_str()))
            .any(|(at, _)| text.get(..at).is_some_and(|before| before.ends_with(['-', '_'])))
    })
}

impl<'s> Group<'s> {
    fn meet(&mut self, step: &'s Step<'s>, cx: &Cx<'_>) {
        let text = cx.source.slice(whole_lines(step.instruction, cx));
        let uses = self.names.iter().any(|name| mentions(text, name));
        match step.instruction.keyword {
            Keyword::Label | Keyword::Env | Keyword::Arg if uses => {
                self.made.push(step);
                let pairs = step.instruction.as_pairs().unwrap_or_default();
                if step.instruction.keyword == Keyword::Env {
                    self.names.extend(pairs.iter().map(|pair| pair.key.to_string()));
                }
                if let Some(definitions) = step.instruction.as_definitions() {
                    self.names.extend(definitions.iter().map(|definition| definition.name.to_string()));
                }
            }
            _ if uses => self.user = Some(step),
            Keyword::Run if step.state.is_windows() => self.user = Some(step),
            Keyword::Run if may_use(step, cx) => {
                if self.are_for_labels(cx) && !runs_own_program(step, cx) {
                    self.is_guess = true;
                    self.wasted.push(step);
                } else {
                    self.user = Some(step);
                }
            }
            Keyword::Run if takes_long(step, cx) => self.wasted.push(step),
            _ => {}
        }
    }

    /// Whether each of them is named by a label, which is what it is there for.
    fn are_for_labels(&self, cx: &Cx<'_>) -> bool {
        let is_label = |step: &&&Step<'_>| step.instruction.keyword == Keyword::Label;
        let labels = || self.made.iter().filter(is_label);
        self.names.iter().all(|name| {
            labels().any(|label| mentions(cx.source.slice(whole_lines(label.instruction, cx)), name))
        })
    }
}

/// Whether a step builds, or runs a script or a program of the project: `./build`, `make`, `python setup.py`.
fn runs_own_program(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let builds = |effect: &Effect| match &effect.action {
        Action::Build { .. } => true,
        Action::Packages(action) => matches!(action.operation, Operation::Build | Operation::Other),
        _ => false,
    };
    let is_own = |command: &Command| {
        let is_path = command.name().is_none_or(|name| name.contains(['/', '.']));
        let runs_file = command.base_name().is_some_and(runs_scripts);
        is_path || runs_file && command.arguments().iter().any(|word| !word.beginning.starts_with('-'))
    };
    let mut commands = cx.build.scripts(step).iter().flat_map(|script| &script.script.body().commands);
    cx.build.effects(step).all.iter().any(builds) || commands.any(is_own)
}

/// Whether a text names a variable.
fn mentions(text: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_ascii_alphanumeric() || c == '_';
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|text| text.chars().next_back());
        let behind = text.get(at + name.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(is_part) && !behind.is_some_and(is_part)
    })
}

/// Whether a step runs what nobody knows, which may well ask for the variable.
fn may_use(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    cx.build.effects(step).all.iter().any(|effect| match &effect.action {
        Action::Unknown { .. } | Action::Build { .. } => true,
        Action::Packages(action) => matches!(action.operation, Operation::Build | Operation::Other),
        _ => false,
    })
}

/// Whether a step fetches or installs something.
fn takes_long(step: &Step<'_>, cx: &Cx<'_>) -> bool {
    cx.build.effects(step).all.iter().any(|effect| match &effect.action {
        Action::Packages(action) => {
            matches!(
                action.operation,
                Operation::Install | Operation::Upgrade | Operation::Download | Operation::Update
            )
        }
        Action::Download { .. } => true,
        Action::Write { origin, .. } => matches!(origin, Origin::Clone | Origin::Download),
        _ => false,
    })
}

fn report(group: &Group<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let Some((span, name)) = group.set.first().and_then(|step| volatile(step)) else { return };
    let place = if group.wasted.len() == 1 { "the `RUN`" } else { "the last `RUN`" };
    let where_to = match (group.user, group.made.as_slice()) {
        (Some(_), _) => "move it down to the first step that uses it".to_owned(),
        (None, []) => format!("no step uses it: move it below {place}"),
        (None, made) => {
            let keyword = |step: &&Step<'_>| step.instruction.keyword;
            let is_label = made.iter().all(|step| keyword(step) == Keyword::Label);
            let what = if is_label { "`LABEL`" } else { "what is made from it" };
            format!("no `RUN` uses it: move it and {what} below {place}")
        }
    };
    let mut reporter = out
        .report(
            &RULE,
            span,
            format!("`{name}` is new in each build, and stands before steps that do not use it"),
        )
        .why("each `RUN` below depends on its value, used or not, so no build finds them in the cache")
        .help(where_to);
    for step in group.wasted.iter().take(MOST_LABELS) {
        reporter = reporter.secondary(step.instruction.keyword_text.span(), "this runs again in each build");
    }
    if let Some((safety, edits)) = moved(group, cx) {
        let title =
            if group.made.is_empty() { "move it down" } else { "move it and what is made from it down" };
        reporter.fix(title, safety, |out: &mut Edits| {
            out.replace_all(edits);
            out.declare_all(["ARG", "ENV", "LABEL"].map(|keyword| Change::Moves(keyword.to_owned())));
            out.declare_all(group.names.iter().cloned().map(Change::Variable));
        });
    }
}

/// The edits that move the variables, and what is made from them, behind the last step that does not use them.
fn moved(group: &Group<'_>, cx: &Cx<'_>) -> Option<(Safety, Vec<(Span, String)>)> {
    let last = group.wasted.last()?;
    let mut steps: Vec<&Step<'_>> = group.set.iter().chain(&group.made).copied().collect();
    steps.retain(|step| step.index < last.index);
    steps.sort_by_key(|step| step.index);
    let mut edits = Vec::new();
    let mut text = String::new();
    for step in steps {
        let lines = whole_lines(step.instruction, cx);
        // What is only asked of this one instruction has to stay with it.
        let first = cx.file.comments_before(step.instruction).first();
        let start = first.map_or(lines.start, |comment| comment.span.start);
        if step.onbuild.is_some() || cx.has_ignoring_comment(Span::new(start, lines.end)) {
            return None;
        }
        text.push_str(cx.source.slice(lines).trim_end());
        text.push('\n');
        edits.push((lines, String::new()));
    }
    let stage = cx.stages.get(last.stage)?;
    let made = group.made.iter().map(|step| step.index).min();
    let first = made.unwrap_or(last.index).min(last.index);
    let mut crossed = stage.steps.get(first..last.index)?.iter();
    // What is set in between may have another value further down.
    let sets = |step: &Step<'_>| {
        let pairs = step.instruction.as_pairs().unwrap_or_default().iter().map(|pair| &pair.key);
        let definitions = step.instruction.as_definitions().unwrap_or_default().iter().map(|one| &one.name);
        let is_moved = group.set.iter().chain(&group.made).any(|moved| moved.index == step.index);
        let is_setting = matches!(step.instruction.keyword, Keyword::Arg | Keyword::Env);
        is_setting && !is_moved && pairs.chain(definitions).any(|name| mentions(&text, name))
    };
    if crossed.any(sets) {
        return None;
    }
    let lines = whole_lines(last.instruction, cx);
    let text = text.replace('\r', "");
    let is_last = !cx.source.slice(lines).ends_with('\n');
    let text = if is_last { format!("\n{}", text.trim_end()) } else { text };
    edits.push((Span::at(lines.end), text));
    // Scripts that run with the install of a project may read it.
    let runs_scripts =
        |step: &&Step<'_>| cx.build.effects(step).packages().any(|(_, action)| action.is_project);
    let safety =
        if group.is_guess || group.wasted.iter().any(runs_scripts) { Safety::Unsafe } else { Safety::Safe };
    Some((safety, edits))
}
