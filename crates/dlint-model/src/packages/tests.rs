//! The tables agree with each other, and every manager is in them.

use std::collections::BTreeSet;

use super::program::{FAMILIES, find};
use super::{Index, Manager};

#[test]
fn the_list_of_managers_is_in_order_and_has_each_once() {
    assert!(Manager::ALL.is_sorted());
    assert_eq!(Manager::ALL.iter().collect::<BTreeSet<_>>().len(), Manager::ALL.len());
}

#[test]
fn a_name_belongs_to_one_program() {
    let mut seen = BTreeSet::new();
    for name in FAMILIES.iter().copied().flatten().flat_map(|program| program.names) {
        assert!(seen.insert(name), "{name} is in two rows");
    }
}

#[test]
fn the_facts_of_a_manager_name_the_programs_that_have_a_row() {
    for manager in Manager::ALL {
        let rows = FAMILIES.iter().copied().flatten().filter(|program| program.manager == *manager);
        let rows: BTreeSet<_> = rows.flat_map(|program| program.names).collect();
        assert_eq!(manager.facts().programs.iter().collect::<BTreeSet<_>>(), rows, "{manager}");
        assert!(manager.facts().programs.is_sorted(), "{manager}");
    }
}

#[test]
fn no_two_managers_have_a_name_in_common() {
    let names: BTreeSet<_> = Manager::ALL.iter().map(ToString::to_string).collect();
    assert_eq!(names.len(), Manager::ALL.len());
}

#[test]
fn every_folder_is_absolute_or_in_the_home_folder() {
    let is_absolute = |path: &str| path.starts_with('/') || path.starts_with("~/");
    for manager in Manager::ALL {
        let facts = manager.facts();
        for folder in facts.cache_folders.iter().chain(facts.cache_mounts.iter().map(|mount| &mount.target)) {
            assert!(is_absolute(folder), "{manager}: {folder}");
        }
        if let Index::Fetched(folder) = facts.index {
            assert!(is_absolute(folder), "{manager}: {folder}");
        }
        assert!(facts.source.starts_with("https://"), "{manager}");
    }
    for program in FAMILIES.iter().copied().flatten() {
        for cache in program.caches {
            assert!(is_absolute(cache.path) || cache.path.starts_with("${"), "{}", cache.path);
        }
    }
}

#[test]
fn what_leaves_a_cache_can_be_cleaned_up() {
    for program in FAMILIES.iter().copied().flatten().filter(|program| !program.caches.is_empty()) {
        let facts = program.manager.facts();
        assert!(!facts.cache_folders.is_empty(), "{}", facts.name);
    }
}

#[test]
fn every_verb_is_written_in_one_row_of_its_program() {
    for program in FAMILIES.iter().copied().flatten() {
        let mut seen = BTreeSet::new();
        for words in program.verbs.iter().flat_map(|verb| verb.words) {
            assert!(seen.insert(words), "{:?}: {words}", program.names);
        }
    }
}

#[test]
fn an_option_is_written_with_its_dashes() {
    for program in FAMILIES.iter().copied().flatten() {
        let options = program.outputs.iter().flat_map(|(options, _)| *options);
        let options = options.chain(program.turns.iter().flat_map(|(options, _)| *options));
        let options = options.chain(program.root_options).chain(program.package_options);
        let options = options.chain(program.project.folder).chain(program.project.manifest);
        for option in options.chain(program.usage.long) {
            assert!(option.starts_with('-'), "{:?}: {option}", program.names);
        }
    }
}

/// An option whose value is looked at has to be read with its value.
#[test]
fn an_option_that_is_looked_at_takes_its_value() {
    for program in FAMILIES.iter().copied().flatten() {
        let options = program.outputs.iter().flat_map(|(options, _)| *options);
        let options = options.chain(program.root_options).chain(program.package_options);
        let options = options.chain(program.project.folder).chain(program.project.manifest);
        let caches = program.caches.iter().flat_map(|cache| cache.options);
        for option in options.chain(caches).filter(|option| !option.starts_with("-D")) {
            let long = program.usage.long.contains(option);
            let letter = option.chars().nth(1).filter(|_| option.len() == 2);
            let is_read = long || letter.is_some_and(|letter| program.usage.letters.contains(letter));
            assert!(is_read, "{:?}: {option}", program.names);
        }
    }
}

#[test]
fn a_version_may_stand_behind_the_name_of_some_programs() {
    for (called, name) in [("pip3.11", "pip"), ("pip-3", "pip"), ("gem3.0", "gem"), ("bundle2.7", "bundle")] {
        assert!(find(called).is_some_and(|program| program.names.contains(&name)), "{called}");
    }
    for other in ["npm7", "apt2", "3", "", "pip3x", "pipe"] {
        assert!(find(other).is_none(), "{other}");
    }
}
