//! What is a link, and where it leads.

use dlint_model::context::{BuildContext, Certainty, MemoryContext};
use dlint_text::SourceFile;

use super::*;
use crate::features::testing::{beginnings, nasty, with_view};

/// A context with a folder.
#[derive(Debug)]
struct Folder(MemoryContext);

impl BuildContext for Folder {
    fn certainty(&self) -> Certainty {
        Certainty::Configured
    }
    fn name(&self) -> Option<String> {
        Some("/srv/a b".to_owned())
    }
    fn entry(&self, path: &str) -> Option<Entry> {
        self.0.entry(path)
    }
    fn list(&self, folder: &str) -> Option<Vec<String>> {
        self.0.list(folder)
    }
    fn read(&self, path: &str) -> Option<Vec<u8>> {
        self.0.read(path)
    }
    fn ignore_file(&self) -> Option<(String, SourceFile)> {
        None
    }
}

/// The links, as `text -> target`.
fn found(text: &str) -> Vec<String> {
    with_view(text, |view, _| {
        let context = Folder(MemoryContext::new([("src/main.go", ""), ("go.mod", "")]));
        let view = View { context: &context, ..*view };
        let links = links(&view);
        let shown = links.iter().map(|link| {
            let text = view.document.span(link.range).slice(view.text());
            format!("{text} -> {}", link.target.as_ref().unwrap())
        });
        shown.collect()
    })
}

#[test]
fn images_files_and_addresses_are_links() {
    for (text, expected) in [
        (
            "# syntax=docker/dockerfile:1 x\n",
            &["docker/dockerfile:1 -> https://hub.docker.com/r/docker/dockerfile"] as &[_],
        ),
        (
            "FROM golang:1.23 AS b\nFROM b\nFROM scratch\n",
            &["golang:1.23 -> https://hub.docker.com/_/golang"],
        ),
        (
            "ARG V=1 R=quay.io/a\nFROM $R/b:$V\nCOPY --from=ghcr.io/x/y:1 /a /b\n",
            &["$R/b:$V -> https://quay.io/repository/a/b", "ghcr.io/x/y:1 -> https://ghcr.io/x/y"],
        ),
        ("ARG TOKEN=a\nFROM quay.io/$TOKEN/b\n", &[]),
        (
            "FROM scratch\nCOPY ./go.mod /src/../src/main.go gone.txt src *.go /x/\nADD [\"go.mod\", \"/\"]\n",
            &[
                "./go.mod -> file:///srv/a%20b/go.mod",
                "/src/../src/main.go -> file:///srv/a%20b/src/main.go",
                "\"go.mod\" -> file:///srv/a%20b/go.mod",
            ],
        ),
        ("FROM scratch\nCOPY --from=0 go.mod /\nONBUILD COPY go.mod /\n", &[]),
        (
            "FROM scratch\nRUN --mount=type=bind,source=go.mod,target=/m a\n",
            &["go.mod -> file:///srv/a%20b/go.mod"],
        ),
        (
            "FROM scratch\nARG V=2\nADD https://example.org/$V.tgz https://example.org/$W /x/\n",
            &["https://example.org/$V.tgz -> https://example.org/2.tgz"],
        ),
        (
            "# see https://example.org/a_(b), (http://example.org/c). https:// http\n",
            &[
                "https://example.org/a_(b) -> https://example.org/a_(b)",
                "http://example.org/c -> http://example.org/c",
            ],
        ),
        ("# https://user:hunter22@example.org/\n", &[]),
        ("FROM scratch\nARG API_TOKEN=abc\nENV V=$API_TOKEN\nADD https://example.org/$V /x/\n", &[]),
        ("FROM", &[]),
        ("COPY --from", &[]),
    ] {
        assert_eq!(found(text), expected, "{text}");
    }
}

#[test]
fn without_a_folder_there_are_no_files() {
    let text = "FROM scratch\nCOPY go.mod /\n";
    crate::features::testing::with_context(text, &[("go.mod", "")], |view, _| {
        assert!(links(view).is_empty());
    });
}

#[test]
fn nothing_panics_whatever_is_typed() {
    for text in nasty() {
        for beginning in beginnings(&text) {
            found(beginning);
        }
    }
}
