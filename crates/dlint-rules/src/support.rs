//! What several rules need.

pub(crate) mod global_arguments;
pub(crate) mod instruction_words;
pub(crate) mod last_user;
pub(crate) mod references;
pub(crate) mod whole_lines;
