//! A Dockerfile parser that reads exactly what `BuildKit` reads, and loses nothing.
//!
//! [`parse`] takes a file and returns all of it: every physical line, the instructions with their parts typed and
//! placed, the heredocs, the comments, and a list of [`SyntaxError`]s. It never fails. Where `BuildKit` would stop at
//! an error, this parser goes on, and [`File::verdict`] is the error that `BuildKit` would have stopped at.
//!
//! It refuses to know what things mean: which image a variable stands for, what a command does, whether a file
//! exists. It does not recurse over the input, so no input can exhaust the stack.
//!
//! ```
//! use dlint_text::SourceFile;
//!
//! let source = SourceFile::new("Dockerfile", "FROM alpine:3.20 AS base\nRUNN true\n");
//! let file = dlint_syntax::parse(&source);
//! let image = file.instructions[0].as_from().unwrap().image.as_ref().unwrap();
//! assert_eq!(source.slice(image.tag.as_ref().unwrap().span()), "3.20");
//! assert_eq!(file.verdict().unwrap().to_string(), "line 2: there is no instruction `RUNN`");
//! ```

#![cfg_attr(test, expect(clippy::string_slice, reason = "a test may panic"))]

mod arguments;
mod check;
mod check_options;
mod directive;
mod duration;
mod error;
pub mod expand;
mod expanded;
mod file;
mod flags;
mod heredoc;
mod heredoc_ends;
mod image;
mod instruction;
mod json;
mod mount;
mod parser;
mod port;
mod read;
mod reader;
mod space;
mod stage;
mod suggest;
mod values;
mod words;

pub use arguments::{
    Arguments, ChainedOnbuild, CommandLine, Definition, Expose, From, Healthcheck, Onbuild, Pair, Source,
    Transfer, Word, Words,
};
pub use check_options::{CheckComment, CheckNames, CheckOptions, is_directive};
pub use error::{Phase, SyntaxError, SyntaxErrorKind};
pub use expanded::{ExpandedText, TextPlace, expanded_texts};
pub use file::{Comment, Directive, DirectiveKind, File, Line, LineKind};
pub use flags::{FlagKind, flag_since, known_flags};
pub use image::ImageReference;
pub use instruction::{Flag, Heredoc, Instruction, Keyword, lowercase};
pub use mount::{Mount, MountOption};
pub use parser::parse;
pub use port::Port;
pub use stage::{Stage, is_stage_name, reserved_stage_name};
pub use suggest::nearest;
