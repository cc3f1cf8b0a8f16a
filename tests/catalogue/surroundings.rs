//! What a page says its examples stand in: options, and files of the build context.
//!
//! A line `dlint --option …` in a block of `sh` gives the rule its options; a block of `dockerignore` is the file that
//! lies at the root of the context, and one of `context` lists further files there, a line each, with what is in it
//! behind a `:`. Without either, nobody knows the context.

use dlint::model::context::{BuildContext, FindContext, MemoryContext, NoContext};
use dlint::{Page, RuleOptions};

/// What the examples of a page stand in.
#[derive(Debug, Default)]
pub(crate) struct Surroundings {
    pub(crate) options: RuleOptions,
    files: Vec<(String, String)>,
}

impl Surroundings {
    pub(crate) fn of(page: &Page) -> Self {
        let command = blocks(page.text, "sh").find_map(|text| text.trim().strip_prefix("dlint "));
        let ignore_file = blocks(page.text, "dockerignore").next();
        let listed = blocks(page.text, "context").next().unwrap_or_default().lines();
        let listed = listed.map(|line| line.split_once(": ").unwrap_or((line, "")));
        let files = ignore_file.map(|text| (".dockerignore", text)).into_iter().chain(listed);
        Self {
            options: command.map(options).unwrap_or_default(),
            files: files.map(|(path, text)| (path.to_owned(), text.to_owned())).collect(),
        }
    }
}

impl FindContext for Surroundings {
    fn find(&self, _sources: &[String]) -> Box<dyn BuildContext> {
        if self.files.is_empty() {
            return Box::new(NoContext);
        }
        Box::new(MemoryContext::new(self.files.clone()))
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
