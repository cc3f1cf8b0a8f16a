//! What several threads share.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// The thing itself, for a moment. What a thread left behind that failed is still right.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
