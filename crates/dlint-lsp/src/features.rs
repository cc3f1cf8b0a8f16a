//! What the server offers, a file each: pure functions of a [`View`](crate::view::View) and a place.

#[cfg(test)]
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod format;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod hints;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod lenses;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod links;
#[cfg(test)]
mod testing;
#[cfg_attr(not(test), expect(dead_code, reason = "the server calls it"))]
pub(crate) mod tokens;
mod values;
