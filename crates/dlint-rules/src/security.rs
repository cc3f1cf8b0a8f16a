//! Risks for whoever runs the image.

pub(crate) mod add_url_without_checksum;
pub(crate) mod broad_copy;
pub(crate) mod eol_base_image;
pub(crate) mod last_user_root;
pub(crate) mod missing_dockerignore;
pub(crate) mod passwordless_sudo;
pub(crate) mod pipe_to_shell;
pub(crate) mod runs_as_root;
pub(crate) mod sudo_in_run;
pub(crate) mod tls_or_signature_check_disabled;
pub(crate) mod untrusted_registry;
pub(crate) mod user_without_numeric_id;
