//! What the server offers, a file each: pure functions of a [`View`](crate::view::View) and a place.

#[cfg(test)]
#[expect(dead_code, reason = "used by the features to come")]
mod testing;
