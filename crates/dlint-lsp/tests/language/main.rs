//! The tables are held to what reads Dockerfiles: the parser, the rules, and the model of package managers.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

mod flags;
mod instructions;
mod mounts;
mod programs;
mod texts;
mod words;

use dlint_linter::{Input, Selection, Settings, lint};
use dlint_syntax::SyntaxErrorKind;
use dlint_text::SourceFile;

/// What the parser says is wrong with a text.
fn errors(text: &str) -> Vec<SyntaxErrorKind> {
    let file = dlint_syntax::parse(&SourceFile::new("Dockerfile", text));
    file.errors.into_iter().map(|error| error.kind).collect()
}

/// What a rule finds in a text: the message, and what to do.
fn found(code: &str, text: &str) -> Vec<(String, String)> {
    let rules = dlint_rules::all();
    let selection = Selection { select: vec![code.to_owned()], ..Selection::default() };
    let settings = Settings::new(&rules, &selection).expect("a code of a rule");
    let source = SourceFile::new("Dockerfile", text);
    let findings = lint(&settings, &rules, &Input::new(&source)).findings;
    let of_it = findings.into_iter().filter(|finding| finding.variant.code == code);
    of_it.map(|finding| (finding.message, finding.help.unwrap_or_default())).collect()
}
