//! What is a secret: by the name of the variable that holds it, and by the look of the value.
//!
//! A value that is found here is only looked at: whoever speaks of it names its place.

mod names;
mod values;

pub use names::{Doubt, is_secret};
pub use values::is_written_out;
