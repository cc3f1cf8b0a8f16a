//! What dlint finds on a disk, besides Dockerfiles: the build context.
//!
//! This is the lowest crate that reads a disk. Everything below it is handed what it needs.

mod baseline;
mod changes;
mod context;
mod find;
mod hadolint;

pub use baseline::{Baseline, BaselineError, LeftOver};
pub use changes::Changes;
pub use context::DiskContext;
pub use find::Nearby;
pub use hadolint::{HadolintConfig, HadolintMistake, Threshold, find_hadolint_config, hadolint_config_in};
