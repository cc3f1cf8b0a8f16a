//! What dlint finds on a disk, besides Dockerfiles: its configuration, and the build context.
//!
//! This is the lowest crate that reads a disk. Everything below it is handed what it needs.
//!
//! [`Configuration`] is what a run goes by: which file is nearest to a Dockerfile, what it extends, and what all that and
//! the command line come to. A configuration is data: nothing in it is executed, and nothing is fetched. Mistakes in it
//! are values, with their places; whoever runs dlint shows them, and stops.

mod baseline;
mod changes;
mod configuration;
mod context;
mod find;
mod hadolint;
mod here;
mod key;
mod load;
mod mistake;
mod names;
mod pattern;
mod place;
mod read;
mod search;
mod settle;
mod show;
mod template;
mod value;

pub use baseline::{Baseline, BaselineError, LeftOver, folder_of_baseline, name_in_baseline};
pub use changes::Changes;
pub use configuration::{Configuration, Start};
pub use context::{DiskContext, Listings};
pub use find::{Given, Nearby};
pub use hadolint::{HadolintConfig, HadolintMistake, Threshold, hadolint_config_in, users_hadolint_config};
pub use key::{Check, Info, Key, Kind, Merge, SEVERITIES, Section};
pub use mistake::Mistake;
pub use names::is_dockerfile;
pub use pattern::{InvalidPattern, Patterns};
pub use place::{Origin, Place, Placed};
pub use search::{Source, user_config};
pub use settle::{Comments, FileSettings, NoInlineIgnores};
pub use show::{Line, Shown};
pub use template::template;
pub use value::{Body, Setting, Value};
