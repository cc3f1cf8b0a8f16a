//! Findings and fixes through joined lines. `tests/spans` has the many bodies.

use dlint_shell::{Dialect, Script, Shell, Variables};
use dlint_text::{MappedText, MappedTextBuilder, apply_edits};

/// The file's text joined as a builder joins it: continued lines in one, comment lines between them dropped.
fn join(source: &str) -> MappedText {
    let mut builder = MappedTextBuilder::new(0);
    let mut offset = 0;
    let mut continued = false;
    for line in source.split_inclusive('\n') {
        let start = offset;
        offset += line.len() as u32;
        if continued && line.trim_start().starts_with('#') {
            continue;
        }
        let content = line.trim_end();
        if let Some(content) = content.strip_suffix('\\') {
            builder.copy(content, start);
            continued = true;
        } else {
            builder.copy(line, start);
            continued = false;
        }
    }
    builder.finish()
}

fn script(source: &str) -> Script {
    Script::read(&join(source), Dialect::plain(Shell::Sh), &Variables::new())
}

/// Each finding as its code and the text under it.
fn places(source: &str) -> Vec<(u16, &str)> {
    script(source).findings().iter().map(|finding| (finding.code, finding.span.slice(source))).collect()
}

/// The file after all fixes.
fn fixed(source: &str) -> String {
    let findings = script(source).findings();
    let edits: Vec<_> =
        findings.into_iter().filter_map(|finding| finding.fix).flat_map(|fix| fix.edits).collect();
    apply_edits(source, &edits).unwrap_or_else(|error| error.to_string())
}

#[test]
fn a_finding_points_at_its_word_through_continuations_and_dropped_comments() {
    assert_eq!(
        places("apt-get install \\\n  # a comment $a\n\t-y $pkgs \\\n# another\n  é$b ü"),
        [(2086, "$pkgs"), (2154, "$pkgs"), (2086, "$b"), (2154, "$b")]
    );
}

#[test]
fn every_finding_of_a_body_is_there() {
    let found = places("cd $a; cd $b\ncd $c");
    assert_eq!(found.iter().filter(|(code, _)| *code == 2086).count(), 3, "{found:?}");
    assert_eq!(found.iter().filter(|(code, _)| *code == 2164).count(), 3, "{found:?}");
}

#[test]
fn a_fix_is_an_edit_of_the_file() {
    assert_eq!(fixed("cat \\\n# comment\n\t'é' $a"), "cat \\\n# comment\n\t'é' \"$a\"");
}

#[test]
fn no_edit_reaches_over_a_joint_or_into_a_comment() {
    let source = "echo `date \\\n# comment\n  -u` $\\\nab";
    for finding in script(source).findings() {
        for edit in finding.fix.into_iter().flat_map(|fix| fix.edits) {
            let text = edit.span.slice(source);
            assert!(!text.contains('\n'), "{edit:?}");
        }
    }
}

#[test]
fn no_edit_begins_inside_a_character() {
    let source = "caté <a <b";
    for edit in
        script(source).findings().into_iter().filter_map(|finding| finding.fix).flat_map(|fix| fix.edits)
    {
        assert!(source.is_char_boundary(edit.span.start as usize), "{edit:?}");
    }
}

#[test]
fn a_body_of_many_errors_is_not_checked() {
    assert_eq!(places(&"a && b | | c;".repeat(1000)), []);
}

#[test]
fn a_shebang_stays_the_first_line_and_comments_hide_nothing() {
    let source = "#!/bin/bash\n# shellcheck disable=SC2086\nrm $a\nrm $b\n";
    let text = MappedText::copied(source, 0);
    let variables: Variables = [("x", "1")].into_iter().collect();
    let dialect = Dialect::from_shebang(source).expect("a shebang");
    let findings = Script::read(&text, dialect, &variables).findings();
    assert!(findings.iter().all(|finding| finding.code != 1128), "{findings:?}");
    assert_eq!(findings.iter().filter(|finding| finding.code == 2086).count(), 2, "{findings:?}");
}
