//! CRLF, tabs, byte order marks, other alphabets, bytes that are no text, and the backtick as the escape.

use dlint_syntax::parse;
use dlint_text::SourceFile;

use super::support::parsed;

/// An unremarkable file, with `⏎` for the line ending and `␛` for the escape.
const MODEL: &str = "FROM reg:5000/o\u{fc}ne:1 AS two⏎# c\u{f6}mment⏎RUN --mount=type=ca␛⏎che,id=x a␛⏎  # dropp\u{e9}d⏎\
    ⏎\tb c\u{df}⏎ENV K\u{e9}y=v␛⏎al \"Q R\"='s t'⏎CMD [\"j\u{e4}\\u0041\", ␛⏎\t\"k\"]⏎\
    COPY <<E-\u{dc} /d⏎b\u{f6}dy⏎E-\u{dc}⏎EXPOSE 1-2/u␛⏎dp⏎ONBUILD USER ü⏎";

#[test]
fn the_same_is_under_the_same_spans_whatever_the_endings_and_the_escape() {
    for (bom, newline, escape) in [
        ("", "\n", "\\"),
        ("", "\r\n", "\\"),
        ("", "\r\r\n", "\\"),
        ("\u{feff}", "\n", "\\"),
        ("\u{feff}", "\r\n", "`"),
        ("", "\n", "`"),
        ("", "\n", "`\t "),
    ] {
        let directive = if escape.starts_with('`') { format!("# escape=`{newline}") } else { String::new() };
        let text = format!("{bom}{directive}{}", MODEL.replace('⏎', newline).replace('␛', escape));
        let file = parsed(&text);
        assert_eq!(file.file.verdict(), None, "{text:?}");
        // What a span holds, with the joint and the line endings made alike again.
        let alike = |text: &str| text.replace(escape, "␛").replace(newline, "⏎");
        let from = file.instruction(0).as_from().unwrap();
        let image = from.image.as_ref().unwrap();
        assert_eq!(file.under(&image.name), "reg:5000/oüne");
        assert_eq!(file.under(image.tag.as_ref().unwrap()), "1");
        assert_eq!(file.at(from.name.as_ref().unwrap().span), "two");
        let run = file.instruction(1);
        let options = &run.mounts[0].options;
        assert_eq!(alike(file.at(run.flags[0].span)), "--mount=type=ca␛⏎che,id=x");
        assert_eq!(alike(file.under(options[0].value.as_ref().unwrap())), "ca␛⏎che");
        assert_eq!(file.under(options[1].value.as_ref().unwrap()), "x");
        let line = &run.command_line().unwrap().text;
        assert_eq!(alike(file.under(line)), "a␛⏎  # droppéd⏎⏎\tb cß");
        assert_eq!(file.under_part(line, "cß"), "cß");
        let pairs = file.pairs(file.instruction(2).as_pairs().unwrap());
        let pairs: Vec<_> =
            pairs.into_iter().map(|(pair, key, value)| (alike(pair), key, alike(value))).collect();
        assert_eq!(pairs[0], ("Kéy=v␛⏎al".to_owned(), "Kéy", "v␛⏎al".to_owned()));
        assert_eq!(pairs[1], ("\"Q R\"='s t'".to_owned(), "\"Q R\"", "'s t'".to_owned()));
        let words = file.instruction(3).command_line().unwrap().exec.as_ref().unwrap();
        assert_eq!(file.at(words[0].span), "\"jä\\u0041\"");
        assert_eq!(file.under_part(&words[0], "A"), "\\u0041");
        assert_eq!(file.at(words[1].span), "\"k\"");
        let heredoc = &file.instruction(4).heredocs[0];
        assert_eq!(file.at(heredoc.opener), "<<E-Ü");
        assert_eq!(alike(file.under(&heredoc.body)), "bödy⏎");
        assert_eq!(file.at(heredoc.terminator.unwrap()), "E-Ü");
        let port = &file.instruction(5).as_expose().unwrap().ports[0];
        assert_eq!(file.under(port.end.as_ref().unwrap()), "2");
        assert_eq!(alike(file.under(port.protocol.as_ref().unwrap())), "u␛⏎dp");
        let trigger = file.last().as_onbuild().unwrap().trigger.as_deref().unwrap();
        assert_eq!(file.at(trigger.span), "USER ü");
        let comments: Vec<_> = file.file.comments.iter().map(|comment| file.at(comment.span)).collect();
        assert_eq!(comments, ["# cömment", "# droppéd"]);
    }
}

#[test]
fn a_byte_order_mark_is_under_no_span() {
    let file = parsed("\u{feff}# syntax=a\nFROM one");
    assert_eq!(file.file.directives[0].span.start, 3);
    assert_eq!(file.file.lines[0].span.start, 0);
    let file = parsed("\u{feff} FROM one");
    assert_eq!((file.last().span.start, file.last().text.span().start), (4, 4));
    let file = parsed("\u{feff}# x\nFROM one");
    assert_eq!(file.file.comments[0].span.start, 3);
}

#[test]
fn flags_with_letters_beyond_ascii() {
    let file = parsed("COPY --chown=jürgen:日 --from=à/b c d");
    let flags = &file.last().flags;
    assert_eq!(file.flag(&flags[0]), ("--chown=jürgen:日", "chown", Some("jürgen:日")));
    let chown = flags[0].value.as_ref().unwrap();
    assert_eq!(file.under_part(chown, "rgen:"), "rgen:");
    // Each half of a letter leads to the whole of it.
    assert_eq!(file.under_part(chown, "\u{c3}"), "ü");
    assert_eq!(file.under_part(chown, "\u{bc}"), "ü");
    // The second byte of `à` ends the flag.
    assert_eq!(flags[1].text.as_str(), "--from=\u{c3}");
    assert_eq!(file.at(flags[1].span), "--from=à");
    assert_eq!(file.at(file.last().as_transfer().unwrap().sources[0].word.span), "/b");
}

#[test]
fn a_text_may_be_longer_than_all_that_stands_before_it() {
    let file = parsed("RUN --ééééééé=b c");
    let flag = &file.last().flags[0];
    let behind = flag.text.segments().last().unwrap();
    assert!(behind.text > behind.source.start);
    assert_eq!(file.flag(flag), ("--ééééééé=b", "ééééééé", Some("b")));
}

#[test]
fn words_in_other_alphabets() {
    let file = parsed("ENV ключ=значение 鍵=\"値 値\"\nUSER 🐳 x\nCOPY ä\u{301} 日本 /ö/\nHEALTHCHECK ÇMD ñ");
    assert_eq!(
        file.pairs(file.instruction(0).as_pairs().unwrap()),
        [("ключ=значение", "ключ", "значение"), ("鍵=\"値 値\"", "鍵", "\"値 値\"")]
    );
    assert_eq!(file.at(file.instruction(1).span), "USER 🐳 x");
    let transfer = file.instruction(2).as_transfer().unwrap();
    assert_eq!(file.at(transfer.sources[0].word.span), "ä\u{301}");
    assert_eq!(file.at(transfer.destination.as_ref().unwrap().span), "/ö/");
    let health = file.last().as_healthcheck().unwrap();
    assert_eq!(file.at(health.kind.as_ref().unwrap().span), "ÇMD");
}

#[test]
fn bytes_that_are_no_text() {
    let source = SourceFile::decode(
        "Dockerfile",
        b"FROM one\nENV A=\xffb C=\xe2\x82d\nCMD [\"\xc3\", \"e\"]".to_vec(),
    )
    .unwrap();
    let file = parse(&source);
    let pairs = file.instructions[1].as_pairs().unwrap();
    let found: Vec<_> = pairs.iter().map(|pair| source.slice(pair.value.span())).collect();
    assert_eq!(found, ["\u{fffd}b", "\u{fffd}\u{fffd}d"]);
    let words = file.instructions[2].command_line().unwrap().exec.as_ref().unwrap();
    assert_eq!(source.slice(words[0].value.span()), "\u{fffd}");
    assert_eq!(source.slice(words[1].span), "\"e\"");
}

#[test]
fn a_windows_path_in_pieces() {
    let file = parsed("# escape=`\nCOPY a `\n  # x\n  C:\\us`\ners\\ # y\nENV P=C:\\a`\n\\b Q=`\" R=s\n");
    let transfer = file.instruction(0).as_transfer().unwrap();
    assert_eq!(transfer.sources[1].word.as_str(), "C:\\users\\");
    assert_eq!(file.at(transfer.sources[1].word.span), "C:\\us`\ners\\");
    assert_eq!(
        file.pairs(file.last().as_pairs().unwrap()),
        [("P=C:\\a`\n\\b", "P", "C:\\a`\n\\b"), ("Q=`\"", "Q", "`\""), ("R=s", "R", "s")]
    );
}
