//! Comparison with other programs' recorded answers.

mod class;
mod parser;
mod rules;
mod shell;
mod tally;

use parser::lines;

pub(crate) use parser::parser;
pub(crate) use rules::{Peer, Show, rules};
pub(crate) use shell::shell;
