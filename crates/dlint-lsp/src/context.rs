//! A build context that is looked for when something of it is asked for, and not before.

use std::cell::OnceCell;

use dlint_model::Build;
use dlint_model::context::{BuildContext, Certainty, Entry, FindContext};
use dlint_text::SourceFile;

/// The context of a build.
#[derive(Debug)]
pub(crate) struct LazyContext<'a> {
    find: Box<dyn FindContext>,
    build: &'a Build<'a>,
    found: OnceCell<Box<dyn BuildContext>>,
}

impl<'a> LazyContext<'a> {
    /// What `find` finds for a build.
    pub(crate) const fn new(find: Box<dyn FindContext>, build: &'a Build<'a>) -> Self {
        Self { find, build, found: OnceCell::new() }
    }

    fn found(&self) -> &dyn BuildContext {
        &**self.found.get_or_init(|| self.find.find(&self.build.plain_sources()))
    }
}

impl BuildContext for LazyContext<'_> {
    fn certainty(&self) -> Certainty {
        self.found().certainty()
    }

    fn name(&self) -> Option<String> {
        self.found().name()
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        self.found().entry(path)
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.found().list(folder)
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.found().read(path)
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        self.found().ignore_file()
    }

    fn ignore_path(&self) -> String {
        self.found().ignore_path()
    }
}
