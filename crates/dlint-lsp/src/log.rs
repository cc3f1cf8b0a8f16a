//! What the server says of itself: to standard error, for standard output is the protocol's, or to a file.

use std::fmt::Display;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use crate::lock::lock;

/// Where it is said.
#[derive(Debug, Clone)]
pub struct Log {
    /// Everything goes to a file that was asked for; standard error gets what went wrong.
    file: Option<Arc<Mutex<File>>>,
    start: Instant,
}

impl Log {
    /// Says what goes wrong to standard error.
    pub fn stderr() -> Self {
        Self { file: None, start: Instant::now() }
    }

    /// Says everything to a file, at its end.
    ///
    /// # Errors
    ///
    /// Those of opening the file.
    pub fn file(path: &Path) -> io::Result<Self> {
        let file = File::options().create(true).append(true).open(path)?;
        Ok(Self { file: Some(Arc::new(Mutex::new(file))), start: Instant::now() })
    }

    /// What may be of interest to whoever asked for a file. Never a text of a document.
    pub(crate) fn note(&self, what: &dyn Display) {
        if let Some(file) = &self.file {
            let mut file = lock(file);
            // Nobody can be told that nothing can be told.
            let _ = writeln!(file, "{:>10.3} {what}", self.start.elapsed().as_secs_f64());
        }
    }

    /// What went wrong.
    pub fn wrong(&self, what: &dyn Display) {
        match &self.file {
            Some(_) => self.note(what),
            None => drop(writeln!(io::stderr(), "dlint: {what}")),
        }
    }
}
