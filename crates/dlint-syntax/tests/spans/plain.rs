//! Instructions on one line.

use dlint_syntax::Arguments;

use super::support::parsed;

#[test]
fn the_keyword_and_the_whole_instruction() {
    for text in ["FROM one", "  from one AS two  \t", "\u{a0}FROM one\r", "FROM\tone\u{3000}"] {
        let file = parsed(&format!("# x\n{text}\n"));
        let from = file.last();
        assert_eq!(file.at(from.span), text.trim());
        assert_eq!(Some(file.under(&from.keyword_text)), text.trim().get(..4));
        assert_eq!(file.under(&from.text), text.trim_start().trim_end_matches('\r'));
    }
}

#[test]
fn the_parts_of_a_from() {
    let file = parsed("FROM --platform=$BUILDPLATFORM reg:5000/a/b:1.2@sha256:0f AS builder more words");
    let from = file.last().as_from().unwrap();
    let image = from.image.as_ref().unwrap();
    assert_eq!(file.at(image.word.span), "reg:5000/a/b:1.2@sha256:0f");
    assert_eq!(file.under(&image.name), "reg:5000/a/b");
    assert_eq!(file.under(image.tag.as_ref().unwrap()), "1.2");
    assert_eq!(file.under(image.digest.as_ref().unwrap()), "sha256:0f");
    assert_eq!(file.at(from.as_keyword.as_ref().unwrap().span), "AS");
    assert_eq!(file.at(from.name.as_ref().unwrap().span), "builder");
    assert_eq!(from.extra.iter().map(|word| file.at(word.span)).collect::<Vec<_>>(), ["more", "words"]);
    assert_eq!(
        file.flag(&file.last().flags[0]),
        ("--platform=$BUILDPLATFORM", "platform", Some("$BUILDPLATFORM"))
    );
    assert_eq!(file.at(file.file.errors[0].span), "more");
}

#[test]
fn flags_with_quotes_and_escapes() {
    let file = parsed("COPY --from=two --link --chown=\"a b\":c --exclude='x'\\ y --chmod= d e");
    let flags: Vec<_> = file.last().flags.iter().map(|flag| file.flag(flag)).collect();
    assert_eq!(
        flags,
        [
            ("--from=two", "from", Some("two")),
            ("--link", "link", None),
            // Quotes at the ends are not part of the value.
            ("--chown=\"a b\":c", "chown", Some("a b\":c")),
            ("--exclude='x'\\ y", "exclude", Some("x'\\ y")),
            ("--chmod=", "chmod", Some("")),
        ]
    );
    let chown = file.last().flag("chown").unwrap().value.as_ref().unwrap();
    assert_eq!(chown.as_str(), "a b:c");
    assert_eq!(file.under_part(chown, "a b"), "a b");
    assert_eq!(file.under_part(chown, ":c"), ":c");
    let exclude = file.last().flag("exclude").unwrap().value.as_ref().unwrap();
    // The escape goes, and what stands behind it is only itself.
    assert_eq!((exclude.as_str(), file.under_part(exclude, " y")), ("x y", " y"));
    // An empty value is behind its equals sign.
    let chmod = file.last().flag("chmod").unwrap();
    assert_eq!(chmod.value.as_ref().unwrap().span().start, chmod.span.end);
}

#[test]
fn the_keys_and_values_of_mounts() {
    let file = parsed("RUN --mount=type=cache,id=\"a b\",target=/x/y --mount='TYPE=secret,ro' make");
    let run = file.last();
    assert_eq!(file.at(run.mounts[0].span), "--mount=type=cache,id=\"a b\",target=/x/y");
    assert_eq!(file.at(run.mounts[1].span), "--mount='TYPE=secret,ro'");
    let mut found = Vec::new();
    for option in run.mounts.iter().flat_map(|mount| &mount.options) {
        found.push((
            file.at(option.span),
            file.under(&option.key),
            option.value.as_ref().map(|value| file.under(value)),
        ));
    }
    assert_eq!(
        found,
        [
            ("type=cache", "type", Some("cache")),
            ("id=\"a b", "id", Some("a b")),
            ("target=/x/y", "target", Some("/x/y")),
            ("TYPE=secret", "TYPE", Some("secret")),
            ("ro", "ro", None),
        ]
    );
    assert_eq!(file.under(&run.command_line().unwrap().text), "make");
}

#[test]
fn keys_and_values() {
    let file = parsed("ENV A=1 \"B C\"='d e' F=\nLABEL old  the rest \"of it\"\nARG G H=i\\ j K=");
    let pairs = |index: usize| file.pairs(file.instruction(index).as_pairs().unwrap());
    assert_eq!(pairs(0), [("A=1", "A", "1"), ("\"B C\"='d e'", "\"B C\"", "'d e'"), ("F=", "F", "")]);
    assert_eq!(pairs(1), [("old  the rest \"of it\"", "old", "the rest \"of it\"")]);
    let arguments = file.last().as_definitions().unwrap().iter();
    let found: Vec<_> = arguments
        .map(|found| {
            (
                file.at(found.span),
                file.under(&found.name),
                found.value.as_ref().map(|value| file.under(value)),
            )
        })
        .collect();
    assert_eq!(found, [("G", "G", None), ("H=i\\ j", "H", Some("i\\ j")), ("K=", "K", Some(""))]);
}

#[test]
fn the_parts_of_ports() {
    let file = parsed("EXPOSE 80 1.2.3.4:8080:81-82/udp ${P:-83}/${Q:-tcp}");
    let ports = &file.last().as_expose().unwrap().ports;
    let part = |text: &Option<dlint_text::MappedText>| text.as_ref().map(|text| file.under(text).to_owned());
    let found: Vec<_> = ports
        .iter()
        .map(|port| {
            let start = file.under(&port.start);
            (file.at(port.word.span), part(&port.host), start, part(&port.end), part(&port.protocol))
        })
        .collect();
    let some = |text: &str| Some(text.to_owned());
    assert_eq!(
        found,
        [
            ("80", None, "80", None, None),
            ("1.2.3.4:8080:81-82/udp", some("1.2.3.4:8080"), "81", some("82"), some("udp")),
            ("${P:-83}/${Q:-tcp}", None, "${P:-83}", None, some("${Q:-tcp}")),
        ]
    );
}

#[test]
fn json_strings_with_and_without_their_quotes() {
    let file = parsed(r#"CMD [ "one", "tw\"o\u00e9 \ud83d\ude00x", "" ]"#);
    let line = file.last().command_line().unwrap();
    assert_eq!(file.under(&line.text), r#"[ "one", "tw\"o\u00e9 \ud83d\ude00x", "" ]"#);
    let words = line.exec.as_ref().unwrap();
    assert_eq!(file.at(words[0].span), r#""one""#);
    assert_eq!(file.under(&words[0]), "one");
    assert_eq!(file.at(words[1].span), r#""tw\"o\u00e9 \ud83d\ude00x""#);
    assert_eq!(words[1].as_str(), "tw\"oé 😀x");
    for (part, expected) in [
        ("tw", "tw"),
        ("\"", r#"\""#),
        ("w\"o", r#"w\"o"#),
        ("é", r"\u00e9"),
        ("😀", r"\ud83d\ude00"),
        (" 😀x", r" \ud83d\ude00x"),
        ("x", "x"),
    ] {
        assert_eq!(file.under_part(&words[1], part), expected);
    }
    assert_eq!((file.at(words[2].span), file.under(&words[2])), (r#""""#, ""));
    assert_eq!(words[2].value.span().start, words[2].span.start + 1);
}

#[test]
fn words_of_lists_and_of_lines() {
    let file = parsed(
        "COPY a \"b c\"  /d/\nADD [\"e f\", \"g\"]\nVOLUME /h  /i\nUSER  me too \nWORKDIR /j k\n\
        STOPSIGNAL 9\nMAINTAINER Jo Do\nSHELL [\"l\"]\nENTRYPOINT m  n\nFETCH --o p q \n",
    );
    let transfer = |index: usize| {
        let transfer = file.instruction(index).as_transfer().unwrap();
        let mut words: Vec<_> = transfer.sources.iter().map(|source| file.at(source.word.span)).collect();
        words.push(file.at(transfer.destination.as_ref().unwrap().span));
        words
    };
    assert_eq!(transfer(0), ["a", "\"b", "c\"", "/d/"]);
    assert_eq!(transfer(1), ["\"e f\"", "\"g\""]);
    let volumes = &file.instruction(2).as_volume().unwrap().words;
    assert_eq!(volumes.iter().map(|word| file.at(word.span)).collect::<Vec<_>>(), ["/h", "/i"]);
    let mut found = Vec::new();
    for instruction in &file.file.instructions {
        match &instruction.arguments {
            Arguments::User(word)
            | Arguments::Workdir(word)
            | Arguments::Stopsignal(word)
            | Arguments::Maintainer(word) => found.push(file.at(word.as_ref().unwrap().span)),
            Arguments::Shell(line) | Arguments::Entrypoint(line) => found.push(file.under(&line.text)),
            Arguments::Unknown(text) => found.push(file.under(text)),
            _ => {}
        }
    }
    assert_eq!(found, ["me too", "/j k", "9", "Jo Do", "[\"l\"]", "m  n", "p q"]);
}

#[test]
fn the_parts_of_a_healthcheck() {
    let file = parsed("HEALTHCHECK --interval=5s  Cmd  curl -f /");
    let health = file.last().as_healthcheck().unwrap();
    assert_eq!(file.at(health.kind.as_ref().unwrap().span), "Cmd");
    assert_eq!(file.under(&health.command.as_ref().unwrap().text), "curl -f /");
    assert_eq!(file.flag(&file.last().flags[0]), ("--interval=5s", "interval", Some("5s")));
}

#[test]
fn the_parts_of_heredocs() {
    let file = parsed("RUN cat 3<<-'EOF' <<B > x\n\tone\n\t EOF\n\tEOF\nB\nUSER y\n");
    let heredocs = &file.instruction(0).heredocs;
    assert_eq!(file.at(heredocs[0].opener), "3<<-'EOF'");
    assert_eq!(file.at(heredocs[0].delimiter), "'EOF'");
    assert_eq!(file.under(&heredocs[0].body), "\tone\n\t EOF\n");
    assert_eq!(file.at(heredocs[0].terminator.unwrap()), "\tEOF");
    assert_eq!((file.at(heredocs[1].opener), file.at(heredocs[1].delimiter)), ("<<B", "B"));
    // An empty body is where it would begin.
    assert_eq!(heredocs[1].body.span(), dlint_text::Span::at(heredocs[1].terminator.unwrap().start));
    assert_eq!(file.at(heredocs[1].terminator.unwrap()), "B");
    assert_eq!(file.at(file.instruction(0).span), "RUN cat 3<<-'EOF' <<B > x");
}

#[test]
fn a_heredoc_that_nothing_is_left_for_stands_behind_the_one_before() {
    let file = parsed("RUN <<A <<B\nx\n");
    let heredocs = &file.last().heredocs;
    assert_eq!(file.under(&heredocs[0].body), "x\n");
    assert_eq!(heredocs[1].body.span(), dlint_text::Span::at(14));
}

#[test]
fn an_opener_with_blanks_is_a_whole() {
    let file = parsed("RUN cat << \"E F\" | x\nE F\n");
    let heredoc = &file.last().heredocs[0];
    assert_eq!((file.at(heredoc.opener), file.at(heredoc.delimiter)), ("<< \"E F\"", "\"E F\""));
}

#[test]
fn equal_openers_have_places_of_their_own() {
    let file = parsed("COPY x<<E <<E \"<<E\" <<E /y\nE\nE\n");
    let starts: Vec<_> = file.last().heredocs.iter().map(|heredoc| heredoc.opener.start).collect();
    assert_eq!(starts, [10, 20]);
}

#[test]
fn an_opener_is_not_found_in_a_word_that_was_erased() {
    let file = parsed("RUN <<E${x:-\\a} <<E\nE\n");
    let openers: Vec<_> = file.last().heredocs.iter().map(|heredoc| heredoc.opener.start).collect();
    assert_eq!(openers, [16]);
}

#[test]
fn comments_and_directives() {
    let file = parsed("# Syntax = a/b:1 \t\r\n#check=skip=x\n  # not any more \r\nFROM one\n\t#end");
    let directives: Vec<_> = file
        .file
        .directives
        .iter()
        .map(|found| (file.at(found.span), file.at(found.name), file.at(found.value)))
        .collect();
    assert_eq!(
        directives,
        [("# Syntax = a/b:1 \t", "Syntax", "a/b:1"), ("#check=skip=x", "check", "skip=x")]
    );
    let comments: Vec<_> = file.file.comments.iter().map(|comment| file.at(comment.span)).collect();
    assert_eq!(comments, ["# not any more ", "#end"]);
}

#[test]
fn the_parts_of_an_onbuild() {
    let file = parsed("ONBUILD --a onbuild --b=c  Copy --from=d e /f\nONBUILD RUN <<E\nx\nE\n");
    let instruction = file.instruction(0);
    let onbuild = instruction.as_onbuild().unwrap();
    assert_eq!(file.under(&instruction.keyword_text), "ONBUILD");
    assert_eq!(file.flag(&instruction.flags[0]), ("--a", "a", None));
    let chained = &onbuild.chained[0];
    assert_eq!((file.under(&chained.keyword), chained.start), ("onbuild", 12));
    assert_eq!(file.flag(&chained.flags[0]), ("--b=c", "b", Some("c")));
    let trigger = onbuild.trigger.as_deref().unwrap();
    assert_eq!(file.at(trigger.span), "Copy --from=d e /f");
    assert_eq!(file.under(&trigger.keyword_text), "Copy");
    assert_eq!(file.flag(&trigger.flags[0]), ("--from=d", "from", Some("d")));
    let transfer = trigger.as_transfer().unwrap();
    assert_eq!(file.at(transfer.sources[0].word.span), "e");
    assert_eq!(file.at(transfer.destination.as_ref().unwrap().span), "/f");
    let heredoc = &file.last().heredocs[0];
    assert_eq!((file.at(heredoc.opener), file.under(&heredoc.body)), ("<<E", "x\n"));
}

#[test]
fn the_token_an_error_is_about() {
    for (text, expected) in [
        ("FETCH x", "FETCH"),
        ("COPY --link a --from=b", ""),
        ("COPY --nope=c a b", "--nope=c"),
        ("COPY --link=perhaps a b", "--link=perhaps"),
        ("COPY a", "COPY"),
        ("COPY a <<E\nE", "<<E"),
        ("FROM a TO b", "TO"),
        ("FROM a AS 1st", "1st"),
        ("ENV A=1 BC D=2", "BC"),
        ("ENV NAME", "ENV"),
        ("ENV A=1 =x", "=x"),
        ("ARG A =y", "=y"),
        ("CMD [\"a\", 1]", "[\"a\", 1]"),
        ("SHELL bash -c", "bash -c"),
        ("VOLUME [\"/a\", \" \"]", "\" \""),
        ("HEALTHCHECK curl x", "curl"),
        ("HEALTHCHECK NONE x y", "x y"),
        ("HEALTHCHECK --retries=many CMD x", "many"),
        ("HEALTHCHECK --timeout=1 CMD x", "1"),
        ("RUN --mount=from=$x,target=/y z", "$x"),
        ("RUN --network=\"my net\" z", "my net"),
        ("RUN cat <<-'E' z", "<<-'E'"),
        ("ONBUILD FROM x", "FROM"),
        ("ONBUILD ONBUILD RUN x", "ONBUILD"),
    ] {
        let file = parsed(&format!("FROM one\n{text}\n"));
        let found = file.file.errors.first().map_or("", |error| file.at(error.span));
        assert_eq!(found, expected, "{text}");
    }
    let file = parsed("# escape=`\n# escape=`\n# escape=x\nFROM a");
    let found: Vec<_> = file.file.errors.iter().map(|error| file.at(error.span)).collect();
    assert_eq!(found[0], "escape");
}
