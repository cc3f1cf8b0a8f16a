//! What `docs/outputs.md` shows is what is printed.

use std::fs;
use std::path::Path;

use crate::support::Folder;
use crate::{FORMATS, blesses};

fn page() -> (std::path::PathBuf, String) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/outputs.md");
    let text = fs::read_to_string(&path).expect("the page");
    (path, text)
}

/// A folder with the Dockerfiles that the page is about.
fn examples() -> Folder {
    let folder = Folder::new();
    folder.write("app/Dockerfile", "FROM debian:latest AS Build\nRUN apt-get install -y curl\n");
    folder.write("web/Dockerfile", "FROM debian:latest\n").write("good.Dockerfile", "FROM debian:13\n");
    folder
}

/// Runs a line such as `dlint -f json app`.
fn answer(folder: &Folder, command: &str) -> String {
    let words = command.split_whitespace().skip(1).map(|word| word.trim_matches('\''));
    let run = folder.run(words);
    assert!(run.status.is_some_and(|status| status < 2), "{command}: {run}");
    let mut text = run.stderr + &run.stdout;
    // A document of a few hundred characters is shown as it begins.
    let longest = 400;
    if text.lines().any(|line| line.chars().count() > longest) {
        let cut = |line: &str| match line.char_indices().nth(longest) {
            Some((at, _)) => format!("{}…\n", line.split_at(at).0),
            None => format!("{line}\n"),
        };
        text = text.lines().map(cut).collect();
    }
    text
}

#[test]
fn the_blocks_of_the_page_are_what_is_printed() {
    let (path, text) = page();
    let folder = examples();
    let mut written = String::new();
    let mut blocks = 0;
    for (index, part) in text.split("```").enumerate() {
        let Some(block) = part.strip_prefix("console\n").filter(|_| index % 2 == 1) else {
            written.push_str(if index == 0 { "" } else { "```" });
            written.push_str(part);
            continue;
        };
        blocks += 1;
        written.push_str("```console\n");
        let commands: Vec<&str> = block.lines().filter_map(|line| line.strip_prefix("$ ")).collect();
        for (number, command) in commands.iter().enumerate() {
            let gap = if number > 0 { "\n" } else { "" };
            written.extend([gap, "$ ", command, "\n", &answer(&folder, command)]);
        }
    }
    assert!(blocks >= FORMATS.len(), "{blocks}");
    if blesses() {
        fs::write(path, written).expect("the page can be written");
    } else {
        assert!(written == text, "the page would be\n{written}");
    }
}

#[test]
fn every_command_of_the_page_can_be_run_and_every_format_is_there() {
    let (_, text) = page();
    let commands: Vec<&str> = text
        .split('`')
        .chain(text.lines().filter_map(|line| line.split_once("run: ").map(|(_, command)| command)))
        .chain(text.lines().filter_map(|line| line.trim().strip_prefix("- ")))
        .chain(text.lines().filter_map(|line| line.strip_prefix("$ ")))
        .map(|command| command.split(" |").next().unwrap_or_default())
        .filter(|command| command.starts_with("dlint ") && !command.contains('\n'))
        .collect();
    for command in &commands {
        answer(&examples(), command);
    }
    for (format, _) in FORMATS {
        let is_shown = commands
            .iter()
            .any(|command| command.split_whitespace().any(|word| word.split('=').next() == Some(format)));
        assert!(is_shown || format == "full", "no command of the page has {format}");
    }
}
