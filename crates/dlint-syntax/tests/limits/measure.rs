//! How long it takes to read a text: the time that the processor was at it, for other programs may be busy beside it.

use std::time::Duration;

use dlint_syntax::{File, parse};
use dlint_text::SourceFile;

use crate::small_stack;

/// The time that reading any of these files may take.
const BOUND: Duration = Duration::from_secs(10);

/// How much longer twice the size may take: twice as long for what is linear, four times for what is quadratic.
const GROWTH: f64 = 3.2;

/// Times below this say nothing about growth.
const NOTICEABLE: Duration = Duration::from_millis(400);

/// Reads files of up to this size, each twice as large as the one before, and hands what came of the last to `look`.
///
/// Small ones come first, so that what grows too fast is found out before it takes minutes.
pub(super) fn check(size: usize, text: impl Fn(usize) -> String, look: impl Fn(&File) + Send) {
    let mut before = None;
    for part in [32, 16, 8, 4, 2] {
        before = Some(step(size / part, &text, before, |_| {}));
    }
    step(size, &text, before, look);
}

/// Reads a file of this size. `before` is how long half of it took.
fn step(
    size: usize,
    text: impl Fn(usize) -> String,
    before: Option<Duration>,
    look: impl Fn(&File) + Send,
) -> Duration {
    let whole = text(size);
    let taken = small_stack::run(|| read(whole, look));
    let growth = |whole: Duration, half: Duration| whole.as_secs_f64() / half.as_secs_f64();
    if let Some(before) = before
        && taken > NOTICEABLE
        && growth(taken, before) > GROWTH
    {
        // The fastest of a few runs, in turns, for another program may have been in the memory's way for a while.
        let texts = [text(size / 2), text(size)];
        let mut fastest = [Duration::MAX; 2];
        for _ in 0..5 {
            for (text, fastest) in texts.iter().zip(&mut fastest) {
                *fastest = small_stack::run(|| read(text.clone(), |_| {})).min(*fastest);
            }
        }
        let [half, whole] = fastest;
        assert!(growth(whole, half) < GROWTH, "{size} take {whole:?}, but half as many only {half:?}");
    }
    assert!(taken < BOUND, "{size} take {taken:?}");
    taken
}

/// The time it takes to read a text, to print it again, and to let go of it.
fn read(text: String, look: impl Fn(&File)) -> Duration {
    let source = SourceFile::new("Dockerfile", text);
    let start = busy();
    let file = parse(&source);
    assert_eq!(file.print(&source).len(), source.bytes().len());
    let stages = file.stages().len();
    assert!(stages <= file.instructions.len());
    let _ = file.verdict().map(ToString::to_string);
    let taken = busy().saturating_sub(start);
    look(&file);
    let start = busy();
    drop(file);
    taken + busy().saturating_sub(start)
}

/// How long this thread has been running.
#[cfg(unix)]
fn busy() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    let part = |number: i64| u64::try_from(number).unwrap_or_default();
    Duration::from_secs(part(time.tv_sec)) + Duration::from_nanos(part(time.tv_nsec))
}

/// The time that has gone by, where the system does not say what a thread had of it.
#[cfg(not(unix))]
fn busy() -> Duration {
    use std::{sync::LazyLock, time::Instant};
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed()
}
