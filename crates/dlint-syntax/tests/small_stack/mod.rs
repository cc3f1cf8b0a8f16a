//! The stack that a thread has where nobody asked for more.

/// Runs `work` on a thread with a stack of 2 MiB, and hands on its panics.
pub(crate) fn run<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    let builder = std::thread::Builder::new().stack_size(2 * 1024 * 1024);
    std::thread::scope(|scope| {
        match builder.spawn_scoped(scope, work).map(std::thread::ScopedJoinHandle::join) {
            Ok(Ok(result)) => result,
            Ok(Err(panic)) => std::panic::resume_unwind(panic),
            Err(error) => panic!("{error}"),
        }
    })
}
