//! What the inside of dlint sees: for people who write rules, and to compare with other programs.

mod expand;
mod model;
mod model_lines;
mod outline;
mod tree;

pub use expand::{Answer, Question};
pub use model::Model;
pub use model_lines::lines as model_lines;
pub use outline::outline;
pub use tree::Tree;
