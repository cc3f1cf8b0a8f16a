//! What to do about an archive that `ADD` fetches, and a later step unpacks or installs.

use dlint_linter::{Cx, Feature};
use dlint_model::archives::{Compression, packed};
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;
use dlint_model::{Base, Step};
use dlint_shell::Command;
use dlint_syntax::Keyword;

use super::layers_below::Kept;
use super::system_folders::is_of_system;

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The programs that fetch something, the better known first.
const FETCHERS: &[&str] = &["curl", "wget"];

/// What to do instead of an `ADD` from the network whose file a later step unpacks or installs.
pub(crate) fn instead_of_fetch(kept: &Kept<'_>, unpacks: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> String {
    let advice = without_folder(kept, unpacks, step, cx);
    match lost_folder(kept, unpacks, step, cx) {
        Some(folder) => {
            format!(
                "{advice}; then make `{folder}` with `mkdir -p`: later steps use it, and only this `ADD` makes it"
            )
        }
        None => advice,
    }
}

/// The folder that is there only because the archive is put into it, where later steps put more into it or run in it.
fn lost_folder(kept: &Kept<'_>, unpacks: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> Option<String> {
    let folder = kept.path.parent();
    let stage =
        cx.stages.get(step.stage).filter(|_| step.onbuild.is_none() && kept.step.stage == step.stage)?;
    let is_known = kept.path.is_exact() && folder.as_str().len() > 1 && !folder.as_str().contains('$');
    let into = match &unpacks.action {
        Action::Extract { into, .. } => Some(into),
        _ => None,
    };
    if !is_known || is_of_system(&folder) || into.is_some_and(|into| folder.covers(into).is_possible()) {
        return None;
    }
    let is_in = |effect: &Effect| match effect.action.stored() {
        Some(path) => path != kept.path && folder.covers(path).is_yes() && path != &folder,
        None => false,
    };
    let makes = |effect: &Effect| effect.action.stored().is_some_and(|path| folder.covers(path).is_yes());
    let before = stage.steps.iter().take(kept.step.index).rev().take(MOST_STEPS);
    let is_made = before.flat_map(|other| &cx.build.effects(other).all).any(makes)
        || folder.covers(&kept.step.state.workdir).is_yes();
    let behind = stage.steps.iter().skip(kept.step.index + 1).take(MOST_STEPS);
    // A copy makes its folder by itself.
    let mut runs = behind.filter(|other| other.instruction.keyword == Keyword::Run);
    let is_used = runs.any(|other| cx.build.effects(other).all.iter().any(is_in));
    (!is_made && is_used).then(|| folder.as_str().to_owned())
}

/// The advice for what is fetched itself.
fn without_folder(kept: &Kept<'_>, unpacks: &Effect, step: &Step<'_>, cx: &Cx<'_>) -> String {
    let fetcher = FETCHERS.iter().find(|program| is_there(program, step, cx));
    let Action::Extract { into, .. } = &unpacks.action else {
        return match fetcher {
            Some(program) => format!("fetch it with `{program}`, install and delete it in one `RUN`"),
            None => "fetch it in the `RUN` that installs and deletes it, where `curl` has to be installed first; or let a build \
                     stage fetch it, and mount it from there (`RUN --mount=type=bind,from=…`)"
                .to_owned(),
        };
    };
    let tar = command(unpacks, step, cx).filter(|command| is_whole(command));
    let pipe = fetcher.filter(|_| tar.is_some()).map(|program| {
        let fetch = if *program == "curl" { "curl -fsSL …" } else { "wget -qO- …" };
        format!("`{fetch} | tar -x{} -C {}`", letter(kept.path), said(into))
    });
    if tar.is_some() && cx.reads(Feature::Unpack).is_ok() && is_left_alone(kept, unpacks, into, step, cx) {
        let unpack = format!("let `ADD` unpack it on its way (`ADD --unpack=true … {}`)", said(into));
        return pipe.map_or(unpack.clone(), |pipe| {
            format!("{unpack}, or fetch and unpack it in one `RUN` ({pipe})")
        });
    }
    match (pipe, fetcher) {
        (Some(pipe), _) => format!("fetch and unpack it in the `RUN` that deals with what is in it ({pipe})"),
        (None, Some(program)) => format!("fetch it with `{program}`, unpack and delete it in one `RUN`"),
        (None, None) => "unpack it in a build stage, and copy from there what is needed (`COPY --from=…`); or fetch, unpack and delete \
                         it in one `RUN`, where `curl` has to be installed first"
            .to_owned(),
    }
}

/// A folder for people.
fn said(folder: &ImagePath) -> &str {
    match folder.as_str() {
        "${WORKDIR}" => ".",
        known if folder.is_exact() && !known.contains('$') => known,
        _ => "…",
    }
}

/// The command that unpacks, where it is `tar`.
fn command<'s>(unpacks: &Effect, step: &'s Step<'_>, cx: &Cx<'s>) -> Option<&'s Command> {
    let id = unpacks.command?;
    let script = cx.build.scripts(step).get(id.script)?;
    let command = script.script.body().commands.get(id.command)?;
    matches!(command.base_name(), Some("bsdtar" | "tar")).then_some(command)
}

/// Whether `tar` unpacks all of it, under the names that it has there.
fn is_whole(command: &Command) -> bool {
    let has = |start: &str| command.arguments().iter().any(|word| word.text.starts_with(start));
    let files = command.arguments().iter().skip(1).filter(|word| !word.text.starts_with('-')).count();
    let folders =
        command.arguments().iter().filter(|word| matches!(&*word.text, "-C" | "--directory")).count();
    let is_renamed = ["--strip", "--transform", "--xform", "--exclude", "--wildcards", "-s"]
        .iter()
        .any(|option| has(option));
    // The archive itself, and the folder: anything else is a part of it.
    !is_renamed && files <= folders + 1
}

/// Whether no step moves, deletes or changes any of what is unpacked.
fn is_left_alone(kept: &Kept<'_>, unpacks: &Effect, into: &ImagePath, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(step.stage).filter(|_| step.onbuild.is_none()) else { return false };
    let own = cx.build.effects(step).all.iter().skip_while(|effect| !std::ptr::eq(*effect, unpacks));
    let behind = stage.steps.iter().filter(|other| other.index > step.index).take(MOST_STEPS);
    let behind = behind.flat_map(|other| &cx.build.effects(other).all);
    let touches = |effect: &Effect| {
        let path = match &effect.action {
            Action::Owner { path, .. } | Action::Mode { path, .. } => path,
            action => match action.removed() {
                Some(path) if !is_archive(path, kept) => path,
                _ => return false,
            },
        };
        effect.mount.is_none() && (path.meets(into).is_possible() || into.covers(path).is_possible())
    };
    !own.chain(behind).any(touches)
}

/// Whether what is deleted is the archive alone, as far as its name says.
fn is_archive(path: &ImagePath, kept: &Kept<'_>) -> bool {
    path.covers(kept.path).is_yes()
        && path.file_name().is_some_and(|name| name.contains('.') && name.len() > 4)
}

/// The letter with which `tar` reads such a file from a pipe.
fn letter(path: &ImagePath) -> &'static str {
    match packed(path.as_str()).and_then(|packed| packed.compression) {
        Some(Compression::Gzip) => "z",
        Some(Compression::Xz) => "J",
        Some(Compression::Bzip2) => "j",
        _ => "",
    }
}

/// Whether a program is known to be there when a step runs: the base image has it, a step installs it, or calls it.
fn is_there(program: &str, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(step.stage) else { return false };
    let in_base = match &stage.root {
        Base::Image(base) => base.facts.as_deref().is_some_and(|facts| facts.has(program) == Some(true)),
        _ => false,
    };
    let steps = cx.build.chain(stage.index).flat_map(|stage| stage.steps.iter().rev());
    let mut before = steps.filter(|other| other.stage != step.stage || other.index <= step.index);
    let brings = |other: &Step<'_>| {
        let mut actions = cx.build.effects(other).packages().map(|(_, action)| action);
        let bodies = cx.build.scripts(other).iter().map(|script| script.script.body());
        actions.any(|action| {
            action.operation == Operation::Install
                && action.manager.is_of_system()
                && action.packages.iter().any(|package| package.name == program)
        }) || bodies.flat_map(|body| &body.commands).any(|command| command.base_name() == Some(program))
    };
    in_base || before.by_ref().take(MOST_STEPS).any(brings)
}
