//! `# check=skip=…;error=true`, as BuildKit reads it. What it does with each case was asked of BuildKit itself; see
//! `cargo xtask parity check-comments` for its own cases.

use dlint::{Selection, Severity};

use super::{check, outcome, places, with};

const CODES: &str = "StageNameCasing,FromAsCasing,DL3064,DL3000,DL3004";

#[test]
fn for_the_file() {
    let text = |comment: &str| format!("{comment}\nFROM a as B\nENV PASSWORD=x\nRUN sudo y\n");
    let all = "FromAsCasing@2 StageNameCasing@2 DL3064@3 DL3004@4";
    for (comment, kept, ignored) in [
        // All of BuildKit's checks, and nothing else.
        ("# check=skip=all", "DL3004@4", "FromAsCasing@2 StageNameCasing@2 DL3064@3"),
        ("# CHECK = skip=all", "DL3004@4", "FromAsCasing@2 StageNameCasing@2 DL3064@3"),
        // A rule goes by BuildKit's name there, and by no other.
        ("# check=skip=SecretsUsedInArgOrEnv", "FromAsCasing@2 StageNameCasing@2 DL3004@4", "DL3064@3"),
        ("# check=skip=DL3064,DL3004,sudo-in-run", all, ""),
        (
            "# check=skip=StageNameCasing,FromAsCasing",
            "DL3064@3 DL3004@4",
            "FromAsCasing@2 StageNameCasing@2",
        ),
        // A blank ends the value.
        (
            "# check=skip=StageNameCasing, FromAsCasing",
            "FromAsCasing@2 DL3064@3 DL3004@4",
            "StageNameCasing@2",
        ),
        ("# check=skip=StageNameCasing // why", "FromAsCasing@2 DL3064@3 DL3004@4", "StageNameCasing@2"),
        // Of two lists the last counts.
        (
            "# check=skip=StageNameCasing;skip=FromAsCasing",
            "StageNameCasing@2 DL3064@3 DL3004@4",
            "FromAsCasing@2",
        ),
        ("# check=skip=stagenamecasing", all, ""),
        ("# check=skip=All", all, ""),
        ("# check=skip=", all, ""),
        ("# check=experimental=StageNameCasing", all, ""),
    ] {
        check(CODES, &[(&text(comment), kept, ignored)]);
    }
    // One that BuildKit does not read there.
    for comment in [" # check=skip=all", "# a comment\n# check=skip=all\n#", "\n# check=skip=all\n#"] {
        let (_, ignored) = places(&text(comment), &outcome(CODES, &text(comment)));
        assert_eq!(ignored, "", "{comment}");
    }
}

#[test]
fn one_that_cannot_be_read_stops_the_build() {
    for comment in ["foo=bar", "skip", "skip = all", ";skip=all", "error=yes", "skip=all;"] {
        let text = format!("# check={comment}\nFROM a as b\n");
        check("FromAsCasing", &[(&text, "syntax@1 FromAsCasing@2", "")]);
    }
    // In front of an instruction it is a comment like any other.
    check("DL3064", &[("FROM a\n# check=foo=bar\nENV PASSWORD=x\n", "DL3064@3", "")]);
}

#[test]
fn for_an_instruction() {
    let skip = "# check=skip=SecretsUsedInArgOrEnv";
    check(
        CODES,
        &[
            (&format!("FROM a\n{skip}\nENV PASSWORD=x\nENV SECRET=x\n"), "DL3064@4", "DL3064@3"),
            (&format!("FROM a\n{skip}\n# text\n\nENV PASSWORD=x\n"), "", "DL3064@5"),
            (&format!("FROM a\n# text\n{skip}\nENV PASSWORD=x\n"), "", "DL3064@4"),
            ("FROM a\n# check=skip=all\nENV PASSWORD=x\n", "", "DL3064@3"),
            ("FROM a\n# check=skip=all\nRUN sudo x\n", "DL3004@3", ""),
            // An empty comment parts it from the instruction, an indented one is none.
            (&format!("FROM a\n{skip}\n#\nENV PASSWORD=x\n"), "DL3064@4", ""),
            (&format!("FROM a\n  {skip}\nENV PASSWORD=x\n"), "DL3064@3", ""),
            (&format!("FROM a\nENV A=1 \\\n{skip}\n  PASSWORD=x\n"), "DL3064@4", ""),
            // Only the first counts, also where it cannot be read.
            (&format!("FROM a\n# check=skip=A\n{skip}\nENV PASSWORD=x\n"), "DL3064@4", ""),
            (&format!("FROM a\n# check=foo=A\n{skip}\nENV PASSWORD=x\n"), "DL3064@4", ""),
            // In front of FROM it is not for the stage.
            (&format!("FROM a\n{skip}\nFROM b\nENV PASSWORD=x\n"), "DL3064@4", ""),
            ("FROM a\n# check=skip=StageNameCasing\nFROM b AS B\n", "", "StageNameCasing@3"),
        ],
    );
    // Checks of the file as a whole go by the file's own comment alone.
    check(
        "DL3024,DL3063,NoEmptyContinuation",
        &[
            ("FROM a AS b\n# check=skip=DuplicateStageName\nFROM a AS b\n", "DL3024@3", ""),
            ("FROM a\n# check=skip=all\nFROM a AS scratch\n", "DL3063@3", ""),
            ("FROM a\n# check=skip=all\nRUN a \\\n\n b\n", "NoEmptyContinuation@4", ""),
            ("# check=skip=NoEmptyContinuation\nFROM a\nRUN a \\\n\n b\n", "", "NoEmptyContinuation@4"),
        ],
    );
}

#[test]
fn error_makes_errors_of_what_buildkit_finds() {
    let severities = |text: &str| -> Vec<(&str, Severity)> {
        let outcome = outcome("SecretsUsedInArgOrEnv,DL3004", text);
        outcome.findings.iter().map(|finding| (finding.code(), finding.severity)).collect()
    };
    let text = "FROM a\nENV PASSWORD=x\nRUN sudo x\n";
    let [(_, before), sudo] = severities(text)[..] else { unreachable!() };
    assert!(before < Severity::Error);
    let error = |comment: &str| severities(&format!("{comment}\n{text}"));
    assert_eq!(error("# check=error=true"), [("DL3064", Severity::Error), sudo]);
    assert_eq!(error("# check=error=false"), [("DL3064", before), sudo]);
    assert_eq!(error("# check=skip=all;error=true"), [sudo]);
    assert_eq!(error("# text\n# check=error=true\n"), [("DL3064", before), sudo]);
}

#[test]
fn experimental_turns_a_check_on() {
    let text = |comment: &str, before: &str| {
        format!("{comment}\n# wrong words\nARG a=1\nFROM b\n{before}# wrong words\nARG c\n")
    };
    let found = |selection: &Selection, text: &str| {
        let outcome = with(selection, text);
        let (mut kept, _) = places(text, &outcome);
        kept.push(' ');
        kept.matches("InvalidDefinitionDescription@").count()
    };
    let default = Selection::default();
    assert_eq!(found(&default, &text("", "")), 0);
    for names in ["all", "InvalidDefinitionDescription", "A,InvalidDefinitionDescription;skip=all"] {
        assert_eq!(found(&default, &text(&format!("# check=experimental={names}"), "")), 2, "{names}");
        let before = format!("# check=experimental={names}\n");
        assert_eq!(found(&default, &text("", &before)), 1, "{names}");
    }
    assert_eq!(found(&default, &text("# check=experimental=invaliddefinitiondescription", "")), 0);
    // Whoever says which rules run has the last word.
    let all = text("# check=experimental=all", "");
    let named = || vec!["InvalidDefinitionDescription".to_owned()];
    assert_eq!(found(&Selection { ignore: named(), ..Selection::default() }, &all), 0);
    assert_eq!(found(&Selection { select: vec!["DL3007".to_owned()], ..Selection::default() }, &all), 0);
    assert_eq!(
        found(&Selection { select: named(), ..Selection::default() }, &text("# check=skip=all", "")),
        2
    );
}
