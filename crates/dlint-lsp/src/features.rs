//! What the server offers, a file each: pure functions of a [`View`](crate::view::View) and a place.

pub(crate) mod completion;
pub(crate) mod definition;
pub(crate) mod folding;
pub(crate) mod format;
pub(crate) mod highlight;
pub(crate) mod hints;
pub(crate) mod hover;
pub(crate) mod lenses;
pub(crate) mod links;
mod names;
pub(crate) mod references;
pub(crate) mod rename;
mod secrets;
pub(crate) mod selection;
mod shown;
pub(crate) mod signature;
pub(crate) mod symbols;
#[cfg(test)]
pub(crate) mod testing;
pub(crate) mod tokens;
mod values;
