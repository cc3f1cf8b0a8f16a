//! Archives and packages in a file: which step unpacks or installs them.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::effects::{Action, Effect};
use dlint_model::packages::{Operation, PackageKind};
use dlint_model::path::ImagePath;
use dlint_shell::{Command, Word, base_name};
use dlint_text::Span;

use super::layers_below::{Kept, calls};

/// How many steps are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// The archive that an effect unpacks, or the packages in files that it installs.
pub(crate) fn unpacked(effect: &Effect) -> Vec<&ImagePath> {
    match &effect.action {
        Action::Extract { archive, .. } => archive.iter().collect(),
        Action::Packages(action) if action.operation == Operation::Install => {
            let files = action.packages.iter().filter_map(|package| match &package.kind {
                PackageKind::File(path) => Some(path),
                _ => None,
            });
            files.collect()
        }
        _ => Vec::new(),
    }
}

/// The word that names what an effect unpacks; the whole command where nobody knows it.
pub(crate) fn place(effect: &Effect, path: &ImagePath, step: &Step<'_>, cx: &Cx<'_>) -> Span {
    if let Action::Packages(action) = &effect.action {
        let is_this_file = |kind: &PackageKind| matches!(kind, PackageKind::File(file) if file == path);
        let package = action.packages.iter().find(|package| is_this_file(&package.kind));
        return package.map_or(effect.span, |package| package.span);
    }
    let command = effect
        .command
        .and_then(|id| cx.build.scripts(step).get(id.script)?.script.body().commands.get(id.command));
    let ending = path.as_str().rsplit_once('.').map(|(_, ending)| ending);
    let (Some(command), Some(ending)) = (command, ending) else { return effect.span };
    let mut words =
        command.arguments().iter().filter(|word| word.text.trim_end_matches('"').ends_with(ending));
    match (words.next(), words.next()) {
        (Some(word), None) => word.span(),
        _ => tar_operand(command).unwrap_or(effect.span),
    }
}

/// The word behind the option `f` of `tar`, alone or in a bundle: `"$TAR"` of `tar zxf "$TAR"`.
fn tar_operand(command: &Command) -> Option<Span> {
    let arguments = command.arguments();
    let is_option = |(index, word): &(usize, &Word)| {
        let text: &str = &word.text;
        let letters = text.strip_prefix('-').or((*index == 0).then_some(text));
        let is_bundle = |letters: &str| {
            letters.ends_with('f') && letters.bytes().all(|letter| letter.is_ascii_alphabetic())
        };
        text == "--file" || letters.is_some_and(is_bundle)
    };
    let is_tar = matches!(command.base_name(), Some("bsdtar" | "tar"));
    let (index, _) = arguments.iter().enumerate().find(is_option).filter(|_| is_tar)?;
    arguments.get(index + 1).map(Word::span)
}

/// Whether a package is small, for all that it does is to tell where packages come from.
pub(crate) fn sets_up_source(effect: &Effect, path: &ImagePath) -> bool {
    let name = path.file_name().unwrap_or_default().to_ascii_lowercase();
    let is_part = |part: &str| {
        let (before, behind) = name.split_once(part)?;
        // `tool-1.2-release.rpm` is a version of the tool.
        let is_name = !before.contains('.') && !before.is_empty();
        let is_end = behind.is_empty() || behind.starts_with(|next: char| !next.is_ascii_alphabetic());
        Some(is_name && is_end)
    };
    let has = |part: &str| is_part(part) == Some(true);
    matches!(effect.action, Action::Packages(_))
        && !name.contains("local")
        && (["-release", "-repo", "-keyring", "-apt-config", "-apt-source"].iter().any(|part| has(part))
            || name.starts_with("packages-microsoft-prod")
            || name.starts_with("amdgpu-install"))
}

/// Whether what a step unpacks at `path` is what an earlier one has put there.
pub(crate) fn is_what_came(kept: &Kept<'_>, path: &ImagePath) -> bool {
    if path.is_open() || path.is_unknown() {
        return false;
    }
    // Where a copy may be a folder, what is in it by the archive's name.
    kept.path == path
        || path.is_pattern() && path.covers(kept.path).is_yes()
        || copied_name(kept).is_some_and(|name| kept.path.join(name) == *path)
}

/// The name of what a step copies, where it may well be a file in the folder that the copy is written to.
pub(crate) fn copied_name<'s>(kept: &Kept<'s>) -> Option<&'s str> {
    let transfer = kept.step.instruction.as_transfer().filter(|_| kept.is_tree())?;
    let source = transfer.sources.iter().find(|source| source.word.span == kept.effect.span)?;
    Some(base_name(&source.word)).filter(|name| !name.is_empty() && !name.contains('$'))
}

/// Whether a step behind the one that stores it, up to this one, unpacks it.
pub(crate) fn unpacked_since(kept: &Kept<'_>, step: &Step<'_>, cx: &Cx<'_>) -> bool {
    let Some(stage) = cx.stages.get(step.stage) else { return false };
    let first = if kept.step.stage == step.stage { kept.step.index + 1 } else { 0 };
    let steps = stage.steps.iter().skip(first).filter(|other| other.index <= step.index);
    let unpacks = |other: &Step<'_>| {
        let effects = &cx.build.effects(other).all;
        effects.iter().flat_map(unpacked).any(|path| is_what_came(kept, path))
    };
    steps.take(MOST_STEPS).any(unpacks)
}

/// What becomes of a file behind a step.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Later<'s> {
    /// No later step has to do with it.
    Nothing,
    /// A later step deletes it.
    Deleted(&'s Step<'s>),
    /// A later step, another stage or the container may need it.
    Needed,
}

/// What becomes of a file behind a step, in its stage and where others copy from it.
pub(crate) fn later<'s>(path: &ImagePath, step: &'s Step<'s>, cx: &Cx<'s>) -> Later<'s> {
    const MOST_LATER: usize = 200;
    let Some(stage) = cx.stages.get(step.stage).filter(|_| step.onbuild.is_none()) else {
        return Later::Needed;
    };
    let name = path.file_name().unwrap_or_default();
    let behind = stage.steps.iter().skip(step.index + 1);
    for other in behind.take(MOST_LATER) {
        for effect in &cx.build.effects(other).all {
            match &effect.action {
                Action::Delete { path: removed, .. } if removed.covers(path).is_yes() => {
                    return Later::Deleted(other);
                }
                Action::Move { from, .. } if from.covers(path).is_possible() => return Later::Needed,
                Action::Read { path: read, .. } if read == path => return Later::Needed,
                Action::Extract { archive: Some(archive), .. } if archive == path => return Later::Needed,
                _ => {}
            }
        }
        if other.instruction.text.contains(name) {
            return Later::Needed;
        }
    }
    let elsewhere =
        cx.stages.iter().skip(step.stage + 1).take(20).flat_map(|stage| stage.steps.iter().take(MOST_LATER));
    let named = elsewhere.map(|other| &other.instruction.text).any(|text| text.contains(name));
    if named { Later::Needed } else { Later::Nothing }
}

/// Why nothing deletes a file that [`in_shell`] has no name for.
pub(crate) const NO_NAME: &str = "nobody knows the file's name where the step ends";

/// How a shell at the end of a step can name a file: as the command does that reads it, where the folder is the same or
/// of no concern, or else by its whole path.
///
/// A variable stays one, for its value may be another one in the next build.
pub(crate) fn in_shell(path: &ImagePath, written: Span, last: &Step<'_>, cx: &Cx<'_>) -> Option<String> {
    let is_plain =
        |text: &str| text.chars().all(|c| c.is_ascii_alphanumeric() || "/._-+=@%,~${}\"*".contains(c));
    let word = cx.source.slice(written);
    let is_whole = word.trim_start_matches('"').starts_with('/');
    let ending = path.as_str().rsplit('.').next().unwrap_or_default();
    let says_all = word.trim_end_matches('"').ends_with(ending) && is_plain(word);
    if says_all && (is_whole || !calls(last, &["cd", "popd", "pushd"], cx)) {
        // A pattern is none in quotes.
        let is_bare = word.contains('$') && !word.contains(['"', '*', '~', ',']);
        return Some(if is_bare { format!("\"{word}\"") } else { word.to_owned() });
    }
    let text = path.as_str();
    (path.is_exact() && text.len() > 1 && !word.contains('$') && is_plain(text)).then(|| text.to_owned())
}

/// Whether a file is of use as it is, packed: a program for Java.
pub(crate) fn is_used_packed(path: &ImagePath) -> bool {
    let name = path.as_str().to_ascii_lowercase();
    [".ear", ".jar", ".war"].iter().any(|ending| name.ends_with(ending))
}
