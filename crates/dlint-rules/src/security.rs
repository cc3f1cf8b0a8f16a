//! Risks for whoever runs the image.

pub(crate) mod add_url_without_checksum;
pub(crate) mod broad_copy;
pub(crate) mod eol_base_image;
pub(crate) mod last_user_root;
pub(crate) mod missing_dockerignore;
pub(crate) mod sudo_in_run;
pub(crate) mod untrusted_registry;
pub(crate) mod user_without_numeric_id;
