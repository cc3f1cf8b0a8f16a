//! What the model says about Dockerfiles, as pages of facts.
//!
//! A page in `tests/facts` holds Dockerfiles, and under each one the facts: what each of its steps does, in order.
//! `DLINT_BLESS=1 cargo test -p dlint-model --test facts` writes the facts; read the difference before you commit it.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

use std::fmt::Write as _;
use std::path::Path;

use dlint_model::Build;
use dlint_text::SourceFile;

/// What each step of a file does, as text.
fn facts(text: &str) -> String {
    let source = SourceFile::new("Dockerfile", text);
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let mut facts = String::new();
    for stage in build.stages() {
        for step in &stage.steps {
            let effects = build.effects(step);
            if effects.all.is_empty() {
                continue;
            }
            let line = step.onbuild.unwrap_or(step.instruction).first_line;
            writeln!(facts, "line {line}, {}:", step.instruction.keyword.as_str()).expect("a string");
            for effect in &effects.all {
                writeln!(facts, "  {effect}").expect("a string");
            }
        }
    }
    facts
}

/// A page with the facts under each Dockerfile as they are.
fn with_facts(page: &str) -> String {
    let mut written = String::new();
    let mut rest = page;
    while let Some(start) = rest.find("```dockerfile\n") {
        let (before, behind) = rest.split_at(start);
        written.push_str(before);
        let end = behind.find("\n```\n").expect("the end of a Dockerfile") + 1;
        let (block, behind) = behind.split_at(end);
        let text = block.strip_prefix("```dockerfile\n").expect("a Dockerfile");
        written.push_str(block);
        write!(written, "```\n\n```text\n{}```\n", facts(text)).expect("a string");
        rest = behind.strip_prefix("```\n").expect("the end of a Dockerfile");
        if let Some(old) = rest.strip_prefix("\n```text\n") {
            // The facts may be empty.
            let end =
                if old.starts_with("```\n") { 0 } else { old.find("\n```\n").expect("the end of facts") + 1 };
            rest = old.get(end + 4..).expect("the end of facts");
        }
    }
    written.push_str(rest);
    written
}

#[test]
fn the_facts_are_as_the_pages_have_them() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/facts");
    let mut wrong = Vec::new();
    let mut pages = 0;
    for entry in std::fs::read_dir(folder).expect("the pages").flatten() {
        let page = std::fs::read_to_string(entry.path()).expect("a page");
        pages += 1;
        let written = with_facts(&page);
        if written == page {
            continue;
        }
        if std::env::var_os("DLINT_BLESS").is_some() {
            std::fs::write(entry.path(), written).expect("a page that can be written");
            continue;
        }
        let differs = page.lines().zip(written.lines()).position(|(old, new)| old != new).unwrap_or_default();
        let line = |text: &str| text.lines().nth(differs).unwrap_or("nothing").to_owned();
        wrong.push(format!(
            "{}:{}: the page has `{}`, the model `{}`",
            entry.path().display(),
            differs + 1,
            line(&page),
            line(&written)
        ));
    }
    assert!(pages > 0, "there are no pages");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
