//! Linting a version of a document, once.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use dlint_config::{Baseline, FileSettings, Given, Listings, Nearby, folder_of_baseline, name_in_baseline};
use dlint_diagnostics::Finding;
use dlint_linter::{Input, RuleSet, lint};
use dlint_model::context::{FindContext, NoContext};

use crate::document::Document;
use crate::lock::lock;

/// What was found in a version of a document, and nothing of what it took: versions come and go.
pub(crate) type Linted = [Finding];

/// What a document is linted with.
#[derive(Debug, Clone)]
pub(crate) struct With {
    /// The rules.
    pub(crate) rules: Arc<RuleSet>,
    /// What its configuration says.
    pub(crate) settings: Arc<FileSettings>,
    /// Where it lies, or would.
    pub(crate) path: PathBuf,
    /// Whether it lies in a folder that is somebody's: what is written nowhere yet, while no folder is open, has no
    /// build context.
    pub(crate) is_somewhere: bool,
    /// Counts up whenever something else than the text changes: a configuration, a file of the context.
    pub(crate) generation: u64,
}

impl With {
    /// The context of the document, which is looked for when somebody asks.
    pub(crate) fn context(&self) -> Box<dyn FindContext> {
        // What is listed is listed anew: files come and go while an editor runs.
        let listings = Listings::default();
        match &self.settings.context {
            Some(root) => Box::new(Given::new(root, &self.path).with_listings(listings)),
            None if !self.is_somewhere => Box::new(NoContext),
            None => Box::new(Nearby::new(&self.path).with_listings(listings)),
        }
    }
}

/// The last that was found in a version of a document. Whoever comes while it is worked out waits for it.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<Option<(u64, Arc<Linted>)>>);

impl Memo {
    /// What is found in a document.
    pub(crate) fn of(&self, document: &Document, with: &With) -> Arc<Linted> {
        let mut memo = lock(&self.0);
        if let Some((_, linted)) = memo.as_ref().filter(|(generation, _)| *generation == with.generation) {
            return Arc::clone(linted);
        }
        let context = with.context();
        let input = Input::new(&document.source).with_context(&*context).with_build(&with.settings.build);
        let mut findings = lint(&with.settings.settings, &with.rules, &input).findings;
        if let Some(baseline) = &with.settings.baseline {
            take_known(baseline, &with.path, &mut findings);
        }
        let linted: Arc<Linted> = findings.into();
        *memo = Some((with.generation, Arc::clone(&linted)));
        linted
    }
}

/// Takes out what a baseline knows. One that cannot be read knows nothing here; the command says what is wrong with it.
fn take_known(baseline: &Path, file: &Path, findings: &mut Vec<Finding>) {
    let text = std::fs::read_to_string(baseline).ok();
    let Some(mut known) = text.and_then(|text| Baseline::read(&text).ok()) else { return };
    let name = name_in_baseline(file, &folder_of_baseline(baseline));
    findings.retain(|finding| !known.knows(&name, finding));
}
