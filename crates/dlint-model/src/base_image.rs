//! What is known of base images, without asking anybody.
//!
//! A rule that looks at `RUN apt-get …` wants to know whether the base has `apt`; a rule about undefined variables,
//! which ones the base sets. [`lookup`] answers from tables compiled into the program. `data/README.md` says where
//! the facts come from; `cargo xtask generate` makes the tables, so that nothing is read or parsed at run time.
//!
//! What is not known is not guessed: an unknown image gives `None`, an unknown fact [`Setting::Unknown`] or `None`.
//!
//! ```
//! use dlint_model::base_image::{Family, PackageManager, Setting, lookup};
//!
//! let node = lookup("node", Some("20-alpine")).unwrap();
//! assert_eq!(node.package_manager, Some(PackageManager::Apk));
//! assert_eq!(node.family, Some(Family::Alpine));
//! assert_eq!(node.user, Setting::NotSet);
//! assert_eq!(node.end_of_life.unwrap().date.to_string(), "2026-04-30");
//! assert!(lookup("registry.example.com/our/own", None).is_none());
//! ```

mod eol;
mod facts;
mod kinds;
mod lookup;
mod name;
mod tables;
pub mod tag;
#[cfg(test)]
mod tests;

pub use eol::{Date, End, EndOfLife, InvalidDate, as_of, end_of_life};
pub use facts::{Deprecated, Environment, Facts, Setting, User};
pub use kinds::{Confidence, Family, Kind, PackageManager, Shell, Shells};
pub use lookup::{lookup, releases};
pub use name::{canonical_name, known_images};
