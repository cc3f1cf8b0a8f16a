//! Fixes and comments: a fix never changes what comments ignore, and a comment that ignores nothing can go.

use dlint::{FixError, Fixed, Input, Safety, Selection, Settings, SourceFile, fix_until_stable};

fn fixed(selection: &Selection, text: &str, floor: Safety) -> Fixed {
    let rules = dlint::rules();
    let settings = Settings::new(&rules, selection).expect("the codes are known");
    let source = SourceFile::new("Dockerfile", text);
    fix_until_stable(&settings, &rules, &Input::new(&source), floor)
}

fn select(codes: &str) -> Selection {
    let select = codes.split(',').map(str::to_owned).collect();
    Selection { select, warn_unused_ignores: true, ..Selection::default() }
}

#[test]
fn what_is_ignored_is_not_repaired() {
    let text = "FROM scratch\n# dlint ignore=DL4000\nMAINTAINER me\nMAINTAINER you\n";
    let fixed = fixed(&select("DL4000"), text, Safety::Safe);
    assert_eq!(fixed.error, None);
    assert!(fixed.source.text().starts_with("FROM scratch\n# dlint ignore=DL4000\nMAINTAINER me\nLABEL "));
    assert_eq!(fixed.outcome.suppressed.len(), 1);
}

#[test]
fn a_fix_beside_an_ignored_finding_is_made() {
    let text = "FROM debian:13\n# dlint ignore=DL3008\nRUN apt-get install curl\n";
    let fixed = fixed(&select("DL3008,DL3014"), text, Safety::Safe);
    assert_eq!(fixed.error, None::<FixError>);
    assert_eq!(fixed.source.text(), text.replace("install", "install -y"));
    assert_eq!(fixed.outcome.suppressed.len(), 1);
}

#[test]
fn unused_comments_go_and_nothing_else() {
    for (text, expected) in [
        ("FROM a\n# dlint ignore=DL3004\nRUN x\n", "FROM a\nRUN x\n"),
        ("FROM a\r\n  # dlint ignore=DL3004 -- so\r\nRUN x\r\n", "FROM a\r\nRUN x\r\n"),
        (
            "FROM a\n# dlint ignore=DL3020,DL3004 -- so\nRUN sudo x\n",
            "FROM a\n# dlint ignore=DL3004 -- so\nRUN sudo x\n",
        ),
        (
            "FROM a\n# dlint ignore=DL3004 , DL3020\nRUN sudo x\n",
            "FROM a\n# dlint ignore=DL3004\nRUN sudo x\n",
        ),
        (
            "FROM a\n# dlint ignore=DL3007,DL3020,DL3004\nRUN sudo x\n",
            "FROM a\n# dlint ignore=DL3004\nRUN sudo x\n",
        ),
        ("FROM a\n# dlint ignore=DL3004\n# dlint ignore=DL3020\nRUN x\n", "FROM a\nRUN x\n"),
        ("FROM a\nRUN x \\\n# dlint ignore=DL3004\n y\n", "FROM a\nRUN x \\\n y\n"),
        ("FROM a\nRUN <<EOF\n# dlint ignore=DL3004\nx\nEOF\n", "FROM a\nRUN <<EOF\nx\nEOF\n"),
        ("FROM a\n# dlint file-ignore=DL3004", "FROM a\n"),
        ("FROM a\n# hadolint ignore=DL3004\nRUN x\n", "FROM a\n# hadolint ignore=DL3004\nRUN x\n"),
        // Without it, the next line would be a directive.
        (
            "# dlint file-ignore=DL3004\n# check=skip=all\nFROM a\n",
            "# dlint file-ignore=DL3004\n# check=skip=all\nFROM a\n",
        ),
        (
            "# why\n# dlint file-ignore=DL3004\n# check=skip=all\nFROM a\n",
            "# why\n# check=skip=all\nFROM a\n",
        ),
    ] {
        let fixed = fixed(&select("DL3004,DL3020,DL3007"), text, Safety::Safe);
        assert_eq!((fixed.source.text(), fixed.error), (expected, None), "{text}");
    }
    let text =
        "FROM a\n# hadolint ignore=DL3004\nRUN x\n# check=skip=SecretsUsedInArgOrEnv;error=true\nENV A=b\n";
    let fixed = fixed(&select("DL3004,DL3064"), text, Safety::Unsafe);
    assert_eq!(fixed.source.text(), text.replace("# hadolint ignore=DL3004\n", ""));
}
