//! What tests of rules need: a run of some of them over a text.

use dlint_diagnostics::Finding;
use dlint_linter::{Input, Selection, Settings, lint};
use dlint_model::context::{BuildContext, FindContext, MemoryContext, NoContext};
use dlint_text::SourceFile;

/// Files of a build context, with what is in them.
pub(crate) type Files = &'static [(&'static str, &'static str)];

/// The build context of these files, or, without any, one that nobody knows.
#[derive(Debug)]
struct Around(Files);

impl FindContext for Around {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        if self.0.is_empty() {
            return Box::new(NoContext);
        }
        Box::new(MemoryContext::new(self.0.iter().copied()))
    }
}

/// What rules find in a Dockerfile with these files around it.
#[expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]
pub(crate) fn found(codes: &[&str], text: &str, files: Files) -> Vec<Finding> {
    let rules = dlint_rules::all();
    let select = codes.iter().map(|code| (*code).to_owned()).collect();
    let selection = Selection { select, ..Selection::default() };
    let settings = Settings::new(&rules, &selection).expect("every code can be selected");
    let source = SourceFile::new("Dockerfile", text);
    lint(&settings, &rules, &Input::new(&source).with_context(&Around(files))).findings
}
