//! Instructions on several lines, with comments and blank lines between them.

use super::support::parsed;

#[test]
fn a_keyword_in_pieces() {
    let file = parsed("FR\\\nO\\\n# x\n\nM one");
    let from = file.last();
    assert_eq!(from.keyword_text.as_str(), "FROM");
    assert_eq!(file.under(&from.keyword_text), "FR\\\nO\\\n# x\n\nM");
    assert_eq!(file.under_range(&from.keyword_text, 0..2), "FR");
    assert_eq!(file.under_range(&from.keyword_text, 2..3), "O");
    assert_eq!(file.under_range(&from.keyword_text, 3..4), "M");
    assert_eq!(file.at(from.span), "FR\\\nO\\\n# x\n\nM one");
}

#[test]
fn an_image_in_pieces() {
    let file = parsed("FROM reg/na\\\n# x\nme:1\\\n.2@sha\\\n256:0f \\\n  AS \\\n\tbuil\\ \t\n\nder\n");
    let from = file.last().as_from().unwrap();
    let image = from.image.as_ref().unwrap();
    assert_eq!(image.word.as_str(), "reg/name:1.2@sha256:0f");
    assert_eq!(file.under(&image.name), "reg/na\\\n# x\nme");
    assert_eq!(file.under(image.tag.as_ref().unwrap()), "1\\\n.2");
    assert_eq!(file.under(image.digest.as_ref().unwrap()), "sha\\\n256:0f");
    assert_eq!(file.at(from.as_keyword.as_ref().unwrap().span), "AS");
    assert_eq!(file.at(from.name.as_ref().unwrap().span), "buil\\ \t\n\nder");
    assert_eq!(from.name.as_ref().unwrap().as_str(), "builder");
}

#[test]
fn a_flag_in_pieces() {
    let file = parsed("RUN --mou\\\nnt=type=ca\\\n# x\nche,tar\\\nget=\"/a \\\nb\" \\\n --network=none make");
    let run = file.last();
    let mount = &run.mounts[0];
    assert_eq!(file.under(&run.flags[0].name), "mou\\\nnt");
    assert_eq!(file.under(&mount.options[0].key), "type");
    assert_eq!(file.under(mount.options[0].value.as_ref().unwrap()), "ca\\\n# x\nche");
    assert_eq!(file.under(&mount.options[1].key), "tar\\\nget");
    let target = mount.options[1].value.as_ref().unwrap();
    assert_eq!((target.as_str(), file.under(target)), ("/a b", "/a \\\nb"));
    assert_eq!(file.at(mount.span), "--mou\\\nnt=type=ca\\\n# x\nche,tar\\\nget=\"/a \\\nb\"");
    assert_eq!(file.flag(&run.flags[1]), ("--network=none", "network", Some("none")));
    assert_eq!(file.under(&run.command_line().unwrap().text), "make");
}

#[test]
fn keys_and_values_in_pieces() {
    let file = parsed("ENV AB\\\nC=de\\\n# x\nf \\\n\n  G=\"h\\\n i\" \\\n# y\n J=k\n");
    assert_eq!(
        file.pairs(file.last().as_pairs().unwrap()),
        [
            ("AB\\\nC=de\\\n# x\nf", "AB\\\nC", "de\\\n# x\nf"),
            ("G=\"h\\\n i\"", "G", "\"h\\\n i\""),
            ("J=k", "J", "k"),
        ]
    );
    let file = parsed("LABEL na\\\nme the \\\n# x\n rest\n");
    let pair = &file.last().as_pairs().unwrap()[0];
    assert_eq!(pair.value.as_str(), "the  rest");
    assert_eq!(file.pairs(std::slice::from_ref(pair))[0].1, "na\\\nme");
    assert_eq!(file.under(&pair.value), "the \\\n# x\n rest");
    assert_eq!(file.under_part(&pair.value, "rest"), "rest");
}

#[test]
fn a_part_that_begins_or_ends_at_a_joint_does_not_reach_over_it() {
    let file = parsed("RUN one\\\n# x\ntwo\\\n\nthree");
    let text = &file.last().text;
    assert_eq!(text.as_str(), "RUN onetwothree");
    assert_eq!(file.under_part(text, "one"), "one");
    assert_eq!(file.under_part(text, "two"), "two");
    assert_eq!(file.under_part(text, "three"), "three");
    assert_eq!(file.under_part(text, "et"), "e\\\n# x\nt");
    assert_eq!(text.segments().count(), 3);
}

#[test]
fn json_in_pieces() {
    let file = parsed("CMD [ \"o\\\n# x\nne\", \\\n\n  \"a\\u00\\\ne9b\" \\\n]");
    let line = file.last().command_line().unwrap();
    let words = line.exec.as_ref().unwrap();
    assert_eq!((words[0].as_str(), file.at(words[0].span)), ("one", "\"o\\\n# x\nne\""));
    assert_eq!(file.under(&words[0]), "o\\\n# x\nne");
    assert_eq!(words[1].as_str(), "aéb");
    // An escape that is cut in two is still one character.
    assert_eq!(file.under_part(&words[1], "é"), "\\u00\\\ne9");
    assert_eq!(file.under_part(&words[1], "b"), "b");
}

#[test]
fn a_heredoc_behind_a_continued_line() {
    let file = parsed("COPY \\\n  # x\n  <<-\"E\\\nF\" \\\n\n  /y\n\tbody\n\tEF\n");
    let heredoc = &file.last().heredocs[0];
    assert_eq!(heredoc.name, "EF");
    assert_eq!(file.at(heredoc.opener), "<<-\"E\\\nF\"");
    assert_eq!(file.at(heredoc.delimiter), "\"E\\\nF\"");
    assert_eq!(file.under(&heredoc.body), "\tbody\n");
    assert_eq!(file.at(heredoc.terminator.unwrap()), "\tEF");
    let transfer = file.last().as_transfer().unwrap();
    assert_eq!(file.at(transfer.sources[0].word.span), "<<-\"E\\\nF\"");
    assert_eq!(file.at(transfer.destination.as_ref().unwrap().span), "/y");
}

#[test]
fn an_onbuild_in_pieces() {
    let file = parsed("ONBU\\\nILD \\\n# x\n  ON\\\nBUILD CO\\\nPY --fr\\\nom=a b\\\nc d\n");
    let onbuild = file.last().as_onbuild().unwrap();
    assert_eq!(file.under(&file.last().keyword_text), "ONBU\\\nILD");
    assert_eq!(file.under(&onbuild.chained[0].keyword), "ON\\\nBUILD");
    let trigger = onbuild.trigger.as_deref().unwrap();
    assert_eq!(file.under(&trigger.keyword_text), "CO\\\nPY");
    assert_eq!(file.flag(&trigger.flags[0]), ("--fr\\\nom=a", "fr\\\nom", Some("a")));
    assert_eq!(file.at(trigger.as_transfer().unwrap().sources[0].word.span), "b\\\nc");
    assert_eq!(file.at(trigger.span), "CO\\\nPY --fr\\\nom=a b\\\nc d");
}

#[test]
fn comments_inside_an_instruction() {
    let file = parsed("RUN a \\\n  # one \\\r\n\t#two\n b\n");
    let comments: Vec<_> = file.file.comments.iter().map(|comment| file.at(comment.span)).collect();
    assert_eq!(comments, ["# one \\", "#two"]);
}

#[test]
fn an_instruction_that_begins_with_an_escape() {
    let file = parsed("\\\n \\\n  FROM one\n");
    let from = file.last();
    assert_eq!(file.under(&from.keyword_text), "FROM");
    assert_eq!(file.at(from.span), "FROM one");
    // A keyword that is missing is where the instruction begins.
    let file = parsed("FROM one\n \\\n");
    assert!(file.last().keyword_text.is_empty());
    assert_eq!(file.source.lines().line(file.last().keyword_text.span().start), 2);
}

#[test]
fn blanks_at_the_end_of_a_continued_instruction_are_not_in_its_span() {
    let file = parsed("FROM one\nRUN two \\\n  three  \\\n\n# x\n");
    assert_eq!(file.at(file.last().span), "RUN two \\\n  three");
    assert_eq!(file.last().last_line, 5);
}
