//! The examples of tutorials, and whether the rules say of each what there is to say.

#![expect(clippy::indexing_slicing, reason = "a key that is not in a JSON value gives null")]

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};
use dlint::{Category, Finding, Input, RuleSet, Selection, Settings, SourceFile, lint};
use serde_json::Value;

/// The examples' words for rules that go by another name, or are several.
const NAMES: &[(&str, &[&str])] = &[
    ("dependency-install-unpinned", &["unpinned-package"]),
    ("unpinned-base-image", &["latest-tag", "untagged-base-image"]),
];

/// A rule that says less in the default set than the examples ask for, on purpose: of 558 installs with recommended
/// packages, most bring none along. It is held against them as it speaks where somebody asks for it.
const CALM: &str = "apt-recommends";

/// Checks the examples of the file; whether all of them are as they say.
pub(crate) fn seeds(data: &Path, if_present: bool) -> Result<bool> {
    let path = data.join("catalogue/seed-cases.json");
    if !path.is_file() {
        let message = format!("there is no `{}`; name the folder with --data", path.display());
        if if_present {
            println!("{message}");
            return Ok(true);
        }
        bail!(message);
    }
    let text = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
    let cases: Value = serde_json::from_str(&text)?;
    let bench = Bench::new()?;
    let mut answers = Answers::default();
    let mut examples = 0;
    for case in cases["cases"].as_array().into_iter().flatten() {
        examples += 1;
        bench.check(case, &mut answers);
    }
    println!("{examples} examples, {} of {} answers as they should be", answers.right, answers.asked);
    if !answers.unbuilt.is_empty() {
        let unbuilt: Vec<&str> = answers.unbuilt.iter().map(String::as_str).collect();
        println!("asked for where they are wanted, and not there yet: {}", unbuilt.join(", "));
    }
    Ok(answers.right == answers.asked && answers.asked > 0)
}

#[derive(Default)]
struct Answers {
    asked: usize,
    right: usize,
    /// Rules that only those who ask for them would see, and that dlint does not have.
    unbuilt: BTreeSet<String>,
}

impl Answers {
    fn ask(&mut self, is_right: bool, case: &Value, what: impl FnOnce() -> String) {
        self.asked += 1;
        self.right += usize::from(is_right);
        if !is_right {
            println!("{} ({}): {}", case["id"].as_str().unwrap_or_default(), case["kind"], what());
        }
    }
}

struct Bench {
    rules: RuleSet,
    default: Settings,
    calm: Settings,
    all: Settings,
}

impl Bench {
    fn new() -> Result<Self> {
        let rules = dlint::rules();
        let with = |extend: &[&str]| {
            let extend_select = extend.iter().map(|one| (*one).to_owned()).collect();
            Settings::new(&rules, &Selection { extend_select, ..Selection::default() })
        };
        let (default, calm, all) = (with(&[])?, with(&[CALM])?, with(&["ALL"])?);
        Ok(Self { rules, default, calm, all })
    }

    fn found(&self, settings: &Settings, text: &str) -> Vec<Finding> {
        let source = SourceFile::new("Dockerfile", text);
        lint(settings, &self.rules, &Input::new(&source)).findings
    }

    fn check(&self, case: &Value, answers: &mut Answers) {
        let text = case["lint_input"].as_str().unwrap_or_default();
        let slugs = |key: &str| -> Vec<&str> {
            case[key].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
        };
        let default = self.found(&self.default, text);
        let calm = self.found(&self.calm, text);
        let all = self.found(&self.all, text);
        for slug in slugs("expect_default") {
            let found = if slug == CALM { &calm } else { &default };
            answers.ask(has(found, slug), case, || format!("`{slug}` is not found"));
        }
        for slug in slugs("expect_optin") {
            if names(slug).iter().all(|name| self.rules.find(name).is_none()) {
                answers.unbuilt.insert(slug.to_owned());
                continue;
            }
            answers.ask(has(&all, slug), case, || format!("`{slug}` is not found where all is asked for"));
        }
        for slug in slugs("must_not_report") {
            answers.ask(!has(&default, slug), case, || format!("`{slug}` is found, and is not there"));
        }
        let allowed: BTreeSet<&str> =
            ["expect_default", "expect_optional"].iter().flat_map(|key| slugs(key)).flat_map(names).collect();
        let weighs = |category| matches!(category, Category::Layers | Category::Cache | Category::Secrets);
        let unexpected: BTreeSet<&str> = default
            .iter()
            .filter(|finding| weighs(finding.rule.category) || case["kind"] != "good")
            .map(|finding| finding.rule.name)
            .filter(|name| !allowed.contains(name))
            .collect();
        answers.ask(unexpected.is_empty(), case, || {
            let unexpected: Vec<&str> = unexpected.iter().copied().collect();
            format!("nobody said that there is {}", unexpected.join(", "))
        });
    }
}

/// The rules that an example means by a word.
fn names(slug: &str) -> Vec<&str> {
    let several = NAMES.iter().find(|(other, _)| *other == slug);
    several.map_or_else(|| vec![slug], |(_, names)| names.to_vec())
}

fn has(findings: &[Finding], slug: &str) -> bool {
    let names = names(slug);
    findings.iter().any(|finding| names.contains(&finding.rule.name))
}
