//! What several rules need: small, and named by what it does.

pub(crate) mod add_words;
pub(crate) mod append;
pub(crate) mod archives;
pub(crate) mod copied_parts;
pub(crate) mod copy_flags;
pub(crate) mod earlier;
pub(crate) mod flags;
pub(crate) mod given;
pub(crate) mod global_arguments;
pub(crate) mod instruction_words;
pub(crate) mod join;
pub(crate) mod label_values;
pub(crate) mod labels;
pub(crate) mod last_user;
pub(crate) mod later_installs;
pub(crate) mod layers_below;
pub(crate) mod left_caches;
pub(crate) mod packages;
pub(crate) mod pipes;
pub(crate) mod references;
pub(crate) mod secret_names;
pub(crate) mod shell_lists;
pub(crate) mod small_files;
pub(crate) mod split_updates;
pub(crate) mod torn;
pub(crate) mod whole_lines;
