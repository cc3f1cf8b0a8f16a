//! Comparison with other programs' recorded answers.

mod check_comments;
mod class;
mod parser;
mod rules;
mod shell;
mod tally;

use parser::lines;

pub(crate) use check_comments::check_comments;
pub(crate) use parser::parser;
pub(crate) use rules::{Peer, rules};
pub(crate) use shell::shell;
