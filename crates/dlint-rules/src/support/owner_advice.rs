//! What to do instead of changing the owner or the mode of what earlier layers store.

use std::borrow::Cow;

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect, Origin, Shape};
use dlint_model::packages::Operation;
use dlint_model::path::ImagePath;
use dlint_syntax::Keyword;

use super::add_modes::flags_of_adds;
use super::attributes::AttributeChange;
use super::copy_flags::is_known;
use super::layers_below::Kept;
use super::system_folders::is_of_system;

/// What to do instead of these changes, each with what it meets of the layers below.
pub(crate) fn instead_of_change(
    met: &[(AttributeChange<'_>, Vec<Kept<'_>>)],
    kept: &[Kept<'_>],
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> String {
    let is_changed = |what: &str| met.iter().any(|(change, _)| change.what == what);
    let what = match (is_changed("owner"), is_changed("mode")) {
        (true, true) => "owner and mode",
        (true, false) => "owner",
        _ => "mode",
    };
    let is_copied = |one: &&Kept<'_>| one.step.instruction.keyword != Keyword::Run;
    let all = || met.iter().flat_map(|(_, below)| below);
    let (copies, others) = (all().filter(is_copied).count(), all().filter(|one| !is_copied(one)).count());
    let flags = flags(met);
    let late = late_user(met, step, cx);
    let is_late_home = late.is_some_and(|user| is_home(user, met, step, cx));
    let advice = match (copies, others) {
        (_, 0) if let Some(flags) = flags_of_adds(met) => format!("let `ADD` do it: `ADD {flags} …`"),
        (0, _) if is_changed("owner") && has_later_git(met) => {
            format!(
                "change the {what} in one `RUN` with all that `git` does there: it refuses a folder that is another user's"
            )
        }
        (0, _) => match left_to_change(met, step, cx).filter(|_| !is_late_home) {
            Some(command) => format!(
                "change the {what} in the `RUN` that writes the files, and here only what has not got it yet: `{command}`"
            ),
            None => format!("change the {what} in the `RUN` that writes the files"),
        },
        (_, 0)
            if met.iter().all(|(change, below)| is_all(change, below, kept, cx))
                && !met.iter().any(|(change, _)| is_written_here(change, step, cx)) =>
        {
            format!("copy with {flags} instead")
        }
        (_, 0) => {
            format!(
                "give the copied files their {what} with {flags}, and change {}",
                rest(met, kept, step, cx)
            )
        }
        _ if let Some(command) = left_to_change(met, step, cx) => format!(
            "change the {what} in the `RUN` that writes the files, copy the others with {flags}, and change here only what has not got it yet: `{command}`"
        ),
        _ => {
            let folder = if met.iter().any(|(change, below)| is_folder_too(change, below)) {
                "; the folder itself needs no `-R`"
            } else {
                ""
            };
            format!(
                "change the {what} in the `RUN` that writes the files, and copy the others with {flags}{folder}"
            )
        }
    };
    match late {
        Some(user) if is_late_home => format!(
            "{advice}, to the number of `{user}`: added before, the user would have the folder as a home with files in it, which `git clone` refuses"
        ),
        Some(user) => format!("add the user `{user}` before the files come, then {advice}"),
        None => advice,
    }
}

/// The flag for `COPY`; where there are several, each with the path that it is for.
fn flags(met: &[(AttributeChange<'_>, Vec<Kept<'_>>)]) -> String {
    let mut flags: Vec<(String, Vec<String>)> = Vec::new();
    let is_copied = |one: &Kept<'_>| one.step.instruction.keyword != Keyword::Run;
    for (change, _) in met.iter().filter(|(_, below)| below.iter().any(is_copied)) {
        let value = change.value.filter(|value| !value.contains('$'));
        if value.is_some_and(|value| value.starts_with(':')) && change.flag == "chown" && !flags.is_empty() {
            // A group beside the owner of the line before.
            continue;
        }
        let value = value.filter(|value| !value.starts_with(':')).unwrap_or("…");
        let group = group_of(change, met).unwrap_or_default();
        let flag = format!("--{}={value}{group}", change.flag);
        let path = format!("`{}`", change.path);
        match flags.iter_mut().find(|(known, _)| *known == flag) {
            Some((_, paths)) => paths.push(path),
            None => flags.push((flag, vec![path])),
        }
    }
    // What the same files get stands together.
    let mut merged: Vec<(String, Vec<String>)> = Vec::new();
    for (flag, paths) in flags {
        match merged.iter_mut().find(|(_, others)| *others == paths) {
            Some((known, _)) => *known = format!("{known} {flag}"),
            None => merged.push((flag, paths)),
        }
    }
    if let [(flag, _)] = merged.as_slice() {
        return format!("`{flag}`");
    }
    let each = merged.iter().map(|(flag, paths)| format!("`{flag}` for {}", paths.join(" and ")));
    each.collect::<Vec<_>>().join(", ")
}

/// The group that another command gives to the same files: `:app` of `chgrp -R app /app`.
fn group_of<'c>(
    change: &AttributeChange<'_>,
    met: &[(AttributeChange<'c>, Vec<Kept<'_>>)],
) -> Option<&'c str> {
    let has_none = change.flag == "chown" && !change.value?.contains(':');
    let mut others = met.iter().filter(|(other, _)| has_none && other.path == change.path);
    others.find_map(|(other, _)| other.value.filter(|value| value.starts_with(':') && !value.contains('$')))
}

/// Whether the copies bring all that the change reaches: their folder is new, and nothing else is put there.
fn is_all(change: &AttributeChange<'_>, below: &[Kept<'_>], kept: &[Kept<'_>], cx: &Cx<'_>) -> bool {
    let is_folder = |one: &Kept<'_>| matches!(one.effect.action, Action::Write { shape: Shape::Folder, .. });
    let is_met = |one: &Kept<'_>| below.iter().any(|other| std::ptr::eq(other.effect, one.effect));
    let has_more =
        kept.iter().any(|one| (is_folder(one) || !is_met(one)) && change.path.covers(one.path).is_possible());
    if has_more {
        return false;
    }
    if !is_folder_too(change, below) {
        return true;
    }
    // The folder that a copy makes gets its owner, but not its mode.
    if change.flag == "chmod" {
        return false;
    }
    let is_new =
        below.iter().any(|one| one.is_tree() && one.path == change.path) && !is_of_system(change.path);
    is_new && below.first().is_none_or(|one| !is_workdir(change.path, one.step, cx))
}

/// Whether the change reaches a folder, and not only what is in it: what is named itself, or by a pattern, is without.
fn is_folder_too(change: &AttributeChange<'_>, below: &[Kept<'_>]) -> bool {
    !change.path.is_pattern() && !below.iter().all(|one| !one.is_tree() && one.path == change.path)
}

/// Whether the folder is the one that a step runs in, and so there before.
fn is_workdir(path: &ImagePath, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let stage = cx.stages.get(step.stage);
    path.covers(&step.state.workdir).is_yes()
        || stage.is_some_and(|stage| {
            stage.steps.iter().take(step.index).any(|one| path.covers(&one.state.workdir).is_yes())
        })
}

/// What is left to change: the folder alone, or also what nobody copies.
fn rest(
    met: &[(AttributeChange<'_>, Vec<Kept<'_>>)],
    kept: &[Kept<'_>],
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Cow<'static, str> {
    let is_below = |path: &ImagePath| {
        kept.iter().any(|one| {
            let is_other = !met
                .iter()
                .any(|(_, below)| below.iter().any(|other| std::ptr::eq(other.effect, one.effect)));
            is_other && one.path != path && path.covers(one.path).is_possible()
        })
    };
    let has_more = met.iter().any(|(change, _)| is_below(change.path) || is_of_system(change.path));
    if let Some(command) = left_to_change(met, step, cx) {
        return Cow::Owned(format!("here only what has not got it yet: `{command}`"));
    }
    Cow::Borrowed(match (has_more, met.len()) {
        (true, _) => "here only what is not copied: the folder itself needs no `-R`",
        (false, 1) => "here only the folder itself, without `-R`",
        (false, _) => "here only the folders themselves, without `-R`",
    })
}

/// The command that changes what this step writes there itself, where it does.
fn left_to_change(
    met: &[(AttributeChange<'_>, Vec<Kept<'_>>)],
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Option<String> {
    let [(change, _)] = met else { return None };
    only_others(change, step, cx)
}

/// Whether the step surely writes there itself, or runs something unknown in that folder.
fn is_written_here(change: &AttributeChange<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let writes = |effect: &Effect| match &effect.action {
        Action::Write { shape: Shape::Folder, .. } => false,
        Action::Write { path, .. } => change.path.covers(path).is_yes(),
        Action::Packages(action) => installs(action.operation) && change.path.covers(&action.folder).is_yes(),
        _ => false,
    };
    change.path.is_exact() && cx.build.effects(step).all.iter().any(writes)
}

const fn installs(operation: Operation) -> bool {
    matches!(operation, Operation::Install | Operation::Upgrade | Operation::Build)
}

/// The command that changes only what is not changed yet, for a step that puts files of its own among the copied ones.
fn only_others(change: &AttributeChange<'_>, step: &Step<'_>, cx: &Cx<'_>) -> Option<String> {
    let writes = |effect: &Effect| match &effect.action {
        Action::Write { shape: Shape::Folder, .. } => false,
        Action::Write { path, .. } => change.path.covers(path).is_yes(),
        Action::Packages(action) => change.path.covers(&action.folder).is_yes(),
        Action::Unknown { .. } => true,
        _ => false,
    };
    let is_plain =
        |text: &str| text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._:-".contains(&byte));
    let value = change.value.filter(|value| is_plain(value) && is_plain(change.path.as_str()))?;
    if !change.path.is_exact() || !cx.build.effects(step).all.iter().any(writes) {
        return None;
    }
    let path = change.path;
    if change.flag == "chown" {
        let user = value.split(':').next().filter(|user| !user.is_empty())?;
        return Some(format!("find {path} ! -user {user} -exec chown -h {value} {{}} +"));
    }
    let is_number = value.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| format!("find {path} ! -type l ! -perm {value} -exec chmod {value} {{}} +"))
}

/// The user whom nobody knows yet when the files come, for this step or one before it adds them later.
fn late_user<'c>(
    met: &[(AttributeChange<'c>, Vec<Kept<'_>>)],
    step: &Step<'_>,
    cx: &Cx<'_>,
) -> Option<&'c str> {
    let mut owners = met.iter().filter(|(change, _)| change.flag == "chown").filter_map(|(change, below)| {
        let user = change.value?.split(':').next().filter(|user| !user.is_empty() && !user.contains('$'))?;
        Some((user, below.iter().map(|one| one.step).min_by_key(|one| one.index)?))
    });
    let adds = |user: &str, step: &Step<'_>| {
        let mut effects = cx.build.effects(step).all.iter();
        effects.any(|effect| matches!(&effect.action, Action::AddUser { name: Some(name), group: false, .. } if name == user))
    };
    let found = owners.find(|(user, first)| {
        let between = cx.stages.get(step.stage).map(|stage| stage.steps.as_slice()).unwrap_or_default();
        let mut between =
            between.iter().skip(first.index).take_while(|one| one.index <= step.index).take(100);
        first.stage == step.stage && !is_known(user, first, cx) && between.any(|one| adds(user, one))
    });
    found.map(|(user, _)| user)
}

/// Whether a user is added with a home that is the very folder which an earlier step fills: one that is there already is
/// refused by `git clone`.
fn is_home(user: &str, met: &[(AttributeChange<'_>, Vec<Kept<'_>>)], step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let is_filled = |home: &ImagePath| {
        let mut below = met.iter().flat_map(|(_, below)| below);
        below.any(|one| {
            one.path == home && matches!(one.effect.action, Action::Write { origin: Origin::Clone, .. })
        })
    };
    let stage = cx.stages.get(step.stage).map(|stage| stage.steps.as_slice()).unwrap_or_default();
    let steps = stage.iter().take_while(|one| one.index <= step.index);
    steps.map(|one| cx.build.effects(one)).any(|effects| {
        let is_added = |span| {
            effects.all.iter().any(|effect| {
                effect.span == span
                    && matches!(&effect.action, Action::AddUser { name: Some(name), .. } if name == user)
            })
        };
        effects.all.iter().any(|effect| match &effect.action {
            Action::Write { path, origin: Origin::Create, .. } => is_added(effect.span) && is_filled(path),
            _ => false,
        })
    })
}

/// Whether several steps have `git` write there, so that the later ones meet the owner that an earlier one has set.
fn has_later_git(met: &[(AttributeChange<'_>, Vec<Kept<'_>>)]) -> bool {
    let is_clone = |one: &&Kept<'_>| matches!(one.effect.action, Action::Write { origin: Origin::Clone, .. });
    let mut clones = met.iter().flat_map(|(_, below)| below).filter(is_clone).map(|one| one.step.index);
    clones.next().is_some_and(|first| clones.any(|other| other != first))
}
