//! DL3020 add-instead-of-copy. Spec: rules/DL3020-add-instead-of-copy.md

use dlint_diagnostics::{Category, Change, FixKind, Safety, Severity};
use dlint_linter::{Check, Cx, Findings, Rule, Step};
use dlint_model::archives::{Compression, packed};
use dlint_model::path::has_pattern;
use dlint_syntax::{Keyword, Source};

use crate::support::instruction_words::expand;
use crate::support::torn::is_torn;

pub(crate) static RULE: Rule =
    Rule::new("DL3020", "add-instead-of-copy", Check::Instruction(&[Keyword::Add], check))
        .category(Category::Correctness)
        .severity(Severity::Info)
        .fix(FixKind::Sometimes(Safety::Safe));

/// The flags that only `ADD` has.
const ONLY_ADD: [&str; 3] = ["checksum", "keep-git-dir", "unpack"];

/// What a source is, as far as the file tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A file or folder of the build context that `ADD` copies as it is.
    Plain,
    /// A pattern that may find archives among others.
    Pattern,
    /// An archive, an address, a repository, or something that only the build knows.
    Other,
}

fn check(step: &Step<'_>, cx: &Cx<'_>, out: &mut Findings<'_>) {
    let (Some(model), Some(transfer)) = (step.model, step.as_transfer()) else { return };
    if step.flags.iter().any(|flag| ONLY_ADD.contains(&&*flag.name)) {
        return;
    }
    let kind = |source: &Source| {
        if source.heredoc.is_some() {
            return Kind::Other;
        }
        let text = if transfer.json { source.word.to_string() } else { expand(&source.word, model, cx).text };
        kind_of(&text)
    };
    let kinds: Vec<Kind> = transfer.sources.iter().map(kind).collect();
    if kinds.iter().all(|kind| *kind == Kind::Other) || is_torn(step, cx) {
        return;
    }
    let why = "`ADD` also fetches addresses and unpacks archives: whoever reads it has to ask whether it does so here";
    if kinds.contains(&Kind::Other) {
        let mut pairs = transfer.sources.iter().zip(&kinds);
        let Some((plain, _)) = pairs.find(|(_, kind)| **kind != Kind::Other) else { return };
        let message = format!("`ADD` for `{}`, which `COPY` copies as well", plain.word.as_str());
        out.report(&RULE, step.keyword_text.span(), message)
            .why(why)
            .help("give what is no archive and no address a `COPY` of its own, and keep `ADD` for the rest");
        return;
    }
    let reporter = out
        .report(&RULE, step.keyword_text.span(), "`ADD` for files that `COPY` copies as well")
        .why(why)
        .help("write `COPY`, and keep `ADD` for what `COPY` cannot do");
    if step.onbuild.is_some() {
        return;
    }
    let safety = if kinds.contains(&Kind::Pattern) { Safety::Unsafe } else { Safety::Safe };
    let copy = if step.keyword_text.chars().all(char::is_lowercase) { "copy" } else { "COPY" };
    reporter
        .fix("use `COPY`", safety, |edits| edits.replace(step.keyword_text.span(), copy))
        .declares([Change::Removes("ADD", String::new()), Change::Adds("COPY", String::new())]);
}

fn kind_of(source: &str) -> Kind {
    let is_address = source.contains("://") || source.starts_with("git@") || source.starts_with("${");
    let name = source.rsplit(['/', '\\']).next().unwrap_or_default();
    // Older builders unpack more than those of today.
    let is_archive = packed(name).is_some_and(|packed| packed.compression != Some(Compression::Lz4));
    // What a variable ends in, nobody knows.
    if is_address || is_archive || source.ends_with('}') && name.contains("${") {
        Kind::Other
    } else if has_pattern(name) {
        Kind::Pattern
    } else {
        Kind::Plain
    }
}
