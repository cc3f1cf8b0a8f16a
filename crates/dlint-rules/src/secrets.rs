//! Secrets that can be read from the image or its history.

pub(crate) mod hardcoded_secret;
pub(crate) mod secret_file_copied;
pub(crate) mod secret_in_arg_or_env;
pub(crate) mod secret_written_to_layer;
