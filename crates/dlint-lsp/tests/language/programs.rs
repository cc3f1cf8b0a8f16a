//! The programs are package managers, and the model sees what they are told.

use std::collections::BTreeSet;

use dlint_lsp::language::{program, programs};
use dlint_model::Build;
use dlint_model::packages::{Manager, PackageKind};
use dlint_text::SourceFile;

/// The commands of package managers that the model sees in a `RUN`: the program, and the packages it names.
fn seen(command: &str) -> Vec<(String, Vec<String>)> {
    let source = SourceFile::new("Dockerfile", format!("FROM debian\nRUN {command}\n"));
    let file = dlint_syntax::parse(&source);
    let build = Build::new(&source, &file);
    let steps = build.stages().iter().flat_map(|stage| &stage.steps);
    let mut seen = Vec::new();
    for step in steps {
        for (_, action) in build.effects(step).packages() {
            // Neither files nor what `--virtual` names.
            let packages = action.packages.iter().filter(|package| package.kind == PackageKind::Name);
            seen.push((action.program.clone(), packages.map(|package| package.name.clone()).collect()));
        }
    }
    seen
}

#[test]
fn every_program_is_a_package_manager_of_the_model() {
    let known: BTreeSet<&str> =
        Manager::ALL.iter().flat_map(|manager| manager.facts().programs).copied().collect();
    for program in programs() {
        // `pip3` is `pip` with a version behind it.
        let is_known = |name: &str| {
            known.contains(name) || known.contains(name.trim_end_matches(|c: char| c.is_ascii_digit()))
        };
        assert!(program.names.iter().copied().all(is_known), "{:?}", program.names);
    }
}

#[test]
fn each_name_stands_once() {
    let names: Vec<&str> = programs().flat_map(|program| program.names).copied().collect();
    assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
    for known in programs() {
        let words: Vec<&str> = known.subcommands.iter().map(|subcommand| subcommand.name).collect();
        assert_eq!(words.iter().collect::<BTreeSet<_>>().len(), words.len(), "{words:?}");
        for subcommand in known.subcommands {
            let options: BTreeSet<_> = subcommand.options.iter().map(|option| option.name).collect();
            assert_eq!(options.len(), subcommand.options.len(), "{} {}", words.join(" "), subcommand.name);
            assert!(options.iter().all(|option| option.starts_with('-')), "{options:?}");
        }
    }
    assert_eq!(program("pip3.12"), program("pip"));
    assert_eq!(program("dnf5"), program("dnf"));
    assert_eq!(program("make"), None);
}

#[test]
fn the_model_sees_each_command() {
    for program in programs() {
        for subcommand in program.subcommands {
            for name in program.names {
                let command = format!("{name} {} something", subcommand.name);
                let seen = seen(&command);
                assert!(seen.iter().any(|(program, _)| program == name), "{command}: {seen:?}");
            }
        }
    }
}

#[test]
fn an_option_takes_a_value_where_it_does_for_the_model() {
    for program in programs() {
        let name = program.names.first().expect("a program has a name");
        for subcommand in program.subcommands {
            let packages = |words: &str| -> Vec<String> {
                let command = format!("{name} {} {words} zzz", subcommand.name);
                seen(&command).into_iter().flat_map(|(_, packages)| packages).collect()
            };
            // Only where the model reads the words as packages does it say what it took for one.
            if packages("") != ["zzz"] {
                continue;
            }
            // The folder of `cargo install --path` stands in the place of packages.
            for option in subcommand.options.iter().filter(|option| option.name != "--path") {
                let words = [Some(option.name), option.value].into_iter().flatten();
                let with = packages(&words.collect::<Vec<_>>().join(" "));
                assert_eq!(with, ["zzz"], "{name} {} {}", subcommand.name, option.name);
            }
        }
    }
}
