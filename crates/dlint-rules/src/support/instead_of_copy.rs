//! What to do instead of copying something that is deleted again: a mount, a stage of its own, or nothing at all.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, ReadFrom};
use dlint_model::packages::{Operation, PackageAction, PackageKind};
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::archives::copied_name;
use super::layers_below::Kept;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// How the steps up to the one that deletes it use what is copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Use {
    /// Not at all.
    Unused,
    /// One of them reads it, runs it, or nobody knows.
    Read,
    /// One of them builds in it, so that new files are written there.
    Built,
}

/// What to do instead of copying what this step deletes.
pub(crate) fn instead_of_copy(kept: &Kept<'_>, removed: &ImagePath, step: &Step<'_>, cx: &Cx<'_>) -> String {
    let is_named = copied_name(kept).is_some_and(|name| kept.path.join(name) == *removed);
    let is_part = !is_named && kept.path != removed && kept.path.covers(removed).is_yes();
    let is_context = kept.step.instruction.flag("from").is_none();
    let target = if is_named || is_part { removed } else { kept.path };
    let used = used(kept, target, step, cx);
    let used = if kept.is_tree() { used } else { used.min(Use::Read) };
    match used {
        Use::Unused if is_part && is_context => {
            "leave it out of the build context with a `.dockerignore`: no step up to here needs it".to_owned()
        }
        Use::Unused if is_part => "copy only what is needed".to_owned(),
        Use::Unused => "do not copy it: no step up to here needs it".to_owned(),
        Use::Read if is_part => format!(
            "leave it out of the copy (`--exclude=…`), and mount it in the `RUN` that needs it (`RUN {}`)",
            mount(kept, target, is_part, cx)
        ),
        Use::Read => {
            let mount = mount_of(kept, target, cx);
            let how = if is_script_with_mode(target, kept, step, cx) {
                " and run it with its shell there"
            } else {
                ""
            };
            format!(
                "mount it in the `RUN` that needs it (`RUN {mount}`){how} instead of copying and deleting it"
            )
        }
        Use::Built => format!(
            "build in a stage of its own and copy from it what is needed, or mount it in the one `RUN` that builds, with room to write (`RUN {},rw`)",
            mount(kept, target, is_part, cx)
        ),
    }
}

/// Whether it is a script that is made executable up to this step, which a mount does not let anybody do.
fn is_script_with_mode(path: &ImagePath, kept: &Kept<'_>, last: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(last.stage).filter(|_| path.as_str().rsplit('.').next() == Some("sh"))
    else {
        return false;
    };
    let steps = stage.steps.iter().skip(kept.step.index).take_while(|step| step.index <= last.index);
    let mut effects = steps.take(MOST_STEPS).flat_map(|step| &cx.build.effects(step).all);
    effects.any(|effect| matches!(&effect.action, Action::Mode { path: changed, .. } if changed.covers(path).is_possible()))
}

/// The mount that stands for the copy of a file or a folder.
pub(crate) fn mount_of(kept: &Kept<'_>, target: &ImagePath, cx: &Cx<'_>) -> String {
    mount(kept, target, false, cx)
}

/// The mount that stands for the copy of a file or a folder, and where it mounts that.
pub(crate) fn bind_mount(kept: &Kept<'_>, target: &ImagePath, cx: &Cx<'_>) -> (String, ImagePath) {
    let folder = folder_of_pattern(target);
    (mount(kept, target, false, cx), folder.unwrap_or_else(|| target.clone()))
}

/// The mount that stands for the copy, with what is not known left open.
fn mount(kept: &Kept<'_>, target: &ImagePath, is_part: bool, cx: &Cx<'_>) -> String {
    let name = |text: &str| if text.contains('$') { "…".to_owned() } else { text.to_owned() };
    let reads = cx.build.effects(kept.step).all.iter().filter(|effect| effect.span == kept.effect.span);
    let mut sources = reads.filter_map(|effect| match &effect.action {
        Action::Read { path, from } => Some((path, from)),
        _ => None,
    });
    let read = sources.next_back().filter(|_| !is_part);
    // A mount knows no patterns: it takes the folder of the files that they match.
    let folder = read.and_then(|(path, _)| folder_of_pattern(path)).zip(folder_of_pattern(target));
    let source = match (&folder, read) {
        (Some((folder, _)), Some((_, ReadFrom::Context))) => {
            folder.as_str().trim_start_matches('/').to_owned()
        }
        (Some((folder, _)), _) => folder.as_str().to_owned(),
        (None, Some((path, ReadFrom::Context))) if path.is_exact() => {
            path.as_str().trim_start_matches('/').to_owned()
        }
        (None, Some((path, _))) if path.is_exact() => path.as_str().to_owned(),
        _ => "…".to_owned(),
    };
    let target = folder.as_ref().map_or(target, |(_, target)| target);
    let from = kept.step.instruction.flag("from").map(|flag| match flag.value.as_deref() {
        // A mount knows no numbers of stages.
        Some(number) if number.bytes().all(|byte| byte.is_ascii_digit()) => stage_name(number, cx),
        Some(text) => name(text),
        None => "…".to_owned(),
    });
    let from = from.map(|from| format!(",from={from}")).unwrap_or_default();
    let source = if source.is_empty() { String::new() } else { format!(",source={}", name(&source)) };
    let target = match target.as_str().strip_prefix("${WORKDIR}/") {
        Some(below) if target.is_exact() || !below.contains(['*', '?', '[']) => name(below),
        _ if target.is_exact() => name(target.as_str()),
        _ => "…".to_owned(),
    };
    format!("--mount=type=bind{from}{source},target={target}")
}

/// The name of the stage with a number, as far as it has one.
fn stage_name(number: &str, cx: &Cx<'_>) -> String {
    let stage = number.parse().ok().and_then(|number: usize| cx.stages.get(number));
    let name = stage.and_then(|stage| stage.name.as_ref());
    name.map_or_else(|| "…".to_owned(), ToString::to_string)
}

/// The folder of `folder/*.sh`, unless it is the root.
fn folder_of_pattern(path: &ImagePath) -> Option<ImagePath> {
    let folder = path.parent();
    let is_plain = folder.is_exact() && folder.as_str() != "/";
    (path.is_pattern() && is_plain).then_some(folder)
}

/// How the steps behind the copy use it, up to the one that deletes it.
fn used(kept: &Kept<'_>, path: &ImagePath, last: &Step<'_>, cx: &Cx<'_>) -> Use {
    let own =
        |step: &Step<'_>| step.stage == last.stage && step.inherited_from.is_none() && step.onbuild.is_none();
    // What a stage copies may be of use to others that are built from it.
    let Some(stage) = cx.stages.get(last.stage).filter(|_| own(kept.step) && own(last)) else {
        return Use::Read;
    };
    let between = stage.steps.iter().skip(kept.step.index + 1).take_while(|step| step.index <= last.index);
    let mut most = Use::Unused;
    for (count, step) in between.enumerate() {
        if count >= MOST_STEPS {
            return most.max(Use::Read);
        }
        let effects = cx.build.effects(step).all.iter();
        most = effects.map(|effect| use_by(effect, path)).fold(most, Use::max);
        let name = path.file_name().unwrap_or_default();
        if step.instruction.keyword != Keyword::Run && step.instruction.text.contains(name) {
            most = most.max(Use::Read);
        }
    }
    most
}

/// How one effect of a step uses what lies at a path.
pub(crate) fn use_by(effect: &Effect, path: &ImagePath) -> Use {
    let meets = |other: &ImagePath| other.meets(path).is_possible();
    let is_read = match &effect.action {
        Action::Build { folder } => return if meets(folder) { Use::Built } else { Use::Read },
        Action::Packages(action) => return of_packages(action, &meets),
        Action::Unknown { .. } => true,
        Action::Read { path: read, from: ReadFrom::Here } => meets(read),
        Action::Extract { archive: Some(archive), .. } => meets(archive),
        Action::Move { from, .. } => meets(from),
        _ => false,
    };
    if is_read { Use::Read } else { Use::Unused }
}

fn of_packages(action: &PackageAction, meets: &impl Fn(&ImagePath) -> bool) -> Use {
    let in_folder = meets(&action.folder) || action.manifests.iter().any(meets);
    match action.operation {
        Operation::Build | Operation::Other => {
            if in_folder {
                Use::Built
            } else {
                Use::Read
            }
        }
        _ if action.is_project && in_folder => Use::Built,
        _ if action.is_project || action.and_more => Use::Read,
        _ => {
            let is_read = |kind: &PackageKind| match kind {
                PackageKind::File(file) => meets(file),
                PackageKind::Unknown => true,
                _ => false,
            };
            if action.packages.iter().any(|package| is_read(&package.kind)) { Use::Read } else { Use::Unused }
        }
    }
}
