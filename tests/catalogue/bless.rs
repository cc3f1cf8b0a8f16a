//! Writes what is found into a page.

use std::path::Path;

use dlint::{Page, Safety};
use dlint_catalogue::{Example, Kind, Marker};

/// Rewrites the markers and the fixed examples of a page.
pub(crate) fn bless(
    page: &Page,
    found: impl Fn(&Example) -> Vec<Marker>,
    fixed: impl Fn(&Example, Safety) -> String,
) -> Result<(), String> {
    let lines: Vec<&str> = page.text.lines().collect();
    let mut text = String::new();
    let mut at = 0;
    let mut bad: Option<Example> = None;
    for example in page.examples() {
        for line in &lines[at..example.line] {
            text.push_str(line);
            text.push('\n');
        }
        match example.kind {
            Kind::Bad | Kind::Pedantic => text.push_str(&marked(&example.dockerfile, &found(&example))),
            Kind::Fixed | Kind::FixedUnsafe => {
                let floor = if example.kind == Kind::Fixed { Safety::Safe } else { Safety::Unsafe };
                text.push_str(&fixed(
                    bad.as_ref().ok_or("there is no bad example above a fixed one")?,
                    floor,
                ));
            }
            Kind::Good | Kind::FixedIgnoreFile => text.push_str(&example.dockerfile),
        }
        let body = lines[example.line..].iter().position(|line| *line == "```").unwrap_or(0);
        at = example.line + body;
        if example.kind.has_markers() {
            bad = Some(example);
        }
    }
    for line in &lines[at..] {
        text.push_str(line);
        text.push('\n');
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../rules/{}.md", page.name));
    std::fs::write(&path, text).map_err(|error| error.to_string())
}

/// The Dockerfile with a marker below each line that something is found in.
fn marked(dockerfile: &str, markers: &[Marker]) -> String {
    let mut text = String::new();
    for (index, line) in dockerfile.lines().enumerate() {
        text.push_str(line);
        text.push('\n');
        for marker in markers.iter().filter(|marker| marker.line == index + 1) {
            text.push_str(&marker.to_string());
            text.push('\n');
        }
    }
    text
}
