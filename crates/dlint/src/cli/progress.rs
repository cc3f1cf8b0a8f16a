//! One line on a terminal that says how far a long run is.
//!
//! It comes after a second, for what is over by then needs no company, and is gone before anything else is said. It
//! stands on standard error and only where somebody looks at it: a pipe or a log of a pipeline never holds a word of it.
//! It is written with spaces and carriage returns, which every terminal understands.

use std::env;
use std::io::{self, IsTerminal as _, Write as _};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// How long a run may be quiet.
const PATIENCE: Duration = Duration::from_secs(1);
/// How often the line is written anew.
const PACE: Duration = Duration::from_millis(100);

/// A run over many files. The line goes when this is dropped.
#[derive(Debug)]
pub(super) struct Progress {
    run: Arc<Run>,
    writer: Option<JoinHandle<()>>,
}

#[derive(Debug)]
struct Run {
    total: usize,
    done: AtomicUsize,
    is_over: Mutex<bool>,
    woken: Condvar,
}

impl Progress {
    /// Begins with so many files. One file has no progress.
    pub(super) fn of(total: usize, is_quiet: bool) -> Self {
        let run = Arc::new(Run {
            total,
            done: AtomicUsize::new(0),
            is_over: Mutex::new(false),
            woken: Condvar::new(),
        });
        let is_wanted = total > 1 && !is_quiet && is_seen();
        let writer = is_wanted.then(|| {
            let run = Arc::clone(&run);
            std::thread::spawn(move || run.write())
        });
        Self { run, writer }
    }

    /// One more file is done.
    pub(super) fn step(&self) {
        self.run.done.fetch_add(1, Ordering::Relaxed);
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        *self.run.is_over.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.run.woken.notify_all();
        if let Some(writer) = self.writer.take() {
            // If it has panicked, the line stays; there is nothing else to lose.
            let _ = writer.join();
        }
    }
}

impl Run {
    /// Writes the line until the run is over, and takes it away then.
    fn write(&self) {
        let mut width = 0;
        let mut wait = PATIENCE;
        while !self.is_over_within(wait) {
            let line = line(self.done.load(Ordering::Relaxed), self.total);
            // Only the count grows, so each line covers the one before.
            width = line.len();
            put(&format!("\r{line}"));
            wait = PACE;
        }
        if width > 0 {
            put(&format!("\r{}\r", " ".repeat(width)));
        }
    }

    fn is_over_within(&self, time: Duration) -> bool {
        let is_over = self.is_over.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.woken.wait_timeout_while(is_over, time, |is_over| !*is_over);
        *waited.unwrap_or_else(PoisonError::into_inner).0
    }
}

fn line(done: usize, total: usize) -> String {
    format!("{done} of {total} files")
}

fn put(text: &str) {
    let mut stderr = io::stderr().lock();
    // Where nobody listens there is nothing to be done about it.
    let _ = stderr.write_all(text.as_bytes()).and_then(|()| stderr.flush());
}

/// Whether somebody looks at standard error. Pipelines set `CI`, and some of them pretend to be terminals.
fn is_seen() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    let is_dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
    io::stderr().is_terminal() && !is_set("CI") && !is_dumb
}
