//! What is wrong with a configuration: the very place, what it is, and what to do.

use std::path::Path;

use crate::support::{Folder, told};

/// What is told of a configuration.
fn mistakes(config: &str) -> Vec<String> {
    let folder = Folder::of(&[("dlint.toml", config), ("file", "")]);
    let mut all = folder.configuration();
    all.of(Path::new("a/Dockerfile"));
    all.of(Path::new("b/Dockerfile"));
    let prefix = format!("{}/", folder.path("").display().to_string().trim_end_matches('/'));
    told(all.mistakes()).into_iter().map(|one| one.replace(&prefix, "HERE/")).collect()
}

#[test]
fn every_mistake_is_told_at_its_place_with_what_to_do() {
    for (config, expected) in [
        // Keys.
        ("selct = []", "dlint.toml:1 [selct] there is no key `selct`; did you mean `select`?"),
        ("failOn = 'error'", "dlint.toml:1 [failOn] there is no key `failOn`; did you mean `fail-on`?"),
        (
            "extend_select = []",
            "dlint.toml:1 [extend_select] there is no key `extend_select`; did you mean `extend-select`?",
        ),
        (
            "failure-threshold = 'info'",
            "dlint.toml:1 [failure-threshold] there is no key `failure-threshold`; did you mean `fail-on`?",
        ),
        (
            "trustedRegistries = []",
            "dlint.toml:1 [trustedRegistries] there is no key `trustedRegistries`; `dlint config init` writes a file with all keys in it",
        ),
        (
            "trusted-registries = []",
            "dlint.toml:1 [trusted-registries] `trusted-registries` is something that a rule is told; put it below `[rules.DL3026]`",
        ),
        (
            "[DL3026]\nx = 1",
            "dlint.toml:1 [DL3026] there is no key `DL3026`; what a rule is told stands below `[rules.DL3026]`",
        ),
        (
            "zzz = 1",
            "dlint.toml:1 [zzz] there is no key `zzz`; `dlint config init` writes a file with all keys in it",
        ),
        (
            "match = 'a'",
            "dlint.toml:1 [match] `match` belongs in `[[files]]`; begin an entry with a line `[[files]]` above it",
        ),
        (
            "[[files]]\nmatch = 'a'\nexclude = []",
            "dlint.toml:3 [exclude] `exclude` has no place in `[[files]]`; put it at the top of the file, above all tables",
        ),
        (
            "[[files]]\nmatch = 'a'\nselct = []",
            "dlint.toml:3 [selct] there is no key `selct`; did you mean `select`?",
        ),
        (
            "[[files]]\nselect = []",
            "dlint.toml:1 [[[files]]] this entry does not say which files it is about; add `match = \"services/*/Dockerfile\"`, or put what holds for all files at the top",
        ),
        (
            "files = 'a'",
            "dlint.toml:1 ['a'] `files` is no list of tables; begin each entry with a line `[[files]]`",
        ),
        ("files = [1]", "dlint.toml:1 [1] an entry of `files` is a table"),
        // Kinds.
        (
            "select = 'DL3007'",
            "dlint.toml:1 ['DL3007'] `select` is a list, each of it a code, name or group in quotes, not a text; write `['DL3007']`",
        ),
        (
            "select = [3007]",
            "dlint.toml:1 [3007] an entry of `select` is a code, name or group in quotes, not a number; write `\"3007\"`",
        ),
        (
            "preview = 'true'",
            "dlint.toml:1 ['true'] `preview` is `true` or `false`, not a text; write `true`",
        ),
        (
            "preview = 1",
            "dlint.toml:1 [1] `preview` is `true` or `false`, not a number; for example: `preview = true`",
        ),
        (
            "frontend = 1.7",
            "dlint.toml:1 [1.7] `frontend` is a version in quotes, not a number; write `\"1.7\"`",
        ),
        (
            "severity = 'error'",
            "dlint.toml:1 ['error'] `severity` is a table, not a text; for example: `severity = { DL3007 = \"error\" }`",
        ),
        (
            "ignore = 1979-05-27",
            "dlint.toml:1 [1979-05-27] `ignore` is a list, each of it a code, name or group in quotes, not a date; for example: `ignore = [\"DL3059\"]`",
        ),
        (
            "no-inline-ignores = 'DL3007'",
            "dlint.toml:1 ['DL3007'] `no-inline-ignores` is `true`, `false`, or a list, each of it a code, name or group in quotes, not a text; write `['DL3007']`",
        ),
        ("[build-args]\nA = 1", "dlint.toml:2 [1] `A` is a text in quotes, not a number; write `\"1\"`"),
        (
            "[per-file-ignores]\n'a' = 'DL3007'",
            "dlint.toml:2 ['DL3007'] `a` is a list, each of it a code, name or group in quotes, not a text; write `['DL3007']`",
        ),
        // Words.
        (
            "fail-on = 'eror'",
            "dlint.toml:1 ['eror'] `fail-on` cannot be `\"eror\"`; did you mean `\"error\"`?",
        ),
        (
            "fail-on = 'critical'",
            "dlint.toml:1 ['critical'] `fail-on` cannot be `\"critical\"`; it is one of `\"error\"`, `\"warning\"`, `\"info\"`, `\"style\"` and `\"never\"`",
        ),
        (
            "[severity]\nDL3007 = 'off'",
            "dlint.toml:2 ['off'] `DL3007` cannot be `\"off\"`; to switch a rule off, write `ignore = [\"DL3007\"]`",
        ),
        (
            "builder = 'buildkitd'",
            "dlint.toml:1 ['buildkitd'] `builder` cannot be `\"buildkitd\"`; did you mean `\"buildkit\"`?",
        ),
        (
            "image-kind = 'service'",
            "dlint.toml:1 ['service'] `image-kind` cannot be `\"service\"`; it is one of `\"app\"`, `\"base\"` and `\"dev\"`",
        ),
        (
            "[rules.DL3049]\nlabel-schema = { a = 'colour' }",
            "dlint.toml:2 ['colour'] `a` cannot be `\"colour\"`; it is one of `\"text\"`, `\"url\"`, `\"rfc3339\"`, `\"spdx\"`, `\"hash\"`, `\"semver\"` and `\"email\"`",
        ),
        // Rules.
        (
            "ignore = ['DL3007', 'lattest-tag']",
            "dlint.toml:1 ['lattest-tag'] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "select = ['whatever-it-is']",
            "dlint.toml:1 ['whatever-it-is'] there is no rule, code or group `whatever-it-is`; `dlint rule` lists all rules",
        ),
        (
            "select = ['']",
            "dlint.toml:1 [''] there is no rule, code or group ``; `dlint rule` lists all rules",
        ),
        (
            "[severity]\nlattest-tag = 'error'",
            "dlint.toml:2 [lattest-tag] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "[per-file-ignores]\n'*' = ['lattest-tag']",
            "dlint.toml:2 ['lattest-tag'] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "[per-stage-ignores]\nfinal = ['lattest-tag']",
            "dlint.toml:2 ['lattest-tag'] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "unfixable = ['lattest-tag']",
            "dlint.toml:1 ['lattest-tag'] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "[[files]]\nmatch = 'a'\nignore = ['lattest-tag']",
            "dlint.toml:3 ['lattest-tag'] there is no rule, code or group `lattest-tag`; did you mean `latest-tag`?",
        ),
        (
            "[rules.lattest-tag]\nx = 1",
            "dlint.toml:1 [lattest-tag] there is no rule `lattest-tag`; did you mean `latest-tag`?",
        ),
        ("[rules.DL3007]\nx = 1", "dlint.toml:2 [x] the rule `DL3007` cannot be told anything; leave it out"),
        (
            "[rules.DL3007]\nseverity = 'error'",
            "dlint.toml:2 [severity] the rule `DL3007` cannot be told anything; what it weighs stands below `[severity]`: `DL3007 = \"error\"`",
        ),
        (
            "[rules.DL3026]\ntrustedRegistry = []",
            "dlint.toml:2 [trustedRegistry] the rule `DL3026` cannot be told `trustedRegistry`; it can be told `trusted-registries`",
        ),
        (
            "[rules.DL3049]\nstrict-label = true",
            "dlint.toml:2 [strict-label] the rule `DL3049` cannot be told `strict-label`; did you mean `strict-labels`?",
        ),
        (
            "rules = 1",
            "dlint.toml:1 [1] `rules` is a table of rules; write `[rules.DL3026]`, and below it what the rule is told",
        ),
        ("rules.DL3026 = 1", "dlint.toml:1 [1] `DL3026` is a table of what the rule is told"),
        // Patterns, paths, versions, stages.
        (
            "exclude = ['[a']",
            "dlint.toml:1 ['[a'] `[a` is no pattern (unclosed character class; missing ']'); patterns are those of `.gitignore`: `services/*/Dockerfile`, `**/test`, `vendor/`",
        ),
        (
            "[per-file-ignores]\n'../a' = []",
            "dlint.toml:2 ['../a'] `../a` is no pattern (a pattern does not leave the folder that it belongs to); patterns are those of `.gitignore`: `services/*/Dockerfile`, `**/test`, `vendor/`",
        ),
        (
            "[[files]]\nmatch = '{a'",
            "dlint.toml:2 ['{a'] `{a` is no pattern (unclosed alternate group; missing '}' (maybe escape '{' with '[{]'?)); patterns are those of `.gitignore`: `services/*/Dockerfile`, `**/test`, `vendor/`",
        ),
        (
            "context = 'gone'",
            "dlint.toml:1 ['gone'] there is no folder `gone` (it would be `HERE/gone`); a path is relative to the folder of the file that it stands in",
        ),
        (
            "context = 'file'",
            "dlint.toml:1 ['file'] `file` is a file, not a folder (it would be `HERE/file`); a path is relative to the folder of the file that it stands in",
        ),
        ("extend = ''", "dlint.toml:1 [''] there is nothing in the quotes"),
        ("targets = [' ']", "dlint.toml:1 [' '] there is nothing in the quotes"),
        ("[per-stage-ignores]\n'' = ['ALL']", "dlint.toml:2 [''] there is nothing in the quotes"),
        (
            "frontend = 'latest'",
            "dlint.toml:1 ['latest'] `latest` is no version of the Dockerfile frontend; write the number that stands in `# syntax=docker/dockerfile:1.7`: `\"1.7\"`",
        ),
        (
            "required-version = 'new'",
            "dlint.toml:1 ['new'] `new` is no version (unexpected character 'n' while parsing major version number); write a version that will do, `0.3`, or a range, `>=0.3, <0.5`",
        ),
        (
            "required-version = '>=0.5'\nselct = 1",
            "dlint.toml:1 ['>=0.5'] this is dlint 0.4.2, and `>=0.5` is asked for here; run such a version, or change `required-version`",
        ),
    ] {
        assert_eq!(mistakes(config), [expected], "{config}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once_in_their_order() {
    let config = "selct = []\nignore = ['DL3007', 'nobody', 7]\nfail-on = 'eror'\n[[files]]\nmatch = '[a'\nextend = 'x'\n";
    let lines: Vec<String> =
        mistakes(config).iter().map(|one| one.split(']').next().unwrap_or_default().to_owned()).collect();
    assert_eq!(
        lines,
        [
            "dlint.toml:1 [selct",
            "dlint.toml:2 ['nobody'",
            "dlint.toml:2 [7",
            "dlint.toml:3 ['eror'",
            "dlint.toml:5 ['[a'",
            "dlint.toml:6 [extend"
        ]
    );
}

#[test]
fn what_is_not_toml_is_told_where_it_stops_being_so() {
    for (config, line) in [
        ("select = [\n", 1),
        ("ignore = ['DL3007']\nselect 'DL3007'\n", 2),
        ("a = 1\na = 2\n", 2),
        ("x = 'never closed\n", 1),
        ("= 1\n", 1),
    ] {
        let told = mistakes(config);
        assert!(!told.is_empty(), "{config}");
        assert!(told[0].contains("this is not TOML: "), "{told:?}");
        assert!(told[0].starts_with(&format!("dlint.toml:{line} ")), "{told:?}");
    }
}

#[test]
fn what_cannot_be_read_is_told() {
    for (bytes, expected) in [
        (&b"\xff\xfea\0"[..], "UTF-16"),
        (b"select = ['\xff']", "it is not valid UTF-8"),
        (&vec![b'#'; 2 << 20], "bytes"),
    ] {
        let folder = Folder::of(&[]);
        std::fs::write(folder.path("dlint.toml"), bytes).expect("a file");
        let mut all = folder.configuration();
        all.of(Path::new("Dockerfile"));
        let told = told(all.mistakes());
        assert!(told.len() == 1 && told[0].contains(expected), "{told:?}");
    }
}

#[test]
fn a_byte_order_mark_moves_nothing() {
    assert_eq!(
        mistakes("\u{feff}selct = []"),
        ["dlint.toml:1 [selct] there is no key `selct`; did you mean `select`?"]
    );
}
