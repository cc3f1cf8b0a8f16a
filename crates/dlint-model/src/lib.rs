//! What a Docker build means, as far as a file alone can tell.
//!
//! - [`base_image`]: what is known of the image behind a `FROM`: its variables, its user, its shells, its end of life;
//! - [`dockerignore`]: which files of the build context a build never sees;
//! - [`image`]: what an image reference refers to, and whether it is one.
//!
//! Everything here is a function of texts: nothing reads a disk, asks a registry or knows what day it is.

pub mod base_image;
mod build;
mod cache;
pub mod context;
pub mod dockerignore;
pub mod effects;
pub mod image;
mod layers;
pub mod packages;
pub mod path;
mod scripts;
mod stage;
mod state;
mod step;
pub mod variables;

pub use build::{Build, Options};
pub use cache::CacheKey;
pub use scripts::{Runs, StepScript};
pub use stage::{Base, BaseImage, Reference, Stage, Target};
pub use state::{Os, State, User};
pub use step::{Layer, Step};
