//! What dlint finds on a disk, besides Dockerfiles: the build context.
//!
//! This is the lowest crate that reads a disk. Everything below it is handed what it needs.

mod context;
mod find;

pub use context::DiskContext;
pub use find::Nearby;
