//! Files that are small, as far as their name or the build context says.

use dlint_linter::Cx;
use dlint_model::Step;
use dlint_model::context::Entry;
use dlint_model::effects::{Action, Origin, ReadFrom, Shape};
use dlint_model::path::ImagePath;
use dlint_shell::base_name;
use dlint_syntax::Keyword;

use super::layers_below::Kept;

/// What is smaller than this is small.
const SMALL: u64 = 64 * 1024;

/// The endings of scripts, settings and keys.
const ENDINGS: &[&str] = &[
    "asc",
    "bash",
    "bashrc",
    "c",
    "cfg",
    "cnf",
    "conf",
    "config",
    "crt",
    "csv",
    "env",
    "fpr",
    "gpg",
    "groovy",
    "htm",
    "html",
    "in",
    "ini",
    "js",
    "json",
    "key",
    "lisp",
    "list",
    "lock",
    "md",
    "mod",
    "patch",
    "pem",
    "php",
    "pl",
    "pom",
    "properties",
    "pub",
    "py",
    "r",
    "rb",
    "repo",
    "sh",
    "sql",
    "sum",
    "toml",
    "ts",
    "txt",
    "vcl",
    "xml",
    "yaml",
    "yml",
];

/// Where programs have their data and settings.
const DATA: &[&str] = &["/etc/", "/usr/share/", "/usr/local/etc/", "/usr/local/share/"];

/// How many steps of another stage are looked through.
const MOST_STEPS: usize = crate::support::limits::STEPS_NEARBY;

/// Whether what a layer keeps is a small file, such as a script or a configuration.
pub(crate) fn is_small(kept: &Kept<'_>, cx: &Cx<'_>) -> bool {
    let Action::Write { shape, origin, .. } = &kept.effect.action else {
        return has_small_name(kept.path.as_str());
    };
    if kept.step.instruction.keyword == Keyword::Run {
        match origin {
            Origin::Clone if is_recipe(kept, cx) => return true,
            Origin::Copy => return is_small_copy(kept, cx),
            _ => {}
        }
    }
    let reads = cx.build.effects(kept.step).all.iter().filter(|effect| effect.span == kept.effect.span);
    let mut sources = reads.filter_map(|effect| match &effect.action {
        Action::Read { path, from } => Some((path, from)),
        _ => None,
    });
    match sources.next_back() {
        _ if *shape == Shape::Tree => false,
        Some((path, ReadFrom::Context)) if path.is_exact() => {
            let source = path.as_str().trim_start_matches('/');
            match cx.context().entry(source) {
                Some(Entry::File { size }) => size < SMALL,
                Some(Entry::Folder) => false,
                _ => has_small_name(source) || has_small_name(kept.path.as_str()) || is_setting(kept.path),
            }
        }
        Some((path, ReadFrom::Stage(stage))) if is_printed(path, *stage, cx) => true,
        Some((path, _)) => has_small_name(path.as_str()) || has_small_name(kept.path.as_str()),
        None => has_small_name(kept.path.as_str()) || is_small_download(kept),
    }
}

/// Whether it is a clone of a repository of Arch's users, which holds how to build a package and not what is built.
fn is_recipe(kept: &Kept<'_>, cx: &Cx<'_>) -> bool {
    let mut effects = cx.build.effects(kept.step).all.iter();
    effects.any(|effect| match &effect.action {
        Action::Download { url: Some(url), .. } => {
            effect.command == kept.effect.command && url.contains("://aur.archlinux.org/")
        }
        _ => false,
    })
}

/// Whether what `cp` puts there is small: a script or a setting, or a part of what the same step fetches that goes where
/// programs have their data.
fn is_small_copy(kept: &Kept<'_>, cx: &Cx<'_>) -> bool {
    let all = &cx.build.effects(kept.step).all;
    let mut sources = all.iter().filter_map(|effect| match &effect.action {
        Action::Read { path, from: ReadFrom::Here } if effect.command == kept.effect.command => Some(path),
        _ => None,
    });
    if !kept.is_tree() || matches!(kept.effect.action, Action::Write { shape: Shape::Any, .. }) {
        return sources.all(|path| has_small_name(path.as_str())) || has_small_name(kept.path.as_str());
    }
    let is_part = |path: &ImagePath| {
        all.iter().any(|effect| match &effect.action {
            Action::Write { path: whole, origin: Origin::Clone | Origin::Extract, .. } => {
                whole != path && whole.covers(path).is_yes()
            }
            _ => false,
        })
    };
    let is_for_data = DATA.iter().any(|folder| kept.path.as_str().starts_with(folder))
        && !kept.path.as_str().contains("html");
    is_for_data && sources.all(is_part)
}

/// Whether `ADD` fetches it under the name of a script or a setting.
fn is_small_download(kept: &Kept<'_>) -> bool {
    let source = kept
        .step
        .instruction
        .as_transfer()
        .and_then(|transfer| transfer.sources.iter().find(|source| source.word.span == kept.effect.span));
    // What that server hands out are the files of a repository, one by one.
    let is_raw = |url: &str| url.contains("://raw.githubusercontent.com/");
    source.is_some_and(|source| {
        has_small_name(&source.word) || is_raw(&source.word) && !has_heavy_name(&source.word)
    })
}

/// Whether it goes where settings and scripts are: below `/etc`, or as a file without an ending where commands are.
fn is_setting(path: &ImagePath) -> bool {
    let folder = path.parent();
    let is_command =
        || path.file_name().is_some_and(|name| !name.contains('.')) && folder.file_name() == Some("bin");
    path.as_str().starts_with("/etc/") || is_command()
}

/// Whether it is what a command of a stage prints into a file.
fn is_printed(path: &ImagePath, stage: usize, cx: &Cx<'_>) -> bool {
    let steps = cx.build.chain(stage).flat_map(|stage| stage.steps.iter().rev()).take(MOST_STEPS);
    let mut effects = steps.flat_map(|step| cx.build.effects(step).all.iter().rev());
    let last = effects.find(|effect| effect.action.stored() == Some(path));
    last.is_some_and(|effect| matches!(effect.action, Action::Write { origin: Origin::Output, .. }))
}

/// Whether a step uses what is in it as words of a command, as nobody does with a big file: `$(cat packages)`.
pub(crate) fn is_list(kept: &Kept<'_>, step: &Step<'_>) -> bool {
    let Some(name) = kept.path.file_name().filter(|_| kept.path.is_exact()) else { return false };
    let text = &step.instruction.text;
    let reads_behind = |start: &str| {
        text.split(start)
            .skip(1)
            .filter_map(|rest| rest.split([')', '|', ';', '`', '&']).next())
            .any(|operand| base_name(operand.trim().trim_matches('"')) == name)
    };
    reads_behind("$(cat ") || reads_behind("$(< ") || reads_behind("$(<")
}

/// Whether a name is that of a file which seldom is small: an archive of classes, a model, the code of a device.
pub(crate) fn has_heavy_name(name: &str) -> bool {
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    ending.is_some_and(|ending| matches!(ending, "bin" | "ear" | "jar" | "war"))
}

/// Whether a name is that of a script, a setting or a key.
pub(crate) fn has_small_name(path: &str) -> bool {
    let name = base_name(path).trim_end_matches('*');
    if name.starts_with('.') || matches!(name, "Makefile" | "Gemfile" | "Pipfile" | "Procfile" | "Rakefile") {
        return true;
    }
    let Some((_, ending)) = name.rsplit_once('.') else {
        // `condarc`, but not `src`.
        return name.ends_with("rc") && !name.ends_with("src") && name.len() > 3;
    };
    ENDINGS.contains(&ending.to_ascii_lowercase().as_str())
}
