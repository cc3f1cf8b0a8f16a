//! What findings advise is true of the build at hand.

mod bases;
mod layers;

use dlint_diagnostics::Finding;
use dlint_linter::{Input, Selection, Settings, lint};
use dlint_text::SourceFile;

/// What one rule finds in a Dockerfile.
fn found(code: &str, text: &str) -> Vec<Finding> {
    let rules = dlint_rules::all();
    let selection = Selection { select: vec![code.to_owned()], ..Selection::default() };
    let Ok(settings) = Settings::new(&rules, &selection) else { return Vec::new() };
    let source = SourceFile::new("Dockerfile", text);
    lint(&settings, &rules, &Input::new(&source)).findings
}
