//! Parts of what an earlier layer holds as a whole: a folder of the build context, a clone, an unpacked archive.

use dlint_linter::Cx;
use dlint_model::effects::{Action, Origin, ReadFrom};
use dlint_model::path::ImagePath;
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use super::archives::copied_name;
use super::layers_below::Kept;

/// Whether a path is surely a part of what a layer keeps as a whole.
pub(crate) fn is_copied_part(kept: &Kept<'_>, removed: &ImagePath, cx: &Cx<'_>) -> bool {
    if !kept.is_tree() || !removed.is_exact() || !kept.path.covers(removed).is_yes() {
        return false;
    }
    let Action::Write { origin, .. } = &kept.effect.action else { return false };
    match origin {
        Origin::Clone => removed.file_name() == Some(".git") && removed.parent() == *kept.path,
        Origin::Context => is_in_context(kept, removed, cx) || is_copied_itself(kept, removed),
        Origin::Copy => is_copied_itself(kept, removed),
        Origin::Extract => names_archive(kept, removed, cx),
        _ => false,
    }
}

/// Whether a copy takes a file that may not be there: `environment.yml*`, beside one that is.
pub(crate) fn is_optional(kept: &Kept<'_>) -> bool {
    let sources =
        kept.step.instruction.as_transfer().map(|transfer| transfer.sources.as_slice()).unwrap_or_default();
    let is_maybe =
        |name: &str| name.strip_suffix('*').is_some_and(|name| name.contains('.') && !name.contains('*'));
    let mut names = sources.iter().map(|source| base_name(&source.word));
    sources.len() > 1 && names.any(is_maybe)
}

/// Whether it is what a copy is told to copy: `COPY tool /opt/` and `rm /opt/tool`.
fn is_copied_itself(kept: &Kept<'_>, removed: &ImagePath) -> bool {
    copied_name(kept).is_some_and(|name| kept.path.join(name) == *removed)
}

/// Whether the build context has it, and the ignore file lets it through.
fn is_in_context(kept: &Kept<'_>, removed: &ImagePath, cx: &Cx<'_>) -> bool {
    let Some(rest) = removed.as_str().strip_prefix(kept.path.as_str()) else { return false };
    let reads = cx.build.effects(kept.step).all.iter().filter(|effect| effect.span == kept.effect.span);
    let mut source = reads.filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Context } if path.is_exact() => Some(path.clone()),
        _ => None,
    });
    let Some(source) = source.next_back().filter(|_| kept.step.instruction.keyword == Keyword::Copy) else {
        return false;
    };
    let path = source.join(rest.trim_start_matches('/'));
    let path = path.as_str().trim_start_matches('/');
    let context = cx.context();
    let ignored = context.ignore_file().is_some_and(|(_, text)| {
        dlint_model::dockerignore::Dockerignore::parse(&text).ignored(path).is_some()
    });
    context.entry(path).is_some() && !ignored
}

/// Whether it is the folder that an archive of its name is unpacked to: `jq-1.7` for `jq-1.7.tar.gz`.
fn names_archive(kept: &Kept<'_>, removed: &ImagePath, cx: &Cx<'_>) -> bool {
    let Some(name) = removed.file_name().filter(|name| name.len() > 3) else { return false };
    let command = kept.effect.command;
    let mut effects = cx.build.effects(kept.step).all.iter().filter(|effect| effect.command == command);
    let is_of_it = |archive: &ImagePath| {
        archive.file_name().and_then(|file| file.strip_prefix(name)).is_some_and(|rest| rest.starts_with('.'))
    };
    removed.parent() == *kept.path
        && effects.any(|effect| matches!(&effect.action, Action::Extract { archive: Some(archive), .. } if is_of_it(archive)))
}
