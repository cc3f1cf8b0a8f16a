//! What each key does, and where it does nothing.

use crate::support::{Folder, settings};
use dlint_config::{FileSettings, NoInlineIgnores};
use dlint_diagnostics::{Finding, Safety, Severity};
use dlint_linter::{Input, LabelKind, lint};
use dlint_text::SourceFile;

/// Two stages, with a finding of DL3007 in each and of DL4000 in the last one.
const TEXT: &str = "FROM debian:latest AS build\nRUN make\nFROM alpine:latest\nMAINTAINER Ada\nCOPY --from=build /app /app\n";

fn findings(settings: &FileSettings) -> Vec<Finding> {
    let source = SourceFile::new("Dockerfile", TEXT);
    let input = Input::new(&source).with_build(&settings.build);
    lint(&settings.settings, &dlint_rules::all(), &input).findings
}

/// The findings that come of a configuration, for a file: `1 DL3007 info`.
fn found(config: &str, file: &str) -> Vec<String> {
    let settings = settings(config, file);
    let line = |one: &Finding| {
        format!("{} {} {}", one.instruction_line.unwrap_or_default(), one.code(), one.severity)
    };
    findings(&settings).iter().map(line).collect()
}

const ALL: &[&str] = &["1 DL3007 info", "3 DL3007 info", "4 DL4000 info"];

#[test]
fn rules_are_chosen_weighed_and_ignored() {
    assert_eq!(found("", "Dockerfile"), ALL, "the examples of this page");
    let only_maintainer = &["4 DL4000 info"][..];
    let only_latest = &["1 DL3007 info", "3 DL3007 info"][..];
    for (config, file, expected) in [
        ("select = ['DL3007']", "Dockerfile", only_latest),
        ("select = ['latest-tag']", "a/b/Dockerfile", only_latest),
        ("select = []", "Dockerfile", ALL),
        ("ignore = ['DL3007']", "Dockerfile", only_maintainer),
        ("ignore = ['DL3008']", "Dockerfile", ALL),
        ("ignore = ['ALL']\nextend-select = ['DL4000']", "Dockerfile", only_maintainer),
        ("ignore = ['ALL']\nextend-select = ['ALL']", "Dockerfile", &[]),
        ("severity = { DL4000 = 'error' }", "Dockerfile", &[ALL[0], ALL[1], "4 DL4000 error"]),
        ("severity = { DL3008 = 'error' }", "Dockerfile", ALL),
        (
            "[severity]\nALL = 'style'\nDL4000 = 'error'",
            "Dockerfile",
            &["1 DL3007 style", "3 DL3007 style", "4 DL4000 error"],
        ),
        ("[per-file-ignores]\n'Dockerfile.dev' = ['ALL']", "a/Dockerfile.dev", &[]),
        ("[per-file-ignores]\n'Dockerfile.dev' = ['ALL']", "a/Dockerfile", ALL),
        ("[per-file-ignores]\n'/Dockerfile.dev' = ['ALL']", "a/Dockerfile.dev", ALL),
        ("[per-file-ignores]\n'test/' = ['DL3']", "a/test/b/Dockerfile", only_maintainer),
        ("[per-file-ignores]\n'test/' = ['DL3']", "test.Dockerfile", ALL),
        // Whatever else is said.
        ("select = ['DL3007']\n[per-file-ignores]\n'*' = ['DL3']", "Dockerfile", &[]),
        ("[per-stage-ignores]\nbuild = ['DL3007']", "Dockerfile", &[ALL[1], ALL[2]]),
        ("[per-stage-ignores]\nbuilder = ['DL3007']", "Dockerfile", &[ALL[1], ALL[2]]),
        ("[per-stage-ignores]\nfinal = ['ALL']", "Dockerfile", &[ALL[0]]),
        ("[per-stage-ignores]\n1 = ['ALL']", "Dockerfile", &[ALL[0]]),
        ("[per-stage-ignores]\nother = ['ALL']", "Dockerfile", ALL),
        (
            "targets = ['build']\n[per-stage-ignores]\nfinal = ['ALL']",
            "Dockerfile",
            &["3 DK8003 info", ALL[1], ALL[2]],
        ),
    ] {
        assert_eq!(found(config, file), expected, "{config}\n{file}");
    }
}

#[test]
fn entries_are_about_the_files_they_match_and_the_last_one_wins() {
    let only_latest = &["1 DL3007 info", "3 DL3007 info"][..];
    for (config, file, expected) in [
        ("[[files]]\nmatch = 'a/*/Dockerfile'\nignore = ['DL4000']", "a/x/Dockerfile", only_latest),
        ("[[files]]\nmatch = 'a/*/Dockerfile'\nignore = ['DL4000']", "a/Dockerfile", ALL),
        ("[[files]]\nmatch = 'a/*/Dockerfile'\nignore = ['DL4000']", "b/a/x/Dockerfile", ALL),
        ("[[files]]\nmatch = ['a/', '!a/b/']\nselect = ['DL3007']", "a/c/Dockerfile", only_latest),
        ("[[files]]\nmatch = ['a/', '!a/b/']\nselect = ['DL3007']", "a/b/Dockerfile", ALL),
        // What an entry says is on top of what the file says.
        (
            "ignore = ['DL3007', 'DL4000']\n[[files]]\nmatch = '*'\nextend-select = ['DL3']\nignore = ['DL4', 'DL3057']",
            "Dockerfile",
            only_latest,
        ),
        (
            "[[files]]\nmatch = '*'\nselect = ['DL4000']\n[[files]]\nmatch = 'x'\nselect = ['DL3007']",
            "x",
            only_latest,
        ),
        (
            "[[files]]\nmatch = '*'\nselect = ['DL4000']\n[[files]]\nmatch = 'x'\nselect = ['DL3007']",
            "y",
            &["4 DL4000 info"],
        ),
        (
            "[[files]]\nmatch = 'x'\nselect = ['DL3007']\n[[files]]\nmatch = '*'\nselect = ['DL4000']",
            "x",
            &["4 DL4000 info"],
        ),
        // Ignores add up.
        (
            "[[files]]\nmatch = '*'\nignore = ['DL4000']\n[[files]]\nmatch = 'x'\nignore = ['DL3007']",
            "x",
            &[],
        ),
        (
            "[[files]]\nmatch = 'x'\nseverity = { ALL = 'error' }\n[files.per-stage-ignores]\nfinal = ['ALL']",
            "x",
            &["1 DL3007 error"],
        ),
        (
            "[[files]]\nmatch = 'x'\nseverity = { ALL = 'error' }\n[files.per-stage-ignores]\nfinal = ['ALL']",
            "y",
            ALL,
        ),
    ] {
        assert_eq!(found(config, file), expected, "{config}\n{file}");
    }
}

#[test]
fn a_run_fails_where_its_file_says() {
    for (config, file, expected) in [
        ("", "Dockerfile", Some(Severity::Warning)),
        ("fail-on = 'error'", "Dockerfile", Some(Severity::Error)),
        ("fail-on = 'style'", "Dockerfile", Some(Severity::Style)),
        ("fail-on = 'never'", "Dockerfile", None),
        ("[[files]]\nmatch = 'x'\nfail-on = 'never'", "x", None),
        ("[[files]]\nmatch = 'x'\nfail-on = 'never'", "y", Some(Severity::Warning)),
    ] {
        assert_eq!(settings(config, file).fail_on, expected, "{config}\n{file}");
    }
}

#[test]
fn fixes_are_as_safe_as_is_said() {
    let safety = |config: &str| {
        let found = findings(&settings(config, "Dockerfile"));
        let one = found.iter().find(|one| one.code() == "DL4000").expect("a finding");
        one.fixes.first().expect("a fix").safety
    };
    assert_eq!(safety(""), Safety::Safe);
    assert_eq!(safety("extend-unsafe-fixes = ['DL4000']"), Safety::Unsafe);
    assert_eq!(safety("extend-unsafe-fixes = ['DL3007']"), Safety::Safe);
    assert_eq!(safety("unfixable = ['correctness']"), Safety::DisplayOnly);
    assert_eq!(safety("unfixable = ['DL3007']"), Safety::Safe);
    assert_eq!(safety("extend-unsafe-fixes = ['DL4']\nextend-safe-fixes = ['DL4000']"), Safety::Safe);
}

#[test]
fn rules_are_told_what_they_are_told() {
    let config = "[rules.DL3026]\ntrusted-registries = ['registry.example']\n\
                  [rules.missing-label]\nlabel-schema = { maintainer = 'text', 'org.example.url' = 'url' }\nstrict-labels = true\n";
    let told = settings(config, "Dockerfile");
    let options = told.settings.options();
    assert_eq!(options.trusted_registries, ["registry.example"]);
    let labels: Vec<_> = options.label_schema.iter().map(|label| (label.key.as_str(), label.kind)).collect();
    assert_eq!(labels, [("maintainer", LabelKind::Text), ("org.example.url", LabelKind::Url)]);
    assert!(options.strict_labels);
    assert!(found(config, "Dockerfile").iter().any(|one| one.contains("DL3026")));
    let other = settings("[[files]]\nmatch = 'x'\nrules.DL3026.trusted-registries = ['a.example']", "y");
    assert!(other.settings.options().trusted_registries.is_empty());
    let this = settings("[[files]]\nmatch = 'x'\nrules.DL3026.trusted-registries = ['a.example']", "x");
    assert_eq!(this.settings.options().trusted_registries, ["a.example"]);
}

#[test]
fn a_project_says_who_builds_and_what_for() {
    use dlint_linter::{Builder, Frontend, ImageKind};

    let project = |config: &str, file: &str| settings(config, file).settings.options().project;
    let none = project("", "Dockerfile");
    assert_eq!((none.builder, none.frontend, none.image_kind), (None, None, ImageKind::App));
    for (word, builder) in Builder::ALL {
        assert_eq!(project(&format!("builder = '{word}'"), "Dockerfile").builder, Some(builder));
    }
    let frontend = project("frontend = '1.7'", "Dockerfile").frontend;
    assert_eq!(frontend, Some(Frontend { major: 1, minor: 7, labs: false }));
    for (word, kind) in ImageKind::ALL {
        let config = format!("[[files]]\nmatch = 'base/'\nimage-kind = '{word}'");
        assert_eq!(project(&config, "base/Dockerfile").image_kind, kind);
        assert_eq!(project(&config, "app/Dockerfile").image_kind, ImageKind::App);
    }
}

#[test]
fn a_build_is_told_its_context_its_targets_and_its_arguments() {
    let folder = Folder::of(&[
        (
            "sub/dlint.toml",
            "build-args = { A = '1', B = '2' }\n[[files]]\nmatch = '/Dockerfile'\ncontext = '../ctx'\n\
             targets = ['app', 'test']\nbuild-args = { B = '3' }\ncontexts = { shared = '../shared' }\n",
        ),
        ("ctx/", ""),
    ]);
    let mut configuration = folder.configuration();
    let settings = configuration.of(&folder.path("sub/Dockerfile"));
    assert_eq!(settings.context.as_deref(), Some(folder.path("ctx").as_path()));
    assert_eq!(settings.build.targets, ["app", "test"]);
    assert_eq!(settings.build.contexts, ["shared"]);
    assert_eq!(settings.build.build_arg("A"), Some("1"));
    assert_eq!(settings.build.build_arg("B"), Some("3"));
    let other = configuration.of(&folder.path("sub/other/Dockerfile"));
    assert_eq!((other.context.as_deref(), other.build.targets.len()), (None, 0));
    assert_eq!(other.build.build_arg("B"), Some("2"));
    assert!(configuration.mistakes().is_empty());
}

#[test]
fn a_target_that_a_file_does_not_have_is_a_mistake() {
    let settings = settings("targets = ['biuld', '0', 'Build', '7']", "Dockerfile");
    let file = dlint_syntax::parse(&SourceFile::new("Dockerfile", TEXT));
    assert_eq!(
        crate::support::told(&settings.unknown_targets(&file, "Dockerfile")),
        [
            "dlint.toml:1 ['biuld'] there is no stage `biuld` in `Dockerfile`; did you mean `build`?",
            "dlint.toml:1 ['7'] there is no stage `7` in `Dockerfile`",
        ]
    );
}

#[test]
fn comments_may_do_what_is_said() {
    let comments = |config: &str| settings(config, "Dockerfile").comments.clone();
    let none = comments("");
    assert_eq!((none.not, none.need_reason, none.warn_unused), (NoInlineIgnores::Nothing, false, false));
    assert_eq!(comments("no-inline-ignores = true").not, NoInlineIgnores::Everything);
    assert_eq!(comments("no-inline-ignores = false").not, NoInlineIgnores::Nothing);
    assert_eq!(comments("no-inline-ignores = []").not, NoInlineIgnores::Nothing);
    let these = NoInlineIgnores::These(vec!["DL3007".to_owned(), "security".to_owned()]);
    assert_eq!(comments("no-inline-ignores = ['DL3007', 'security']").not, these);
    assert!(comments("require-ignore-reason = true").need_reason);
    assert!(comments("warn-unused-ignores = true").warn_unused);
    let folder = Folder::of(&[("dlint.toml", "baseline = 'known.json'")]);
    let settings = folder.configuration().of(&folder.path("a/Dockerfile"));
    assert_eq!(settings.baseline.as_deref(), Some(folder.path("known.json").as_path()));
}

#[test]
fn rules_on_trial_are_for_those_who_want_them() {
    // There are none yet, so all that shows is that it is read.
    assert_eq!(found("preview = true", "Dockerfile"), ALL);
    assert_eq!(found("preview = false", "Dockerfile"), ALL);
}

#[test]
fn a_version_that_may_run_here_runs() {
    for version in ["0.4.2", "^0.4", ">=0.1, <0.5", "*"] {
        assert_eq!(found(&format!("required-version = '{version}'"), "Dockerfile"), ALL);
    }
}
