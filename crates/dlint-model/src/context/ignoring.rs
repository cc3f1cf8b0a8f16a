//! A build context that ignores more than its ignore file says: what a fix would make of it.

use dlint_text::SourceFile;

use super::{BuildContext, Certainty, Entry, FindContext};

/// Finds the same contexts, and has these patterns at the end of their ignore files.
///
/// ```
/// use dlint_model::context::{FindContext, Ignoring, NoContext};
///
/// let patterns = [".git".to_owned()];
/// let context = Ignoring::new(&NoContext, &patterns).find(&[]);
/// assert_eq!(context.ignore_file().unwrap().1.text(), ".git\n");
/// ```
#[derive(Debug, Clone, Copy)]
pub struct Ignoring<'a> {
    context: &'a dyn FindContext,
    patterns: &'a [String],
}

impl<'a> Ignoring<'a> {
    /// These patterns on top of what the context ignores.
    pub const fn new(context: &'a dyn FindContext, patterns: &'a [String]) -> Self {
        Self { context, patterns }
    }
}

impl FindContext for Ignoring<'_> {
    fn find(&self, sources: &[String]) -> Box<dyn BuildContext> {
        let context = self.context.find(sources);
        if self.patterns.is_empty() {
            return context;
        }
        Box::new(Patched { context, patterns: self.patterns.to_vec() })
    }
}

/// One such context.
#[derive(Debug)]
struct Patched {
    context: Box<dyn BuildContext>,
    patterns: Vec<String>,
}

impl BuildContext for Patched {
    fn certainty(&self) -> Certainty {
        self.context.certainty()
    }

    fn name(&self) -> Option<String> {
        self.context.name()
    }

    fn entry(&self, path: &str) -> Option<Entry> {
        self.context.entry(path)
    }

    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.context.list(folder)
    }

    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.context.read(path)
    }

    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        let (path, before) = self.context.ignore_file().unwrap_or_else(|| {
            let path = self.context.ignore_path();
            (path.clone(), SourceFile::new(path, ""))
        });
        let text = before.text().to_owned() + &before.lines_at_end(&self.patterns);
        let after = SourceFile::new(path.as_str(), text);
        Some((path, after))
    }

    fn ignore_path(&self) -> String {
        self.context.ignore_path()
    }
}
