//! DK4003 and DK4004 by the build context: what is taken along, how grave that is, and which of the two says it.

mod support;

use dlint_diagnostics::Severity;

use support::{Files, found};

const RULES: &[&str] = &["DK3002", "DK4003", "DK4004"];

const SECRET: (&str, &str) = (".env", "API_TOKEN=kR7pWz2mQxL0vB9t\n");
const GIT: (&str, &str) = (".git/HEAD", "ref: refs/heads/main\n");
const MODULES: (&str, &str) = ("node_modules/a/index.js", "");
const CODE: (&str, &str) = ("index.js", "");

/// What it is, the files, the Dockerfile, and the finding: its code, how grave it is, and a part of what it says.
type Case = (&'static str, Files, &'static str, Option<(&'static str, Severity, &'static str)>);

const CASES: &[Case] = &[
    (
        "no file that ignores",
        &[GIT, CODE],
        "FROM a\nCOPY . .\n",
        Some(("DK4004", Severity::Warning, "`.git`")),
    ),
    (
        "a stage hands the folder on",
        &[SECRET, CODE, (".dockerignore", "node_modules\n")],
        "FROM a AS b\nCOPY . /app\nFROM a\nCOPY --from=b /app /srv\n",
        Some(("DK4003", Severity::Error, "takes `.env` along")),
    ),
    (
        "a stage hands on what it builds",
        &[SECRET, CODE, (".dockerignore", "node_modules\n")],
        "FROM a AS b\nCOPY . /app\nFROM a\nCOPY --from=b /app/dist /srv\n",
        Some(("DK4003", Severity::Warning, "takes `.env` along")),
    ),
    (
        "each file by a pattern",
        &[SECRET, CODE, (".dockerignore", "node_modules\n")],
        "FROM a\nADD * /srv/\n",
        Some(("DK4003", Severity::Error, "takes `.env` along")),
    ),
    ("nothing to ignore", &[CODE], "FROM a\nCOPY . .\n", None),
    (
        "a secret in the image",
        &[SECRET, CODE],
        "FROM a\nCOPY . .\n",
        Some(("DK4004", Severity::Error, "`.env`")),
    ),
    (
        "a secret in a stage",
        &[SECRET, CODE],
        "FROM a AS b\nCOPY . .\nFROM c\n",
        Some(("DK4004", Severity::Warning, "`.env`")),
    ),
    (
        "history in a stage",
        &[GIT, CODE],
        "FROM a AS b\nCOPY . .\nFROM c\n",
        Some(("DK4004", Severity::Info, "`.git`")),
    ),
    (
        "all of it ignored",
        &[GIT, MODULES, CODE, (".dockerignore", ".git\nnode_modules\n")],
        "FROM a\nCOPY . .\n",
        None,
    ),
    (
        "ignored at any depth",
        &[GIT, MODULES, CODE, (".dockerignore", "**/.git\n**/node_modules\n")],
        "FROM a\nCOPY . .\n",
        None,
    ),
    (
        "ignored with all that is in it",
        &[MODULES, CODE, (".dockerignore", "node_modules/**\n")],
        "FROM a\nCOPY . .\n",
        None,
    ),
    (
        "all but what is named",
        &[SECRET, GIT, CODE, (".dockerignore", "*\n!index.js\n")],
        "FROM a\nCOPY . .\n",
        None,
    ),
    (
        "a part of it ignored",
        &[GIT, MODULES, CODE, (".dockerignore", "node_modules\n")],
        "FROM a\nCOPY . .\n",
        Some(("DK4003", Severity::Warning, "`.git`")),
    ),
    (
        "an ignored secret that is brought back",
        &[SECRET, CODE, (".dockerignore", ".env*\n!.env\n")],
        "FROM a\nCOPY . .\n",
        Some(("DK4003", Severity::Error, "`.env`")),
    ),
    ("a file without a secret", &[(".env", "PORT=8080\n"), CODE], "FROM a\nCOPY . .\n", None),
    (
        "a key",
        &[("id_rsa", "\u{0}"), CODE],
        "FROM a\nCOPY . .\n",
        Some(("DK4004", Severity::Error, "`id_rsa`")),
    ),
    ("an example", &[(".env.example", "API_TOKEN=kR7pWz2mQxL0vB9t\n"), CODE], "FROM a\nCOPY . .\n", None),
    ("history that a step asks for", &[GIT, CODE], "FROM a\nCOPY . .\nRUN git describe > version\n", None),
    ("a folder", &[GIT, CODE, ("src/a", "")], "FROM a\nCOPY src .\n", None),
    ("another stage's files", &[GIT, CODE], "FROM a AS b\nFROM a\nCOPY --from=b . .\n", None),
    (
        "a folder of builds",
        &[("Cargo.toml", ""), ("target/debug/a", "")],
        "FROM a\nADD . /src\n",
        Some(("DK4004", Severity::Warning, "`target`")),
    ),
    ("a folder by that name", &[("target/a", ""), CODE], "FROM a\nADD . /src\n", None),
    ("JSON", &[GIT, CODE], "FROM a\nCOPY [\".\", \"/a\"]\n", Some(("DK4004", Severity::Warning, "`.git`"))),
    (
        "a variable",
        &[GIT, CODE],
        "FROM a\nARG SRC=.\nCOPY $SRC /a\n",
        Some(("DK4004", Severity::Warning, "`.git`")),
    ),
    ("a variable that nobody knows", &[GIT, CODE], "FROM a\nARG SRC\nCOPY $SRC /a\n", None),
    ("a trigger", &[GIT, CODE], "FROM a\nONBUILD COPY . /a\n", None),
    ("no context", &[], "FROM a\nCOPY . /a\n", Some(("DK4003", Severity::Style, "whole build context"))),
    ("no context, a stage", &[], "FROM a AS b\nCOPY . /a\nFROM c\n", None),
];

#[test]
fn what_a_copy_of_everything_takes_along_is_said_once() {
    for (what, files, text, wanted) in CASES {
        let findings = found(RULES, text, files);
        let said: Vec<_> = findings.iter().map(|finding| (finding.code(), finding.severity)).collect();
        let expected: Vec<_> = wanted.iter().map(|(code, severity, _)| (*code, *severity)).collect();
        assert_eq!(said, expected, "{what}: {findings:#?}");
        for (finding, (code, _, part)) in findings.iter().zip(wanted) {
            assert!(finding.message.contains(part), "{what}: {}", finding.message);
            assert_eq!(finding.pedantic, *code == "DK4003" && files.is_empty(), "{what}");
        }
    }
}

#[test]
fn a_file_that_is_copied_by_name_is_told_by_what_is_in_it() {
    let text = "FROM a\nCOPY .npmrc /root/\n";
    let login = &[(".npmrc", "//registry.example.com/:_authToken=kR7pWz2mQxL0vB9t\n")];
    let setting = &[(".npmrc", "//registry.example.com/:_authToken=${NPM_TOKEN}\n")];
    let [finding] = found(RULES, text, login).try_into().expect("one finding");
    assert_eq!((finding.code(), finding.severity), ("DK3002", Severity::Error));
    assert_eq!(found(RULES, text, setting), []);
    assert!(found(RULES, text, &[])[0].pedantic);
}
