//! What the inside of dlint sees: for people who write rules, and to compare with other programs.

mod expand;
mod outline;
mod tree;

pub use expand::{Answer, Question};
pub use outline::outline;
pub use tree::Tree;
