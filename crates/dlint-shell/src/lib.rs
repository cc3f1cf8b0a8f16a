//! Sees through the shell: the commands in a body, where each of them stands, and what is wrong with the body.
//!
//! A body is the text behind `RUN`, `CMD`, `ENTRYPOINT` and `HEALTHCHECK CMD`, a heredoc that a shell reads, or the
//! words of an exec form. [`Script`] is a function of the text with its map back to the file, the [`Dialect`] and the
//! [`Variables`] in scope; it reads no disk and runs nothing.
//!
//! The parser and the findings are those of the `shuck` crates, which no other crate names: what is public here is
//! the view that rules are written against. Whatever the text is, reading it ends, on a small stack too; a text that
//! is nested beyond reason, or that the parser fails on, is [`Reading::Unknown`].
//!
//! ```
//! use dlint_shell::{Dialect, Script, Variables};
//! use dlint_text::MappedText;
//!
//! let text = MappedText::copied("apt-get update && sudo apt-get install -y $PACKAGES", 4);
//! let variables = [("PACKAGES", "curl")].into_iter().collect();
//! let script = Script::read(&text, Dialect::default(), &variables);
//! let names: Vec<_> = script.body().commands.iter().filter_map(|command| command.name()).collect();
//! assert_eq!(names, ["apt-get", "sudo", "apt-get"]);
//! let install = &script.body().commands[2];
//! assert_eq!((install.wrapped_by, install.arguments()[2].value()), (Some(1), Some("curl")));
//! ```

mod body;
mod codes;
mod command;
mod dialect;
mod feed;
mod findings;
mod limits;
mod may_set;
mod parse;
mod read;
mod scan;
mod script;
mod values;
mod variables;
mod walk;
mod windows;
mod word;
mod wrappers;

pub use body::{Body, Joined, Nest, NestKind, Pipeline, Reading, Standing, Unknown};
pub use codes::codes;
pub use command::{Assignment, AssignmentScope, Command, Redirection, RedirectionOperator, base_name};
pub use dialect::{Dialect, Shell};
pub use findings::{ShellFinding, ShellFix, ShellSeverity, reuse_findings};
pub use script::{ExecWord, Script};
pub use variables::Variables;
pub use word::{Piece, Quoting, VariableUse, Word};
pub use wrappers::takes_next_word;
