//! `# escape=` with a backtick, as on Windows, and CRLF line endings.

use super::support::{class, names, pairs, parsed, words};

#[test]
fn a_backtick_continues_a_line_where_the_directive_says_so() {
    for (line, goes_on) in [
        ("RUN dir C:\\", false),
        ("RUN dir `", true),
        ("RUN dir ` \t", true),
        ("RUN dir``", false),
        ("RUN dir```", false),
        ("RUN dir \\`", true),
        ("RUN dir `\\", false),
        ("`", true),
        ("``", false),
    ] {
        let file = parsed(format!("# escape=`\nFROM one\n{line}\nUSER z\n"));
        assert_eq!(file.file.instructions.len(), if goes_on { 2 } else { 3 }, "{line:?}");
    }
}

#[test]
fn a_windows_file_is_read_as_it_is_meant() {
    let text = "# escape=`\r\n\r\n# Windows\r\nFROM mcr/core:ltsc AS tools\r\n\
        SHELL [\"powershell\", \"-Command\"]\r\n\
        RUN iwr https://x `\r\n    # dropped\r\n\r\n    -Out C:\\x.zip; `\r\n    rm C:\\\r\n\
        COPY a.txt `\r\n  b.txt C:\\app\\\r\n\
        ENV PATH=C:\\a`;C:\\b `\r\n  DIR=\"C:\\Program Files\\\" `\r\n  X=a` b\r\n\
        WORKDIR C:\\app\\\r\nUSER me\r\n";
    let file = parsed(text);
    assert_eq!(file.class(), None);
    assert_eq!(file.kinds(), "D_#TTTcbTTTTTTTTT");
    assert_eq!(file.texts()[2], "RUN iwr https://x     -Out C:\\x.zip;     rm C:\\");
    assert_eq!(words(&file.file.instructions[3]), ["a.txt", "b.txt", "C:\\app\\"]);
    let expected = [("PATH", "C:\\a`;C:\\b"), ("DIR", "\"C:\\Program Files\\\""), ("X", "a` b")];
    let expected: Vec<_> =
        expected.iter().map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned()))).collect();
    assert_eq!(pairs(&file.file.instructions[4]), expected);
    assert_eq!(words(&file.file.instructions[5]), ["C:\\app\\"]);
    assert_eq!(file.file.instructions.len(), 7);
}

#[test]
fn a_backtick_is_the_escape_in_words() {
    let file = parsed("# escape=`\nENV A=\"b`\" c\" D=e` f G='h` I=j");
    let expected = [("A", "\"b`\" c\""), ("D", "e` f"), ("G", "'h` I=j")];
    let expected: Vec<_> =
        expected.iter().map(|(key, value)| ((*key).to_owned(), Some((*value).to_owned()))).collect();
    assert_eq!(pairs(file.last()), expected);
    let file = parsed("# escape=`\nARG A=b\\ C=d```");
    let expected = [("A".to_owned(), Some("b\\".to_owned())), ("C".to_owned(), Some("d``".to_owned()))];
    assert_eq!(pairs(file.last()), expected);
}

#[test]
fn json_always_has_backslashes() {
    let file = parsed("# escape=`\nFROM one\nCMD [\"C:\\\\x\", `\n  \"a`b\"]");
    assert_eq!(words(file.last()), ["C:\\x", "a`b"]);
    assert!(!parsed("# escape=`\nCMD [\"C:\\x\"]").last().is_json());
}

#[test]
fn heredocs_are_looked_for_with_a_backslash_whatever_the_escape_is() {
    for (line, expected) in [
        ("RUN <<E", &["E"][..]),
        // An escaped quote for a backslash, one that is never closed for a backtick, and the other way round.
        ("RUN x \\\" <<E", &["E"]),
        ("RUN x `\" <<E", &[]),
        ("RUN x `\" <<E `\"", &[]),
        ("RUN \\<<E", &[]),
        ("RUN `<<E", &[]),
        ("RUN <<\\E", &["E"]),
        ("RUN <<`E", &["`E"]),
        ("RUN <<E\\ F", &["E F"]),
        ("RUN <<E` F", &["E`"]),
    ] {
        let file = parsed(format!("# escape=`\n{line}"));
        assert_eq!(names(&file.file.instructions[0].heredocs), expected, "{line}");
    }
}

#[test]
fn a_heredoc_may_stand_behind_a_backtick_continuation() {
    let file = parsed("# escape=`\r\nFROM one\r\nRUN <<E `\r\n x\r\n`\r\nE\r\nUSER y\r\n");
    assert_eq!(file.kinds(), "DTTTheT");
    assert_eq!(file.last().keyword_text.as_str(), "USER");
    assert_eq!(file.file.instructions[1].heredocs[0].body.as_str(), "`\r\n");
}

#[test]
fn nothing_changes_with_crlf() {
    let text = "# syntax=a\n# x\n\nFROM one AS two\nRUN a \\\n # y\n\n b\nCOPY <<E /x\nbody\nE\nENV A=1 \\\n  B=2\n\
        CMD [ \"a\", \\\n\"b\" ]\nHEALTHCHECK NONE\n";
    let with_lf = parsed(text);
    let with_crlf = parsed(text.replace('\n', "\r\n"));
    assert_eq!(with_lf.class(), None);
    assert_eq!(with_lf.texts(), with_crlf.texts());
    assert_eq!(with_lf.kinds(), with_crlf.kinds());
    assert_eq!(with_lf.line_ranges(), with_crlf.line_ranges());
    assert_eq!(with_lf.classes(), with_crlf.classes());
}

#[test]
fn the_line_ending_is_in_no_word() {
    let file = parsed("FROM one:1\r\nENV A=b\r\nENV C d\r\nEXPOSE 80\r\nUSER me\r\nCMD [\"x\"]\r\n");
    let found: Vec<_> = file.file.instructions.iter().map(|found| file.at(found.span)).collect();
    assert_eq!(found, ["FROM one:1", "ENV A=b", "ENV C d", "EXPOSE 80", "USER me", "CMD [\"x\"]"]);
    assert_eq!(class("FROM one\r\nENV A\r\n"), Some("missing-value"));
}
