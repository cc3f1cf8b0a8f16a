//! Findings: their codes, their places in the file, their fixes.

#![expect(clippy::tests_outside_test_module, reason = "this whole file is a test")]

mod added;
mod places;
mod values;
