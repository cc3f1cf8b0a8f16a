//! The tables say what the data says.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use dlint_model::base_image::{lookup, tag};
use proptest::prelude::*;
use regex::Regex;

use super::patterns::{Part, compile};
use super::reference::{Reference, as_json};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn reference() -> Reference {
    Reference::new(&super::read(&root().join("data/base-images.json")).unwrap())
}

/// Tags of many shapes around a word.
fn around(word: &str) -> impl Iterator<Item = String> + '_ {
    const BEFORE: [&str; 10] = ["", "v", "x", "-", "1-", "1.2_", "x-", "vv", "v-", "3.12-slim-"];
    const BEHIND: [&str; 20] = [
        "", "0", "9", ".", ".1", ".1.2", "-", "_", "-1", "x", "1.2-slim", "-slim", ".-slim", "..", ".x",
        "-dev", "1..2", ".2.", "3-4.5", "_x",
    ];
    BEFORE.iter().flat_map(move |before| BEHIND.iter().map(move |behind| format!("{before}{word}{behind}")))
}

/// Every pattern with its regular expression and its parts.
fn compiled() -> Vec<(String, Regex, Vec<Part>)> {
    let reference = reference();
    let patterns = reference.patterns();
    patterns.map(|(text, regex)| (text.to_owned(), regex.clone(), compile(text).unwrap())).collect()
}

fn accepts(parts: &[Part], tag: &str) -> bool {
    parts.iter().any(|part| part.accepts(tag))
}

#[test]
fn every_pattern_is_taken_apart_and_agrees_with_its_regex_around_its_own_words() {
    let reference = reference();
    let mut count = 0;
    for (text, regex) in reference.patterns() {
        let parts = compile(text).unwrap();
        for part in &parts {
            for tag in part.words.iter().flat_map(|word| around(word)) {
                assert_eq!(accepts(&parts, &tag), regex.is_match(&tag), "`{text}` on `{tag}`");
                count += 1;
            }
        }
    }
    assert!(count > 290_000, "only {count} tags");
}

#[test]
fn every_pattern_agrees_with_its_regex_on_the_words_of_all_others() {
    let compiled = compiled();
    let mut words: BTreeSet<&str> = ["", "latest", "lts", "1", "3.12-slim-bookworm"].into();
    words.extend(
        compiled.iter().flat_map(|(.., parts)| parts).flat_map(|part| &part.words).map(String::as_str),
    );
    for (text, regex, parts) in &compiled {
        for word in &words {
            assert_eq!(accepts(parts, word), regex.is_match(word), "`{text}` on `{word}`");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn every_pattern_agrees_with_its_regex_on_any_tag(
        tags in prop::collection::vec("[v]?([0-9]{1,2}|[.]|-|_|alpine|slim|jdk|jre|ubuntu|dev|stream|centos7|latest){1,6}", 40),
    ) {
        static PATTERNS: LazyLock<Vec<(String, Regex, Vec<Part>)>> = LazyLock::new(compiled);
        for (text, regex, parts) in PATTERNS.iter() {
            for tag in &tags {
                prop_assert_eq!(accepts(parts, tag), regex.is_match(tag), "`{}` on `{}`", text, tag);
            }
        }
    }
}

#[test]
fn a_pattern_of_an_unknown_shape_is_refused() {
    for pattern in [r"a.c", r"a+", r"(a", r"a)", r"\wx", r"[a-z]+", r"^a$b", r"a{2}", r"\d+x\d+", "x.*"] {
        assert!(compile(pattern).is_err(), "{pattern}");
    }
}

#[test]
fn every_image_answers_as_the_data_does_for_many_tags() {
    const TAGS: [&str; 36] = [
        "latest",
        "alpine",
        "slim",
        "1",
        "1.2.3",
        "3",
        "3.12",
        "3.12-slim",
        "3.8-buster",
        "20-bookworm-slim",
        "v2.10",
        "8-jdk-alpine",
        "8u412-b08-jre",
        "17-jre-jammy",
        "21_35-jdk",
        "nanoserver-1809",
        "1-onbuild",
        "onbuild",
        "windowsservercore-ltsc2022",
        "nonroot",
        "debug",
        "debug-nonroot",
        "latest-dev",
        "dev",
        "18.04",
        "noble",
        "24.04",
        "centos7",
        "stream9",
        "2023",
        "9-minimal",
        "8.0-cbl-mariner2.0",
        "12.1.0-devel-ubuntu22.04",
        "10.4-debian-11-r3",
        "5.6-fpm-alpine3.8",
        "2-wheezy",
    ];
    let reference = reference();
    let mut count = 0;
    let mut differences = Vec::new();
    for entry in &reference.entries {
        let name = entry["image"].as_str().unwrap();
        let name = name.replace('*', "some-thing");
        let mut tags: BTreeSet<String> = TAGS.iter().map(|tag| (*tag).to_owned()).collect();
        for pattern in entry["tag_patterns"].as_array().unwrap() {
            for part in ["match", "not_match"]
                .iter()
                .filter_map(|key| pattern[key].as_str())
                .flat_map(|text| compile(text).unwrap())
            {
                for word in &part.words {
                    tags.extend(["", "-alpine3.20", ".1-slim", "x"].iter().map(|end| format!("{word}{end}")));
                    tags.insert(format!("1.2-{word}"));
                }
            }
        }
        for tag in &tags {
            count += 1;
            let found = lookup(&name, Some(tag)).map(|facts| as_json(&facts));
            let expected = reference.facts(entry, tag);
            if found.as_ref() != Some(&expected) {
                differences.push(format!("{name}:{tag}\n {found:?}\n {expected:?}"));
            }
        }
    }
    assert!(differences.is_empty(), "{} of {count}, first {}", differences.len(), differences[0]);
    assert!(count > 25_000, "only {count} lookups");
}

#[test]
fn every_name_leads_to_its_entry() {
    let reference = reference();
    let mut names: Vec<String> = Vec::new();
    for entry in &reference.entries {
        let own = [&entry["image"]].into_iter();
        for name in
            own.chain(entry.get("aliases").and_then(|aliases| aliases.as_array()).into_iter().flatten())
        {
            let name = name.as_str().unwrap().replace('*', "x-y");
            for before in [
                "",
                "docker.io/",
                "docker.io/library/",
                "index.docker.io/",
                "library/",
                "arm64v8/",
                "docker.io/i386/",
                "public.ecr.aws/docker/library/",
                "mirror.gcr.io/library/",
                "mcr.microsoft.com/mirror/docker/library/",
                "ghcr.io/",
                "x/",
            ] {
                names.push(format!("{before}{name}"));
            }
        }
    }
    for name in names {
        let found = lookup(&name, None).map(|facts| as_json(&facts));
        assert_eq!(found, reference.lookup(&name, None), "{name}");
    }
}

#[test]
fn the_generated_tables_are_up_to_date() {
    for (name, wanted) in super::tables(&root()).unwrap() {
        let found = std::fs::read_to_string(root().join(&name)).unwrap_or_default();
        assert!(found == wanted, "`{name}` is out of date; run `cargo xtask generate`");
    }
}

#[test]
fn a_shape_needs_its_run() {
    let shape = tag::Shape { head: tag::Head::Anywhere, run: tag::Run::SomeVersion, tail: tag::Tail::End };
    assert!(shape.accepts("12-ubuntu22.04", "ubuntu", ""));
    assert!(!shape.accepts("12-ubuntu", "ubuntu", ""));
}
