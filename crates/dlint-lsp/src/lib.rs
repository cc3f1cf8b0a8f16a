//! The language server of dlint.

mod convert;
mod document;
mod features;
pub mod language;
mod view;
