//! What a Docker build means, as far as a file alone can tell.
//!
//! [`Build`] is a Dockerfile as the build that it describes: its [stages](Stage), the [variables] in scope, and for each
//! [step](Step) the shell, user and folder [in force](State), the [scripts](StepScript) it runs, its [effects] on the
//! image, what of them [stays](Build::stored) in its layer, and what it is [cached by](Build::cache_key).
//!
//! Under it lie
//! - [`path`]: paths that are known in part, and questions about them that may be answered with "maybe";
//! - [`packages`]: what package managers do, and what each of them leaves behind;
//! - [`base_image`]: what is known of the image behind a `FROM`: its variables, its user, its shells, its end of life;
//! - [`image`]: what an image reference refers to, and whether it is one;
//! - [`archives`]: what the name of a file says of its being packed;
//! - [`secrets`]: what is a secret by its name, and which values are written out;
//! - [`context`] and [`dockerignore`]: the files that a build can see.
//!
//! Everything here is a function of texts: nothing reads a disk, asks a registry or knows what day it is.
//!
//! ```
//! use dlint_model::Build;
//! use dlint_text::SourceFile;
//!
//! let source = SourceFile::new("Dockerfile", "FROM debian:12\nWORKDIR /srv\nRUN curl -O https://example.org/a.tgz\n");
//! let file = dlint_syntax::parse(&source);
//! let build = Build::new(&source, &file);
//! let step = &build.stages()[0].steps[1];
//! assert_eq!(build.stored(step)[0].to_string(), "writes /srv/a.tgz (downloaded)");
//! ```

pub mod archives;
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
pub mod secrets;
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
