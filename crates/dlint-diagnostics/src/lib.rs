//! What dlint says: the facts about a rule, its findings, their fixes, and how fixes are applied.
//!
//! Pure data and pure functions. Nothing here knows what a Dockerfile is, what a finding looks like on a screen
//! or in JSON (each output format owns its own shape), or where a file is kept.

mod change;
mod finding;
mod fingerprint;
mod fix;
mod meta;
mod pass;
mod secrets;
mod suppressed;

pub use change::Change;
pub use finding::{Finding, Label};
pub use fingerprint::Fingerprint;
pub use fix::{Fix, Group, Ignored, NoFix, Safety};
pub use meta::{About, Category, FixKind, Priority, RuleMeta, Severity, Status, Variant};
pub use pass::{Candidate, Pass, apply_fixes};
pub use secrets::Secrets;
pub use suppressed::{Origin, Suppressed};
