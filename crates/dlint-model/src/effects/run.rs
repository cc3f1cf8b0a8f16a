//! From a step to its effects, and to the mounts that they lie under.

use dlint_shell::base_name;
use dlint_syntax::{Arguments, Instruction};

use super::walk::of_scripts;
use super::{Action, Effect, Effects, Origin, Shape, transfer};
use crate::Build;
use crate::path::{Fit, ImagePath};
use crate::step::Step;

/// What a step does.
pub(crate) fn effects(step: &Step<'_>, build: &Build<'_>) -> Effects {
    let mut all = Vec::new();
    let variables = build.variables(step);
    match &step.instruction.arguments {
        Arguments::Run(_) => {
            // The others are read by commands of the first.
            let scripts = build.scripts(step);
            of_scripts(step, scripts, variables, &mut all);
        }
        Arguments::Add(_) | Arguments::Copy(_) => transfer::effects(step, build, &mut all),
        Arguments::Workdir(Some(word)) => {
            // The folder it makes is the one that is in force behind it.
            let text = variables.expand_with(word, build.expander()).text;
            let path = step.state.workdir.join(&text);
            let action = Action::Write { path, shape: Shape::Folder, origin: Origin::Create };
            all.push(Effect { action, span: word.span, command: None, is_certain: true, mount: None });
        }
        _ => {}
    }
    find_mounts(step, build, &mut all);
    Effects { all }
}

/// Finds the effects whose paths lie under a mount.
fn find_mounts(step: &Step<'_>, build: &Build<'_>, effects: &mut [Effect]) {
    let targets = mounts(step.instruction, step, build);
    for effect in effects {
        let path = effect.action.stored().or_else(|| effect.action.removed());
        let Some(path) = path else { continue };
        effect.mount =
            targets.iter().find(|(_, target)| target.covers(path) == Fit::Yes).map(|(index, _)| *index);
    }
}

/// The mounts of a step that hide what is in the image, with the folders they are on.
pub(crate) fn mounts(
    instruction: &Instruction,
    step: &Step<'_>,
    build: &Build<'_>,
) -> Vec<(usize, ImagePath)> {
    let mut targets = Vec::new();
    for (index, mount) in instruction.mounts.iter().enumerate() {
        let text =
            |value: &dlint_text::MappedText| build.variables(step).expand_with(value, build.expander()).text;
        let target = match mount.value("target") {
            Some(target) => step.state.workdir.join(&text(target)),
            None if mount.kind().eq_ignore_ascii_case("secret") => {
                let Some(id) = mount.value("id").or_else(|| mount.value("source")) else { continue };
                let name = text(id);
                ImagePath::new("/run/secrets").join(base_name(&name))
            }
            None => continue,
        };
        targets.push((index, target));
    }
    targets
}

/// Whether a path is one of the kernel's, which is in no layer.
pub(super) fn is_device(path: &ImagePath) -> bool {
    ["/dev", "/proc", "/sys"].iter().any(|folder| ImagePath::new(folder).covers(path) == Fit::Yes)
}
