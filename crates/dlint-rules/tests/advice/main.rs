//! What findings advise is true of the build at hand.

mod bases;
mod layers;
#[path = "../support/mod.rs"]
mod support;
