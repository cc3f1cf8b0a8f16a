//! `DK7024` copy-source-missing. Spec: rules/DK7024-copy-source-missing.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::context::{BuildContext, Certainty, Entry, Visible};
use dlint_model::path::has_pattern;
use dlint_syntax::{Keyword, nearest};
use dlint_text::Span;

use crate::support::instruction_words::expand;
use crate::support::torn::is_torn;

pub(crate) static RULE: Rule = Rule::new(
    "DK7024",
    "copy-source-missing",
    Check::Instruction(&[Keyword::Add, Keyword::Copy, Keyword::Run], check),
)
.category(Category::Correctness)
.severity(Severity::Error)
.fix(FixKind::Sometimes(Safety::Unsafe));

/// Folders that a build makes, which are not there before.
const MADE: &[&str] = &[
    ".next",
    ".output",
    "_build",
    "_output",
    "artifacts",
    "bin",
    "build",
    "coverage",
    "dist",
    "generated",
    "lib",
    "node_modules",
    "obj",
    "out",
    "output",
    "public",
    "publish",
    "release",
    "releases",
    "target",
    "vendor",
];

/// Endings of files that a build makes.
const MADE_ENDINGS: &[&str] = &[
    "apk", "bin", "deb", "dll", "ear", "exe", "gz", "jar", "nupkg", "pem", "rpm", "run", "so", "tar", "tgz",
    "war", "whl", "xz", "zip", "zst",
];

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    // What a trigger copies comes from another context.
    let Some(model) = step.model.filter(|model| step.onbuild.is_none() && !model.state.is_windows()) else {
        return;
    };
    let mut sources: Vec<(&str, Span)> = Vec::new();
    if let Some(transfer) = step.as_transfer().filter(|_| step.flag("from").is_none()) {
        let plain = transfer.sources.iter().filter(|source| source.heredoc.is_none());
        sources.extend(plain.map(|source| (source.word.as_str(), source.word.span)));
    }
    for mount in step.mounts.iter().filter(|mount| mount.kind().eq_ignore_ascii_case("bind")) {
        let source = mount.option("source").filter(|_| mount.option("from").is_none());
        if let Some(value) = source.and_then(|option| option.value.as_ref()) {
            sources.push((value.as_str(), value.span()));
        }
    }
    // The context is worked out only for what copies from it.
    if sources.is_empty() || cx.context().certainty() != Certainty::Configured || is_torn(step, cx) {
        return;
    }
    for (word, span) in sources {
        let expanded = expand(word, model, cx);
        if let Some(path) = expanded.known().filter(|path| is_local(path)) {
            look_for(word, path, span, cx, out);
        }
    }
}

/// Whether it names one place of the context, and not whatever a pattern finds there.
fn is_local(path: &str) -> bool {
    !path.is_empty() && !path.contains("://") && !path.starts_with("git@") && !has_pattern(path)
}

fn look_for(word: &str, path: &str, span: Span, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (clean, leads_out) = clean(path);
    let Some(missing) = first_missing(&clean, cx.context()) else { return };
    // What the ignore file hides is another rule's to say.
    let ignore = Visible::new(cx.context());
    if ignore.ignore().ignored(&clean.join("/")).is_some() {
        return;
    }
    let (folder, name) = missing;
    let folder_name = if folder.is_empty() { "the build context".to_owned() } else { format!("`{folder}`") };
    let why = if leads_out {
        "`..` does not lead out of the build context: the builder looks at its root, does not find it, and stops"
    } else {
        "the builder does not find it, and stops here"
    };
    let names = cx.context().list(&folder).unwrap_or_default();
    let meant = nearest(&name, names.iter().map(String::as_str)).filter(|_| !leads_out);
    let help = match meant {
        Some(meant) => format!("there is `{meant}`: is that meant?"),
        None if leads_out => {
            "build with a folder further up as the context, and name the path from there".to_owned()
        }
        None => format!("add it, or name what is there in {folder_name}"),
    };
    let mut reporter =
        out.report(&RULE, span, format!("there is no `{name}` in {folder_name}")).why(why).help(help);
    if meant.is_none() && !leads_out && is_made(&clean) {
        reporter = reporter.pedantic();
    }
    // The word stands there as it is, so that a part of it can be put right.
    let at = word.find(&*name).filter(|_| word == path && cx.source.slice(span).contains(word));
    if let (Some(meant), Some(_)) = (meant, at) {
        let parts: Vec<&str> = word.split('/').map(|part| if part == name { meant } else { part }).collect();
        let text = cx.source.slice(span).replacen(word, &parts.join("/"), 1);
        reporter.fix(format!("write `{meant}`"), Safety::Unsafe, |edits| edits.replace(span, text)).declares(
            [
                Change::Rewrites("ADD"),
                Change::Rewrites("COPY"),
                Change::Flags { keyword: "RUN", flag: "mount".into() },
            ],
        );
    }
}

/// A path of the context without `.`, `..` and `//`, and whether it leads out of it.
fn clean(path: &str) -> (Vec<String>, bool) {
    let mut parts: Vec<String> = Vec::new();
    let mut leads_out = false;
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            leads_out |= parts.pop().is_none();
        } else {
            parts.push(part.to_owned());
        }
    }
    (parts, leads_out)
}

/// The folder that is there, and the name that is not in it. A link may lead anywhere.
fn first_missing(parts: &[String], context: &dyn BuildContext) -> Option<(String, String)> {
    let mut folder = String::new();
    for part in parts {
        let path = if folder.is_empty() { part.clone() } else { format!("{folder}/{part}") };
        match context.entry(&path) {
            None => return Some((folder, part.clone())),
            Some(Entry::Other) => return None,
            Some(_) => folder = path,
        }
    }
    None
}

/// Whether something makes it before the image is built, as its name says.
fn is_made(parts: &[String]) -> bool {
    let ending =
        parts.last().and_then(|name| name.rsplit_once('.')).map(|(_, ending)| ending.to_ascii_lowercase());
    parts.iter().any(|part| MADE.contains(&part.as_str()))
        || ending.is_some_and(|ending| MADE_ENDINGS.contains(&ending.as_str()))
}
