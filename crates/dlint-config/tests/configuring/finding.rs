//! Which configuration a file goes by, and what it extends.

use std::path::Path;

use crate::support::{Folder, configuration, told};
use dlint_config::{Configuration, Key, Source, Start, Value};

/// The targets that a file is built with: the name of what counts.
fn target(configuration: &mut Configuration, file: &Path) -> String {
    configuration.of(file).build.targets.join(" ")
}

#[test]
fn the_nearest_upward_from_the_file_counts() {
    let folder = Folder::of(&[
        ("dlint.toml", "targets = ['top']"),
        ("a/.dlint.toml", "targets = ['hidden']"),
        ("a/b/c/dlint.toml", "targets = ['deep']"),
        ("d/dlint.toml/x", "a folder is no configuration"),
    ]);
    let mut all = folder.configuration();
    for (file, expected) in [
        ("Dockerfile", "top"),
        ("x/y/z/Dockerfile", "top"),
        ("a/Dockerfile", "hidden"),
        ("a/b/Dockerfile", "hidden"),
        ("a/b/c/Dockerfile", "deep"),
        ("a/b/../../Dockerfile", "top"),
        ("d/Dockerfile", "top"),
    ] {
        assert_eq!(target(&mut all, Path::new(file)), expected, "{file}");
        assert_eq!(target(&mut all, &folder.path(file)), expected, "{file}");
    }
    assert!(all.mistakes().is_empty());
}

#[test]
fn the_users_own_is_the_last_and_relative_to_where_dlint_runs() {
    let folder = Folder::of(&[
        ("home/dlint/dlint.toml", "targets = ['user']\n[per-file-ignores]\n'/Dockerfile' = ['ALL']"),
        ("project/dlint.toml", "targets = ['project']"),
    ]);
    let with = |fallback: Option<&str>| {
        let fallback = fallback.map(|path| folder.path(path));
        configuration(Start { source: Source::Nearest { fallback }, ..folder.start() })
    };
    let mut all = with(Some("home/dlint/dlint.toml"));
    assert_eq!(target(&mut all, Path::new("Dockerfile")), "user");
    assert_eq!(target(&mut all, Path::new("project/Dockerfile")), "project");
    assert!(!all.of(Path::new("Dockerfile")).settings.is_enabled("DL3007"));
    assert!(all.of(Path::new("x/Dockerfile")).settings.is_enabled("DL3007"));
    assert_eq!(target(&mut with(Some("home/gone.toml")), Path::new("Dockerfile")), "");
    assert_eq!(target(&mut with(None), Path::new("Dockerfile")), "");
}

#[test]
fn one_file_for_all_or_none_at_all() {
    let folder = Folder::of(&[
        ("dlint.toml", "targets = ['top']"),
        (
            "ci/strict.toml",
            "targets = ['strict']\n[[files]]\nmatch = '/x/Dockerfile'\ntargets = ['relative']",
        ),
        ("a/dlint.toml", "targets = ['a']"),
    ]);
    let source = Source::File(Path::new("ci/strict.toml").to_owned());
    let mut given = configuration(Start { source, ..folder.start() });
    for (file, expected) in [
        ("Dockerfile", "strict"),
        ("a/Dockerfile", "strict"),
        ("x/Dockerfile", "strict"),
        ("ci/x/Dockerfile", "relative"),
    ] {
        assert_eq!(target(&mut given, Path::new(file)), expected, "{file}");
    }
    let mut none = configuration(Start { source: Source::Nothing, ..folder.start() });
    assert_eq!(target(&mut none, Path::new("a/Dockerfile")), "");
    let source = Source::File(Path::new("gone.toml").to_owned());
    let mut gone = configuration(Start { source, ..folder.start() });
    gone.of(Path::new("Dockerfile"));
    assert_eq!(
        told(gone.mistakes()),
        ["the configuration `gone.toml` cannot be read: there is no such file"]
    );
}

#[test]
fn two_in_one_folder_are_one_too_many() {
    let folder = Folder::of(&[("a/dlint.toml", ""), ("a/.dlint.toml", "")]);
    let mut all = folder.configuration();
    all.of(Path::new("a/b/Dockerfile"));
    all.of(Path::new("a/c/Dockerfile"));
    assert_eq!(all.mistakes().len(), 1, "it is told once");
    assert!(all.mistakes()[0].message.ends_with("has a `dlint.toml` and a `.dlint.toml`"));
}

#[test]
fn what_extends_is_on_top_of_what_is_extended() {
    let folder = Folder::of(&[
        (
            "base/rules.toml",
            "extend = 'root.toml'\nignore = ['DL3007']\nfail-on = 'error'\ntargets = ['base']\n\
             build-args = { A = 'base', B = 'base' }\n[severity]\nDL4000 = 'style'\n\
             [per-file-ignores]\n'/x/Dockerfile' = ['DL4000']\n'*.dev' = ['DL4000']\n",
        ),
        ("base/root.toml", "builder = 'kaniko'\nfail-on = 'style'\nignore = ['DL3020']"),
        (
            "app/dlint.toml",
            "extend = '../base/rules.toml'\nextend-select = ['DL3007']\ntargets = ['app']\n\
             build-args = { B = 'app' }\n[severity]\nDL3007 = 'error'\n",
        ),
        ("replaced/dlint.toml", "extend = '../base/rules.toml'\nselect = ['DL3007']"),
    ]);
    let mut all = folder.configuration();
    let app = all.of(Path::new("app/Dockerfile"));
    assert!(app.settings.is_enabled("DL3007"), "the nearer one counts");
    assert!(!app.settings.is_enabled("DL3020"), "what only the farthest says holds");
    assert_eq!(app.fail_on, Some(dlint_diagnostics::Severity::Error));
    assert_eq!(app.build.targets, ["app"]);
    assert_eq!((app.build.build_arg("A"), app.build.build_arg("B")), (Some("base"), Some("app")));
    assert_eq!(app.settings.options().project.builder, Some(dlint_linter::Builder::Kaniko));
    // A pattern is relative to the file that it stands in; one for a name alone is about every folder.
    assert!(all.of(Path::new("app/x/Dockerfile")).settings.is_enabled("DL4000"));
    assert!(!all.of(Path::new("app/Dockerfile.dev")).settings.is_enabled("DL4000"));
    let replaced = all.of(Path::new("replaced/Dockerfile"));
    assert!(replaced.settings.is_enabled("DL3007") && !replaced.settings.is_enabled("DL4000"));
    assert!(all.mistakes().is_empty());
}

#[test]
fn files_that_extend_each_other_are_a_mistake() {
    let folder = Folder::of(&[
        ("dlint.toml", "ignore = []\nextend = 'sub/two.toml'"),
        ("sub/two.toml", "extend = '../three.toml'"),
        ("three.toml", "extend = './dlint.toml'"),
        ("self/dlint.toml", "extend = 'dlint.toml'"),
        ("gone/dlint.toml", "extend = 'nothing.toml'"),
        ("folder/dlint.toml", "extend = '../sub'"),
    ]);
    let mistakes = |file: &str| {
        let mut all = folder.configuration();
        all.of(Path::new(file));
        told(all.mistakes())
    };
    assert_eq!(
        mistakes("Dockerfile"),
        ["three.toml:1 ['./dlint.toml'] these files extend each other in a circle \
          (dlint.toml → sub/two.toml → three.toml → dlint.toml); let one of them extend no other"]
    );
    assert_eq!(
        mistakes("self/Dockerfile"),
        ["self/dlint.toml:1 ['dlint.toml'] these files extend each other in a circle \
          (self/dlint.toml → self/dlint.toml); let one of them extend no other"]
    );
    assert_eq!(
        mistakes("gone/Dockerfile"),
        ["gone/dlint.toml:1 ['nothing.toml'] `gone/nothing.toml` cannot be read (there is no such file); \
          a path is relative to the folder of the file that it stands in"]
    );
    assert_eq!(mistakes("folder/Dockerfile").len(), 1);
}

#[test]
fn the_command_line_is_on_top_but_for_what_files_and_stages_ignore() {
    let folder = Folder::of(&[(
        "dlint.toml",
        "ignore = ['DL3007']\nfail-on = 'error'\ntargets = ['app']\nbuild-args = { A = 'file', B = 'file' }\n\
         [[files]]\nmatch = 'x'\nignore = ['DL4000']\n[per-file-ignores]\n'*.dev' = ['DL3007']\n",
    )]);
    let mut start = folder.start();
    let list =
        |texts: &[&str]| Value::list("--x", &texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>());
    start.command_line.say("--select", Key::Select, list(&["DL3007", "DL4000"]));
    start.command_line.say("--ignore", Key::Ignore, list(&[]));
    start.command_line.say("--target", Key::Targets, list(&["test"]));
    start.command_line.say("--fail-on", Key::FailOn, Value::Text("never".to_owned()));
    let pairs = [("A".to_owned(), "line".to_owned())];
    start.command_line.say("--build-arg", Key::BuildArgs, Value::table("--build-arg", pairs));
    let mut all = configuration(start);
    let settings = all.of(Path::new("x"));
    assert!(settings.settings.is_enabled("DL3007") && settings.settings.is_enabled("DL4000"));
    assert!(!settings.settings.is_enabled("DL3020"));
    assert_eq!((settings.fail_on, settings.build.targets.join(" ")), (None, "test".to_owned()));
    assert_eq!((settings.build.build_arg("A"), settings.build.build_arg("B")), (Some("line"), Some("file")));
    assert!(!all.of(Path::new("a.dev")).settings.is_enabled("DL3007"));
}

#[test]
fn an_unknown_rule_on_the_command_line_is_told_before_anything_is_read() {
    let folder = Folder::of(&[]);
    let mut start = folder.start();
    start.command_line.say("--ignore", Key::Ignore, Value::list("--ignore", &["lattest-tag".to_owned()]));
    let error = Configuration::new(&std::sync::Arc::new(dlint_rules::all()), start)
        .expect_err("there is no such rule");
    assert_eq!(error.suggestion.as_deref(), Some("latest-tag"));
}
