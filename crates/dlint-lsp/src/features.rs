//! What the server offers, a file each: pure functions of a [`View`](crate::view::View) and a place.

#[expect(dead_code, reason = "the server calls it")]
pub(crate) mod completion;
#[expect(dead_code, reason = "the server calls it")]
pub(crate) mod signature;
#[cfg(test)]
mod testing;
