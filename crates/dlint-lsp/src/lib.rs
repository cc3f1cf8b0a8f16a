//! The language server of dlint.
//!
//! So far it is what a server knows of the language before it looks at any file: [`language`].

pub mod language;
