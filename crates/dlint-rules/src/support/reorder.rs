//! Puts the install of a project's dependencies in front of the copy of its other files.

use dlint_diagnostics::Change;
use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin, ReadFrom, Shape};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;
use dlint_shell::Command;
use dlint_syntax::{Instruction, Keyword};
use dlint_text::Span;

use super::late_installs::LateInstall;
use super::manifests::Manifests;
use super::rows::{end_of, outermost, row};
use super::whole_lines::whole_lines;

/// More steps than this between the copy and the install are not looked through.
const MOST_STEPS: usize = 12;

/// What a fix puts where.
#[derive(Debug)]
pub(crate) struct Reordered {
    /// Each place with the text that takes its place.
    pub(crate) edits: Vec<(Span, String)>,
    /// What that changes.
    pub(crate) declares: Vec<Change>,
    /// Whether the step that installs does something else as well, and is torn in two.
    pub(crate) is_split: bool,
}

/// The edits that copy the manifests where all files are copied now, and all files behind the install. `None` where
/// something in between may need the files, or nobody knows.
pub(crate) fn copy_later(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> Option<Reordered> {
    let copy = install.copy.step;
    may_move(install, cx)?;
    let (end, is_split) = cut(install, cx)?;
    let moved = lines_of(copy.instruction, cx);
    let behind = match end {
        End::Step => {
            let lines = whole_lines(install.step.instruction, cx);
            let is_last = !cx.source.slice(lines).ends_with('\n');
            let text = if is_last { format!("\n{moved}") } else { format!("{moved}\n") };
            (Span::at(lines.end), text)
        }
        End::Between(span) => (span, format!("\n{moved}\nRUN ")),
    };
    let mut declares = moves_copy(copy);
    if is_split {
        declares.push(Change::Layers);
    }
    Some(Reordered { edits: vec![instead(install, manifests, cx)?, behind], declares, is_split })
}

/// The edits that put a step in front of the copy that fetches what the manifests name. `None` where it would run in
/// another folder, or in front of what it needs.
pub(crate) fn fetch_first(
    install: &LateInstall<'_>,
    manifests: &Manifests,
    fetch: &str,
    cx: &Cx<'_>,
) -> Option<Reordered> {
    let (copy, step) = (install.copy.step, install.step);
    if *step.state.workdir != install.action.folder || copy.state.user != step.state.user {
        return None;
    }
    let flags = step.instruction.flags.iter().map(|flag| format!("{} ", cx.source.slice(flag.span)));
    let run = format!("RUN {}{fetch}", flags.collect::<String>());
    if *copy.state.workdir == install.action.folder {
        let between = steps_between(install, cx)?;
        is_own(copy).then_some(())?;
        if between.iter().any(|step| may_bring_a_tool(step, &install.action.folder, cx)) {
            return None;
        }
        let first = cx.file.comments_before(copy.instruction).first();
        let start = whole_lines(copy.instruction, cx).start;
        let start = first.map_or(start, |comment| start.min(line_start(comment.span.start, cx)));
        let text = format!("{}\n{run}\n", copies(install, manifests, cx)?);
        let declares = vec![Change::Adds("COPY", String::new()), runs(fetch)];
        return Some(Reordered { edits: vec![(Span::at(start), text)], declares, is_split: false });
    }
    may_move(install, cx)?;
    let start = whole_lines(step.instruction, cx).start;
    let text = format!("{run}\n{}\n", lines_of(copy.instruction, cx));
    let mut declares = moves_copy(copy);
    declares.push(runs(fetch));
    let edits = vec![instead(install, manifests, cx)?, (Span::at(start), text)];
    Some(Reordered { edits, declares, is_split: false })
}

/// Whether a step may bring what the install runs: any command, and files that go beside the project.
fn may_bring_a_tool(step: &Step<'_>, project: &ImagePath, cx: &Cx<'_>) -> bool {
    let beside = |effect: &Effect| effect.action.stored().is_some_and(|path| !project.covers(path).is_yes());
    match step.instruction.keyword {
        Keyword::Run => true,
        Keyword::Copy | Keyword::Add => cx.build.effects(step).all.iter().any(beside),
        _ => false,
    }
}

/// That a command is run, whatever blanks are between its words.
fn runs(command: &str) -> Change {
    Change::Runs(command.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// That the copy stands below, and another one in its place.
fn moves_copy(copy: &Step<'_>) -> Vec<Change> {
    let keyword = copy.instruction.keyword.as_str();
    vec![Change::Moves(keyword.to_owned()), Change::Adds("COPY", String::new())]
}

/// The first byte of the line that a place is in.
fn line_start(at: u32, cx: &Cx<'_>) -> u32 {
    let lines = cx.source.lines();
    lines.line_span(lines.line(at)).start
}

/// The copy of the manifests in the place of the other one.
fn instead(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> Option<(Span, String)> {
    Some((text_of(install.copy.step.instruction, cx), copies(install, manifests, cx)?))
}

/// The instructions that copy the manifests, with what the other one says of owners and modes.
pub(crate) fn copies(install: &LateInstall<'_>, manifests: &Manifests, cx: &Cx<'_>) -> Option<String> {
    let instruction = install.copy.step.instruction;
    let transfer = instruction.as_transfer()?;
    let mut flags = String::new();
    for flag in &instruction.flags {
        match &*flag.name {
            "chown" | "chmod" | "link" => {
                flags.push_str(cx.source.slice(flag.span));
                flags.push(' ');
            }
            "exclude" => {}
            _ => return None,
        }
    }
    let to = transfer.destination.as_ref()?.as_str().trim_end_matches('/');
    let line = |(sources, below): &(Vec<String>, String)| {
        let folder = if below.is_empty() { format!("{to}/") } else { format!("{to}/{below}/") };
        format!("COPY {flags}{} {folder}", sources.join(" "))
    };
    let has_blank = manifests
        .sources()
        .any(|source| source.contains(|c: char| c.is_whitespace() || matches!(c, '[' | '$' | '"' | '\\')));
    (!has_blank).then(|| manifests.copies.iter().map(line).collect::<Vec<_>>().join("\n"))
}

/// The place of an instruction, without what stands in front of it on its line and without the line ending.
fn text_of(instruction: &Instruction, cx: &Cx<'_>) -> Span {
    let lines = whole_lines(instruction, cx);
    let text = cx.source.slice(lines);
    let indent = text.len() - text.trim_start().len();
    Span::new(lines.start + indent as u32, lines.start + text.trim_end().len() as u32)
}

fn lines_of(instruction: &Instruction, cx: &Cx<'_>) -> String {
    cx.source.slice(text_of(instruction, cx)).replace('\r', "")
}

const fn is_own(step: &Step<'_>) -> bool {
    step.onbuild.is_none() && step.inherited_from.is_none()
}

/// The steps between the copy and the install.
fn steps_between<'s>(install: &LateInstall<'s>, cx: &Cx<'s>) -> Option<&'s [Step<'s>]> {
    let (copy, step) = (install.copy.step, install.step);
    let between = cx.stages.get(copy.stage)?.steps.get(copy.index + 1..step.index)?;
    let is_alone = copy.instruction.as_transfer()?.sources.len() == 1 && !copy.instruction.is_json();
    (copy.stage == step.stage && is_own(step) && is_alone && between.len() <= MOST_STEPS).then_some(between)
}

/// Whether the copy may run behind the steps that follow it, up to the install.
fn may_move(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<()> {
    let (copy, to) = (install.copy.step, install.copy.to);
    let between = steps_between(install, cx)?;
    let transfer = copy.instruction.as_transfer()?;
    let is_absolute = transfer.destination.as_ref()?.starts_with('/');
    let has_variables = cx.source.slice(copy.instruction.span).contains('$');
    let first = cx.file.comments_before(copy.instruction).first();
    let start = first.map_or(copy.instruction.span.start, |comment| comment.span.start);
    // What lands at the root may belong to the system.
    if !is_own(copy)
        || to.as_str() == "/"
        || !is_absolute && copy.state.workdir != install.step.state.workdir
        || cx.has_ignoring_comment(Span::new(start, copy.instruction.span.start))
    {
        return None;
    }
    let needs = |step: &Step<'_>| match step.instruction.keyword {
        Keyword::Arg | Keyword::Env => has_variables,
        Keyword::Run | Keyword::Copy | Keyword::Add => {
            cx.build.effects(step).all.iter().any(|effect| touches(effect, to))
        }
        Keyword::Onbuild | Keyword::Shell => true,
        _ => false,
    };
    (!between.iter().any(needs)).then_some(())
}

/// Whether something has to do with the files in a folder, or may.
fn touches(effect: &Effect, folder: &ImagePath) -> bool {
    let meets = |path: &ImagePath| path.meets(folder).is_possible();
    match &effect.action {
        Action::Unknown { .. } | Action::Build { .. } => true,
        // A folder that is made is made anyway.
        Action::Write { path, shape: Shape::Folder, .. } => {
            folder.covers(path).is_possible() && path != folder
        }
        Action::Read { path, from } => *from == ReadFrom::Here && meets(path),
        Action::Move { from, to } => meets(from) || meets(to),
        Action::Extract { archive, into } => archive.as_ref().is_some_and(meets) || meets(into),
        Action::Packages(action) => action.operation == Operation::Other,
        // A cache in the project's own folder would be a strange place for one.
        Action::Write { origin: Origin::Cache(_), .. } | Action::Download { .. } | Action::AddUser { .. } => {
            false
        }
        action => action.stored().or(action.removed()).is_some_and(meets),
    }
}

/// Where the install ends.
enum End {
    /// With its step.
    Step,
    /// In front of what the step does besides; this is what stands between.
    Between(Span),
}

/// Where an install ends, and whether that tears its step in two.
fn cut(install: &LateInstall<'_>, cx: &Cx<'_>) -> Option<(End, bool)> {
    let (step, to) = (install.step, install.copy.to);
    if step.instruction.as_transfer().is_none() && cx.build.scripts(step).iter().any(|script| script.is_exec)
    {
        // One command, and no shell.
        let count: usize =
            cx.build.scripts(step).iter().map(|script| script.script.body().commands.len()).sum();
        return (count == 1).then_some((End::Step, false));
    }
    let commands = row(step, cx).ok()?;
    let own = outermost(step, Some(install.command), cx)?;
    let at = commands.iter().position(|command| command.span == own.span)?;
    let all = &cx.build.effects(step).all;
    let body = &cx.build.scripts(step).first()?.script.body().commands;
    let index = |command: &Command| body.iter().position(|other| other.span == command.span);
    let is_plain = |command: &&Command| {
        let (Some(first), Some(name)) = (index(command), command.base_name()) else { return false };
        let last = command.span.end;
        let of = all.iter().filter(|effect| {
            let id = effect.command.and_then(|id| body.get(id.command));
            id.is_some_and(|other| {
                other.span.start >= body.get(first).map_or(0, |own| own.span.start) && other.span.end <= last
            })
        });
        let cleans = |effect: &&Effect| matches!(&effect.action, Action::Packages(action) if action.operation == Operation::Clean);
        if of.clone().any(|effect| cleans(&effect)) {
            return true;
        }
        let mut of = of.peekable();
        matches!(name, "cd" | "echo" | "set" | "export")
            || of.peek().is_some() && !of.any(|effect| touches(effect, to))
    };
    if !commands.get(..at)?.iter().all(is_plain) {
        return None;
    }
    let behind = commands.get(at + 1..)?;
    let kept = behind.iter().take_while(|command| is_plain(command)).count();
    let Some(next) = behind.get(kept) else { return Some((End::Step, false)) };
    // What the shell is told before would be lost.
    let mut before = commands.get(..=at + kept)?.iter();
    let tells = before.any(|command| matches!(command.base_name(), None | Some("cd" | "set" | "export")));
    if tells || !step.instruction.flags.is_empty() {
        return None;
    }
    let last = commands.get(at + kept)?;
    Some((End::Between(Span::new(end_of(last), next.span.start)), true))
}
