//! What the server knows of the language: tables in our own words, and small functions that look things up.
//!
//! There is nothing of the protocol here, nothing of a particular file, and nothing is read from anywhere.
//! Which flags an instruction has is a fact of [`dlint_syntax`]; what is added is what a person wants to be told
//! of them. How the words of an instruction are completed is not asked here either.
//!
//! ```
//! use dlint_lsp::language;
//! use dlint_syntax::Keyword;
//!
//! let copy = language::instruction(Keyword::Copy).unwrap();
//! assert_eq!(copy.url(), "https://docs.docker.com/reference/dockerfile/#copy");
//! assert_eq!(language::flag(Keyword::Copy, "parents").unwrap().labs, Some((1, 7)));
//! assert!(language::mount_kind("cache").unwrap().key("dst").unwrap().aliases.contains(&"dst"));
//! ```

mod directive;
mod flag;
mod form;
mod instruction;
mod mount;
mod program;
mod snippet;
mod value;
mod variable;
mod words;

pub use directive::{CHECKS, CheckName, DIRECTIVES, DirectiveInfo, directive};
pub use flag::{FlagInfo, flag, flags, is_known_to, is_on_trial, repeats};
pub use form::{Form, Parameter};
pub use instruction::{InstructionInfo, instruction, instructions, onbuild_children};
pub use mount::{MOUNTS, MountKey, MountKind, mount_kind};
pub use program::{Program, ProgramOption, Subcommand, program, programs};
pub use snippet::Snippet;
pub(crate) use snippet::plain;
pub use value::{Offer, ValueKind};
pub use variable::{VARIABLES, Variable, VariableKind, variable};
pub use words::{HEALTHCHECKS, PLATFORMS, PROTOCOLS, SIGNALS, signal};

/// The page that the links lead to.
pub const REFERENCE: &str = "https://docs.docker.com/reference/dockerfile/";

/// A version of the Dockerfile frontend: `(1, 4)` is that of `# syntax=docker/dockerfile:1.4`.
pub type Version = (u32, u32);
