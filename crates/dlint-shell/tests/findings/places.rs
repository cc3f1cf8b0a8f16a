//! The text under a finding's span is what the finding is about.

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
fn two_hundred_bodies_have_each_finding_at_its_word() {
    let befores = [
        "",
        "set -e; \\\n",
        "echo 'ä ö ü' && \\\n# a comment\n",
        "\techo 日本 \\\n\t# one\n\t# two\n\t&& ",
        "if true; then \\\n  ",
        "cat <<E\nhéredoc\nE\n",
        "x=1 \\\n && echo \"$x\" \\\n\n# é\n && ",
        "( \\\n",
        "echo 🦀; \\\r\n",
        "true | \\\n   ",
    ];
    let commands = [
        ("rm $word", 2086, "$word"),
        ("echo `date`", 2046, "`date`"),
        ("echo \\\n $(date)", 2046, "$(date)"),
        ("read \\\n line", 2162, "read"),
        ("echo \\\n# why\n  é/${word}", 2086, "${word}"),
        ("find -name x", 2185, "find"),
        ("mkdir -p \\\n -m 700 a/b", 2174, "-m"),
        ("export a=$(b)", 2155, "a"),
        ("source x", 3046, "source"),
        ("echo -e x", 3037, "-e"),
        ("[[ -f x ]]", 3010, "[["),
        ("ls *.é", 2035, "*.é"),
        ("chmod +x \\\n\t$word/ü", 2086, "$word"),
        ("tar x -C \"$a\"$word", 2086, "$word"),
        ("cp \\\n  # comment with $word\n  $word x", 2086, "$word"),
        ("echo \"a\" $word \"b\"", 2086, "$word"),
        ("for f in $(ls); do echo \"$f\"; done", 2045, "$(ls)"),
        ("a() { local b; }; a", 3043, "local b"),
        ("trap \"echo $word\" EXIT", 2064, "$word"),
        ("printf \"$word\"", 2059, "\"$word\""),
    ];
    let mut count = 0;
    let mut wrong = Vec::new();
    for before in befores {
        for (command, code, word) in commands {
            let end = match before {
                "if true; then \\\n  " => "; fi",
                "( \\\n" => " )",
                _ => "",
            };
            let source = format!("{before}{command}{end}");
            count += 1;
            let found = places(&source);
            // What a finding points at begins with the word, or is the word: some point at the whole command.
            let fits = |text: &str| !text.is_empty() && (text.starts_with(word) || word.starts_with(text));
            if !found.iter().any(|(found, text)| *found == code && fits(text)) {
                wrong.push(format!("{source:?} SC{code}: {found:?}"));
            }
        }
    }
    assert_eq!(count, 200);
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
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
fn a_shebang_and_directives_at_the_top_are_for_the_whole_script() {
    let source = "#!/bin/bash\n# shellcheck disable=SC2086\nrm $a\nrm $b\n";
    let text = MappedText::copied(source, 0);
    let variables: Variables = [("x", "1")].into_iter().collect();
    let dialect = Dialect::from_shebang(source).expect("a shebang");
    let findings = Script::read(&text, dialect, &variables).findings();
    assert!(findings.iter().all(|finding| finding.code != 2086 && finding.code != 1128), "{findings:?}");
}
