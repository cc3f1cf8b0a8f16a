//! Risks for whoever runs the image.

pub(crate) mod sudo_in_run;
