//! Comparison with other programs' recorded answers.

mod class;
mod parser;
mod tally;

pub(crate) use parser::parser;
