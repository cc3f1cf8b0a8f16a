//! The threads that work.
//!
//! The one that was busy last is the next to work: what a thread has freed stays its own, and on a thread that comes new,
//! or that was idle for long, the same work would need the same memory once more.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex};

use tokio::sync::oneshot;

use crate::lock::lock;

/// Tells what came of it.
type Answer = Box<dyn FnOnce()>;

type Work = Box<dyn FnOnce() -> Answer + Send>;

/// The threads that work, and those of them that are idle, the last one on top.
#[derive(Debug, Clone, Default)]
pub(crate) struct Workers {
    idle: Arc<Mutex<Vec<Sender<Work>>>>,
}

/// Work that failed, with what it panicked with.
pub(crate) type Failed = Box<dyn Any + Send>;

impl Workers {
    /// Works on a thread of its own, and says what came of it.
    pub(crate) async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Failed> {
        let (told, tells) = oneshot::channel();
        self.give(Box::new(move || {
            let done = catch_unwind(AssertUnwindSafe(work));
            // Who has asked may be gone.
            Box::new(move || drop(told.send(done)))
        }));
        tells.await.unwrap_or_else(|gone| Err(Box::new(gone)))
    }

    fn give(&self, mut work: Work) {
        // A thread that was idle and is gone gives the work back.
        while let Some(idle) = lock(&self.idle).pop() {
            match idle.send(work) {
                Ok(()) => return,
                Err(back) => work = back.0,
            }
        }
        let (own, given) = channel::<Work>();
        let idle = Arc::clone(&self.idle);
        // Idle before it answers: what is asked for then finds it.
        let done = move |answer: Answer| {
            lock(&idle).push(own.clone());
            answer();
        };
        let run = move || {
            done(work());
            while let Ok(work) = given.recv() {
                done(work());
            }
        };
        // Without a thread the work is dropped, and whoever waits is told so.
        drop(std::thread::Builder::new().name("dlint-worker".to_owned()).spawn(run));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wait<T>(work: impl Future<Output = T>) -> T {
        tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
    }

    #[test]
    fn one_after_the_other_is_done_by_one() {
        let workers = Workers::default();
        let own = || std::thread::current().id();
        let first = wait(workers.work(own)).unwrap();
        for _ in 0..100 {
            assert_eq!(wait(workers.work(own)).unwrap(), first);
        }
    }

    #[test]
    fn none_waits_for_another_one() {
        let workers = Workers::default();
        let (told, tells) = channel::<()>();
        let long = workers.work(move || tells.recv());
        let both = async {
            let long = futures_util::FutureExt::shared(async { drop(long.await) });
            let short = workers.work(move || told.send(()));
            tokio::join!(long, short).1.is_ok()
        };
        assert!(wait(both));
    }

    #[test]
    fn a_panic_is_an_answer() {
        let workers = Workers::default();
        assert!(wait(workers.work(|| panic!("on purpose"))).is_err());
        assert_eq!(wait(workers.work(|| 1)).unwrap(), 1);
    }
}
