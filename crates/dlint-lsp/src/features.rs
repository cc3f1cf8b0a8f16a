//! What the server offers, a file each: pure functions of a [`View`](crate::view::View) and a place.

#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod definition;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod folding;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod highlight;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod hover;
mod names;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod references;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod rename;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod selection;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod symbols;
#[cfg(test)]
mod testing;
