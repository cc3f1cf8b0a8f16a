//! What several rules need: small, and named by what it does.

pub(crate) mod add_words;
pub(crate) mod append;
pub(crate) mod earlier;
pub(crate) mod given;
pub(crate) mod later_installs;
pub(crate) mod left_caches;
pub(crate) mod packages;
pub(crate) mod pipes;
pub(crate) mod shell_lists;
