//! What is begun and never ended: a heredoc, a quote, a JSON array.

use crate::beside_a_good_file;

/// What is found in a file that goes on, behind what is unfinished, with a port that does not exist. The good file
/// beside it is linted as ever.
fn codes(unfinished: &str) -> Vec<String> {
    let folder = beside_a_good_file();
    folder.write("Dockerfile", format!("FROM debian:13\n{unfinished}\nEXPOSE 99999\n"));
    let report = folder.run(["-f", "json"]).exits_with(1).json();
    assert_eq!(report.paths(), ["Dockerfile", "zzz/Dockerfile"]);
    assert!(report.errors().is_empty());
    report.codes("Dockerfile").into_iter().map(str::to_owned).collect()
}

#[test]
fn a_heredoc_that_is_never_ended() {
    for unfinished in ["RUN <<EOF\ntrue", "COPY <<A <<B /x/\na\nA\nb", "ONBUILD RUN <<-EOF\n\ttrue"] {
        assert_eq!(codes(unfinished), ["syntax", "DL3011"], "{unfinished}");
    }
}

#[test]
fn a_quote_that_is_never_closed() {
    for unfinished in ["ENV A=\"b", "LABEL a='b", "ARG A=\"b", "COPY \"a b\" /c", "WORKDIR /it's"] {
        assert_eq!(codes(unfinished), ["syntax", "DL3011"], "{unfinished}");
    }
}

#[test]
fn an_array_that_is_never_closed() {
    for unfinished in ["SHELL [\"/bin/sh\"", "COPY [\"a\", \"b", "VOLUME [\"/a"] {
        assert_eq!(codes(unfinished), ["syntax", "DL3011"], "{unfinished}");
    }
    // To a builder this is no array, but a text for the shell; what a shell minds in it, nobody wants to know.
    assert_eq!(codes("CMD [\"a\""), ["DL3025", "DL3011"]);
}
