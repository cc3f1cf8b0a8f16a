//! What a step costs, in a few words: a layer or nothing but an entry, and what it installs.

use std::fmt::Write as _;

use dlint_model::packages::{Operation, PackageKind};
use dlint_model::{Layer, Step};
use dlint_syntax::Keyword;

use crate::features::values::Values;
use crate::view::View;

/// How many packages are named.
const MOST_NAMED: usize = 3;

/// The words for a step, and what there is to say if somebody asks for more.
pub(super) fn of(
    view: &View<'_>,
    values: &Values<'_, '_>,
    step: &Step<'_>,
) -> Option<(String, Option<String>)> {
    // An `ONBUILD` does nothing here, and whoever is not known does nobody knows what.
    if matches!(step.instruction.keyword, Keyword::Onbuild | Keyword::Unknown | Keyword::From) {
        return None;
    }
    let said = match step.layer() {
        Layer::Configuration => ("metadata".to_owned(), Some("No files are added to the image".to_owned())),
        Layer::Folder => {
            let tooltip = "An empty layer, if the folder is not there yet".to_owned();
            ("metadata".to_owned(), Some(tooltip))
        }
        Layer::Files if step.instruction.keyword == Keyword::Run => return Some(run(view, values, step)),
        Layer::Files => ("layer".to_owned(), None),
    };
    Some(said)
}

fn run(view: &View<'_>, values: &Values<'_, '_>, step: &Step<'_>) -> (String, Option<String>) {
    let mut names: Vec<&str> = Vec::new();
    let mut is_project = false;
    let mut is_open = false;
    for (_, action) in view.build.effects(step).packages() {
        if action.operation != Operation::Install {
            continue;
        }
        is_project |= action.is_project;
        is_open |= action.and_more;
        for package in &action.packages {
            // An address may have a password in it.
            match package.kind {
                PackageKind::Name | PackageKind::Group if !values.hidden.are_in(&package.name) => {
                    names.push(&package.name);
                }
                _ => is_open = true,
            }
        }
    }
    let mut label = "layer".to_owned();
    if names.is_empty() {
        if is_project {
            label.push_str(", installs the project's packages");
        }
        return (label, None);
    }
    let is_all = names.len() <= MOST_NAMED && !is_open && !is_project;
    let named = names.get(..MOST_NAMED).filter(|_| !is_all).unwrap_or(&names);
    label.push_str(", installs ");
    label.push_str(&named.join(", "));
    if !is_all {
        match names.len() - named.len() {
            more if more > 0 && !is_open && !is_project => {
                // Writing to a `String` cannot fail.
                let _ = write!(label, " and {more} more");
            }
            _ => label.push_str(" and more"),
        }
    }
    let tooltip = (!is_all).then(|| format!("Installs {}", names.join(", ")));
    (label, tooltip)
}
