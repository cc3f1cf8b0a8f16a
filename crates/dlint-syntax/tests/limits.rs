//! Files made to be slow or to exhaust the stack are read like any other.
//!
//! Each is read on a small stack, at several sizes. How the time grows from one to the next tells what is linear from
//! what is quadratic, also in a debug build on a busy machine.

#[cfg(test)]
mod small_stack;

#[cfg(test)]
mod limits {
    mod heredocs;
    mod lines;
    mod measure;
    mod nesting;
    mod words;
}
