//! Conversations with the language server: what a client says, and what it is answered.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test stops where something is not as it should be"
)]

mod actions;
mod client;
mod diagnostics;
mod editing;
mod everywhere;
mod looks;
mod protocol;
mod status;
mod workspace;

/// A document that lies nowhere.
const UNTITLED: &str = "untitled:Untitled-1";

fn uri(path: &std::path::Path) -> String {
    format!("file://{}", path.display())
}
