//! `CopyIgnoredFile` copy-source-ignored. Spec: rules/CopyIgnoredFile-copy-source-ignored.md

use dlint_diagnostics::{Category, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::context::Entry;
use dlint_model::dockerignore::Dockerignore;
use dlint_syntax::Keyword;

use crate::support::instruction_words::expand;

pub(crate) static RULE: Rule = Rule::new(
    "CopyIgnoredFile",
    "copy-source-ignored",
    Check::Instruction(&[Keyword::Add, Keyword::Copy], check),
)
.category(Category::Correctness)
.severity(Severity::Warning);

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(transfer)) = (step.model, step.as_transfer()) else { return };
    // What a trigger copies comes from another context.
    if step.flag("from").is_some() || step.onbuild.is_some() {
        return;
    }
    let context = cx.context();
    let Some((path, text)) = context.ignore_file() else { return };
    let ignore = Dockerignore::parse(&text);
    let file = path.rsplit(['/', '\\']).next().unwrap_or_default();
    for source in transfer.sources.iter().filter(|source| source.heredoc.is_none()) {
        let expanded = expand(&source.word, model, cx);
        let Some(name) = expanded.known().filter(|name| !is_remote(name)) else { continue };
        let Some(name) = clean(name) else { continue };
        let Some(pattern) = hidden_by(&ignore, &name, |path| context.entry(path)) else { continue };
        let reporter = out
            .report(
                &RULE,
                source.word.span,
                format!("`{file}` keeps `{}` out of the build", source.word.as_str()),
            )
            .why("the build stops here because it does not find the file")
            .help(format!("change the pattern `{pattern}`, or add `!{name}` below it"));
        if name.is_empty() {
            reporter
                .why("nothing is copied")
                .help(format!("change the pattern `{pattern}`, which leaves nothing"));
        }
    }
}

fn is_remote(name: &str) -> bool {
    name.contains("://") || name.starts_with("git@")
}

/// A path of the context without `.`, `..` and `//`; `None` where it leads out of it.
fn clean(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/').filter(|part| !part.is_empty() && *part != ".") {
        if part == ".." {
            parts.pop()?;
        } else {
            parts.push(part);
        }
    }
    Some(parts.join("/"))
}

/// The pattern that hides a path, if nothing below the path is brought back.
fn hidden_by<'i>(
    ignore: &'i Dockerignore,
    path: &str,
    entry: impl Fn(&str) -> Option<Entry>,
) -> Option<&'i str> {
    if path.is_empty() {
        // Only what hides everything hides the root.
        let everything =
            ignore.patterns().iter().find(|pattern| matches!(pattern.text.as_str(), "*" | "**" | "**/*"));
        return everything.filter(|_| !ignore.has_negation()).map(|pattern| pattern.text.as_str());
    }
    let pattern = ignore.ignored(path)?;
    let is_file = matches!(entry(path), Some(Entry::File { .. }));
    (is_file || !ignore.has_negation()).then_some(pattern.text.as_str())
}
