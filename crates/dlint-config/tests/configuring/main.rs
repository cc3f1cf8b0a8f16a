//! Configurations: what they do, where they are found, what is wrong with them, and what they leave out.

#![expect(clippy::expect_used, reason = "a test stops where something is not as it should be")]

mod documentation;
mod finding;
mod hostile;
mod mistakes;
mod settings;
mod showing;
mod support;
mod walks;
