//! What is said of a file, and who says it.

use std::path::Path;

use dlint_config::{Key, Value};

use crate::support::{Folder, configuration};

fn show(files: &[(&str, &str)], option: Option<&str>, file: &str) -> Vec<String> {
    let folder = Folder::of(files);
    let mut start = folder.start();
    if let Some(code) = option {
        start.command_line.say("--select", Key::Select, Value::list("--select", &[code.to_owned()]));
    }
    let shown = configuration(start).show(Path::new(file));
    let lines = shown.lines.iter().map(|line| format!("{}  # {}", line.text, line.origin));
    std::iter::once(shown.files.join(" < ")).chain(lines).collect()
}

const DEFAULTS: [&str; 7] = [
    "fail-on = \"warning\"  # default",
    "preview = false  # default",
    "image-kind = \"app\"  # default",
    "no-inline-ignores = false  # default",
    "require-ignore-reason = false  # default",
    "warn-unused-ignores = false  # default",
    "force-exclude = false  # default",
];

#[test]
fn without_a_configuration_all_is_default() {
    let mut expected = vec![""];
    expected.extend(DEFAULTS);
    assert_eq!(show(&[], None, "Dockerfile"), expected);
}

#[test]
fn every_setting_has_its_line() {
    let files = [
        (
            "base.toml",
            "ignore = ['DL3008']\nfail-on = 'error'\n[per-file-ignores]\n'a/' = ['DL3']\n'b/' = ['DL4']\n",
        ),
        (
            "dlint.toml",
            "extend = 'base.toml'\nignore = [\n  'DL3009', # why\n]\nfail-on = 'info'\n\
             build-args = { TOKEN = 'hunter2' }\n[rules.DL3026]\ntrusted-registries = ['a \"b\"']\n\
             [[files]]\nmatch = 'a/'\nimage-kind = 'dev'\n",
        ),
    ];
    let shown = show(&files, None, "a/Dockerfile");
    assert_eq!(
        shown[..8],
        [
            "dlint.toml < base.toml",
            "ignore = [\"DL3008\"]  # base.toml:1",
            "ignore = [\"DL3009\"]  # dlint.toml:2",
            "per-file-ignores.\"a/\" = [\"DL3\"]  # base.toml:4",
            "fail-on = \"info\"  # dlint.toml:5",
            "preview = false  # default",
            "rules.DL3026.trusted-registries = [\"a \\\"b\\\"\"]  # dlint.toml:8",
            "image-kind = \"dev\"  # dlint.toml:11",
        ]
    );
    assert_eq!(shown[8], "build-args = { TOKEN = \"…\" }  # dlint.toml:6", "a value may be a secret");
}

#[test]
fn what_the_command_line_replaces_is_not_shown() {
    let shown =
        show(&[("dlint.toml", "select = ['DL3007']\nignore = ['DL3008']")], Some("DL4000"), "Dockerfile");
    assert_eq!(shown[1], "select = [\"DL4000\"]  # --select");
    assert!(shown[2].starts_with("fail-on"), "{shown:?}");
}
