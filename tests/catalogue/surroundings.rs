//! What a page says its examples stand in: options, and files of the build context.
//!
//! A line `dlint --option …` in a block of `sh` gives the rule its options; a block of `dockerignore` is the file that
//! lies at the root of the context, and one of `context` names further files in it, a line each. Without either, nobody
//! knows the context.

use dlint::model::context::{BuildContext, FindContext, MemoryContext, NoContext};
use dlint::{Page, RuleOptions};

/// What the examples of a page stand in.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) options: RuleOptions,
    ignore_file: Option<String>,
    files: Vec<String>,
}

impl Surroundings {
    pub(crate) fn of(page: &Page) -> Self {
        let command = blocks(page.text, "sh").find_map(|text| text.trim().strip_prefix("dlint "));
        Self {
            options: command.map(options).unwrap_or_default(),
            files: blocks(page.text, "context").flat_map(str::lines).map(str::to_owned).collect(),
            ignore_file: blocks(page.text, "dockerignore").next().map(str::to_owned),
        }
    }
}

impl FindContext for Surroundings {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        if self.ignore_file.is_none() && self.files.is_empty() {
            return Box::new(NoContext);
        }
        let ignore_file = self.ignore_file.iter().map(|text| (".dockerignore", text.as_str()));
        Box::new(MemoryContext::new(ignore_file.chain(self.files.iter().map(|path| (path.as_str(), "")))))
    }
}

/// The texts of the blocks of a language.
fn blocks<'a>(page: &'a str, language: &str) -> impl Iterator<Item = &'a str> {
    let fence = format!("```{language}\n");
    let blocks: Vec<&str> = page.split(&*fence).skip(1).filter_map(|rest| rest.split("```").next()).collect();
    blocks.into_iter()
}

fn options(command: &str) -> RuleOptions {
    let mut options = RuleOptions::default();
    let mut words = command.split_whitespace();
    while let Some(word) = words.next() {
        let mut values = || words.next().expect("an option has a value").split(',');
        match word {
            "--trusted-registry" => options.trusted_registries.extend(values().map(str::to_owned)),
            "--require-label" => {
                options.label_schema.extend(values().map(|text| text.parse().expect("a key and a kind")));
            }
            "--strict-labels" => options.strict_labels = true,
            _ => {}
        }
    }
    options
}
