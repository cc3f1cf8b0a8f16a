//! The cases, by what the commands are for.

pub(crate) mod archives;
pub(crate) mod attributes;
pub(crate) mod copying;
pub(crate) mod deleting;
pub(crate) mod downloading;
pub(crate) mod finding;
pub(crate) mod idioms;
pub(crate) mod linking;
pub(crate) mod making;
pub(crate) mod moving;
pub(crate) mod packing;
pub(crate) mod repositories;
pub(crate) mod shell;
pub(crate) mod text;

use crate::case::Case;

/// All of them.
pub(crate) const ALL: &[&[Case]] = &[
    archives::CASES,
    attributes::CASES,
    copying::CASES,
    deleting::CASES,
    downloading::CASES,
    finding::CASES,
    idioms::CASES,
    linking::CASES,
    making::CASES,
    moving::CASES,
    packing::CASES,
    repositories::CASES,
    shell::CASES,
    text::CASES,
];
