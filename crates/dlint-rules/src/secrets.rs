//! Secrets that can be read from the image or its history.

pub(crate) mod hardcoded_secret;
pub(crate) mod secret_in_arg_or_env;
