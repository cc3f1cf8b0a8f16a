//! Rewrites that mount a secret where it is used, instead of handing it over for good.

use dlint_linter::{Cx, Step};
use dlint_model::effects::Action;
use dlint_model::path::ImagePath;
use dlint_model::{Base, Step as ModelStep};
use dlint_syntax::Keyword;
use dlint_text::Span;

use super::rows::{cut_span, outermost, row};
use super::whole_lines::whole_lines;

/// In a longer file, nobody looks for the one step that uses a variable.
const MOST_STEPS: usize = crate::support::limits::STEPS_OF_A_STAGE;

/// What makes a secret mount of an `ARG`.
#[derive(Debug)]
pub(crate) struct Mounted {
    /// The lines of the `ARG`, which go.
    pub(crate) arg: Span,
    /// Where the mount goes.
    pub(crate) at: u32,
    /// The mount.
    pub(crate) flag: String,
}

/// The edits that turn an `ARG` without a default into a mount of the one `RUN` that uses it; `None` where more than
/// one instruction uses it, or nobody can tell.
pub(crate) fn mount_for_arg(step: &Step<'_>, name: &str, cx: &Cx<'_>) -> Option<Mounted> {
    let model = step.model.filter(|_| step.onbuild.is_none() && cx.file.instructions.len() <= MOST_STEPS)?;
    let definitions = step.as_definitions()?;
    let [definition] = definitions else { return None };
    let is_plain = name.bytes().all(|byte| byte == b'_' || byte.is_ascii_alphanumeric());
    let is_global = || {
        cx.file
            .preamble()
            .iter()
            .any(|other| other.as_definitions().is_some_and(|all| all.iter().any(|one| &*one.name == name)))
    };
    if definition.value.is_some() || !is_plain || model.state.is_windows() || is_global() {
        return None;
    }
    let stage = cx.stages.get(model.stage)?;
    // A stage that is built from this one has the variable, too.
    let has_children = cx.stages.iter().any(|other| other.base == Base::Stage(stage.index));
    let behind: Vec<&ModelStep<'_>> = stage.steps.iter().filter(|other| other.index > model.index).collect();
    let users: Vec<&&ModelStep<'_>> = behind.iter().filter(|other| mentions(other, name)).collect();
    let runs = || behind.iter().filter(|other| other.instruction.keyword == Keyword::Run);
    let user = match users.as_slice() {
        [user] => **user,
        // A program that reads it from its environment is not seen to use it; where only one runs, it is that one.
        [] if runs().count() == 1 => runs().copied().next()?,
        _ => return None,
    };
    if has_children || user.instruction.keyword != Keyword::Run || user.onbuild.is_some() {
        return None;
    }
    let id = name.to_ascii_lowercase();
    let flag = format!(" --mount=type=secret,id={id},env={name}");
    Some(Mounted {
        arg: whole_lines(step.instruction, cx),
        at: user.instruction.keyword_text.span().end,
        flag,
    })
}

/// What makes a secret mount of a `COPY`.
#[derive(Debug)]
pub(crate) struct MountedFile {
    /// The lines of the `COPY`, which go.
    pub(crate) copy: Span,
    /// Where the mount goes.
    pub(crate) at: u32,
    /// The mount.
    pub(crate) flag: String,
    /// The command that deletes the file, which a mount does not let it.
    pub(crate) deletion: Span,
}

/// The edits that turn a `COPY` of one file into a mount of the next `RUN`, which uses the file and deletes it; `None`
/// where something else may use it.
pub(crate) fn mount_for_copy(
    copy: &ModelStep<'_>,
    target: &ImagePath,
    id: &str,
    cx: &Cx<'_>,
) -> Option<MountedFile> {
    let instruction = copy.instruction;
    let transfer = instruction.as_transfer()?;
    let is_plain = transfer.sources.len() == 1
        && instruction.flags.is_empty()
        && target.is_exact()
        && copy.onbuild.is_none()
        && copy.state.user.is_root()
        && instruction.keyword == Keyword::Copy;
    let says_nothing_else = |path: &str| {
        path.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'.' | b'_' | b'-'))
    };
    if !is_plain || !says_nothing_else(target.as_str()) || !says_nothing_else(id) {
        return None;
    }
    let mut behind = cx.stages.get(copy.stage)?.steps.iter().filter(|step| step.index > copy.index);
    let run = behind
        .find(|step| !matches!(step.instruction.keyword, Keyword::Arg | Keyword::Env | Keyword::Label))?;
    if run.instruction.keyword != Keyword::Run || run.onbuild.is_some() || !run.state.user.is_root() {
        return None;
    }
    let commands = row(run, cx).ok()?;
    if cx.build.effects(run).all.iter().any(|effect| is_in_the_way(&effect.action, target)) {
        return None;
    }
    let mut deletions = cx.build.effects(run).all.iter().filter(
        |effect| matches!(&effect.action, Action::Delete { path, .. } if path.covers(target).is_yes()),
    );
    let own = outermost(run, deletions.next()?.command, cx)?;
    let operands = own.arguments().iter().filter(|word| !word.text.starts_with('-')).count();
    let at = commands.iter().position(|command| command.span == own.span)?;
    if operands != 1
        || own.base_name() != Some("rm")
        || deletions.next().is_some()
        || !own.redirections.is_empty()
    {
        return None;
    }
    Some(MountedFile {
        copy: whole_lines(instruction, cx),
        at: run.instruction.keyword_text.span().end,
        flag: format!(" --mount=type=secret,id={id},target={target}"),
        deletion: cut_span(&commands, at)?,
    })
}

/// Whether a step does to a file what it cannot do to a mounted one: it is read-only, and who deletes the folder around
/// it deletes what else came there.
pub(crate) fn is_in_the_way(action: &Action, target: &ImagePath) -> bool {
    let covered = |path: &ImagePath| target.covers(path);
    match action {
        Action::Mode { path, recursive: true, .. } | Action::Owner { path, recursive: true, .. } => {
            path.covers(target).is_possible()
        }
        Action::Mode { path, .. } | Action::Owner { path, .. } => covered(path).is_possible(),
        Action::Write { path, .. } => covered(path).is_yes(),
        Action::Move { from, to } => from.covers(target).is_possible() || covered(to).is_yes(),
        Action::Delete { path, .. } => path != target && path.covers(target).is_possible(),
        _ => false,
    }
}

/// Whether an instruction, or a heredoc of it, has this name in it.
pub(crate) fn mentions(step: &ModelStep<'_>, name: &str) -> bool {
    let has =
        |text: &str| text.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).any(|word| word == name);
    has(&step.instruction.text) || step.heredocs().iter().any(|heredoc| has(&heredoc.body))
}
