//! What several rules need.

pub(crate) mod flags;
pub(crate) mod global_arguments;
pub(crate) mod instruction_words;
pub(crate) mod label_values;
pub(crate) mod labels;
pub(crate) mod last_user;
pub(crate) mod references;
pub(crate) mod secret_names;
pub(crate) mod torn;
pub(crate) mod whole_lines;
