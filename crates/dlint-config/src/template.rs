//! The file that `dlint config init` writes: every key, with what it is and an example, and none of them in force.

use std::fmt::Write as _;

use crate::key::{Key, Section};

/// The text of a new configuration. `docs` is where its keys are explained.
///
/// A line that begins with `#` and a letter is a setting that is switched off; one with `# ` is prose.
pub fn template(docs: &str) -> String {
    let mut text =
        format!("# The configuration of dlint: {docs}\n# Take the `#` away from what should hold.\n");
    let mut tables = String::new();
    for key in Key::ALL {
        let info = key.info();
        let (name, example, about) = (info.name, info.example, info.about);
        // Writing to a String cannot fail.
        let _ = match info.section {
            Section::Top | Section::Any => {
                match example.strip_prefix("{ ").and_then(|rest| rest.strip_suffix(" }")) {
                    Some(entry) => write!(tables, "\n# {about}.\n#[{name}]\n#{entry}\n"),
                    None => write!(text, "\n# {about}.\n#{name} = {example}\n"),
                }
            }
            Section::Rule(_) => {
                let code = if key == Key::TrustedRegistries { "DL3026" } else { "DL3049" };
                write!(text, "\n# {about}.\n#rules.{code}.{name} = {example}\n")
            }
            Section::Files => write!(
                tables,
                "\n# What holds for some files only: any of the keys above but those for the whole project.\n\
                 #[[files]]\n#{name} = {example}\n#context = \".\"\n"
            ),
        };
    }
    text + &tables
}
