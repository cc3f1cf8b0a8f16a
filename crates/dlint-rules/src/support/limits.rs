//! How far rules look, so that a file of a hundred thousand lines takes no longer than its length asks for.
//!
//! What is said of a step may depend on any other of its stage. Of the Dockerfiles that people write, one in two hundred
//! has a stage of more than a hundred steps; in such a one, a finding may be missing.

/// Steps that are looked through for each finding, each path or each variable: of those there may be as many as steps.
pub(crate) const STEPS_NEARBY: usize = 100;

/// Steps that are looked through once a stage, or for what a file has few of.
pub(crate) const STEPS_OF_A_STAGE: usize = 500;
