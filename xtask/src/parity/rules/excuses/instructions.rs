//! The differences that are meant in rules about instructions, stages and variables.
//!
//! `docs/differences.md` says why; the predicates say where.

use dlint_model::base_image::Setting;
use dlint_model::{Base, Stage, Step};
use dlint_syntax::{Arguments, Instruction, Keyword};

use super::{Excuse, Question};

/// Those for hadolint.
pub(super) const HADOLINT: &[Excuse] = &[
    theirs("only the first WORKDIR matters", &["DL3000"], has_workdir),
    theirs("not the last USER of the image", &["DL3002", "DL3066"], is_not_last_user),
    theirs("a variable stands for its value", &["DL3066"], has_variable),
    theirs("root is another rule's", &["DL3066"], is_root),
    theirs("the name depends on a variable, or is none", &["DL3006"], is_no_known_image),
    theirs("what a variable holds may need ADD", &["DL3020"], has_variable),
    theirs("a folder, or a variable", &["DL3021"], ends_in_folder),
    theirs("an image by its look, or a variable", &["DL3022"], copies_from_image),
    theirs("a shell is wanted, or of no harm", &["DL3025"], wants_shell),
    theirs("a variable, or a stage named after it", &["DL3029"], is_one_of_several),
    theirs("the base image sets the folder", &["DL3045"], base_has_workdir),
    theirs("onto nothing", &["DL3067"], is_on_scratch),
    ours("variables stand for their values", &["DL3002", "DL3006", "DL3066"], has_variable),
    ours("ADD goes to folders, too", &["DL3045"], |_, instruction| instruction.keyword == Keyword::Add),
];

/// Those for `BuildKit`.
pub(super) const BUILDKIT: &[Excuse] = &[
    theirs("a shell is wanted, or of no harm", &["JSONArgsRecommended"], wants_shell),
    theirs("the path may be absolute", &["WorkdirRelativePath"], may_be_absolute),
    theirs("a default says what is meant", &["UndefinedArgInFrom"], has_variable),
];

const fn theirs(
    name: &'static str,
    codes: &'static [&'static str],
    holds: fn(&Question<'_>, &Instruction) -> bool,
) -> Excuse {
    Excuse { name, codes, ours: false, holds }
}

const fn ours(
    name: &'static str,
    codes: &'static [&'static str],
    holds: fn(&Question<'_>, &Instruction) -> bool,
) -> Excuse {
    Excuse { name, codes, ours: true, holds }
}

/// The step that an instruction is.
fn step<'q>(question: &'q Question<'_>, instruction: &Instruction) -> Option<&'q Step<'q>> {
    let steps = question.build.stages().iter().flat_map(Stage::own_steps);
    steps.into_iter().find(|step| step.instruction.first_line == instruction.first_line)
}

fn has_workdir(question: &Question<'_>, instruction: &Instruction) -> bool {
    step(question, instruction).is_some_and(|step| step.state.workdir_is_set)
}

fn is_not_last_user(question: &Question<'_>, instruction: &Instruction) -> bool {
    let Some(last) = question.build.stages().len().checked_sub(1) else { return false };
    let steps = question.build.chain(last).map(|stage| stage.own_steps().collect::<Vec<_>>());
    let mut users = steps
        .flat_map(|steps| steps.into_iter().rev())
        .filter(|step| step.instruction.keyword == Keyword::User);
    users.next().is_none_or(|step| step.instruction.first_line != instruction.first_line)
}

fn is_root(question: &Question<'_>, _instruction: &Instruction) -> bool {
    let last = question.build.stages().last();
    last.is_some_and(|stage| {
        stage.end.user.is_root() || stage.end.user.name().is_none() || stage.end.is_windows()
    })
}

fn is_no_known_image(question: &Question<'_>, instruction: &Instruction) -> bool {
    let stages = question.build.stages();
    let stage = stages.iter().find(|stage| stage.from.first_line == instruction.first_line);
    stage.is_some_and(|stage| match &stage.base {
        Base::Image(image) => image.image.problem.is_some(),
        _ => true,
    })
}

fn has_variable(_question: &Question<'_>, instruction: &Instruction) -> bool {
    instruction.text.contains('$')
}

fn is_one_of_several(_question: &Question<'_>, instruction: &Instruction) -> bool {
    let flag = instruction.flag("platform").and_then(|flag| flag.value.as_ref());
    let name = instruction.as_from().and_then(|from| from.name.as_ref());
    flag.is_some_and(|platform| {
        let mut parts = platform.split('/');
        platform.contains('$') || name.is_some_and(|name| parts.any(|part| name.contains(part)))
    })
}

fn ends_in_folder(_question: &Question<'_>, instruction: &Instruction) -> bool {
    let destination = instruction.as_transfer().and_then(|transfer| transfer.destination.as_ref());
    destination.is_some_and(|word| word.ends_with('.') || word.contains('$'))
}

fn copies_from_image(_question: &Question<'_>, instruction: &Instruction) -> bool {
    let from = instruction.flag("from").and_then(|flag| flag.value.as_ref());
    from.is_some_and(|value| value.contains(['/', '.', '$']))
}

fn wants_shell(question: &Question<'_>, instruction: &Instruction) -> bool {
    let step = step(question, instruction);
    let is_exec = || match &instruction.arguments {
        Arguments::Cmd(line) | Arguments::Entrypoint(line) => line.is_empty() || line.text.contains("exec "),
        _ => false,
    };
    instruction.keyword == Keyword::Healthcheck
        || step.is_some_and(|step| step.state.is_windows() || step.state.shell_is_set)
        || is_exec()
}

fn base_has_workdir(question: &Question<'_>, instruction: &Instruction) -> bool {
    let stage = step(question, instruction).and_then(|step| question.build.stage_of(step));
    let facts = stage.and_then(|stage| stage.facts());
    facts.is_some_and(|facts| matches!(facts.workdir, Setting::Set(_)))
}

fn is_on_scratch(question: &Question<'_>, instruction: &Instruction) -> bool {
    let stage = step(question, instruction).and_then(|step| question.build.stage_of(step));
    stage.is_some_and(|stage| stage.root == Base::Scratch)
}

fn may_be_absolute(_question: &Question<'_>, instruction: &Instruction) -> bool {
    let Arguments::Workdir(Some(word)) = &instruction.arguments else { return false };
    word.contains([':', '$']) || word.starts_with('\\')
}
