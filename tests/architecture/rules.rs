//! Rules, pages and codes are one set.

use std::collections::{BTreeMap, BTreeSet};

use dlint::{Check, PAGES, RuleMeta};

/// A code in the table of reserved ones.
struct Reserved {
    rule: String,
    variant: String,
    aliases: Vec<String>,
    summary: String,
}

fn reserved() -> BTreeMap<String, Reserved> {
    let table: toml::Table = dlint_catalogue::CODES.parse().expect("the table is TOML");
    let text = |entry: &toml::Value, key: &str| {
        entry.get(key).and_then(toml::Value::as_str).unwrap_or_default().to_owned()
    };
    let entries = table["code"].as_array().expect("a list of codes");
    let read = |entry: &toml::Value| {
        let aliases = entry.get("aliases").and_then(toml::Value::as_array).into_iter().flatten();
        let aliases = aliases.filter_map(|alias| Some(alias.as_str()?.to_owned())).collect();
        let reserved = Reserved {
            rule: text(entry, "rule"),
            variant: text(entry, "variant"),
            aliases,
            summary: text(entry, "summary"),
        };
        (text(entry, "code"), reserved)
    };
    let codes: BTreeMap<_, _> = entries.iter().map(read).collect();
    assert_eq!(codes.len(), entries.len(), "a code is reserved twice");
    codes
}

/// The rules that have a page; those about shell code stand in a table of their own.
fn metas() -> Vec<RuleMeta> {
    let rules = dlint::rules();
    let rules = rules.rules().iter().filter(|rule| !matches!(rule.check, Check::Shell(_)));
    rules.map(|rule| rule.meta).collect()
}

#[test]
fn every_code_of_a_rule_is_reserved_for_it() {
    let reserved = reserved();
    for meta in metas() {
        for variant in meta.variants() {
            let entry =
                reserved.get(variant.code).unwrap_or_else(|| panic!("{} is not reserved", variant.code));
            assert_eq!(entry.rule, meta.name, "{} is reserved for another rule", variant.code);
            assert_eq!(entry.variant, variant.name, "{} is another variant", variant.code);
            assert_eq!(entry.aliases, variant.aliases, "{} has other aliases", variant.code);
        }
    }
}

#[test]
fn reserved_codes_are_well_formed() {
    let mut variants = BTreeSet::new();
    for (code, entry) in reserved() {
        let slug = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(entry.rule.chars().all(slug) && !entry.rule.is_empty(), "{code}: {}", entry.rule);
        assert!(!entry.summary.is_empty() && !entry.summary.ends_with('.'), "{code}: {}", entry.summary);
        assert!(
            variants.insert((entry.rule.clone(), entry.variant)),
            "{code}: {} has that variant",
            entry.rule
        );
    }
}

#[test]
fn codes_and_names_belong_to_one_rule() {
    let mut names = BTreeSet::new();
    let mut codes = BTreeSet::new();
    for meta in metas() {
        assert!(names.insert(meta.name), "two rules are called {}", meta.name);
        assert_eq!(meta.code, meta.variant().code, "the first variant of {} is not its own", meta.name);
        for variant in meta.variants() {
            assert!(codes.insert(variant.code), "two rules print {}", variant.code);
        }
    }
}

#[test]
fn the_list_of_rules_is_sorted_by_code() {
    let rules = dlint::rules();
    let codes: Vec<&str> = rules
        .rules()
        .iter()
        .filter(|rule| !matches!(rule.check, Check::Builtin | Check::Shell(_)))
        .map(|rule| rule.meta.code)
        .collect();
    assert!(codes.is_sorted(), "{codes:?}");
}

#[test]
fn every_rule_is_a_file_of_its_name() {
    let found: BTreeSet<String> = super::files("crates/dlint-rules/src", "rs")
        .iter()
        .filter(|path| path.components().any(|part| part.as_os_str() == "src"))
        // What several rules need is no rule.
        .filter(|path| path.parent().is_some_and(|parent| !parent.ends_with("src")))
        .filter(|path| path.components().all(|part| part.as_os_str() != "support"))
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().replace('_', "-"))
        .collect();
    let rules = dlint::rules();
    let expected: BTreeSet<String> = rules
        .rules()
        .iter()
        .filter(|rule| !matches!(rule.check, Check::Builtin | Check::Shell(_)))
        .map(|rule| rule.meta.name.to_owned())
        .collect();
    assert_eq!(found, expected);
}

#[test]
fn the_generated_list_of_pages_is_up_to_date() {
    let mut found: Vec<String> = super::files("rules", "md")
        .iter()
        .map(|path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned())
        .collect();
    found.sort();
    let listed: Vec<&str> = PAGES.iter().map(|page| page.name).collect();
    assert_eq!(found, listed, "run `cargo xtask generate`");
}
