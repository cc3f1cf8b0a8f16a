//! Command lines, and the commands that the rules get to see in them.

#![expect(clippy::tests_outside_test_module, reason = "this whole file is a test")]

mod pieces;
mod show;
mod standing;
mod texts;
mod windows;
mod words;
mod wrappers;
