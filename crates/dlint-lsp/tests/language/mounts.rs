//! The types of mounts and their keys are those that the rules go by and the parser reads.

use std::collections::BTreeSet;

use dlint_lsp::language::{MOUNTS, MountKey, ValueKind, mount_kind};
use dlint_syntax::Mount;
use dlint_text::SourceFile;

use super::found;

fn file(mount: &str) -> String {
    format!("FROM scratch\nRUN --mount={mount} true\n")
}

/// The words in backticks.
fn quoted(text: &str) -> BTreeSet<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

/// The one mount of a file, as the parser reads it.
fn parsed(mount: &str) -> Mount {
    let file = dlint_syntax::parse(&SourceFile::new("Dockerfile", file(mount)));
    assert_eq!(file.errors, [], "{mount}");
    file.instructions.last().and_then(|run| run.mounts.first()).expect("a mount").clone()
}

#[test]
fn the_types_are_those_of_the_rules() {
    let told: BTreeSet<String> = MOUNTS.iter().map(|kind| kind.name.to_owned()).collect();
    let findings = found("DK7002", &file("type=qqqqqqqq,target=/x"));
    let (_, help) = findings.first().expect("nothing is of this type");
    assert_eq!(quoted(help), told);
}

#[test]
fn the_keys_of_each_type_are_those_of_the_rules_and_no_others() {
    for kind in MOUNTS {
        let told: BTreeSet<String> = kind.keys.iter().map(|key| key.name.to_owned()).collect();
        assert_eq!(told.len(), kind.keys.len(), "{}", kind.name);
        let findings = found("DK7002", &file(&format!("type={},qqqqqqqq=x", kind.name)));
        let (_, help) = findings.first().expect("no mount has this key");
        let mut known = quoted(help);
        known.remove("type");
        known.remove(kind.name);
        // The builder stops at an agent with a source, which the rules do not say.
        if kind.name == "ssh" {
            known.remove("source");
        }
        assert_eq!(told, known, "{}", kind.name);
    }
}

#[test]
fn other_names_of_a_key_are_other_names_for_the_parser() {
    let mut names = BTreeSet::new();
    for kind in MOUNTS {
        for key in kind.keys {
            for alias in key.aliases {
                names.insert(*alias);
                let mount = parsed(&format!("type={},{alias}=x", kind.name));
                assert_eq!(mount.value(key.name).map(|value| &**value), Some("x"), "{alias}");
                assert_eq!(kind.key(&alias.to_uppercase()), Some(key));
            }
        }
    }
    assert_eq!(names, BTreeSet::from(["destination", "dst", "ro", "rw", "src"]));
}

#[test]
fn the_rules_take_each_offered_value() {
    for kind in MOUNTS {
        for key in kind.keys {
            for offer in key.offers {
                let text = file(&format!("type={},{}={}", kind.name, key.name, offer.value));
                assert_eq!(found("DK7002", &text), [], "{text}");
            }
            if matches!(key.value, ValueKind::Choice | ValueKind::Boolean) {
                let text = file(&format!("type={},{}=anything", kind.name, key.name));
                assert_ne!(found("DK7002", &text), [], "{text}");
            }
        }
    }
}

#[test]
fn a_mount_is_known_in_any_case() {
    let cache = mount_kind("Cache").expect("a type of mounts");
    assert_eq!(cache.key("DST").map(|key: &MountKey| key.name), Some("target"));
    assert_eq!(cache.key("env"), None);
    assert_eq!(mount_kind("volume"), None);
}
